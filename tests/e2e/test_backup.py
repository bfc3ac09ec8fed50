"""A backup while people write, and what a restore brings back and what it leaves dead."""

import os
import stat
import threading
import time

import pytest

from tests.support import backups, people, recovery
from tests.support.eventually import eventually
from tests.support.postgres import FreshDatabase
from tests.support.rows import rows
from tests.support.server import PATIENCE, run_gatehouse
from tests.support.small_disk import SmallDisk

WRITERS = 64


@pytest.fixture
def another_url(database_url, tmp_path):
    """An empty database of the same kind."""
    if database_url.startswith("sqlite:"):
        yield f"sqlite:{tmp_path / 'restored.db'}"
    else:
        database = FreshDatabase()
        yield database.url
        database.drop()


class Crowd:
    """People who sign up for as long as they are let."""

    def __init__(self, house):
        self._house, self._stop = house, threading.Event()
        self.acknowledged = []
        self._threads = [threading.Thread(target=self._work) for _ in range(WRITERS)]
        for thread in self._threads:
            thread.start()

    def _work(self):
        while not self._stop.is_set():
            body = {"nickname": people.nickname(), "email": people.email(), "password": people.PASSWORD}
            answer = self._house.client.post("/api/user/v1/signup", body)
            if answer.status == 201:
                self.acknowledged.append(body["nickname"])

    def wait_for(self, count):
        deadline = time.monotonic() + 8 * PATIENCE
        while len(self.acknowledged) < count:
            assert time.monotonic() < deadline, "the crowd is too slow"
            time.sleep(0.01)

    def stop(self):
        self._stop.set()
        for thread in self._threads:
            thread.join(8 * PATIENCE)


def test_a_backup_under_load_holds_all_that_was_acknowledged_before(
    database_url, another_url, open_server, tmp_path
):
    folder = tmp_path / "data"
    house = open_server(database_url)
    crowd = Crowd(house)
    crowd.wait_for(WRITERS)
    before = list(crowd.acknowledged)
    file = tmp_path / "one.db"
    told = backups.back_up(database_url, folder, file)
    after = len(crowd.acknowledged)
    crowd.wait_for(after + WRITERS)
    crowd.stop()
    house.server.stop()

    assert "master key is not in it" in told and str(folder / "master.key") in told
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600
    assert sorted(tmp_path.glob("one.db*")) == [file], "something was left beside it"
    assert backups.is_sound(file)
    kept = {name for (name,) in backups.ask(file, "SELECT nickname FROM users")}
    assert set(before) <= kept, "an acknowledged account is not in the backup"
    assert len(kept) < len(crowd.acknowledged), "nobody wrote during the backup: this says nothing"
    key = (folder / "master.key").read_bytes().strip()
    assert key not in file.read_bytes()

    backups.restore(another_url, folder, file)
    restored = {name for (name,) in rows(another_url, "SELECT nickname FROM users")}
    assert restored == kept, "what was restored is not what was backed up"
    house = open_server(another_url)
    for name in (before[0], before[-1]):
        answer = house.try_sign_in(nickname=name, password=people.PASSWORD)
        assert answer.status == 200, answer
    newcomer = house.member(verified=True)
    highest = backups.ask(file, "SELECT max(id) FROM users")[0][0]
    assert newcomer.user_id > highest + len(crowd.acknowledged), "an id may be given to another person"
    checked = run_gatehouse("audit", "verify", "--database", another_url, "--data-dir", folder)
    assert checked.returncode == 0 and "intact" in checked.stdout, checked
    events = run_gatehouse("audit", "list", "--database", another_url, "--data-dir", folder)
    assert '"event":"restored"' in events.stdout
    assert run_gatehouse("db", "check", "--database", another_url).returncode == 0
    house.server.stop()
    if another_url.startswith("sqlite:"):
        assert backups.is_sound(another_url.removeprefix("sqlite:"))


