"""How calm everybody else's requests stay while a crowd signs in, and when it leaves."""

import contextlib
import time

from bench.lib import people, yardsticks
from bench.lib.lines import Figure, Line, ratio
from bench.lib.load import Requests, answers, finish_load, load, start_load
from bench.lib.row import Row, demand
from bench.lib.wire import Wire, crowd

MEMBERS = 600
RATE = 500  # reads a second
HEAD_START = 0.5  # seconds that the crowd has before anybody reads


class Flood(Row):
    """Reads at a rate, in an open loop: a late answer does not put off the next request, and each is timed from when it
    was due. nginx is asked in the same way beside the same flood: what it needs is the machine's, not ours."""

    clients = 0

    def prepare(self, bench, stack):
        self.server, members = stack.enter_context(people.house(bench, bench.size.members))
        readers, crowd = members[: len(members) // 3], members[len(members) // 3 :]
        people.sign_in(self.server.address, bench.work, readers)
        self.reads = Requests(bench.work, map(people.read_request, readers))
        self.sign_ins = Requests(bench.work, map(people.sign_in_request, crowd))
        self.clients = min(self.clients, bench.size.crowd)
        first = answers(self.server.address, self.reads, bench.work, once=False, count=1)[0]
        self.nginx = stack.enter_context(yardsticks.Nginx(bench, self.name, first))

    def check(self, bench):
        seen = load(self.server.address, self.reads, 16, 0.4, rate=RATE).only(200)
        demand(sum(seen.statuses.values()) == int(0.4 * RATE), f"{seen.statuses} are not {RATE} a second")

    def measure(self, bench):
        seconds = bench.size.long_seconds
        alone = self._flood(bench.size.seconds).rate(200)
        reads, meanwhile = self._beside_the_flood(self.server.address, seconds)
        theirs, _ = self._beside_the_flood(self.nginx.address, seconds)
        rates = {"with reads/s": meanwhile.rate(200), "alone/s": alone}
        times = {"p50 ms": reads.p50, "longest ms": reads.told["longest_ms"]}
        return {
            "p99": Figure(reads.p99, times),
            "p999": Figure(reads.p999, times),
            "nginx": Figure(theirs.p99, {"p50 ms": theirs.p50, "longest ms": theirs.told["longest_ms"]}),
            "rate": ratio(meanwhile.rate(200), alone, **rates),
        }

    def _beside_the_flood(self, address, seconds):
        """Reads from `address` while the crowd signs in to ours."""
        flood = start_load(self.server.address, self.sign_ins, self.clients, seconds, warm_up=HEAD_START)
        try:
            time.sleep(HEAD_START)
            reads = load(address, self.reads, 32, seconds, rate=RATE).only(200)
        finally:
            meanwhile = finish_load(flood)
        demand(reads.told["timed"] >= int(RATE * seconds) - 1, f"{reads.told['timed']} reads in {seconds} s")
        return reads, meanwhile.only(200, 503)

    def _flood(self, seconds):
        options = {"warm_up": HEAD_START}
        return load(self.server.address, self.sign_ins, self.clients, seconds, **options).only(200, 503)


def flood_lines(clients, p99, p999):
    meanwhile = f"GET at {RATE}/s, open loop, while {clients} clients sign in"
    return (
        Line("p99", f"p99 of {meanwhile}", "time", *p99, at_least=False, unit=" ms"),
        Line("p999", f"p99.9 of {meanwhile}", "time", *p999, at_least=False, unit=" ms"),
        Line("nginx", f"p99 of nginx, asked beside the same {clients} clients", "time", at_least=False, unit=" ms"),
        Line(
            "rate",
            f"sign-in per second of {clients} clients, beside {RATE} GET/s",
            "the same alone",
            0.90,
            0.90,
        ),
    )


class Flood64(Flood):
    name = "flood-64"
    clients = 64
    lines = flood_lines(64, (2, 0.7), (10, 4.5))


class Flood512(Flood):
    name = "flood-512"
    clients = 512
    lines = flood_lines(512, (3, 0.64), (15, 3.7))


class HangUp(Row):
    name = "hang-up"
    lines = (
        Line(
            "hang-up",
            "fresh sign-in right after 512 clients hang up with their work queued",
            "time",
            100,
            30,
            at_least=False,
            unit=" ms",
        ),
    )

    def prepare(self, bench, stack):
        self.server, members = stack.enter_context(people.house(bench, MEMBERS))
        self.crowd = [people.sign_in_request(person) for person in members[:512]]
        self.fresh = people.sign_in_request(members[-1])

    def check(self, bench):
        with Wire(self.server.address) as wire:
            answer, _ = wire.ask(self.fresh)
            demand(answer.status == 200, f"{answer.status}: {answer.body[:200]}")

    def measure(self, bench):
        found = [self._once() for _ in range(3 if bench.size.verdict else 1)]
        return {"hang-up": Figure(sorted(found)[len(found) // 2], {"longest ms": max(found)})}

    def _once(self):
        with contextlib.ExitStack() as stack:
            wires = crowd(stack, self.server.address, len(self.crowd))
            for wire, text in zip(wires, self.crowd, strict=True):
                wire.send(text)
            time.sleep(0.3)  # all are in the queue; at most a hundred are through
        began = time.perf_counter()
        with Wire(self.server.address) as wire:
            answer, _ = wire.ask(self.fresh)
        passed = (time.perf_counter() - began) * 1000
        demand(answer.status == 200, f"{answer.status}: {answer.body[:200]}")
        return passed


class Unknown(Row):
    name = "unknown"
    lines = (
        Line(
            "unknown",
            "sign-in of an unknown user, p50: distance in percent",
            "wrong password, alternating",
            2,
            1,
            at_least=False,
            unit=" %",
        ),
    )

    def prepare(self, bench, stack):
        self.server, self.members = stack.enter_context(people.house(bench, 20))

    def check(self, bench):
        """Both are told the same."""
        with Wire(self.server.address) as wire:
            for _ in range(3):
                bodies = [wire.ask(text)[0].json for text in self._pair(0)]
                for body in bodies:
                    demand(
                        body["code"] == "invalid_credentials" and body.pop("request_id"),
                        f"another answer: {body}",
                    )
                demand(bodies[0] == bodies[1], f"two answers: {bodies}")

    def _pair(self, number):
        stranger = people.Person(f"nobody{number}")
        wrong = people.Person(self.members[number % len(self.members)].nickname)
        wrong.password = stranger.password = "a loud river at noon"
        return people.sign_in_request(stranger), people.sign_in_request(wrong)

    def measure(self, bench):
        times = ([], [])
        with Wire(self.server.address) as wire:
            for number in range(bench.size.alternating // 2):
                for text, own in zip(self._pair(number), times, strict=True):
                    answer, passed = wire.ask(text)
                    demand(answer.status == 401, f"{answer.status}: {answer.body[:200]}")
                    own.append(passed)
        unknown, wrong = (sorted(own)[len(own) // 2] for own in times)
        return {"unknown": Figure(abs(unknown / wrong - 1) * 100, {"unknown ms": unknown, "wrong ms": wrong})}


ROWS = (Flood64, Flood512, HangUp, Unknown)
