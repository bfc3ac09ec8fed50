"""Nobody begins to serve from a database while it is replaced."""

import subprocess
from contextlib import closing, contextmanager

import psycopg2
import pytest

from tests.support import backups
from tests.support.eventually import eventually
from tests.support.postgres import FreshDatabase, execute
from tests.support.server import BINARY, PATIENCE, environment, run_gatehouse

WAITS = "SELECT 1 FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = %s)"


@pytest.fixture
def postgresql():
    database = FreshDatabase()
    yield database.url
    database.drop()


@contextmanager
def at_work(url, *words):
    """A command that waits for a table while this lasts, and then ends well."""
    name = url.rsplit("/", 1)[1]
    with closing(psycopg2.connect(url)) as holder, holder.cursor() as cursor:
        cursor.execute("LOCK TABLE users IN ACCESS SHARE MODE")
        command = subprocess.Popen(
            [str(BINARY), *map(str, words)], env=environment(), stderr=subprocess.PIPE, text=True
        )
        eventually(lambda: execute(url, WAITS.replace("%s", f"'{name}'")))
        yield
        holder.rollback()
    _, told = command.communicate(timeout=4 * PATIENCE)
    assert command.returncode == 0, told


def refuses_to_serve(url, folder):
    words = ["--database", url, "--data-dir", folder, "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0"]
    result = run_gatehouse("serve", *words)
    assert result.returncode == 1 and "a restore or a copy is at work" in result.stderr, result


def test_no_server_starts_during_a_restore(postgresql, open_server, tmp_path):
    folder, file = tmp_path / "data", tmp_path / "one.db"
    house = open_server(postgresql)
    person = house.member()
    backups.back_up(postgresql, folder, file)
    house.server.stop()
    with at_work(postgresql, "restore", "--force", "--from", file, "--database", postgresql, "--data-dir", folder):
        refuses_to_serve(postgresql, folder)
        again = backups.try_restore(postgresql, folder, file, "--force")
        assert again.returncode == 1 and "another restore or copy" in again.stderr, again
    house = open_server(postgresql)
    assert not house.is_signed_in(person) and house.sign_in(person)


def test_no_server_starts_on_the_target_of_a_copy(postgresql, open_server, tmp_path):
    source = f"sqlite:{tmp_path / 'own.db'}"
    house = open_server(source)
    person = house.member()
    house.server.stop()
    assert run_gatehouse("db", "upgrade", "--database", postgresql).returncode == 0
    with at_work(postgresql, "db", "copy", "--from", source, "--to", postgresql):
        refuses_to_serve(postgresql, tmp_path / "data")
    assert open_server(postgresql).is_signed_in(person)
