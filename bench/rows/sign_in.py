"""Sign-ins under load against raw hashes, at the parameters of a default Gatehouse (Argon2id, 19 MiB, t=2)."""

from bench.lib import people, yardsticks
from bench.lib.lines import Line, ratio
from bench.lib.load import Requests, answers, load
from bench.lib.row import Row, demand

CROWD = 512


class SignIn(Row):
    name = "sign-in"
    lines = (
        Line(
            "stock",
            "sign-in per second, 64 clients",
            "stock libsodium `crypto_pwhash`, all cores",
            1.35,
            1.50,
        ),
        Line(
            "kept",
            "sign-in per second, 64 clients",
            "libsodium, memory kept, huge pages, wiped between hashes",
            0.88,
            0.97,
        ),
        Line("unwiped", "sign-in per second, 64 clients", "libsodium, memory kept, huge pages, not wiped"),
    )

    def prepare(self, bench, stack):
        self.server, members = stack.enter_context(people.house(bench, bench.size.members))
        self.requests = Requests(bench.work, map(people.sign_in_request, members))

    def check(self, bench):
        check_sign_ins(bench, self.server, self.requests, 64)

    def measure(self, bench):
        seconds = bench.size.seconds
        stock = yardsticks.rate("raw_hash", seconds)
        kept = yardsticks.rate("kept_hash", seconds)
        unwiped = yardsticks.rate("kept_hash_unwiped", seconds)
        ours = load(self.server.address, self.requests, 64, seconds, warm_up=bench.size.warm_up)
        rate = ours.only(200).rate(200)
        return {
            "stock": ratio(rate, stock, **{"sign-ins/s": rate, "hashes/s": stock}),
            "kept": ratio(rate, kept, **{"sign-ins/s": rate, "hashes/s": kept}),
            "unwiped": ratio(rate, unwiped, **{"sign-ins/s": rate, "hashes/s": unwiped}),
        }


class Crowd(Row):
    name = "sign-in-crowd"
    lines = (
        Line(
            "crowd",
            "sign-in per second, 512 clients (200, or 503 with Retry-After)",
            "the same with 2 clients",
            0.95,
            0.98,
        ),
        Line(
            "p50",
            "sign-in p50, 2 clients",
            "p50 of one raw hash with memory kept, on each core",
            1.20,
            1.05,
            at_least=False,
        ),
    )

    def prepare(self, bench, stack):
        self.server, members = stack.enter_context(people.house(bench, CROWD + 88))
        self.requests = Requests(bench.work, map(people.sign_in_request, members))

    def check(self, bench):
        check_sign_ins(bench, self.server, self.requests, CROWD)

    def measure(self, bench):
        seconds = bench.size.seconds
        hash_ = yardsticks.told("kept_hash", seconds / 2)["p50_ms"]
        lone = yardsticks.told("kept_hash", seconds / 4, 1)["p50_ms"]
        two = load(self.server.address, self.requests, 2, seconds, warm_up=bench.size.warm_up).only(200)
        wait = 3 * bench.size.warm_up  # the first sign-ins of so many come all at once
        crowd = load(self.server.address, self.requests, bench.size.crowd, seconds + wait, warm_up=wait)
        refused = crowd.only(200, 503).statuses.get(503, 0)
        return {
            "crowd": ratio(
                crowd.rate(200),
                two.rate(200),
                **{"at 512/s": crowd.rate(200), "at 2/s": two.rate(200), "503": refused},
            ),
            "p50": ratio(two.p50, hash_, **{"sign-in ms": two.p50, "hash ms": hash_, "lone hash ms": lone}),
        }


class SignUp(Row):
    name = "sign-up"
    lines = (Line("sign-up", "durable sign-up per second, 64 clients", "sign-in, 64 clients", 0.90, 0.96),)

    def prepare(self, bench, stack):
        self.server, members = stack.enter_context(people.house(bench, bench.size.members))
        self.sign_ins = Requests(bench.work, map(people.sign_in_request, members))

    def check(self, bench):
        newcomers = people.newcomers(64)
        found = answers(
            self.server.address, Requests(bench.work, map(people.sign_up_request, newcomers)), bench.work, 64
        )
        for person, answer in zip(newcomers, people.expect(found, 201), strict=True):
            data = answer.data
            demand(
                data["nickname"] == person.nickname and not data["email_verified"],
                f"not what was asked: {data}",
            )
            demand(answer.header("Location") == f"/api/user/v1/user/{data['user_id']}", "another Location")
        demand(len({answer.data["user_id"] for answer in found}) == 64, "an id was given twice")

    def measure(self, bench):
        seconds = bench.size.seconds
        enough = int((seconds + 1) * 1000)
        newcomers = Requests(bench.work, map(people.sign_up_request, people.newcomers(enough)))
        more = {"seconds": seconds, "warm_up": bench.size.warm_up}
        ins = load(self.server.address, self.sign_ins, 64, **more).only(200).rate(200)
        ups = load(self.server.address, newcomers, 64, once=True, **more).only(201).rate(201)
        return {"sign-up": ratio(ups, ins, **{"sign-ups/s": ups, "sign-ins/s": ins})}


def check_sign_ins(bench, server, requests, clients):
    """Each person signs in once, all at the same time, and is given tokens of their own."""
    found = answers(server.address, requests, bench.work, clients)
    demand(len(found) == requests.count, f"{len(found)} answers to {requests.count} requests")
    seen = set()
    for answer in found:
        if answer.status == 503 and clients > 256:
            demand(answer.header("Retry-After"), "503 does not say when to come again")
            continue
        demand(answer.status == 200, f"{answer.status}: {answer.body[:200]}")
        data = answer.data
        demand(data["user_id"] == answer.request + 1, f"somebody else's tokens: {data}")
        seen.add(data["access_token"])
    demand(len(seen) == sum(answer.status == 200 for answer in found), "a token was given twice")


ROWS = (SignIn, Crowd, SignUp)
