"""What the same requests cost once there are ten thousand times as many users."""

import json
import random

from bench.lib import people
from bench.lib.lines import Line, ratio
from bench.lib.load import Requests, answers, load
from bench.lib.row import Row, demand
from bench.lib.tokens import mint_of
from bench.rows.tokens import check_accounts, fast
from bench.rows.writes import rename_request, rename_requests

FEW = 1000
ACTIVE = 1000


class Town:
    """A server over so many users, of whom some are active."""

    def __init__(self, bench, stack, folder, users):
        told = self._seed(bench, folder, users)
        numbers = sorted(random.Random(users + FEW).sample(range(1, users + 1), min(ACTIVE, users)))
        self.active = [people.Person(f"seed{number}", told["password"]) for number in numbers]
        for person, number in zip(self.active, numbers, strict=True):
            person.id = number
        self.server = stack.enter_context(bench.gatehouse(folder))
        (model,) = people.sign_in(self.server.address, bench.work, self.active[:1])
        people.mint_for(mint_of(self.server), model, self.active)
        self.reads = Requests(bench.work, map(people.read_request, self.active))
        self.sign_ins = Requests(bench.work, map(people.sign_in_request, self.active))

    @staticmethod
    def _seed(bench, folder, users):
        """Ten million users take minutes to make: once made, they are kept."""
        told = bench.folder(folder) / "seeded.json"
        if not told.exists():
            told.write_text(json.dumps(bench.seed(folder, users)))
        return json.loads(told.read_text())

    def check(self, bench):
        check_accounts(answers(self.server.address, self.reads, bench.work, 64), self.active)
        few = Requests(bench.work, map(people.sign_in_request, self.active[:64]))
        for answer, person in zip(
            people.expect(answers(self.server.address, few, bench.work, 64), 200), self.active, strict=False
        ):
            demand(answer.data["user_id"] == person.id, f"{person.nickname} signed in as {answer.data}")
        people.sign_up(self.server.address, bench.work, 16)

    def rates(self, bench):
        seconds = bench.size.seconds
        address = self.server.address
        newcomers = Requests(
            bench.work, map(people.sign_up_request, people.newcomers(int(seconds + 1) * 1000))
        )
        updates = rename_requests(bench, self.active)
        more = {"seconds": seconds, "warm_up": bench.size.warm_up}
        try:
            return {
                "get": fast(address, self.reads, bench),
                "sign-in": load(address, self.sign_ins, 64, **more).only(200).rate(200),
                "sign-up": load(address, newcomers, 64, once=True, **more).only(201).rate(201),
                "update": load(address, updates, 16, **more).only(200).rate(200),
            }
        finally:
            self._give_names_back(bench)

    def _give_names_back(self, bench):
        """The next round, and the next run over the users that are kept, sign in with them."""
        found = people.expect(answers(self.server.address, self.reads, bench.work, 64), 200)
        renamed = [
            rename_request(person, person.nickname)
            for person, answer in zip(self.active, found, strict=True)
            if answer.data["nickname"] != person.nickname
        ]
        if renamed:
            people.expect(answers(self.server.address, Requests(bench.work, renamed), bench.work, 64), 200)


class Growth(Row):
    name = "growth"
    lines = tuple(
        Line(
            key,
            f"cost of {what}, 10,000,000 users",
            "1,000 users; 1,000 active in both",
            *marks,
            at_least=False,
        )
        for key, what, marks in (
            ("get", "GET", (1.2, 1.0)),
            ("sign-in", "sign-in", (1.1, 1.0)),
            ("sign-up", "sign-up", (1.1, 1.02)),
            ("update", "update, 16 clients", (2.0, 1.8)),
        )
    )

    def prepare(self, bench, stack):
        many = bench.size.many_users
        self.small = Town(bench, stack, "small", FEW)
        self.large = Town(bench, stack, str(bench.cache / f"users-{many}"), many)

    def check(self, bench):
        for town in (self.small, self.large):
            town.check(bench)

    def measure(self, bench):
        small, large = self.small.rates(bench), self.large.rates(bench)
        return {
            key: ratio(small[key], large[key], **{"few/s": small[key], "many/s": large[key]}) for key in small
        }


ROWS = (Growth,)
