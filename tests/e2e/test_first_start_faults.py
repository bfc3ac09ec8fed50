"""The n-th call of each thread to the disk fails while a first start makes its files: it ends with a reason or serves,
and the next start finds nothing half made."""

import os
import sqlite3
import stat
from contextlib import closing

import pytest

from tests.support import people
from tests.support.client import Client
from tests.support.server import Server

# Call, error, and which of the calls fail: each by itself, or from it on.
CALLS = [
    ("mkdir", "EACCES", range(1, 9)),
    ("fsync", "EIO", range(1, 30, 3)),
    ("linkat", "EIO", range(1, 3)),
    ("unlinkat", "EIO", range(1, 3)),
    ("unlink", "EIO", range(1, 9)),
    ("openat", "EMFILE", range(1, 40, 3)),
    ("ftruncate", "EIO", range(1, 9)),
    ("fdatasync", "EIO", range(1, 30)),
    ("pwrite64", "ENOSPC", range(1, 250, 31)),
    ("pread64", "EIO", range(1, 24, 3)),
]
CONFINED = {"openat", "pread64"}  # to files of the server, for the libraries of the program come first
STRIDE = int(os.environ.get("FIRST_START_STRIDE", "1"))  # more where a start takes long
FILES = [
    "",
    "/master.key",
    "/gatehouse.db",
    "/gatehouse.db-wal",
    "/gatehouse.db-shm",
    "/gatehouse.db-journal",
]


class FirstStart:
    """A server in a new folder, of whose calls of one kind some fail."""

    def __init__(self, folder, call, error, when):
        self.folder = folder / "data"
        self.file = self.folder / "gatehouse.db"
        self.trace = folder / "trace"
        self._server = Server(data_dir=self.folder, env={"ASAN_OPTIONS": "detect_leaks=0"})
        self._server.watcher = ["strace", "-D", "-f", "-qq", "-o", self.trace, "-e", f"trace={call}"]
        self._server.watcher += ["-e", f"inject={call}:error={error}:when={when}"]
        if call in CONFINED:
            self._server.watcher += [f"-P{self.folder}{name}" for name in FILES]

    def run(self):
        """The acknowledged names; whether something failed."""
        try:
            self._server.launch()
            try:
                line = self._server.wait_for_line("listening")
            except AssertionError:
                self._expect_reason()
                return []
            name = people.nickname()
            return [name] if sign_up(line["address"], name) == 201 else []
        finally:
            self._server.close()

    def _expect_reason(self):
        assert self._server.process.poll() == 1, (self._server.process.poll(), self._server.stderr)
        reasons = [line["reason"] for line in self._server.lines if line["event"] == "start_failed"]
        assert len(reasons) == 1 and reasons[0], self._server.raw_log

    def has_failed(self):
        return "(INJECTED)" in self.trace.read_text()


def sign_up(address, name):
    body = {"nickname": name, "email": people.email(), "password": people.PASSWORD}
    status = Client(Server._address(address)).post("/api/user/v1/signup", body).status
    assert status in (201, 503)
    return status


def expect_next_start_to_work(start, acknowledged):
    server = Server(data_dir=start.folder).start()
    try:
        name = people.nickname()
        host, port = server.address
        assert sign_up(f"{host}:{port}", name) == 201
        server.stop()
    finally:
        server.close()
    assert stat.S_IMODE((start.folder / "master.key").stat().st_mode) == 0o600
    assert not list(start.folder.glob("*draft*"))
    with closing(sqlite3.connect(start.file)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        names = {name for (name,) in database.execute("SELECT nickname FROM users")}
    assert {*acknowledged, name} <= names


@pytest.mark.parametrize("lasting", ["once", "for ever"])
@pytest.mark.parametrize("call, error, numbers", CALLS, ids=[call for call, _, _ in CALLS])
def test_a_call_that_fails_in_the_first_start_leaves_nothing_half_made(
    tmp_path, call, error, numbers, lasting
):
    for number in numbers[::STRIDE]:
        folder = tmp_path / str(number)
        folder.mkdir()
        start = FirstStart(folder, call, error, f"{number}{'+' if lasting == 'for ever' else ''}")
        acknowledged = start.run()
        expect_next_start_to_work(start, acknowledged)
        if not start.has_failed():
            assert number > 1, "nothing failed"
            break
