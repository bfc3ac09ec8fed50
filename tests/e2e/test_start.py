"""Starting: what is made at first, what is refused, and what a second server on the same folder does."""

import os
import stat
import subprocess
import time
from pathlib import Path

import pytest

from tests.support.postgres import FreshDatabase
from tests.support.rows import rows
from tests.support.server import BINARY, Server, environment, run_gatehouse


def mode(path):
    return stat.S_IMODE(os.stat(path).st_mode)


def test_starts_in_an_empty_folder_and_keeps_its_files_private(open_server, tmp_path):
    house = open_server()
    house.sign_up()
    assert mode(tmp_path / "data") == 0o700
    files = list((tmp_path / "data").rglob("*"))
    assert (tmp_path / "data/master.key") in files and len(files) >= 2
    assert {str(file): oct(mode(file)) for file in files if file.is_file() and mode(file) != 0o600} == {}


def test_a_folder_that_nothing_else_makes_is_private_too(tmp_path):
    """With PostgreSQL and a master key elsewhere."""
    database = FreshDatabase()
    keys = ["--master-key-file", tmp_path / "keys/master.key"]
    server = Server(database=database.url, data_dir=tmp_path / "data", options=list(map(str, keys))).start()
    server.stop()
    database.drop()
    made = [tmp_path / "data", *(tmp_path / "data").rglob("*")]
    assert len(made) > 1 and [str(file) for file in made if mode(file) & 0o077] == []


def test_a_crash_would_leave_no_core(open_server):
    """A core holds keys and passwords. One octet, unlike none, also holds for a core that goes through a pipe."""
    limits = Path(f"/proc/{open_server().server.process.pid}/limits").read_text()
    (line,) = [line for line in limits.splitlines() if line.startswith("Max core file size")]
    assert line.split()[4:6] == ["1", "1"]


def test_makes_the_folders_above_its_own(tmp_path):
    process = run_gatehouse(
        "serve", "--listen", "127.0.0.1:0", "--data-dir", "a/b/c", "--migrate-on-start=false", cwd=tmp_path
    )
    assert process.returncode != 0 and "gatehouse db upgrade" in process.stdout + process.stderr
    assert (tmp_path / "a/b/c/master.key").exists()
    assert [mode(tmp_path / made) for made in ("a", "a/b", "a/b/c")] == [0o700] * 3


def test_the_accounts_are_there_after_a_restart(open_server, database_url):
    first = open_server(database_url)
    person = first.sign_up()
    first.server.stop()
    second = open_server(database_url)
    assert second.sign_in(person)
    second.server.stop()


def test_a_new_database_has_no_account(open_server, database_url):
    house = open_server(database_url)
    for table in ("users", "clients", "sessions"):
        assert rows(database_url, f"SELECT count(*) FROM {table}") == [(0,)], table
    for name in ("admin", "root", "gatehouse", "test", "postgres"):
        for password in (name, "password", "changeme", "gatehouse"):
            assert house.try_sign_in(nickname=name, password=password).status == 401


def refused(server):
    server.launch()
    status = server.process.wait(20)
    for reader in server._readers:
        reader.join()
    server.close()
    return status, server.stderr + "\n".join(server.raw_log)


@pytest.mark.parametrize("wide", [0o644, 0o640, 0o604, 0o660])
def test_a_master_key_that_others_can_read_is_refused_with_the_fix(open_server, tmp_path, wide):
    house = open_server()
    house.server.stop()
    os.chmod(tmp_path / "data/master.key", wide)
    status, said = refused(Server(data_dir=tmp_path / "data"))
    assert status not in (0, None) and "chmod" in said and "master.key" in said


def test_no_other_master_key_is_made_where_one_is_lost(open_server, tmp_path, database_url):
    house = open_server(database_url)
    person = house.sign_up()
    house.server.stop()
    key = tmp_path / "data/master.key"
    kept = key.read_bytes()
    key.unlink()
    status, said = refused(Server(database_url, data_dir=tmp_path / "data"))
    assert status == 1 and f"there is no {key}" in said and "from its backup" in said
    assert not key.exists()
    key.write_bytes(kept)
    key.chmod(0o600)
    assert open_server(database_url).sign_in(person)


