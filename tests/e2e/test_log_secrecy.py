"""The log: every line is JSON, and no secret is ever in one."""

import json
import re

import jwt
import pytest

from tests.support import people

CANARY = "Canary-Secret-9f3k2"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


@pytest.fixture
def busy(open_server, database_url):
    """A server that has seen every kind of request with recognisable secrets, stopped, with what must not be in its log."""
    house = open_server(database_url, options=["--log-level", "debug"])
    secrets = [CANARY]
    person = house.member(verified=True, password=CANARY + "-first")
    secrets.append(person.token.rsplit(".", 1)[1])
    house.try_sign_in(nickname=person.nickname, password=CANARY + "-wrong")
    house.try_sign_in(nickname=CANARY + "-name-as-password", password=CANARY)
    house.client.post("/api/user/v1/signup", {"nickname": "x", "password": CANARY, "email": CANARY})
    house.client.post("/api/user/v1/signup", raw=b'{"password":"' + CANARY.encode())
    house.client.get(person.path, token=CANARY)
    house.client.get("/api/user/v1/user/1?token=" + CANARY)
    house.client.get("/" + CANARY)
    house.client.put(
        person.path,
        {"new_password": CANARY + "-new", "current_password": CANARY + "-bad"},
        token=person.token,
    )
    answer = house.client.put(
        person.path,
        {"new_password": CANARY + "-new", "current_password": person.password},
        token=person.token,
    )
    assert answer.status == 200
    person.password = CANARY + "-new"
    house.sign_in(person)
    secrets.append(person.token.rsplit(".", 1)[1])
    house.client.put(
        "/api/auth/v1", {"user_id": person.user_id, "email": person.email, "verify_code": CANARY}
    )
    house.client.get("/healthz", headers={"Cookie": CANARY, "X-Api-Key": CANARY, "User-Agent": CANARY})
    house.client.delete(person.path, {"current_password": CANARY + "-bad"}, token=person.token)
    assert (
        house.client.delete(person.path, {"current_password": person.password}, token=person.token).status
        == 204
    )
    jwt.get_unverified_header(person.token)
    house.server.stop()
    return house, secrets


def test_no_secret_is_in_any_line(busy):
    house, secrets = busy
    text = "\n".join(house.server.raw_log) + house.server.stderr
    assert house.server.raw_log
    for secret in [*secrets, "$argon2", "BEGIN PRIVATE KEY", "eyJ"]:
        assert secret not in text, [line for line in house.server.raw_log if secret in line]
    master = (house.server.data_dir / "master.key").read_text().strip()
    assert master not in text


def test_every_line_is_json_with_its_time_level_and_event(busy):
    house, _ = busy
    for text in house.server.raw_log:
        line = json.loads(text)
        assert RFC3339.fullmatch(line["ts"]) and line["level"] in ("debug", "info", "warn", "error"), text
        assert re.fullmatch(r"[a-z][a-z0-9_]*", line["event"]), text


def test_addresses_stand_in_deliveries_alone(busy):
    house, _ = busy
    for line in house.server.lines:
        if line["event"] not in ("verification_code", "account_change_notice"):
            assert "@example.com" not in json.dumps(line), line


HOSTILE = [
    "\r\nforged",
    '"},{"event":"forged"',
    "\u001b[31m",
    "\u2028forged",
    "\u2029forged",
    "\\",
    "\u0085x",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_value_cannot_break_a_line(on_sqlite, hostile):
    before = len(on_sqlite.server.raw_log)
    on_sqlite.client.post(
        "/api/user/v1/signup",
        {"nickname": hostile + "aa", "email": hostile + "@example.com", "password": hostile * 9},
    )
    on_sqlite.try_sign_in(nickname=hostile, password=hostile)
    on_sqlite.client.put("/api/auth/v1", {"user_id": 1, "email": hostile, "verify_code": hostile})
    on_sqlite.client.get("/healthz", headers={"X-Request-Id": hostile.replace("\r\n", "").encode()})
    marker = on_sqlite.sign_up()
    on_sqlite.server.wait_for_code(marker.user_id)
    for text in on_sqlite.server.raw_log[before:]:
        line = json.loads(text)
        assert line["event"] != "forged" and not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029]", text)


def test_a_request_id_leads_from_the_answer_to_the_log(open_server):
    house = open_server(options=["--log-level", "debug"])
    house.client.post(
        "/api/user/v1/signup",
        {"nickname": people.nickname(), "email": people.email(), "password": people.PASSWORD},
        headers={"X-Request-Id": "follow-me-0123456789"},
    )
    house.server.stop()
    assert [line for line in house.server.lines if line.get("request_id") == "follow-me-0123456789"]
