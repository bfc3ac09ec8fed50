"""Many clients in one thread, each a generator that yields what it does next and gets what came of it.

    def client():
        answer = yield Ask("read", "GET", "/healthz")   # None: the connection broke before the answer
        yield 0.5                                       # a pause, in seconds
"""

import collections
import heapq
import itertools
import selectors
import time

from tests.support.stage.wire import Ask, Line


class Stage:
    """Plays clients against one address. `tally` counts (what, status), with status None for no answer, and `broken`
    tells how each of those came about. `spread`: each client comes from an address of its own."""

    def __init__(self, address, spread=False):
        self.address, self.spread = address, spread
        self.tally = collections.Counter()
        self.broken = []
        self._selector = selectors.DefaultSelector()
        self._numbers = itertools.count()
        self._due = []  # (moment, number, client)
        self._waiting = {}  # client: (line, ask, deadline), for those whose answer is to come
        self._lines = {}

    def play(self, clients, until=lambda: False):
        """Runs them until each has ended, or until that is true; those that still run then are left where they are."""
        running = list(clients)
        for number, client in enumerate(running):
            source = (f"127.65.{number // 250}.{number % 250 + 1}", 0) if self.spread else None
            self._lines[client] = Line(self.address, source)
            self._later(client, 0)
        try:
            while self._lines and not until():
                self._turn()
        finally:
            for client in list(self._lines):
                self._leave(client)
            self._due.clear()

    def close(self):
        self._selector.close()

    def _turn(self):
        now = time.monotonic()
        wait = min(0.05, max(0.0, self._due[0][0] - now)) if self._due else 0.05
        for key, _ in self._selector.select(wait):
            self._read(key.data)
        now = time.monotonic()
        while self._due and self._due[0][0] <= now:
            client = heapq.heappop(self._due)[2]
            if client in self._lines:
                self._go_on(client, None)
        for client in [c for c, (_, _, deadline) in self._waiting.items() if deadline < now]:
            self._lose(client, "no answer in time")

    def _later(self, client, seconds):
        heapq.heappush(self._due, (time.monotonic() + seconds, next(self._numbers), client))

    def _go_on(self, client, outcome):
        try:
            wanted = client.send(outcome)
        except StopIteration:
            self._leave(client)
            return
        if not isinstance(wanted, Ask):
            self._later(client, wanted)
            return
        line = self._lines[client]
        self._waiting[client] = (line, wanted, time.monotonic() + wanted.patience)
        try:
            self._selector.register(line.open(), selectors.EVENT_READ, client)
            line.send(wanted.octets)
        except OSError as failure:
            self._lose(client, repr(failure))

    def _read(self, client):
        line, ask, _ = self._waiting[client]
        watched = line.socket
        try:
            answer = line.read()
        except OSError as failure:
            self._lose(client, repr(failure))
            return
        if answer is None:
            return
        self._selector.unregister(watched)
        del self._waiting[client]
        self.tally[ask.what, answer.status] += 1
        self._go_on(client, answer)

    def _lose(self, client, why):
        line, ask, _ = self._waiting.pop(client)
        self._forget(line)
        self.tally[ask.what, None] += 1
        self.broken.append((ask.what, why))
        self._later(client, 0)  # not at once: a whole crowd may lose its server in one turn

    def _leave(self, client):
        self._waiting.pop(client, None)
        self._forget(self._lines.pop(client))
        client.close()

    def _forget(self, line):
        if line.socket is not None and line.socket in self._selector.get_map():
            self._selector.unregister(line.socket)
        line.close()
