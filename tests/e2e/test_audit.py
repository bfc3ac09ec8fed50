"""The audit trail: what is written down, and that nobody without the key can change it unseen."""

import json
import sqlite3
import time
from contextlib import closing

import pytest

from tests.support.people import PASSWORD
from tests.support.postgres import execute
from tests.support.server import run_gatehouse


class Trail:
    """The trail of a server, as an operator sees it, and as somebody with a hand in the database."""

    def __init__(self, house, url):
        self.house = house
        self.url = url

    def command(self, *words):
        return run_gatehouse("audit", *words, "--database", self.url, "--data-dir", self.house.server.data_dir)

    def verify(self, *words):
        result = self.command("verify", *words)
        assert result.stderr == "", result.stderr
        return result.returncode, result.stdout

    def list(self, *words):
        result = self.command("list", *words)
        assert result.returncode == 0, result.stderr
        return [json.loads(line) for line in result.stdout.splitlines()]

    def run(self, statement):
        if self.url.startswith("sqlite:"):
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:"))) as connection:
                rows = connection.execute(statement).fetchall()
                connection.commit()
                return rows
        return execute(self.url, statement)

    def wait_until_chained(self):
        deadline = time.monotonic() + 20
        while self.run("SELECT count(*) FROM audit_events WHERE position IS NULL") != [(0,)]:
            assert time.monotonic() < deadline, "events wait for their place"
            time.sleep(0.05)


@pytest.fixture
def trail(database_url, open_server):
    return Trail(open_server(database_url), database_url)


def story(events):
    return [(event["event"], event["outcome"]) for event in events]


def test_the_story_of_an_account_is_told_in_order(trail):
    house = trail.house
    person = house.member(verified=True)
    house.client.post("/api/auth/v1", {"user_id": person.user_id, "email": person.email})
    house.client.put(
        "/api/auth/v1", {"user_id": person.user_id, "email": person.email, "verify_code": "not a code"}
    )
    change = {"nickname": person.nickname + "-b", "current_password": "another than that"}
    assert house.client.put(person.path, change, token=person.token).status == 422
    change["current_password"] = PASSWORD
    change["new_password"] = "Other-Lantern-49-Meadow"
    assert house.client.put(person.path, change, token=person.token).status == 200
    answer = house.client.delete(
        person.path, {"current_password": "Other-Lantern-49-Meadow"}, token=person.token
    )
    assert answer.status in (204, 401)
    trail.wait_until_chained()
    events = trail.list("--user", person.user_id)
    told = [pair for pair in story(events) if not pair[0].startswith(("session", "sign_in"))]
    assert told[:7] == [
        ("signed_up", "success"),
        ("address_verified", "success"),
        ("verification_requested", "success"),
        ("address_verified", "failure"),
        ("nickname_changed", "failure"),
        ("nickname_changed", "success"),
        ("password_changed", "success"),
    ]
    assert [event["position"] for event in events] == sorted(event["position"] for event in events)
    assert all(event["address"] == "127.0.0.1" and event["request_id"] for event in events)
    assert trail.verify()[0] == 0


def test_nothing_that_a_person_typed_or_was_given_is_in_it(trail):
    house = trail.house
    typed = {
        "nickname": "canary-nickname",
        "email": "canary-address@example.com",
        "password": "Canary-Password-1!",
    }
    person = house.verify(house.sign_up(**typed))
    agent = {"User-Agent": "canary-agent", "X-Device-Token": "canary-device"}
    answers = [
        house.client.post("/api/user/v1/signin", {"nickname": name, "password": password}, headers=agent)
        for name in (person.nickname, "canary-nobody")
        for password in (person.password, "canary-wrong-password")
    ]
    person.token = answers[0].data["access_token"]
    house.try_sign_in(email="canary-nobody@example.com", password="canary-wrong-password")
    house.client.put(
        person.path,
        {"email": "canary-new@example.com", "new_password": "Canary-Password-2!", "current_password": person.password},
        token=person.token,
    )
    code = house.server.wait_for_code(person.user_id)
    house.client.put("/api/auth/v1", {"user_id": person.user_id, "email": "canary-x@example.com", "verify_code": code})
    trail.wait_until_chained()
    columns = "at, what, outcome, user_id, address, session_id, request_id, hash"
    kept = "\n".join(map(str, trail.run(f"SELECT {columns} FROM audit_events")))
    for secret in ["canary", "Canary", "example.com", f"'{code}'", person.token, *answers[0].data.values()]:
        if isinstance(secret, str) and secret not in ("Bearer", answers[0].data.get("session_id")):
            assert secret not in kept, secret
    assert kept.count("sign_in") == 5


def test_a_trail_is_intact_beside_a_running_server(trail):
    for _ in range(3):
        trail.house.sign_up()
    assert trail.verify()[0] == 0
    trail.wait_until_chained()
    status, told = trail.verify()
    assert status == 0 and "events, intact\nhead " in told


