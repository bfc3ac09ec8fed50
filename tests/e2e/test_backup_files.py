"""Files that are refused, whoever made them, and databases that are in use."""

import os
import shutil
import sqlite3
import time

import pytest

from tests.support import backups
from tests.support.people import House
from tests.support.server import PATIENCE


@pytest.fixture
def made(open_server, tmp_path):
    """A backup with a person in it, an empty database, and the folder with the key."""
    house = open_server(f"sqlite:{tmp_path / 'own.db'}")
    for _ in range(20):
        house.sign_up()
    house.server.stop()
    file = tmp_path / "one.db"
    backups.back_up(f"sqlite:{tmp_path / 'own.db'}", tmp_path / "data", file)
    return file, f"sqlite:{tmp_path / 'restored.db'}", tmp_path / "data"


def refused(result, words):
    assert result.returncode == 1 and words in result.stderr, result
    return True


def cut(file):
    with open(file, "r+b") as handle:
        handle.truncate(os.path.getsize(file) - 8192)


def garble(file):
    with open(file, "r+b") as handle:
        handle.seek(os.path.getsize(file) // 2)
        handle.write(b"\x55" * 3000)


def change(statement):
    def apply(file):
        with sqlite3.connect(file) as database:
            database.execute(statement)

    return apply


def swap_indexes(file):
    """The rows stay as they are, and are not found any more."""
    with sqlite3.connect(file) as database:
        (one, here), (other, there) = database.execute(
            "SELECT name, rootpage FROM sqlite_master WHERE type = 'index' AND tbl_name = 'users' "
            "ORDER BY name = 'users_proven_email' DESC LIMIT 2"
        )
        database.execute("PRAGMA writable_schema = ON")
        for name, page in ((one, there), (other, here)):
            database.execute("UPDATE sqlite_master SET rootpage = ? WHERE name = ?", (page, name))


WRONG_FILES = {
    "cut": (cut, "nothing was restored"),
    "garbled": (garble, "nothing was restored"),
    "indexes of others": (swap_indexes, "the file is damaged"),
    "a row less": (change("DELETE FROM users WHERE id = 3"), "users has 19 rows and not 20"),
    "a row changed": (change("UPDATE users SET email = 'x@example.com' WHERE id = 3"), "users are not the same"),
    "newer": (
        change("INSERT INTO schema_revisions VALUES ('9999', 'x', 1)"),
        "revision",
    ),
    "no list": (change("DROP TABLE backup_contents"), "a database, but none that `gatehouse backup` has made"),
    "no database": (lambda file: file.write_text("Dear diary, " * 1000), "nothing was restored"),
}


@pytest.mark.parametrize("name", WRONG_FILES)
def test_a_wrong_file_is_refused_and_changes_nothing(made, tmp_path, name):
    file, target, folder = made
    spoil, words = WRONG_FILES[name]
    seal = backups.unseal(file)
    spoil(file)
    sound_or_not = file.read_bytes()
    file.write_bytes(sound_or_not + seal)
    assert refused(backups.try_restore(target, folder, file), "its seal does not fit")
    file.write_bytes(sound_or_not)
    backups.seal(file, folder / "master.key")
    assert refused(backups.try_restore(target, folder, file), words)
    left = sorted(path.name for path in tmp_path.glob("restored.db*"))
    assert left in (["restored.db.lock"], []), left


PLANTED = {
    "a trigger": change("CREATE TRIGGER x AFTER INSERT ON sessions BEGIN DELETE FROM users; END"),
    "a view": change("CREATE VIEW x AS SELECT * FROM users"),
    "an index less": change("DROP INDEX users_proven_email"),
    "numbers that were given": change("UPDATE sqlite_sequence SET seq = 1 WHERE name = 'users'"),
    "a revision that was edited": change("UPDATE schema_revisions SET applied_at = 1"),
    "octets behind it": lambda file: file.write_bytes(file.read_bytes() + b"x"),
    "nothing, and no seal": None,
}


@pytest.mark.parametrize("name", PLANTED)
def test_what_a_forger_without_the_master_key_makes_is_refused(made, tmp_path, name):
    file, target, folder = made
    seal = backups.unseal(file)
    if PLANTED[name] is None:
        assert refused(backups.try_restore(target, folder, file), "has no seal")
        assert list(tmp_path.glob("restored.db*")) == [], "something was left where nothing was restored"
        return
    PLANTED[name](file)
    file.write_bytes(file.read_bytes() + seal)
    assert refused(backups.try_restore(target, folder, file), "its seal does not fit")
    file.write_bytes(file.read_bytes() + b"\n")
    assert refused(backups.try_restore(target, folder, file), "has no seal")


def test_a_backup_needs_the_master_key(made, tmp_path):
    _, _, folder = made
    other = tmp_path / "other"
    other.mkdir(mode=0o700)
    result = backups.try_back_up(f"sqlite:{tmp_path / 'own.db'}", other, tmp_path / "two.db")
    assert refused(result, "there is no master key at") and not (tmp_path / "two.db").exists()
    assert list(other.iterdir()) == []
    assert backups.try_back_up(f"sqlite:{tmp_path / 'own.db'}", folder, tmp_path / "two.db").returncode == 0


def test_another_master_key_is_refused(made, tmp_path):
    file, target, folder = made
    house_key = (folder / "master.key").read_text()
    other = tmp_path / "other"
    other.mkdir(mode=0o700)
    assert refused(backups.try_restore(target, other, file), "no master key")
    (other / "master.key").write_text(house_key[::-1].strip()[:42] + "A\n")
    (other / "master.key").chmod(0o600)
    assert refused(backups.try_restore(target, other, file), "not the master key of then")
    resealed = tmp_path / "resealed.db"
    shutil.copy(file, resealed)
    backups.unseal(resealed)
    backups.seal(resealed, other / "master.key")  # whoever seals another's rows cannot use what is sealed in them
    assert refused(backups.try_restore(target, other, resealed), "master key")
    assert backups.try_restore(target, folder, file).returncode == 0


def test_a_running_server_keeps_a_restore_and_a_copy_out(database_url, open_server, made, tmp_path):
    file, _, folder = made
    house = open_server(database_url, data_dir=folder)
    house.server.wait_for_line("listening")
    deadline = time.monotonic() + PATIENCE
    while True:  # with PostgreSQL a server is seen once its second connection is there
        result = backups.try_restore(database_url, folder, file, "--force")
        if "running on" in result.stderr or time.monotonic() > deadline:
            break
        time.sleep(0.1)
    assert refused(result, "running on")
    assert refused(backups.copy(database_url, f"sqlite:{tmp_path / 'copy.db'}"), "running on")
    assert isinstance(house, House) and house.member()


def test_a_cold_database_with_its_log_is_no_backup(made, tmp_path):
    file, target, folder = made
    shutil.copy(file, tmp_path / "hot.db")
    (tmp_path / "hot.db-wal").write_bytes(b"x" * 100)
    assert refused(backups.try_restore(target, folder, tmp_path / "hot.db"), "write-ahead log")
    assert refused(backups.try_restore(target, folder, tmp_path / "nowhere.db"), "there is no backup")


def test_backups_within_a_second_get_names_of_their_own(made, tmp_path):
    _, _, folder = made
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    for _ in range(5):
        result = backups.try_back_up(f"sqlite:{tmp_path / 'own.db'}", folder, shelf)
        assert result.returncode == 0, result
    assert len(list(shelf.iterdir())) == 5 and all(backups.is_sound(file) for file in shelf.iterdir())
