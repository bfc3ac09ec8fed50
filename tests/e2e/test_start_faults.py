"""A start that cannot have all its threads ends with a reason, whichever of them it is."""

import pytest

from tests.support.postgres import FreshDatabase
from tests.support.server import Server

FEW = ["--http-threads", "1", "--data-threads", "1", "--hash-threads", "1", "--mail-senders", "1"]
MOST = 60  # threads; a server of so few has fewer


class Starved(Server):
    """A server whose `number`-th thread cannot be made."""

    def __init__(self, number, **more):
        super().__init__(env={"ASAN_OPTIONS": "detect_leaks=0"}, options=FEW, **more)
        fault = f"inject=clone3,clone:error=EAGAIN:when={number}"
        self.watcher = ["strace", "-D", "-f", "-q", "-e", "trace=clone3,clone", "-e", fault, "-o", "/dev/null"]

    def outcome(self):
        """The status with which it ended, or None where it listens."""
        self.launch()
        try:
            self.wait_for_line("listening")
        except AssertionError:
            return self._reap()
        return None


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_thread_that_cannot_be_made_ends_the_start(kind, request, tmp_path):
    database = None
    if kind == "postgresql":
        database = FreshDatabase()
        request.addfinalizer(database.drop)
    for number in range(1, MOST):
        server = Starved(number, database=database and database.url, data_dir=tmp_path / "data")
        try:
            status = server.outcome()
            if status is None:
                server.stop()
                break
            assert status == 1 and "temporarily unavailable" in server.stderr, (number, status, server.stderr)
        finally:
            server.close()
    assert 5 < number < MOST - 1, number
