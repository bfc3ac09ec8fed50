"""What the server takes of the machine: memory, disk, and time to start."""

import contextlib
import time

from bench.lib import people
from bench.lib.lines import Figure, Line
from bench.lib.load import Requests, load, request
from bench.lib.row import Row, demand
from bench.lib.wire import Wire, allow_files, crowd
from bench.lib.yardsticks import free_port


class ColdStart(Row):
    name = "cold-start"
    lines = (
        Line(
            "start",
            "start of the process to its first answer (GET of an account), 1,000,000 users on file",
            "time",
            50,
            15,
            at_least=False,
            unit=" ms",
        ),
    )

    def prepare(self, bench, stack):
        told = bench.seed("data", bench.size.start_users)
        someone = people.Person(f"seed{told['seeded'] // 2}", told["password"])
        with bench.gatehouse() as first:
            people.sign_in(first.address, bench.work, [someone])
        self.read, self.someone = people.read_request(someone), someone

    def check(self, bench):
        answer, _ = self._start(bench)
        demand(answer.status == 200, f"{answer.status}: {answer.body[:200]}")
        demand(answer.data["nickname"] == self.someone.nickname, f"somebody else: {answer.data}")

    def measure(self, bench):
        times = sorted(self._start(bench)[1] for _ in range(5 if bench.size.verdict else 1))
        return {"start": Figure(times[len(times) // 2], {"shortest ms": times[0], "longest ms": times[-1]})}

    def _start(self, bench):
        """The first answer, and the milliseconds from fork and exec until it is there. The file's pages are in memory."""
        port = free_port()
        began = time.perf_counter()
        process = bench.gatehouse(listen=f"127.0.0.1:{port}")
        try:
            while True:
                with contextlib.suppress(ConnectionRefusedError), Wire(f"127.0.0.1:{port}") as wire:
                    answer, _ = wire.ask(self.read)
                    return answer, (time.perf_counter() - began) * 1000
                demand(process.process.poll() is None, "the server ended")
                time.sleep(0.0002)
        finally:
            process.stop()


class Memory(Row):
    name = "memory"
    lines = (
        Line("idle", "resident memory, idle", "size", 16, 12, at_least=False, unit=" MiB"),
        Line("during", "highest during 512 concurrent sign-ins", "size", 72, 56, at_least=False, unit=" MiB"),
        Line("after", "resident memory after them", "size", 72, 56, at_least=False, unit=" MiB"),
    )

    def prepare(self, bench, stack):
        told = bench.seed("data", 600)
        self.members = people.seeded(told)
        self.requests = Requests(bench.work, map(people.sign_in_request, self.members))

    def check(self, bench):
        with bench.gatehouse() as running, Wire(running.address) as wire:
            answer, _ = wire.ask(people.sign_in_request(self.members[0]))
            demand(answer.status == 200, f"{answer.status}: {answer.body[:200]}")

    def measure(self, bench):
        with bench.gatehouse() as running:
            with Wire(running.address) as wire:
                demand(wire.ask(request("GET", "/healthz"))[0].status == 200, "not healthy")
            time.sleep(0.5)
            idle = running.memory()["VmRSS"]
            load(running.address, self.requests, bench.size.crowd, bench.size.seconds).only(200, 503)
            time.sleep(0.5)
            after = running.memory()
        return {
            "idle": Figure(idle, {"MiB": idle}),
            "during": Figure(after["VmHWM"], {"MiB": after["VmHWM"]}),
            "after": Figure(after["VmRSS"], {"MiB": after["VmRSS"]}),
        }


class Binary(Row):
    name = "binary"
    lines = (Line("binary", "stripped binary", "size", 15, 15, at_least=False, unit=" MiB"),)

    def check(self, bench):
        text = bench.binary.read_bytes()
        demand(
            text.startswith(b"\x7fELF") and b".debug_info" not in text and b".symtab" not in text,
            "not stripped",
        )

    def measure(self, bench):
        size = bench.binary.stat().st_size / 2**20
        return {"binary": Figure(size, {"MiB": size})}


class Idle(Row):
    name = "idle"
    lines = (
        Line(
            "memory",
            "resident memory for each of 10,000 idle connections, each of which was used once",
            "size",
            8,
            8,
            at_least=False,
            unit=" KiB",
        ),
        Line("p99", "p99 of GET at 500/s beside them", "the same without them", 1.5, 1.5, at_least=False),
    )

    def prepare(self, bench, stack):
        options = ["--max-connections", str(bench.size.idle + 1000), "--idle-timeout", "1h"]
        allow_files(bench.size.idle + 2000)
        self.server, members = stack.enter_context(people.house(bench, 200, "minted", options=options))
        self.members = members
        self.requests = Requests(bench.work, map(people.read_request, members))
        self.before = None

    def check(self, bench):
        load(self.server.address, self.requests, 64, count=200).only(200)

    def measure(self, bench):
        seconds = bench.size.seconds
        read = people.read_request(self.members[0])
        without = self._read(seconds)
        if self.before is None:  # later rounds find memory that the connections of the first have left behind
            self.before = self.server.memory()["VmRSS"]
        with contextlib.ExitStack() as stack:
            wires = crowd(stack, self.server.address, bench.size.idle)
            for wire in wires:
                answer, _ = wire.ask(read)
                demand(answer.status == 200, f"{answer.status}: {answer.body[:200]}")
            between = self.server.memory()["VmRSS"]
            beside = self._read(seconds)
            answer, _ = wires[0].ask(read)
            demand(answer.status == 200, "an idle connection was lost")
        each = (between - self.before) * 1024 / len(wires)
        times = {"beside ms": beside, "without ms": without}
        return {
            "memory": Figure(each, {"before MiB": self.before, "with them MiB": between}),
            "p99": Figure(beside / without, times),
        }

    def _read(self, seconds):
        return load(self.server.address, self.requests, 32, seconds, warm_up=0.2, rate=500).only(200).p99


ROWS = (ColdStart, Memory, Binary, Idle)
