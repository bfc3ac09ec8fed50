"""`gatehouse doctor`: planted faults of the database, and of the PostgreSQL that keeps it."""

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.doctor import change, examine, own_database, sound
from tests.support.postgres import Cluster, FreshDatabase, cluster_url, execute
from tests.support.server import run_gatehouse


@pytest.fixture
def folder(sound_installation, tmp_path):
    return Path(shutil.copytree(sound_installation, tmp_path / "data"))


# --- what is in the database

ROWS = {
    "dead_messages": "INSERT INTO outbox (type, subject, payload, created_at, attempts, next_attempt_at, dead_at) "
    "VALUES ('x', 'y', '{}', 1, 9, 1, 1)",
    "outbox_stuck": "INSERT INTO outbox (type, subject, payload, created_at, attempts, next_attempt_at) "
    "VALUES ('x', 'y', '{}', 1, 0, 1)",
    "dead_mails": "INSERT INTO mails (user_id, kind, message_id, sealed, created_at, attempts, next_attempt_at, "
    "leased_until, dead_at) VALUES (1, 'x', 'y', 'z', 1, 9, 1, 1, 1)",
    "mails_stuck": "INSERT INTO mails (user_id, kind, message_id, sealed, created_at, attempts, next_attempt_at, "
    "leased_until) VALUES (1, 'x', 'y', 'z', 1, 0, 1, 1)",
    "audit_broken": "DELETE FROM audit_events WHERE position = 1",
    "revisions_unknown": "INSERT INTO schema_revisions VALUES ('9999', 'x', 1)",
    "schema_differs": "DROP INDEX throttles_expires_at",
    "database_of_another_program": "DROP TABLE schema_revisions",
}


def test_a_database_that_went_away_is_named(folder, tmp_path):
    own_database(folder).rename(tmp_path / "gone.db")
    assert "nobody has an account" in why(folder, "database_missing")
    for name in ("gatehouse.db-wal", "gatehouse.db-shm"):
        (folder / name).unlink(missing_ok=True)
    assert set(examine(folder)) == {"database_missing"}
    assert not own_database(folder).exists()
    empty = FreshDatabase()
    try:
        assert "database_missing" in examine(folder, env={"GATEHOUSE_DATABASE": empty.url})
    finally:
        empty.drop()
    shutil.move(tmp_path / "gone.db", own_database(folder))
    assert examine(folder) == {}


@pytest.mark.parametrize("has_run", [True, False])
def test_an_empty_file_is_no_database(folder, has_run):
    for path in folder.glob("gatehouse.db*"):
        path.unlink()
    own_database(folder).touch(mode=0o600)
    if not has_run:
        (folder / "hand-over").unlink()
    assert "is an empty file" in examine(folder)["database_missing"]
    assert own_database(folder).stat().st_size == 0


def test_tables_of_others_are_to_be_moved_and_not_to_be_dropped(folder):
    change(folder, "CREATE TABLE invoices (id INTEGER PRIMARY KEY, total INTEGER) STRICT")
    assert set(examine(folder)) == {"foreign_tables"}
    result = run_gatehouse("doctor", "--data-dir", folder, *sound(), cwd=folder.parent)
    assert "invoices" in result.stdout and "a database of their own" in result.stdout
    change(folder, "DROP INDEX throttles_expires_at")
    assert set(examine(folder)) == {"foreign_tables", "schema_differs"}


def why(folder, name):
    told = json.loads(run_gatehouse("doctor", "--json", "--data-dir", folder, *sound(), cwd=folder.parent).stdout)
    return next(finding["why"] for finding in told["findings"] if finding["id"] == name)


def test_a_database_of_another_installation_is_named(folder, open_server, tmp_path):
    other = open_server(None, data_dir=tmp_path / "other")
    other.member()
    other.server.stop()
    for path in folder.glob("gatehouse.db*"):
        path.unlink()
    for path in (tmp_path / "other").glob("gatehouse.db*"):
        shutil.copy(path, folder)
    assert set(examine(folder)) == {"master_key_wrong"}


def test_a_file_that_is_no_database_is_named(folder):
    (folder / "gatehouse.db-wal").unlink(missing_ok=True)
    own_database(folder).write_text("Dear diary, " * 1000)
    assert "not a database" in examine(folder)["database_unreachable"]


def test_a_damaged_page_is_named(folder):
    with closing(sqlite3.connect(own_database(folder))) as database:
        database.execute("PRAGMA journal_mode = DELETE")
        ((root,),) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'users'")
        ((size,),) = database.execute("PRAGMA page_size")
    with open(own_database(folder), "r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\x55" * size)
    assert "database_damaged" in examine(folder)


