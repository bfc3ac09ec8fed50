"""One database through many kills: 64 clients write, the server dies, comes back, and is held to what it acknowledged."""

import random
import time

from tests.support.eventually import eventually
from tests.support.kills import integrity
from tests.support.kills.inspection import inspect
from tests.support.kills.life import client
from tests.support.kills.mortal import Mortal
from tests.support.kills.population import Population
from tests.support.rows import rows
from tests.support.stage.stage import Stage

WIDTH = 64
LONGEST = 0.6  # seconds of work before the kill
LONGEST_START = 0.15  # a start that is killed too is killed within these


class Chain:
    def __init__(self, url, data_dir, seed, ready_within):
        self.url, self.dice, self.ready_within = url, random.Random(seed), ready_within
        self.server = Mortal(url, data_dir=data_dir, options=Mortal.CHEAP)
        self.people = Population()
        self.active = [None] * WIDTH
        self.starts, self.kills, self.acknowledged, self.cut_off = [], 0, 0, 0
        self.died = 0.0

    def run(self, rounds):
        for number in range(rounds):
            self._come_back()
            self._work_until_killed(self.dice.uniform(0.005, LONGEST))
            integrity.check_what_is_left(self.url)
            if number % 5 == 4:
                self._die_while_starting(self.dice.uniform(0, LONGEST_START))
        self._come_back()
        self._settle()
        self.server.stop()

    def close(self):
        self.server.close()

    def _come_back(self):
        took = self.server.start()
        self.starts.append(took)
        assert took <= self.ready_within, f"ready after {took:.3f} s"
        self._wait_for_the_dead()
        stage = Stage(self.server.address)
        touched = self.people.take_touched()
        stage.play([inspect(member, self.server) for member in touched])
        stage.close()
        integrity.check_audit(self.server)

    def _wait_for_the_dead(self):
        """What PostgreSQL still does for the killed server may yet be committed."""
        if self.url.startswith("sqlite:"):
            return
        older = (
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            f"AND pid <> pg_backend_pid() AND backend_start < to_timestamp({self.died})"
        )
        eventually(lambda: rows(self.url, older) == [(0,)])

    def _work_until_killed(self, moment):
        stage = Stage(self.server.address)
        clients = [client(member, self.people, self.server, self.dice) for member in self.active]
        begun = time.monotonic()

        def kill_in_time():
            if time.monotonic() - begun >= moment and self.server.process.returncode is None:
                self.server.process.kill()
                self.server.process.poll()
            return False

        stage.play(clients, kill_in_time)
        stage.close()
        self._reap()
        self.acknowledged += sum(count for (_, status), count in stage.tally.items() if status)
        self.cut_off += sum(count for (_, status), count in stage.tally.items() if not status)
        living = self.people.there()[-4 * WIDTH :]
        self.active = self.dice.sample(living, min(WIDTH * 3 // 4, len(living)))
        self.active += [None] * (WIDTH - len(self.active))

    def _die_while_starting(self, moment):
        self.server.launch()
        time.sleep(moment)
        self._reap()

    def _reap(self):
        self.server.kill()
        self.kills += 1
        self.died = time.time()

    def _settle(self):
        """Nothing is under way any more: every event was delivered once, and there is nobody but who must be."""
        integrity.check_outbox(self.url)
        integrity.check_nobody_else(self.url, self.people.there())
        integrity.check_indexes(self.url)
        for member in self.people.members:
            codes, notices = (
                self.server.codes(member.user_id, member.email),
                self.server.notices_of[member.user_id],
            )
            least = 0 if member.deleted and not member.verified or not member.user_id else 1
            assert least <= len(codes) <= 1, f"{len(codes)} codes for {member}"
            assert member.deleted or notices == member.notices, f"{notices} notices for {member}"
        assert self.acknowledged >= self.kills, "the rounds were too short to say anything"
