"""Reading the own account with a token, which is cached, new, or broken; and the public keys."""

from bench.lib import people, yardsticks
from bench.lib.lines import Line, ratio
from bench.lib.load import Requests, answers, load, request
from bench.lib.row import Row, demand
from bench.lib.tokens import mint_of


def nginx(bench, stack, name, answer):
    return stack.enter_context(yardsticks.Nginx(bench, name, answer))


def check_accounts(found, members):
    """Every answer is the account of who asked."""
    for answer, person in zip(people.expect(found, 200), members, strict=True):
        data = answer.data
        mine = (data["user_id"], data["nickname"]) == (person.id, person.nickname)
        demand(mine, f"{person.nickname} was told of {data}")


class Get(Row):
    name = "get"
    lines = (
        Line(
            "get",
            "GET of the own account, 2,000 tokens in use, 64 clients",
            "nginx `return 200` of the same size",
            0.60,
            0.80,
        ),
    )

    def prepare(self, bench, stack):
        self.server, self.members = stack.enter_context(people.house(bench, 2000, "minted"))
        self.requests = Requests(bench.work, map(people.read_request, self.members))
        first = answers(self.server.address, self.requests, bench.work, once=False, count=1)[0]
        self.nginx = nginx(bench, stack, self.name, first)

    def check(self, bench):
        check_accounts(answers(self.server.address, self.requests, bench.work, 64), self.members)

    def measure(self, bench):
        theirs = fast(self.nginx.address, self.requests, bench)
        ours = fast(self.server.address, self.requests, bench)
        return {"get": ratio(ours, theirs, **{"GET/s": ours, "nginx/s": theirs})}


def fast(address, requests, bench, clients=64):
    """Answers a second of a server that answers in microseconds."""
    return load(address, requests, clients, bench.size.seconds, threads=2, warm_up=0.2).only(200).rate(200)


class Keys(Row):
    name = "jwks"
    lines = (
        Line("jwks", "GET /.well-known/jwks.json, 64 clients", "nginx serving the same bytes", 0.75, 0.90),
    )

    def prepare(self, bench, stack):
        self.server = stack.enter_context(bench.gatehouse())
        self.requests = Requests(bench.work, [request("GET", "/.well-known/jwks.json")] * 64)
        (self.first, *_) = answers(self.server.address, self.requests, bench.work)
        self.nginx = nginx(bench, stack, self.name, self.first)

    def check(self, bench):
        for answer in people.expect(answers(self.server.address, self.requests, bench.work, 64), 200):
            demand(answer.body == self.first.body and answer.json["keys"], "other keys")

    def measure(self, bench):
        theirs = fast(self.nginx.address, self.requests, bench)
        ours = fast(self.server.address, self.requests, bench)
        return {"jwks": ratio(ours, theirs, **{"jwks/s": ours, "nginx/s": theirs})}


class FirstSeen(Row):
    name = "first-seen"
    lines = (
        Line(
            "first-seen",
            "GET with tokens seen for the first time, 64 clients",
            "raw ES256 verifies, all cores",
            0.50,
            0.65,
        ),
        Line("broken", "GET with broken tokens, 64 clients", "raw ES256 verifies, all cores", 0.50, 0.65),
    )

    def prepare(self, bench, stack):
        self.server, self.members = stack.enter_context(people.house(bench, 2000, "minted"))
        self.mint = mint_of(self.server)

    def _requests(self, bench, make, count):
        def text(number):
            person = self.members[number % len(self.members)]
            return request("GET", person.path, token=make(person.token))

        return Requests(bench.work, map(text, range(count)))

    def check(self, bench):
        good = self._requests(bench, self.mint.again, len(self.members))
        check_accounts(answers(self.server.address, good, bench.work, 64), self.members)
        broken = self._requests(bench, self.mint.broken, len(self.members))
        for answer in people.expect(answers(self.server.address, broken, bench.work, 64), 401):
            demand(answer.json["code"] == "invalid_token", f"refused otherwise: {answer.body[:200]}")
            demand('error="invalid_token"' in answer.header("WWW-Authenticate"), "no WWW-Authenticate")

    def measure(self, bench):
        seconds = bench.size.seconds / 2
        verifies = yardsticks.rate("es256", "verify", seconds)
        enough = int(verifies * (seconds + 0.2))  # more cannot be answered
        found = {}
        for key, make, status in (("first-seen", self.mint.again, 200), ("broken", self.mint.broken, 401)):
            requests = self._requests(bench, make, enough)
            options = {"threads": 2, "warm_up": 0.1, "once": True}
            ours = load(self.server.address, requests, 64, seconds, **options).only(status).rate(status)
            found[key] = ratio(ours, verifies, **{"GET/s": ours, "verifies/s": verifies})
            requests.path.unlink()
        return found


ROWS = (Get, FirstSeen, Keys)