@pytest.mark.parametrize(
    "statement, told",
    [
        ("UPDATE audit_events SET user_id = 99 WHERE position = 2", "at position 2 with id 2 was changed or moved"),
        ("DELETE FROM audit_events WHERE position = 1", "at position 1 is missing"),
        ("DELETE FROM audit_events WHERE position = 2", "at position 2 is missing"),
        ("DELETE FROM audit_events WHERE position = 4", "at position 4 is missing"),
        ("UPDATE audit_marks SET position = 3", "the mark `head` was changed"),
        (
            "INSERT INTO audit_events (at, what, outcome, position, hash) VALUES (1, 'sign_in', 'success', 5, 'x')",
            "at position 5 with id 5 stands beyond the mark `head`",
        ),
    ],
)
def test_what_another_hand_has_done_is_named(trail, statement, told):
    for _ in range(4):
        trail.house.sign_up()
    trail.wait_until_chained()
    trail.house.server.stop()
    assert trail.verify()[0] == 0
    trail.run(statement)
    status, answer = trail.verify()
    assert status == 1 and answer.startswith("broken: ") and told in answer


def test_an_event_that_was_added_before_it_got_its_place_is_named(trail):
    trail.house.sign_up()
    trail.run("INSERT INTO audit_events (at, what, outcome, user_id) VALUES (1, 'sign_in', 'success', 1)")
    trail.wait_until_chained()
    status, answer = trail.verify()
    assert status == 1 and "with id 2 was added or changed by hand" in answer


def test_an_older_copy_of_all_of_it_is_told_by_a_witness(trail):
    trail.house.sign_up()
    trail.wait_until_chained()
    ((position, hash, seal),) = trail.run("SELECT position, hash, seal FROM audit_marks")
    trail.house.sign_up()
    trail.wait_until_chained()
    witness = trail.verify()[1].split("head ")[1].strip()
    assert trail.verify("--head", f"{position}:{hash}")[0] == 0
    assert trail.verify("--head", witness)[0] == 0
    trail.house.server.stop()
    trail.run(f"DELETE FROM audit_events WHERE position > {position}")
    trail.run(f"UPDATE audit_marks SET position = {position}, hash = '{hash}', seal = '{seal}'")
    assert trail.verify()[0] == 0
    status, answer = trail.verify("--head", witness)
    assert status == 1 and f"at position {position + 1} is missing" in answer


def test_what_a_killed_server_has_recorded_is_chained_by_the_next(trail, open_server):
    for _ in range(5):
        trail.house.sign_up()
    trail.house.server.kill()
    again = open_server(trail.url)
    again.sign_up()
    trail.wait_until_chained()
    assert trail.verify()[1].startswith("6 events, intact")


def test_a_stopped_server_leaves_nothing_to_be_chained(trail):
    for _ in range(5):
        trail.house.sign_up()
    trail.house.server.stop()
    assert trail.verify()[1].startswith("5 events, intact\nhead 5:")


def test_a_broken_chain_hinders_nobody_and_is_told(trail):
    trail.house.sign_up()
    trail.wait_until_chained()
    trail.run("UPDATE audit_marks SET seal = 'x'")
    trail.house.member(verified=True)
    trail.house.server.wait_for_line("audit_chain_broken")
    assert "gatehouse_audit_chain_broken 1" in trail.house.admin.get("/metrics").body.decode()
    assert trail.verify()[0] == 1
    assert trail.command("restart").returncode == 0
    trail.wait_until_chained()
    assert trail.verify()[0] == 0
    assert trail.list("--last", 1)[0]["event"] == "audit_restarted"


def test_under_another_key_nothing_is_judged_and_nothing_begun_anew(trail, open_server, tmp_path):
    trail.house.sign_up()
    trail.wait_until_chained()
    trail.house.server.stop()
    other = open_server(None, data_dir=tmp_path / "other")
    other.server.stop()
    before = trail.run("SELECT * FROM audit_marks ORDER BY name")
    wrong = ["--master-key-file", tmp_path / "other/master.key"]
    for command in ("verify", "restart"):
        result = trail.command(command, *wrong)
        assert result.returncode == 1 and result.stdout == "", result
        assert "not looked at" in result.stderr and "another master key" in result.stderr, result
    assert trail.run("SELECT * FROM audit_marks ORDER BY name") == before
    assert trail.verify()[0] == 0
    trail.run("DELETE FROM signing_keys")
    # As told for a key that was lost for good and replaced.
    assert trail.command("restart", *wrong).returncode == 0
    assert trail.command("verify", *wrong).returncode == 0


@pytest.mark.parametrize("words", [[], ["verfy"], ["list", "--user", "x"], ["verify", "--head", "x"]])
def test_what_is_not_understood_is_told(on_sqlite, words):
    result = run_gatehouse("audit", *words, "--data-dir", on_sqlite.server.data_dir)
    assert result.returncode == 2 and result.stderr


def test_no_database_and_no_key_are_made_to_be_looked_at(tmp_path):
    result = run_gatehouse("audit", "verify", "--data-dir", tmp_path / "absent")
    assert result.returncode == 1 and "there is no database" in result.stderr
    assert not (tmp_path / "absent").exists()
