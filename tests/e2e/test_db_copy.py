"""`gatehouse db copy`: from one kind of database to the other and back, without a difference."""

import os
import sqlite3
import time
from pathlib import Path

import psycopg2
import pytest

from tests.support import backups
from tests.support.postgres import FreshDatabase, execute
from tests.support.rows import rows
from tests.support.server import run_gatehouse
from tests.support.small_disk import SmallDisk


@pytest.fixture
def postgresql():
    database = FreshDatabase()
    yield database.url
    database.drop()


def people_on(url, open_server):
    house = open_server(url)
    members = [house.member(verified=True, nickname=f"Zoë-{n}-é") for n in range(3)]
    for _ in range(3):
        house.refresh(members[0])
    gone = house.member()
    body = {"current_password": gone.password}
    assert house.client.delete(gone.path, body, token=gone.token).status in (200, 204)
    house.server.stop()
    return members, gone


def test_there_and_back_is_the_same(postgresql, open_server, tmp_path):
    first, last = f"sqlite:{tmp_path / 'first.db'}", f"sqlite:{tmp_path / 'last.db'}"
    members, gone = people_on(first, open_server)
    there = backups.copy(first, postgresql)
    assert there.returncode == 0, there
    back = backups.copy(postgresql, last)
    assert back.returncode == 0, back
    told = backups.hashes(there.stdout)
    assert told == backups.hashes(back.stdout)
    assert told["users"][1] == 3 and told["sessions"][1] == 3 and told["audit_events"][1] > 5
    assert len(told) == 14, sorted(told)

    house = open_server(postgresql)
    for member in members:
        assert house.is_signed_in(member), "a copy is the same database: nothing ends"
    assert house.refresh(members[1]).status == 200
    newcomer = house.sign_up()
    assert newcomer.user_id > gone.user_id, "an id was given twice"
    house.server.stop()
    house = open_server(last)
    assert house.is_signed_in(members[0])
    assert house.sign_up().user_id > gone.user_id
    for url in (postgresql, last):
        assert run_gatehouse("db", "check", "--database", url).returncode == 0
        verified = run_gatehouse("audit", "verify", "--database", url, "--data-dir", tmp_path / "data")
        assert verified.returncode == 0, verified


@pytest.mark.parametrize("to_sqlite", [False, True])
def test_a_killed_copy_leaves_nothing_or_all(postgresql, open_server, tmp_path, to_sqlite):
    own = f"sqlite:{tmp_path / 'own.db'}"
    members, _ = people_on(own, open_server)
    began = time.monotonic()
    assert backups.copy(own, f"sqlite:{tmp_path / 'timed.db'}").returncode == 0
    took = time.monotonic() - began
    target = f"sqlite:{tmp_path / 'copy.db'}" if to_sqlite else postgresql
    killer = backups.Killer(7, took)
    for _ in range(10):
        killer.run("db", "copy", "--from", own, "--to", target)
        if holds_people(target):
            clear(target)
    assert killer.killed > 3, "hardly any was killed at work: this says nothing"
    assert backups.copy(own, target).returncode == 0
    house = open_server(target)
    assert all(house.is_signed_in(member) for member in members)
    house.server.stop()
    assert run_gatehouse("db", "check", "--database", target).returncode == 0


def clear(url):
    if url.startswith("sqlite:"):
        for path in Path(url.removeprefix("sqlite:")).parent.glob("copy.db*"):
            path.unlink()
    else:
        execute(url, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")


def holds_people(url):
    """All of them, or none."""
    if url.startswith("sqlite:") and not Path(url.removeprefix("sqlite:")).exists():
        return False
    try:
        ((count,),) = rows(url, "SELECT count(*) FROM users")
    except (sqlite3.OperationalError, psycopg2.errors.UndefinedTable):
        return False
    assert count in (0, 3), "half of a copy"
    return count == 3


def test_a_target_with_rows_is_refused(postgresql, open_server, tmp_path):
    source, target = f"sqlite:{tmp_path / 'own.db'}", f"sqlite:{tmp_path / 'other.db'}"
    people_on(source, open_server)
    assert backups.copy(source, postgresql).returncode == 0
    before = rows(postgresql, "SELECT count(*) FROM users")
    again = backups.copy(source, postgresql)
    assert again.returncode == 1 and "not empty" in again.stderr, again
    assert rows(postgresql, "SELECT count(*) FROM users") == before
    assert backups.copy(source, target).returncode == 0
    assert backups.copy(source, target).returncode == 1


TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


@pytest.mark.parametrize("columns", ["(id bigint primary key)", "(note text)", "()"])
def test_a_table_of_somebody_else_is_not_mixed_with(postgresql, open_server, tmp_path, columns):
    source, file = f"sqlite:{tmp_path / 'own.db'}", tmp_path / "one.db"
    open_server(source).server.stop()
    backups.back_up(source, tmp_path / "data", file)
    execute(postgresql, f"CREATE TABLE recipes {columns}")
    for result in (
        backups.copy(source, postgresql),
        backups.try_restore(postgresql, tmp_path / "data", file),
        backups.try_restore(postgresql, tmp_path / "data", file, "--force"),
    ):
        assert result.returncode == 1 and "a table recipes that is none of gatehouse's" in result.stderr, result
    assert execute(postgresql, TABLES) == [("recipes",)], "something was made before"


def test_nothing_to_read_is_told(postgresql, tmp_path):
    missing = backups.copy(f"sqlite:{tmp_path / 'none.db'}", postgresql)
    assert missing.returncode == 1 and "there is no database" in missing.stderr, missing
    assert not (tmp_path / "none.db").exists()
    empty = backups.copy(postgresql, f"sqlite:{tmp_path / 'new.db'}")
    assert empty.returncode == 1 and "no revision" in empty.stderr, empty


def test_a_full_disk_is_told_as_such(tmp_path):
    source, disk = f"sqlite:{tmp_path / 'own.db'}", SmallDisk(tmp_path / "small")
    try:
        assert run_gatehouse("db", "upgrade", "--database", source).returncode == 0
        disk.fill(leave=40_000)
        result = backups.copy(source, f"sqlite:{disk.path / 'copy.db'}")
        assert result.returncode == 1 and f"there is no room at {disk.path}: " in result.stderr, result
        assert "db current" not in result.stderr
    finally:
        disk.remove()


@pytest.mark.parametrize("name", ["copy.db", "new/folder/copy.db"])
def test_nothing_is_made_in_the_folder_of_somebody_else(tmp_path, name):
    source, theirs = f"sqlite:{tmp_path / 'own.db'}", tmp_path / "theirs"
    assert run_gatehouse("db", "upgrade", "--database", source).returncode == 0
    theirs.mkdir(mode=0o700)
    os.chown(theirs, 65534, 65534)
    result = backups.copy(source, f"sqlite:{theirs / name}")
    assert result.returncode == 1 and f"the folder {theirs} belongs to user nobody" in result.stderr, result
    assert list(theirs.iterdir()) == []
    os.chown(theirs, os.geteuid(), os.getegid())
    assert backups.copy(source, f"sqlite:{theirs / name}").returncode == 0


@pytest.mark.parametrize(
    "words",
    [[], ["--from", "sqlite:a.db"], ["--from", "sqlite:a.db", "--to", "sqlite:a.db"], ["--from=x", "--to=y"], ["a"]],
)
def test_asked_wrongly(words, tmp_path):
    result = run_gatehouse("db", "copy", *words, cwd=tmp_path)
    assert result.returncode == 2 and result.stderr.startswith("gatehouse: "), result
    assert list(tmp_path.iterdir()) == []