def test_another_master_key_is_made_where_nothing_is_sealed_any_more(open_server, tmp_path, database_url):
    house = open_server(database_url)
    person = house.sign_up()
    house.server.stop()
    (tmp_path / "data/master.key").unlink()
    rows(database_url, "DELETE FROM signing_keys")
    assert open_server(database_url).sign_in(person)


@pytest.mark.parametrize("content", [b"", b"short", b"\0" * 32, b"A" * 500])
def test_a_damaged_master_key_is_refused_and_kept(tmp_path, content):
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    (data / "master.key").write_bytes(content)
    (data / "master.key").chmod(0o600)
    status, said = refused(Server(data_dir=data))
    assert status not in (0, None) and "master.key" in said
    assert (data / "master.key").read_bytes() == content


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path):
    other = tmp_path / "other.db"
    other.write_bytes(b"This is no database at all. " * 500)
    other.chmod(0o600)
    status, said = refused(Server(f"sqlite:{other}", data_dir=tmp_path / "data"))
    assert status not in (0, None) and said and other.read_bytes().startswith(b"This is no database")


def test_a_port_in_use_is_told(open_server, tmp_path):
    house = open_server()
    taken = "{}:{}".format(*house.server.address)
    result = run_gatehouse(
        "serve",
        "--listen",
        taken,
        "--admin-listen",
        "127.0.0.1:0",
        "--data-dir",
        tmp_path / "second",
        timeout=60,
    )
    assert result.returncode not in (0, None) and taken in result.stderr + result.stdout


def test_a_second_server_on_the_same_sqlite_file_is_refused(open_server, tmp_path):
    house = open_server()
    person = house.sign_up()
    status, said = refused(Server(data_dir=tmp_path / "data"))
    assert status not in (0, None) and said
    assert house.sign_in(person)


def test_nor_is_one_that_comes_by_a_hard_link(open_server, tmp_path):
    house = open_server()
    person = house.sign_up()
    link = tmp_path / "elsewhere.db"
    os.link(tmp_path / "data/gatehouse.db", link)
    other = Server(database=f"sqlite:{link}", data_dir=tmp_path / "second")
    status, said = refused(other)
    assert status == 1 and "another server is running" in said
    assert house.sign_in(person)


def test_nor_is_one_that_finds_no_lock_file(open_server, tmp_path):
    house = open_server()
    person = house.sign_up()
    (tmp_path / "data/gatehouse.db.lock").unlink()
    status, said = refused(Server(data_dir=tmp_path / "data"))
    assert status == 1 and "another server is running" in said
    assert house.sign_in(person)


def test_a_start_that_waits_for_its_database_can_be_stopped(tmp_path):
    nobody = "postgresql://nobody@127.0.0.1:1/nothing"
    server = Server(nobody, data_dir=tmp_path / "data").launch()
    server.wait_for_line("database_awaited")
    server.stop()
    assert not [line for line in server.lines if line["event"] == "listening"]


def test_where_it_listens_is_said_at_every_log_level(tmp_path):
    server = Server(data_dir=tmp_path / "data", options=["--log-level", "error"]).start()
    assert server.address
    server.stop()


@pytest.mark.parametrize("closed", [(1,), (0, 1), (0, 1, 2)], ids=str)
def test_a_start_with_closed_streams_writes_no_line_into_its_own_files(tmp_path, closed):
    """The number of a closed stream goes to the file that is opened next."""
    data = tmp_path / "data"
    command = [BINARY, "serve", "--listen", "127.0.0.1:0", "--admin-listen", "off", "--limits", "off"]
    command += ["--data-dir", data]
    process = subprocess.Popen(command, env=environment(), preexec_fn=lambda: [os.close(fd) for fd in closed])
    try:
        deadline = time.monotonic() + 60
        while not (data / "gatehouse.db-wal").exists() and process.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        streams = [os.readlink(f"/proc/{process.pid}/fd/{fd}") for fd in closed]
        assert process.poll() is None and streams == ["/dev/null"] * len(closed)
    finally:
        process.terminate()
        process.wait(60)
    assert (data / "master.key").read_text().count("\n") <= 1 and (data / "gatehouse.db.lock").read_bytes() == b""