def test_what_people_held_before_is_refused_after_a_restore(
    database_url, another_url, open_server, tmp_path
):
    folder = tmp_path / "data"
    house = open_server(database_url)
    person, unproven = house.member(verified=True), house.sign_up()
    code = house.server.wait_for_code(unproven.user_id)
    body = {"new_password": recovery.NEW, "current_password": person.password}
    assert house.client.put(person.path, body, token=person.token).status == 200
    person.password = recovery.NEW
    undo = recovery.link(house, person)
    house.sign_in(person)
    reset = recovery.begin(house, person)
    ended, refreshed = house.another_session(person), house.another_session(person)
    file = tmp_path / "one.db"
    backups.back_up(database_url, folder, file)
    # What happens after the backup is lost with it, and nothing that was given out then comes back to life,
    # nor what was taken away then.
    late = house.another_session(person)
    assert house.refresh(refreshed).status == 200
    sign_out = house.client.post("/api/auth/v1/signout", {"scope": "this"}, token=ended.token)
    assert sign_out.status == 204 and not house.is_signed_in(ended), sign_out
    house.server.stop()

    backups.restore(another_url, folder, file)
    again = open_server(another_url)
    for held in (person, late, ended, refreshed):
        assert again.client.get(held.path, token=held.token).status == 401
        assert again.refresh(held.refresh_token).code == "invalid_grant"
    proof = {"user_id": unproven.user_id, "email": unproven.email, "verify_code": code}
    assert again.client.put("/api/auth/v1", proof).status == 422
    assert recovery.is_refused(recovery.finish(again, reset))
    assert recovery.visit(again, "GET", undo).status != 200 or not recovery.visit(again, "GET", undo).buttons
    assert not [line for line in again.server.lines if line.get("event") == "verification_code"]

    again.sign_in(person)
    assert again.account(person)["email_verified"] is True
    assert again.refresh(person).status == 200


def test_what_waited_is_not_sent_again(database_url, another_url, open_server, tmp_path):
    nowhere = ["--mailer", "smtp", "--smtp-url", "smtp://127.0.0.1:1", "--mail-from", "a@example.com"]
    house = open_server(database_url, options=nowhere)
    house.sign_up()
    eventually(lambda: rows(database_url, "SELECT count(*) FROM mails") == [(1,)])
    house.server.stop()
    columns = "type, subject, payload, created_at, attempts, next_attempt_at"
    assert rows(database_url, f"INSERT INTO outbox ({columns}) VALUES ('x', 'y', '{{}}', 1, 0, 1) RETURNING id")
    file = tmp_path / "one.db"
    backups.back_up(database_url, tmp_path / "data", file)
    assert backups.ask(file, "SELECT count(*) FROM mails") == [(1,)]
    backups.restore(another_url, tmp_path / "data", file)
    for table in ("mails WHERE sent_at", "outbox WHERE delivered_at"):
        assert rows(another_url, f"SELECT count(*) FROM {table} IS NULL") == [(0,)]


def test_the_same_epoch_begins_where_the_old_server_had_gone_on(database_url, open_server, tmp_path):
    """Over its own database, by --force: the tokens of the server that was replaced are dead too."""
    folder = tmp_path / "data"
    house = open_server(database_url)
    person = house.member()
    file = tmp_path / "one.db"
    backups.back_up(database_url, folder, file)
    lost = house.member()
    house.server.stop()
    refused = backups.try_restore(database_url, folder, file)
    assert refused.returncode == 1 and "not empty" in refused.stderr and "--force" in refused.stderr, refused
    told = backups.restore(database_url, folder, file, "--force")
    if database_url.startswith("sqlite:"):
        kept = told.split(" is now ")[1].split(".\n")[0]
        assert backups.ask(kept, f"SELECT count(*) FROM users WHERE id = {lost.user_id}") == [(1,)]
    house = open_server(database_url)
    assert not house.is_signed_in(person)
    assert house.try_sign_in(nickname=lost.nickname, password=lost.password).status == 401
    house.sign_in(person)
    assert house.member().user_id > lost.user_id


def test_restores_within_a_second_each_keep_what_was_there(open_server, tmp_path):
    url, folder, file = f"sqlite:{tmp_path}/own.db", tmp_path / "data", tmp_path / "one.db"
    house = open_server(url)
    house.sign_up()
    house.server.stop()
    backups.back_up(url, folder, file)
    told = [backups.restore(url, folder, file, "--force") for _ in range(4)]
    kept = {text.split(" is now ")[1].split(".\n")[0] for text in told}
    assert len(kept) == 4 and all(backups.is_sound(each) for each in kept)


def test_restoring_the_same_backup_again_gives_no_number_again(database_url, open_server, tmp_path):
    folder, file = tmp_path / "data", tmp_path / "one.db"
    house = open_server(database_url)
    house.sign_up()
    backups.back_up(database_url, folder, file)
    house.server.stop()
    given = []
    for _ in range(2):
        backups.restore(database_url, folder, file, "--force")
        house = open_server(database_url)
        given.append(house.sign_up().user_id)
        house.server.stop()
    assert given[1] > given[0] + 100_000, given


