"""Waiting for what a server does by itself."""

import time

from tests.support.server import PATIENCE


def eventually(condition, timeout=PATIENCE):
    """Returns what `condition()` gives once that is true."""
    deadline = time.monotonic() + timeout
    while not (answer := condition()):
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.05)
    return answer
