"""A wall clock that tests set: a server started with it lives through weeks in a moment."""

import datetime
import functools
import os
from pathlib import Path

from tests.support.server import BINARY

VARIABLE = "GATEHOUSE_TEST_CLOCK_FILE"


@functools.cache
def heeds_clock(binary):
    return VARIABLE.encode() in binary.read_bytes()


class Clock:
    """`Server(…, clock=clock)`; several servers may share one. Deadlines, polls and waits are not shifted."""

    def __init__(self, folder):
        assert heeds_clock(BINARY), "built without the clock of tests: configure by `cmake --preset test`"
        self._file = Path(folder) / "clock"
        self.ahead = datetime.timedelta()
        self._write()

    @property
    def environment(self):
        return {VARIABLE: str(self._file)}

    def advance(self, **duration):
        """`clock.advance(days=14, seconds=-1)`: from the next reading on. Negative durations turn it back."""
        self.ahead += datetime.timedelta(**duration)
        self._write()

    def now(self):
        return datetime.datetime.now(datetime.timezone.utc) + self.ahead

    def _write(self):
        fresh = self._file.with_suffix(".new")
        fresh.write_text(str(self.ahead // datetime.timedelta(milliseconds=1)))
        os.replace(fresh, self._file)
