"""The disk under an SQLite server: full, failing, locked, taken away. Clear words, no silent new database, reads go on,
and what was acknowledged is there once it is over."""

import os
import resource
import sqlite3
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support import people, strace
from tests.support.eventually import eventually
from tests.support.server import PATIENCE, Server

FROM = ["--mail-from", "Example Shop <no-reply@shop.example>"]


def sign_up(house):
    body = {"nickname": people.nickname(), "email": people.email(), "password": people.PASSWORD}
    return body, house.client.post("/api/user/v1/signup", body).status


def expect_whole(file, acknowledged):
    with sqlite3.connect(file) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        names = [name for (name,) in database.execute("SELECT nickname FROM users")]
        (events,) = database.execute(
            "SELECT count(*) FROM outbox WHERE type = 'user.signed_up.v1'"
        ).fetchone()
    assert {body["nickname"] for body in acknowledged} <= set(names)
    assert events == len(names)


def as_root(*command):
    subprocess.run([*([] if os.getuid() == 0 else ["sudo", "-n"]), *map(str, command)], check=True)


@pytest.fixture
def small_disk(tmp_path):
    place = tmp_path / "small"
    place.mkdir()
    options = f"size=3m,mode=0700,uid={os.getuid()},gid={os.getgid()}"
    as_root("mount", "-t", "tmpfs", "-o", options, "tmpfs", place)
    yield place
    as_root("umount", "-l", place)


def fill(place):
    """Leaves no room."""
    with open(place / "ballast", "wb", buffering=0) as ballast:
        try:
            while ballast.write(b"x" * 4096) == 4096:
                pass
        except OSError:
            pass
    return place / "ballast"


def test_a_full_disk_refuses_writes_serves_reads_and_heals(open_server, small_disk):
    file = small_disk / "gatehouse.db"
    house = open_server(f"sqlite:{file}")
    person = house.member()
    acknowledged = []
    ballast = fill(small_disk)
    statuses = set()
    for _ in range(200):  # the log of the database has some room of its own
        body, status = sign_up(house)
        statuses.add(status)
        if status == 201:
            acknowledged.append(body)
        else:
            break
    assert statuses <= {201, 503} and 503 in statuses
    assert house.client.get(person.path, token=person.token).status == 200, "reads go on"
    assert house.client.get("/healthz").status == 200
    house.server.wait_for_line("database_unavailable", reason="the disk is full")
    ballast.unlink()
    eventually(lambda: sign_up(house)[1] == 201)
    newcomer = house.verify(house.sign_up())
    acknowledged.append({"nickname": newcomer.nickname})
    house.server.stop()
    expect_whole(file, acknowledged)


def test_a_start_on_a_read_only_file_system_ends_with_a_reason_and_changes_nothing(small_disk, tmp_path):
    file = small_disk / "gatehouse.db"
    server = Server(f"sqlite:{file}", data_dir=tmp_path / "data").start()
    server.stop()
    before = file.read_bytes()
    as_root("mount", "-o", "remount,ro", small_disk)
    status, words = failed_start(file, tmp_path)
    assert status == 1 and "read-only" in words.lower(), words
    assert file.read_bytes() == before
    as_root("mount", "-o", "remount,rw", small_disk)
    server.start()
    server.stop()


def failed_start(file, tmp_path):
    server = Server(f"sqlite:{file}", data_dir=tmp_path / "data").launch()
    try:
        status = server.process.wait(PATIENCE)
    finally:
        server.close()
    return status, server.stderr + "".join(server.raw_log)


def test_a_first_start_on_a_full_disk_ends_with_a_reason_and_without_half_a_key(small_disk):
    ballast = fill(small_disk)
    server = Server(data_dir=small_disk / "data").launch()
    try:
        assert server.process.wait(PATIENCE) == 1
    finally:
        server.close()
    assert "No space left" in "".join(server.raw_log), server.raw_log
    ballast.unlink()
    server = Server(data_dir=small_disk / "data").start()
    server.stop()


def test_a_start_on_a_full_disk_ends_with_a_reason_and_without_half_a_database(small_disk, tmp_path):
    ballast = fill(small_disk)
    file = small_disk / "gatehouse.db"
    status, words = failed_start(file, tmp_path)
    assert status == 1 and "full" in words, words
    ballast.unlink()
    server = Server(f"sqlite:{file}", data_dir=tmp_path / "data").start()
    server.stop()
    expect_whole(file, [])


def test_a_file_that_another_process_locks_is_waited_for_and_then_refused(open_server, tmp_path):
    file = tmp_path / "own.db"
    house = open_server(f"sqlite:{file}")
    person = house.member()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    start = time.monotonic()
    assert sign_up(house)[1] == 503
    assert time.monotonic() - start < 15
    assert house.client.get(person.path, token=person.token).status == 200
    other.execute("ROLLBACK")
    other.close()
    eventually(lambda: sign_up(house)[1] == 201)
    house.server.stop()
    expect_whole(file, [])


@pytest.mark.parametrize("how", ["deleted", "replaced"])
def test_a_file_that_is_taken_away_is_not_made_anew(open_server, tmp_path, how):
    file = tmp_path / "own.db"
    house = open_server(f"sqlite:{file}")
    house.member()
    aside = tmp_path / "aside.db"
    file.rename(aside)
    if how == "replaced":
        file.write_bytes(aside.read_bytes())
        file.chmod(0o600)
    assert sign_up(house)[1] == 503
    line = house.server.wait_for_line("database_unavailable", reason="the database file was taken away")
    assert str(file) in line["detail"]
    if how == "deleted":
        assert not file.exists()
    aside.rename(file)
    eventually(lambda: sign_up(house)[1] == 201)
    house.server.stop()
    expect_whole(file, [])