def test_a_backup_of_before_a_revision_is_brought_to_this_one(database_url, another_url, open_server, tmp_path):
    house = open_server(database_url)
    person = house.sign_up()
    house.server.stop()
    assert run_gatehouse("db", "downgrade", "--database", database_url).returncode == 0
    file = tmp_path / "one.db"
    backups.back_up(database_url, tmp_path / "data", file)
    backups.restore(another_url, tmp_path / "data", file)
    assert run_gatehouse("db", "check", "--database", another_url).returncode == 0
    assert open_server(another_url).sign_in(person)


def test_a_clock_that_was_ahead_at_the_restore_brings_no_token_back(
    database_url, another_url, open_server, tmp_path, clock
):
    house = open_server(database_url)
    person = house.member()
    house.server.stop()
    file = tmp_path / "one.db"
    backups.back_up(database_url, tmp_path / "data", file)
    clock.advance(days=2)
    backups.restore(another_url, tmp_path / "data", file, env=clock.environment)
    again = open_server(another_url)
    assert not again.is_signed_in(person) and again.sign_in(person)


def test_a_killed_backup_leaves_no_file_and_a_killed_restore_a_database(database_url, open_server, tmp_path):
    folder, file = tmp_path / "data", tmp_path / "one.db"
    house = open_server(database_url)
    first = house.sign_up()
    began = time.monotonic()
    backups.back_up(database_url, folder, file)
    took = time.monotonic() - began
    second = house.sign_up()
    house.server.stop()

    where = ["--database", database_url, "--data-dir", folder]
    killer = backups.Killer(5, took)
    for turn in range(12):
        made = tmp_path / f"killed-{turn}.db"
        killer.run("backup", "--to", made, *where)
        assert not made.exists() or backups.is_sound(made)
        killer.run("restore", "--from", file, "--force", *where, share=2.0)
        names = {name for (name,) in rows(database_url, "SELECT nickname FROM users")}
        assert names in ({first.nickname}, {first.nickname, second.nickname}), "neither the old nor the new one"
    assert killer.killed > 6, "hardly any was killed at work: this says nothing"
    backups.restore(database_url, folder, file, "--force")
    house = open_server(database_url)
    assert house.sign_in(first) and house.try_sign_in(nickname=second.nickname, password=second.password).status == 401


def test_a_folder_gets_files_named_after_the_time(database_url, open_server, tmp_path):
    open_server(database_url).server.stop()
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    backups.back_up(database_url, tmp_path / "data", shelf)
    (file,) = shelf.iterdir()
    assert file.name.startswith("gatehouse-2") and file.name.endswith("Z.db")


def test_nothing_is_written_over(database_url, open_server, tmp_path):
    open_server(database_url).server.stop()
    file = tmp_path / "one.db"
    file.write_text("precious")
    result = backups.try_back_up(database_url, tmp_path / "data", file)
    assert result.returncode == 1 and "there already" in result.stderr, result
    assert file.read_text() == "precious"
    result = backups.try_back_up(database_url, tmp_path / "data", tmp_path / "none" / "one.db")
    assert result.returncode == 1 and "there is no folder" in result.stderr, result


@pytest.fixture
def small_disk(tmp_path):
    disk = SmallDisk(tmp_path / "small")
    yield disk
    disk.remove()


def test_a_full_disk_leaves_no_half_backup(database_url, open_server, tmp_path, small_disk):
    house = open_server(database_url)
    person = house.member()
    small_disk.fill(leave=40_000)
    file = small_disk.path / "one.db"
    result = backups.try_back_up(database_url, tmp_path / "data", file)
    told = result.stderr.splitlines()[-1]
    assert result.returncode == 1 and f"no backup was made: there is no room at {small_disk.path}: " in told, result
    assert "evision" not in told and "db current" not in result.stderr, result
    assert [path.name for path in small_disk.path.iterdir()] == ["filling"]
    assert house.is_signed_in(person)


@pytest.mark.parametrize("words", [[], ["--to"], ["--to="], ["--from", "x"], ["--to", "a", "--to", "b"]])
def test_backup_asked_wrongly(words):
    result = run_gatehouse("backup", *words)
    assert result.returncode == 2 and result.stderr.startswith("gatehouse: "), result
    assert "--to FILE" in run_gatehouse("backup", "--help").stdout


@pytest.mark.parametrize("words", [[], ["--from"], ["--force"], ["--to", "x"]])
def test_restore_asked_wrongly(words):
    result = run_gatehouse("restore", *words)
    assert result.returncode == 2 and result.stderr.startswith("gatehouse: "), result
    assert "--force" in run_gatehouse("restore", "--help").stdout
