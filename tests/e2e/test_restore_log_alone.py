"""A database file that is gone while its write-ahead log is there, and restores that were killed where nothing was."""

import shutil
from pathlib import Path

import pytest

from tests.support import backups
from tests.support.doctor import examine, own_database, sound
from tests.support.server import run_gatehouse

SERVE = ["serve", "--listen", "127.0.0.1:0", "--admin-listen", "off"]


@pytest.fixture
def folder(sound_installation, tmp_path):
    return Path(shutil.copytree(sound_installation, tmp_path / "data"))


@pytest.fixture
def backup(folder, tmp_path):
    backups.back_up(f"sqlite:{own_database(folder)}", folder, tmp_path / "one.db")
    return tmp_path / "one.db"


@pytest.fixture
def log(backup, open_server, tmp_path):
    """What is left when a server is killed and its file deleted."""
    house = open_server(None, data_dir=tmp_path / "data")
    house.member()
    house.server.kill()
    own_database(tmp_path / "data").unlink()
    log = tmp_path / "data" / "gatehouse.db-wal"
    assert log.stat().st_size > 0
    return log


def restore(folder, backup, *words):
    return run_gatehouse("restore", "--from", backup, "--data-dir", folder, *words)


def test_a_start_and_a_doctor_tell_the_way_out(folder, log):
    before = log.read_bytes()
    result = run_gatehouse(*SERVE, "--data-dir", folder)
    assert result.returncode == 1 and "gatehouse restore --force" in result.stderr, result
    told = run_gatehouse("doctor", "--data-dir", folder, *sound(), cwd=folder.parent).stdout
    assert "the server does not start" in told and "gatehouse restore --force" in told, told
    assert set(examine(folder)) == {"log_without_database"}
    assert log.read_bytes() == before and not own_database(folder).exists()


def test_a_restore_keeps_the_log_aside_where_it_may(folder, backup, log, open_server):
    before = log.read_bytes()
    refused = restore(folder, backup)
    assert refused.returncode == 1 and "gatehouse.db-wal is there" in refused.stderr, refused
    assert "--force" in refused.stderr and log.read_bytes() == before and not own_database(folder).exists()
    done = restore(folder, backup, "--force")
    assert done.returncode == 0, done
    kept = Path(done.stdout.split(" is now ")[1].split(".\n")[0])
    assert kept.name.endswith("-wal") and kept.read_bytes() == before
    assert open_server(None, data_dir=folder).member()


def test_a_restore_that_fails_leaves_the_log_where_it_is(folder, backup, log):
    before = log.read_bytes()
    backups.unseal(backup)
    assert restore(folder, backup, "--force").returncode == 1
    assert log.read_bytes() == before and not own_database(folder).exists()


def test_a_killed_restore_leaves_no_empty_database_to_be_served(folder, backup):
    own_database(folder).unlink()
    killer = backups.Killer(3, 0.2)
    for _ in range(12):
        killer.run("restore", "--from", backup, "--data-dir", folder)
        assert not own_database(folder).exists() or backups.ask(own_database(folder), "SELECT 1 FROM users")
        for path in folder.glob("gatehouse.db*"):
            if own_database(folder).exists():
                path.unlink()
    assert killer.killed > 4, "hardly any was killed at work: this says nothing"


def test_half_a_restore_is_not_begun_anew_in_silence(folder, backup):
    own_database(folder).rename(folder / "gatehouse.db.restoring")
    result = run_gatehouse(*SERVE, "--data-dir", folder)
    assert result.returncode == 1 and "run it again" in result.stderr, result
    assert not own_database(folder).exists()
    assert restore(folder, backup).returncode == 0
    assert backups.is_sound(own_database(folder)) and not (folder / "gatehouse.db.restoring").exists()


def test_a_doctor_names_what_was_put_aside_a_day_ago(folder, backup, clock):
    done = restore(folder, backup, "--force")
    assert done.returncode == 0 and examine(folder) == {}, done
    kept = Path(done.stdout.split(" is now ")[1].split(".\n")[0])
    clock.advance(hours=25)
    found = examine(folder, env=clock.environment)
    assert set(found) == {"kept_aside"} and kept.name in found["kept_aside"], found
    kept.unlink()
    assert examine(folder, env=clock.environment) == {}