# What the system answers a call that the server makes to its database, from a moment on, every so often.
NOW_AND_THEN = [
    "pwrite64:error=ENOSPC:when=7+5",
    "pwrite64:error=EIO:when=7+5",
    "pwrite64:error=EINTR:when=3+3",
    "pwrite64:retval=0:when=11+9",
    "pread64:error=EIO:when=5+7",
    "fdatasync:error=EIO:when=3+4",
    "fdatasync:error=ENOSPC:when=3+4",
]
FOR_EVER = [
    "pwrite64:error=EROFS:when=1+",
    "pwrite64:error=EIO:when=1+",
    "fdatasync:error=EIO:when=1+",
]


@contextmanager
def injected(house, file, fault, trace):
    """Calls of the server to its database meet that fault meanwhile."""
    pid = house.server.process.pid
    tracer = subprocess.Popen(
        ["strace", "-f", "-qq", "-o", str(trace), "-P", str(file), "-P", f"{file}-wal", "-e",
         f"trace={fault.split(':')[0]}", "-e", f"inject={fault}", "-p", str(pid)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        eventually(lambda: all(is_traced(task) for task in Path(f"/proc/{pid}/task").iterdir()))
        yield
    finally:
        tracer.terminate()
        tracer.wait(PATIENCE)
    assert "(INJECTED)" in trace.read_text(), "nothing failed"


def is_traced(task):
    return "TracerPid:\t0\n" not in (task / "status").read_text()


def expect_healed(house, file, acknowledged):
    eventually(lambda: sign_up(house)[1] == 201)
    house.verify(house.sign_up())
    assert house.server.process.poll() is None
    for body in acknowledged:
        assert house.try_sign_in(nickname=body["nickname"], password=body["password"]).status == 200
    house.server.kill()
    expect_whole(file, acknowledged)


@pytest.mark.parametrize("fault", NOW_AND_THEN)
def test_calls_to_the_disk_that_fail_now_and_then_lose_nothing(open_server, tmp_path, fault):
    file = tmp_path / "own.db"
    house = open_server(f"sqlite:{file}")
    house.member()
    with injected(house, file, fault, tmp_path / "trace"):
        outcomes = [sign_up(house) for _ in range(30)]
    assert {status for _, status in outcomes} <= {201, 503}, outcomes
    expect_healed(house, file, [body for body, status in outcomes if status == 201])


@pytest.mark.parametrize("fault", FOR_EVER)
def test_a_disk_that_takes_nothing_any_more_acknowledges_nothing_and_heals(open_server, tmp_path, fault):
    file = tmp_path / "own.db"
    house = open_server(f"sqlite:{file}")
    person = house.member()
    with injected(house, file, fault, tmp_path / "trace"):
        assert [sign_up(house)[1] for _ in range(5)] == [503] * 5
        assert house.client.get(person.path, token=person.token).status == 200, "reads go on"
        house.server.wait_for_line("database_unavailable")
    expect_healed(house, file, [vars(person)])


def test_new_folders_are_on_disk_before_anybody_is_served(tmp_path):
    """Without that a loss of power may take a folder with all that was acknowledged in it."""
    trace = tmp_path / "trace"
    key, mail = tmp_path / "key/inner/master.key", tmp_path / "mail/inner"
    server = Server(
        f"sqlite:{tmp_path}/data/inner/gatehouse.db",
        data_dir=tmp_path / "state",
        options=["--master-key-file", str(key), "--mailer", "file", "--mail-dir", str(mail), *FROM],
        env={"ASAN_OPTIONS": "detect_leaks=0"},  # which cannot be looked for under strace
    )
    calls = "trace=mkdir,fsync,write"
    server.watcher = ["strace", "-D", "-f", "-q", "-y", "-s", "300", "-o", trace, "-e", calls]
    try:
        server.start()
        server.stop()
    finally:
        server.close()
    lines = strace.calls(trace)
    served = next(number for number, line in enumerate(lines) if '\\"event\\":\\"listening\\"' in line)
    for folder in (tmp_path / "data/inner", key.parent, mail):
        for made in (folder, folder.parent):
            at = next(
                number for number, line in enumerate(lines) if f'mkdir("{made}"' in line and "= 0" in line
            )
            synced = [line for line in lines[at:served] if "fsync(" in line and f"<{made.parent}>)" in line]
            assert synced and synced[0].endswith("= 0"), f"the name of {made} is never synced"


def test_a_limit_on_the_size_of_files_is_an_outage_and_heals(open_server, tmp_path):
    house = open_server(None, data_dir=tmp_path / "data")
    acknowledged = [sign_up(house)[0] for _ in range(3)]
    process = house.server.process.pid
    usual = resource.prlimit(process, resource.RLIMIT_FSIZE)
    least = (tmp_path / "data/gatehouse.db-wal").stat().st_size
    resource.prlimit(process, resource.RLIMIT_FSIZE, (least, usual[1]))
    assert sign_up(house)[1] == 503
    assert house.client.get("/healthz").status == 200
    resource.prlimit(process, resource.RLIMIT_FSIZE, usual)
    eventually(lambda: sign_up(house)[1] == 201)
    house.server.stop()
    expect_whole(tmp_path / "data/gatehouse.db", acknowledged)
