"""Durable writes on SQLite against SQLite itself, on the same disk."""

import itertools
import secrets

from bench.lib import people, yardsticks
from bench.lib.lines import Line, ratio
from bench.lib.load import Requests, answers, load, request
from bench.lib.row import Row, demand


def renames(members):
    """Endless profile updates: everybody in turn, to a name that nobody else has, and each time to another."""
    run = secrets.token_hex(3)
    for turn in itertools.count():
        for person in members:
            yield person, f"n{run}x{person.id}x{turn}"


def rename_requests(bench, members, turns=2):
    """As many turns as given; sent again and again, they still change the name each time. For one run of the load:
    the next would begin with a name that some have already."""
    some = itertools.islice(renames(members), turns * len(members))
    return Requests(bench.work, (rename_request(person, name) for person, name in some))


def rename_request(person, nickname):
    return request("PUT", person.path, {"nickname": nickname}, token=person.token)


def check_renames(bench, address, members, clients=64):
    """Everybody gets a new name, is told so, and has it when they look."""
    wanted = list(itertools.islice(renames(members), len(members)))
    texts = Requests(bench.work, (rename_request(person, name) for person, name in wanted))
    for answer, (_, name) in zip(
        people.expect(answers(address, texts, bench.work, clients), 200), wanted, strict=True
    ):
        demand(answer.data["nickname"] == name, f"{name} was not taken: {answer.data}")
    reads = Requests(bench.work, map(people.read_request, members))
    for answer, (_, name) in zip(
        people.expect(answers(address, reads, bench.work), 200), wanted, strict=True
    ):
        demand(answer.data["nickname"] == name, f"{name} was not kept: {answer.data}")


class Update(Row):
    name = "update"
    lines = (
        Line(
            "64", "durable profile update, 64 clients", "one-row commits of SQLite, synchronous=FULL", 8, 12.5
        ),
        Line(
            "16", "durable profile update, 16 clients", "one-row commits of SQLite, synchronous=FULL", 3, 5.5
        ),
    )

    prefix = ()

    def prepare(self, bench, stack):
        self.server, self.members = stack.enter_context(
            people.house(bench, 1000, "minted", prefix=self.prefix)
        )

    def check(self, bench):
        check_renames(bench, self.server.address, self.members)

    def measure(self, bench):
        commits = yardsticks.rate("sqlite_commits", bench.work, 1, bench.size.seconds, prefix=self.prefix)
        found = {}
        for clients in (64, 16):
            requests = rename_requests(bench, self.members)
            ours = load(
                self.server.address, requests, clients, bench.size.seconds, warm_up=bench.size.warm_up
            )
            rate = ours.only(200).rate(200)
            found[str(clients)] = ratio(
                rate, commits, **{"updates/s": rate, "commits/s": commits, "p50 ms": ours.p50}
            )
        return found


class UpdateOnSlowDisk(Update):
    """The same where a commit takes half a millisecond, as on most disks: both sides sleep after each sync. Beside a disk
    of 9,000 commits a second the marks ask for more changes than the machine has time to read."""

    name = "update-slow-disk"
    lines = tuple(
        Line(
            str(clients),
            f"durable profile update, {clients} clients, 0.4 ms more for each sync",
            "one-row commits of SQLite, synchronous=FULL, 0.4 ms more for each sync",
        )
        for clients in (64, 16)
    )

    def prepare(self, bench, stack):
        self.prefix = yardsticks.on_slow_disk(400)
        super().prepare(bench, stack)


class Refresh(Row):
    name = "refresh"
    lines = (
        Line(
            "refresh",
            "refresh with durable rotation, 64 clients",
            "the smaller of 64-row group commits and ES256 signs",
            0.4,
            0.6,
        ),
    )

    def prepare(self, bench, stack):
        self.server, members = stack.enter_context(people.house(bench, 256, "real"))
        self.requests = Requests(bench.work, map(self._request, members))

    def _request(self, person):
        return request("POST", "/api/auth/v1/token/refresh", {"refresh_token": person.refresh_token})

    def check(self, bench):
        """Everybody rotates twice, the second time with what the first has given."""
        seen = set()
        for _ in range(2):
            texts, path = self.requests, self.requests.path
            found = answers(self.server.address, texts, bench.work, 64, carry="refresh_token", save=path)
            for number, answer in enumerate(people.expect(found, 200)):
                demand(answer.data["user_id"] == number + 1, f"somebody else's tokens: {answer.data}")
                seen.add(answer.data["refresh_token"])
        demand(len(seen) == 2 * self.requests.count, "a refresh token was given twice")

    def measure(self, bench):
        seconds = bench.size.seconds
        commits = yardsticks.rate("sqlite_commits", bench.work, 64, seconds / 2)
        signs = yardsticks.rate("es256", "sign", seconds / 2)
        carried = {"carry": "refresh_token", "save": self.requests.path, "warm_up": bench.size.warm_up}
        ours = load(self.server.address, self.requests, 64, seconds, **carried)
        rate = ours.only(200).rate(200)
        parts = {"refreshes/s": rate, "64-row rows/s": commits, "signs/s": signs, "p50 ms": ours.p50}
        return {"refresh": ratio(rate, min(commits, signs), **parts)}


ROWS = (Update, UpdateOnSlowDisk, Refresh)
