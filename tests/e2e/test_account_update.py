"""PUT /api/user/v1/user/{user_id}: one's own nickname, and the rules of every change.

Addresses and passwords have files of their own.
"""

import time

import pytest

from tests.support import people


def put(house, person, **body):
    return house.client.put(person.path, body, token=person.token)


def test_changes_the_nickname(house):
    person = house.member()
    before, new = house.account(person), people.nickname("new")
    time.sleep(0.01)
    answer = put(house, person, nickname=new)
    assert answer.status == 200 and answer.data["nickname"] == new
    assert (
        answer.data["created_at"] == before["created_at"] and answer.data["updated_at"] > before["updated_at"]
    )
    assert house.account(person) == answer.data


def test_the_new_nickname_signs_in_and_the_old_one_is_free(house):
    person = house.member()
    old, person.nickname = person.nickname, people.nickname("new")
    assert put(house, person, nickname=person.nickname).status == 200
    assert house.sign_in(person)
    assert house.try_sign_in(nickname=old, password=person.password).status == 401
    assert house.sign_up(nickname=old).user_id != person.user_id


def test_a_change_of_case_alone_is_a_change(house):
    person = house.member()
    answer = put(house, person, nickname=person.nickname.upper())
    assert answer.status == 200 and answer.data["nickname"] == person.nickname.upper()


def test_refuses_a_nickname_that_is_taken(house):
    person, other = house.member(), house.sign_up()
    answer = put(house, person, nickname=other.nickname.upper())
    assert answer.status == 409 and answer.code == "nickname_taken"
    assert house.account(person)["nickname"] == person.nickname


@pytest.mark.parametrize("body", [{}, {"nickname": None}, {"current_password": people.PASSWORD}])
def test_nothing_to_change_is_told(house, body):
    person = house.member()
    answer = put(house, person, **body)
    assert answer.status == 422 and answer.code == "no_changes", answer


@pytest.mark.parametrize(
    "field, value",
    [
        ("nickname", lambda p: p.nickname),
        ("email", lambda p: p.email),
        ("email", lambda p: p.email.upper()),
        ("new_password", lambda p: p.password),
    ],
)
def test_the_present_value_is_no_change(house, field, value):
    person = house.member()
    answer = put(house, person, **{field: value(person), "current_password": person.password})
    assert answer.status == 422 and answer.faults == {(field, "unchanged")}, answer


@pytest.mark.parametrize(
    "field, value", [("email", "new@example.com"), ("new_password", "Another-Lamp-77-Hill")]
)
def test_what_needs_the_password_tells_that_it_is_missing(house, field, value):
    person = house.member()
    answer = put(house, person, **{field: value})
    assert answer.status == 422 and answer.faults == {("current_password", "missing")}


@pytest.mark.parametrize(
    "field, value", [("email", "new@example.com"), ("new_password", "Another-Lamp-77-Hill")]
)
@pytest.mark.parametrize("wrong", ["not-my-password", "x", "", "y" * 300])
def test_a_wrong_password_changes_nothing(house, field, value, wrong):
    person = house.member()
    before = house.account(person)
    answer = put(house, person, **{field: value, "current_password": wrong, "nickname": people.nickname()})
    assert answer.status == 422 and answer.faults == {("current_password", "incorrect")}, answer
    assert house.account(person) == before and house.sign_in(person)


def test_all_is_applied_or_nothing(house):
    person, other = house.member(), house.sign_up()
    before = house.account(person)
    answer = put(
        house,
        person,
        nickname=other.nickname,
        email=people.email(),
        new_password="Another-Lamp-77-Hill",
        current_password=person.password,
    )
    assert answer.status == 409
    assert house.account(person) == before and house.sign_in(person)


def test_everything_may_change_at_once(house):
    person = house.member()
    new_name, new_address = people.nickname("all"), people.email("all")
    answer = put(
        house,
        person,
        nickname=new_name,
        email=new_address,
        new_password="Another-Lamp-77-Hill",
        current_password=person.password,
    )
    assert (
        answer.status == 200
        and answer.data["nickname"] == new_name
        and answer.data["pending_email"] == new_address
    )
    person.nickname = new_name
    assert house.sign_in(person, "Another-Lamp-77-Hill")


@pytest.mark.parametrize(
    "field, value, code",
    [
        ("nickname", "x", "too_short"),
        ("nickname", 5, "invalid_type"),
        ("email", "nobody", "invalid_format"),
        ("new_password", "short", "too_short"),
        ("new_password", "password", "too_common"),
        ("email_verified", True, "unknown_field"),
        ("user_id", 1, "unknown_field"),
        ("password", "x", "unknown_field"),
        ("pending_email", "a@example.com", "unknown_field"),
    ],
)
def test_every_field_obeys_its_rules(house, field, value, code):
    person = house.member()
    answer = put(house, person, **{field: value, "current_password": person.password})
    assert answer.status == 422 and answer.faults == {(field, code)}, answer


@pytest.mark.parametrize(
    "body, faults",
    [
        (
            {"nickname": "{nickname}", "new_password": "short", "current_password": "wrong password"},
            {("nickname", "unchanged"), ("new_password", "too_short"), ("current_password", "incorrect")},
        ),
        (
            {"nickname": 5, "email": "{email}", "new_password": "{email}", "role": "admin"},
            {
                ("nickname", "invalid_type"),
                ("email", "unchanged"),
                ("new_password", "too_common"),
                ("current_password", "missing"),
                ("role", "unknown_field"),
            },
        ),
        (
            {"current_password": "wrong password", "role": "admin"},
            {("current_password", "incorrect"), ("role", "unknown_field")},
        ),
    ],
)
def test_every_fault_is_told_at_once_and_once(house, body, faults):
    person = house.member()
    before = house.account(person)
    own = {"{nickname}": person.nickname, "{email}": person.email}
    answer = put(house, person, **{field: own.get(value, value) for field, value in body.items()})
    assert answer.status == 422 and answer.faults == faults, answer
    assert len(answer.json["errors"]) == len(faults)
    assert house.account(person) == before and house.sign_in(person)
