"""A backup is a database with all tables, and nobody but a restore takes it for one."""

import shutil

import pytest

from tests.support import backups
from tests.support.doctor import examine
from tests.support.server import run_gatehouse

COMMANDS = {
    "serve": ["serve", "--listen", "127.0.0.1:0", "--admin-listen", "off"],
    "db upgrade": ["db", "upgrade"],
    "db downgrade": ["db", "downgrade"],
    "db downgrade to a script": ["db", "downgrade", "--sql"],
    "db stamp": ["db", "stamp", "head"],
    "db current": ["db", "current"],
    "db check": ["db", "check"],
    "keys list": ["keys", "list"],
    "keys rotate": ["keys", "rotate"],
    "clients add": ["clients", "add", "shop"],
    "audit verify": ["audit", "verify"],
    "outbox list": ["outbox", "list"],
    "mail list": ["mail", "list"],
    "seed": ["seed", "--users", "1", "--force"],
    "backup": ["backup", "--to", "another.db"],
}


@pytest.fixture(scope="module")
def backup(sound_installation, tmp_path_factory):
    file = tmp_path_factory.mktemp("shelf") / "one.db"
    backups.back_up(f"sqlite:{sound_installation}/gatehouse.db", sound_installation, file)
    return file


@pytest.fixture
def folder(sound_installation, backup, tmp_path):
    """A data folder in which somebody has put the backup in the place of the database."""
    folder = tmp_path / "data"
    shutil.copytree(sound_installation, folder, ignore=shutil.ignore_patterns("gatehouse.db*"))
    shutil.copy(backup, folder / "gatehouse.db")
    return folder


def refused(result):
    assert result.returncode == 1 and "is a backup" in result.stderr, result
    assert "`gatehouse restore --from " in result.stderr, result
    return True


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_works_on_a_backup(folder, backup, tmp_path, name):
    assert refused(run_gatehouse(*COMMANDS[name], "--data-dir", folder, cwd=tmp_path))
    assert (folder / "gatehouse.db").read_bytes() == backup.read_bytes(), "its seal is broken"
    assert not (tmp_path / "another.db").exists()


def test_a_backup_is_not_copied_from_and_its_seal_holds(folder, backup, tmp_path):
    source, target = f"sqlite:{folder}/gatehouse.db", tmp_path / "copy.db"
    assert refused(backups.copy(source, f"sqlite:{target}"))
    assert not target.exists() and (folder / "gatehouse.db").read_bytes() == backup.read_bytes()
    backups.restore(f"sqlite:{target}", folder, folder / "gatehouse.db")


def test_doctor_says_what_it_is(folder):
    found = examine(folder)
    assert set(found) == {"database_is_backup"} and "gatehouse.db is a backup" in found["database_is_backup"]