def test_an_installation_that_was_stopped_long_ago_is_sound(folder, clock):
    clock.advance(days=2)
    assert examine(folder, env=clock.environment) == {}


def test_a_clock_that_is_behind_is_named(folder, clock):
    clock.advance(days=-3)
    assert "259" in examine(folder, env=clock.environment)["clock_behind"]


@pytest.mark.parametrize("name", ROWS)
def test_what_stands_in_the_database_is_named(folder, name):
    change(folder, ROWS[name])
    assert name in examine(folder)


def test_pending_revisions_are_named_where_nobody_applies_them(folder):
    assert run_gatehouse("db", "downgrade", "--database", f"sqlite:{own_database(folder)}").returncode == 0
    assert examine(folder) == {}
    assert set(examine(folder, "--no-migrate-on-start")) == {"revisions_pending"}


# --- PostgreSQL

NEEDS_FSYNC = {"postgresql_fsync_off"}  # the clusters of tests go without
NEEDS_A_START = {"no_installation"}  # which makes the tables


@pytest.fixture
def plain_role():
    """A database that belongs to a role without further rights, as its URL."""
    database = FreshDatabase()
    role = "r" + database.name
    execute(cluster_url(), f"CREATE ROLE {role} LOGIN", f"ALTER DATABASE {database.name} OWNER TO {role}")
    yield re.sub(r"//[^/@]+@", f"//{role}@", database.url), database.name
    database.drop()
    execute(cluster_url(), f"DROP ROLE {role}")


def test_postgresql_is_looked_at(plain_role, folder, clock):
    url, name = plain_role
    (folder / "hand-over").unlink()
    assert set(examine(folder, "--database", url)) - NEEDS_FSYNC == NEEDS_A_START
    superuser = cluster_url().rsplit("/", 1)[0] + "/" + name
    assert "postgresql_superuser" in examine(folder, "--database", superuser)
    assert "postgresql_connections" in examine(folder, "--database", url, "--database-pool", "900")
    threads = ["--database-pool", "2", "--data-threads", "100"]
    assert "database_threads" in examine(folder, "--database", url, *threads)
    clock.advance(minutes=10)
    assert "clock_apart" in examine(folder, "--database", url, env=clock.environment)


def test_rights_that_are_missing_are_named(plain_role, folder, tmp_path):
    url, name = plain_role
    superuser = cluster_url().rsplit("/", 1)[0] + "/" + name
    execute(superuser, "REVOKE CREATE ON SCHEMA public FROM PUBLIC", f"ALTER DATABASE {name} OWNER TO CURRENT_USER")
    (folder / "hand-over").unlink()
    assert "may not make tables" in examine(folder, "--database", url)["postgresql_rights"]
    assert run_gatehouse("db", "upgrade", "--database", superuser, cwd=tmp_path).returncode == 0
    role = "r" + name
    execute(superuser, f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
    assert "postgresql_rights" in examine(folder, "--database", url)
    own = ["--database", url, "--no-migrate-on-start"]
    assert "postgresql_rights" not in examine(folder, *own)
    execute(superuser, f"REVOKE UPDATE ON users FROM {role}")
    assert examine(folder, *own)["postgresql_rights"].endswith("lacks users UPDATE")
    execute(superuser, f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}")
    found = examine(folder, *own)
    assert "permission denied" in found["not_looked_at"] and "postgresql_rights" in found, found
    execute(superuser, f"DROP OWNED BY {role}")


def test_an_encoding_that_is_not_utf8_is_named(folder):
    database = FreshDatabase()
    own = database.name + "_ascii"
    try:
        execute(cluster_url(), f"CREATE DATABASE {own} ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
        assert "UTF-8" in examine(folder, "--database", database.url + "_ascii")["database_unreachable"]
    finally:
        execute(cluster_url(), f"DROP DATABASE IF EXISTS {own} WITH (FORCE)")
        database.drop()


def test_a_standby_is_named(folder):
    cluster = Cluster()
    try:
        (cluster.folder / "data/standby.signal").touch()
        with open(cluster.folder / "data/postgresql.conf", "a") as settings:
            settings.write("hot_standby = on\n")
        cluster.start()
        assert "read-only" in examine(folder, "--database", cluster.url)["database_unreachable"]
    finally:
        cluster.remove()


def test_fsync_that_is_off_is_named(folder):
    cluster = Cluster()
    try:
        cluster.start()
        assert "postgresql_fsync_off" in examine(folder, "--database", cluster.url)
    finally:
        cluster.remove()
