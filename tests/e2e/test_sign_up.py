"""POST /api/user/v1/signup: what a newcomer gives and gets."""

import re

import pytest

from tests.support import people

PATH = "/api/user/v1/signup"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def test_answers_with_the_new_user_and_its_place(house):
    body = {"nickname": people.nickname(), "email": people.email(), "password": people.PASSWORD}
    answer = house.client.post(PATH, body)
    user = answer.data
    assert answer.status == 201
    assert answer.headers["Location"] == f"/api/user/v1/user/{user['user_id']}"
    assert set(user) == {"user_id", "nickname", "email", "email_verified", "created_at", "updated_at"}
    assert user["nickname"] == body["nickname"] and user["email"] == body["email"]
    assert user["email_verified"] is False and type(user["user_id"]) is int and user["user_id"] >= 1
    assert RFC3339.fullmatch(user["created_at"]) and user["updated_at"] == user["created_at"]


def test_starts_the_verification_of_the_address(house):
    person = house.sign_up()
    line = house.server.wait_for_line("verification_code", user_id=person.user_id)
    assert re.fullmatch(r"[0-9]{6}", line["verify_code"]) and line["email"] == person.email
    assert RFC3339.fullmatch(line["ts"]) and RFC3339.fullmatch(line["expires_at"]) and line["level"] == "info"
    assert len(house.server.codes(person.user_id)) == 1


def test_reports_every_faulty_field_at_once(client):
    answer = client.post(PATH, {"nickname": "x", "email": 5, "role": "admin"})
    assert answer.status == 422 and answer.code == "invalid_request"
    assert answer.faults == {
        ("nickname", "too_short"),
        ("email", "invalid_type"),
        ("password", "missing"),
        ("role", "unknown_field"),
    }
    assert len(answer.json["errors"]) == 4


def test_reports_shape_and_domain_faults_together(client):
    answer = client.post(PATH, {"nickname": "a b@c", "email": "nobody", "password": "password"})
    assert answer.status == 422
    assert {field for field, _ in answer.faults} == {"nickname", "email", "password"}


def test_an_unverified_address_may_be_held_by_several(house):
    address = people.email()
    first, second = house.sign_up(email=address), house.sign_up(email=address)
    assert first.user_id != second.user_id


def test_does_not_tell_whether_an_address_has_a_verified_owner(house):
    owner = house.member(verified=True)
    assert house.sign_up(email=owner.email).user_id != owner.user_id


def test_refuses_a_nickname_that_is_taken(house):
    person = house.sign_up()
    answer = house.client.post(
        PATH, {"nickname": person.nickname, "email": people.email(), "password": people.PASSWORD}
    )
    assert answer.status == 409 and answer.code == "nickname_taken"


def test_a_refused_sign_up_leaves_no_trace(house):
    taken, address = house.sign_up(), people.email()
    house.client.post(PATH, {"nickname": taken.nickname, "email": address, "password": people.PASSWORD})
    later = house.sign_up()
    house.server.wait_for_code(later.user_id)
    assert not [line for line in house.server.lines if line.get("email") == address]


@pytest.mark.parametrize(
    "field, value",
    [
        ("id", 1),
        ("user_id", 1),
        ("email_verified", True),
        ("is_verified", True),
        ("role", "admin"),
        ("created_at", "2020-01-01T00:00:00Z"),
        ("password_hash", "x"),
        ("token_version", 9),
        ("sid", "x"),
    ],
)
def test_takes_no_field_that_only_the_server_gives(client, field, value):
    answer = client.post(
        PATH,
        {"nickname": people.nickname(), "email": people.email(), "password": people.PASSWORD, field: value},
    )
    assert answer.status == 422 and answer.faults == {(field, "unknown_field")}


@pytest.mark.parametrize(
    "hostile", ["'; DROP TABLE users; --", "%n%s%n%p", "${jndi:ldap://x/y}", "<script>alert(1)</script>"]
)
def test_hostile_text_is_kept_verbatim_as_a_password(house, hostile):
    person = house.sign_up(password=hostile)
    assert house.sign_in(person)


@pytest.mark.parametrize("hostile", ["%n%s%n", "<script>", "=cmd|'/C'!A0", "';--", "\\u0041", "${x}"])
def test_hostile_text_is_kept_verbatim_as_a_nickname(house, hostile):
    name = people.nickname(hostile)
    answer = house.client.post(PATH, {"nickname": name, "email": people.email(), "password": people.PASSWORD})
    assert (
        answer.status == 201
        and answer.data["nickname"] == name
        or answer.faults == {("nickname", "invalid_format")}
    )
