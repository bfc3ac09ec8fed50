"""A soak: visitors, rude clients and faults together for a given time, and what the servers take before and after."""

import collections
import json
import random
import threading
import time
import urllib.request

from tests.soak import gauges, report
from tests.soak.houses import KINDS
from tests.soak.rudeness import Rude
from tests.soak.visitors import token_user, visitor
from tests.support.kills import integrity
from tests.support.stage.stage import Stage

WARM_UP = 0.4  # of the time
TOKENS = 20_000  # more than a server remembers to have verified: seen by each of them before the warm-up
VISITORS = 24
CALM = 5  # seconds of visitors alone, who open again what faults have cut; less in a short soak
PATIENCE = 120  # for more, until everything that the API offers was served to somebody
REST = 10  # and then of nobody, before a reading that counts
APART = 5  # seconds between two other readings


class Watched:
    """One house, and all that was seen of it."""

    def __init__(self, house):
        self.house, self.pid = house, house.servers[0].process.pid  # the first one lives through all of it
        self.tally, self.rudeness, self.faults = (
            collections.Counter(),
            collections.Counter(),
            collections.Counter(),
        )
        self.readings, self.at_rest = [], []
        self.troubles = []
        host, port = house.servers[0].address
        with urllib.request.urlopen(f"http://{host}:{port}/openapi.json", timeout=20) as answer:
            self.operations = json.load(answer)["paths"]

    def untouched(self):
        """Operations of the document that nobody was served."""
        served = {what for what, status in list(self.tally) if status is not None and status < 400}
        return [
            operation["operationId"]
            for path, methods in self.operations.items()
            for operation in methods.values()
            if operation["operationId"] not in served and path not in served
        ]


class Soak:
    def __init__(self, seconds, kinds, folder, seed):
        self.seconds, self.seed, self.begun = seconds, seed, time.monotonic()
        self.calm, self.rest = min(CALM, seconds / 10), min(REST, seconds / 10)
        every = {
            "cut_connections": min(7, seconds / 8),
            "restart_server": min(30, seconds / 6),
            "crash_database": min(150, seconds / 3),
        }
        self.watched = []
        for kind in kinds:
            (folder / kind).mkdir(parents=True)
            self.watched.append(Watched(KINDS[kind](folder / kind, every)))

    def run(self):
        if self.seconds >= report.LONG_ENOUGH:
            self._fill()
        aside = 2 * (self.calm + self.rest)
        self._storm((self.seconds - aside) * WARM_UP)
        self._calm()
        self._storm((self.seconds - aside) * (1 - WARM_UP))
        self._calm()
        for watched in self.watched:
            self._settle(watched)

    def close(self):
        for watched in self.watched:
            watched.house.close()

    def _fill(self):
        """What is kept in memory up to a bound would take longer than the warm-up to get there."""
        wanted = [TOKENS * len(watched.house.servers) for watched in self.watched]
        for watched, count in zip(self.watched, wanted):
            stage = Stage(watched.house.address, spread=True)
            stage.play(
                [token_user(watched.house) for _ in range(VISITORS)],
                lambda: stage.tally["viewAccount", 200] >= count,
            )
            stage.close()

    def _storm(self, seconds):
        """Everything at once."""
        rude = [Rude(watched.house.rude_addresses, self.seed) for watched in self.watched]
        faults = [watched.house.new_faults() for watched in self.watched]
        for each in [*rude, *filter(None, faults)]:
            each.start()
        self._visits(seconds)
        for watched, crowd, fault in zip(self.watched, rude, faults):
            crowd.stop()
            watched.rudeness.update(crowd.done)
            if fault:
                watched.troubles += fault.stop()
                watched.faults.update(fault.done)

    def _calm(self):
        self._visits(self.calm, completely=True)
        time.sleep(self.rest)
        for watched in self.watched:
            watched.at_rest.append(self._read(watched))

    def _visits(self, seconds, completely=False):
        """`completely`: for longer, where somebody has still to be served something."""
        end = time.monotonic() + seconds

        def over(watched):
            late = time.monotonic() - end
            return late > 0 and not (completely and late < PATIENCE and watched.untouched())

        stages = [threading.Thread(target=self._play, args=(watched, over)) for watched in self.watched]
        for stage in stages:
            stage.start()
        while any(stage.is_alive() for stage in stages):
            for watched in self.watched:
                watched.readings.append(self._read(watched))
            time.sleep(min(APART, max(0.2, end - time.monotonic())))
        for stage in stages:
            stage.join()

    def _play(self, watched, over):
        stage = Stage(watched.house.address, spread=True)
        stage.tally = watched.tally
        dice = random.Random(f"{self.seed} {watched.house.name} {len(watched.readings)}")
        try:
            stage.play([visitor(watched.house, dice) for _ in range(VISITORS)], lambda: over(watched))
        except BaseException as trouble:  # told at the end
            watched.troubles.append(f"visitors: {trouble!r}")
        stage.close()
        watched.troubles += [f"{what} got no answer: {why}" for what, why in stage.broken]

    def _read(self, watched):
        house, seconds = watched.house, time.monotonic() - self.begun
        return gauges.read(watched.pid, seconds, house.servers[0].address[1], house.database_port)

    def _settle(self, watched):
        """What is left is whole, and the servers end as they should."""
        house, (first, *_) = watched.house, watched.house.servers
        try:
            integrity.check_outbox(first.database)
            integrity.check_audit(first)
            integrity.check_indexes(first.database)
            for server in house.servers:
                server.stop()
            integrity.check_what_is_left(first.database)
        except BaseException as trouble:
            watched.troubles.append(repr(trouble))
