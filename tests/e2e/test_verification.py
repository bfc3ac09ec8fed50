"""POST and PUT /api/auth/v1: proving an address by its code."""

import re
from datetime import datetime

import pytest

from tests.support import people

PATH = "/api/auth/v1"


def start(house, person, address=None):
    return house.client.post(PATH, {"user_id": person.user_id, "email": address or person.email})


def prove(house, person, code, address=None):
    return house.client.put(
        PATH, {"user_id": person.user_id, "email": address or person.email, "verify_code": code}
    )


def assert_failed(answer):
    assert (
        answer.status == 422 and answer.code == "verification_failed" and answer.json["is_verified"] is False
    ), answer


def other_than(*codes):
    return next(code for code in ("100001", "200002", "300003", "400004") if code not in codes)


def newcomer(house):
    person = house.sign_up()
    return person, house.server.wait_for_code(person.user_id)


def test_the_right_code_verifies_the_address(house):
    person, code = newcomer(house)
    answer = prove(house, person, code)
    assert answer.status == 200 and answer.data == {"is_verified": True}
    house.sign_in(person)
    assert house.account(person)["email_verified"] is True


def test_a_code_signs_nobody_in(house):
    person, code = newcomer(house)
    answer = prove(house, person, code)
    assert answer.data == {"is_verified": True} and "Set-Cookie" not in answer.headers
    house.sign_in(person)
    sessions = house.client.get("/api/auth/v1/sessions", token=person.token).data
    assert [session["session_id"] for session in sessions] == [person.session_id]


def test_a_start_is_accepted_and_gives_another_code(house):
    person, _ = newcomer(house)
    answer = start(house, person)
    assert answer.status == 202 and answer.data == {"expires_in": 180}
    assert prove(house, person, house.server.wait_for_code(person.user_id, number=2)).status == 200


def test_a_code_is_valid_for_three_minutes(house):
    person, _ = newcomer(house)
    line = house.server.wait_for_line("verification_code", user_id=person.user_id)
    assert (
        175
        <= (datetime.fromisoformat(line["expires_at"]) - datetime.fromisoformat(line["ts"])).total_seconds()
        <= 181
    )


def test_a_new_code_supersedes_the_older_one(house):
    person, old = newcomer(house)
    start(house, person)
    new = house.server.wait_for_code(person.user_id, number=2)
    if old != new:
        assert_failed(prove(house, person, old))
    assert prove(house, person, new).status == 200


def test_a_new_start_ends_the_older_code_at_once(house):
    person, old = newcomer(house)
    start(house, person)
    if old != house.server.wait_for_code(person.user_id, number=2):
        assert_failed(prove(house, person, old))


def test_a_code_works_once(house):
    person, code = newcomer(house)
    assert prove(house, person, code).status == 200
    assert_failed(prove(house, person, code))


def test_the_fifth_attempt_may_be_right(house):
    person, code = newcomer(house)
    for _ in range(4):
        assert_failed(prove(house, person, other_than(code)))
    assert prove(house, person, code).status == 200


def test_the_sixth_attempt_is_not_looked_at(house):
    person, code = newcomer(house)
    for _ in range(5):
        assert_failed(prove(house, person, other_than(code)))
    assert_failed(prove(house, person, code))


def test_a_code_belongs_to_one_user(house):
    (first, code), (second, other) = newcomer(house), newcomer(house)
    if code != other:
        assert_failed(prove(house, second, code))
    assert_failed(prove(house, second, code, address=first.email))
    assert prove(house, first, code).status == 200


def test_a_code_belongs_to_one_address(house):
    person, code = newcomer(house)
    assert_failed(prove(house, person, code, address=people.email()))


def test_the_address_may_be_written_in_another_case(house):
    person, code = newcomer(house)
    assert prove(house, person, code, address=person.email.upper()).status == 200


@pytest.mark.parametrize(
    "shape",
    [
        lambda code: code[:5],
        lambda code: code + "0",
        lambda code: " " + code,
        lambda code: code + "\n",
        lambda code: code + " ",
        lambda code: "".join(chr(ord(digit) + 0xFEE0) for digit in code),
        lambda code: code[:5] + "x",
        lambda code: "-" + code[1:],
        lambda code: "",
        lambda code: "0" + code,
        lambda code: code * 200,
    ],
    ids=[
        "short",
        "long",
        "blank before",
        "line feed",
        "blank behind",
        "full width",
        "letter",
        "sign",
        "empty",
        "zero before",
        "long text",
    ],
)
def test_a_misshapen_code_fails_like_a_wrong_one(house, shape):
    person, code = newcomer(house)
    assert_failed(prove(house, person, shape(code)))
    assert prove(house, person, code).status == 200


def test_every_failure_looks_the_same(house):
    person, code = newcomer(house)
    used = house.verify(house.sign_up())
    seen = set()
    for who, what, address in [
        (person, other_than(code), None),
        (person, "1", None),
        (used, "123456", None),
        (person, code, people.email()),
        (people.Person(2**53 - 1, "", people.email()), code, None),
    ]:
        answer = prove(house, who, what, address)
        body = answer.json
        assert body.pop("request_id")
        seen.add(
            (
                answer.status,
                str(sorted(body.items())),
                str(sorted(h for h in answer.headers if h != "X-Request-Id")),
            )
        )
    assert len(seen) == 1, seen


def test_a_start_tells_nothing_about_the_account(house):
    verified = house.verify(house.sign_up())
    unverified = house.sign_up()
    seen = set()
    for user_id, address in [
        (unverified.user_id, unverified.email),
        (verified.user_id, verified.email),
        (unverified.user_id, people.email()),
        (2**53 - 1, people.email()),
    ]:
        answer = house.client.post(PATH, {"user_id": user_id, "email": address})
        assert answer.status == 202
        seen.add((answer.body, str(sorted(h for h in answer.headers if h != "X-Request-Id"))))
    assert len(seen) == 1


def test_no_code_is_made_where_nothing_is_to_be_proven(house):
    verified = house.verify(house.sign_up())
    bystander = house.sign_up()
    stranger_address = people.email()
    start(house, verified)
    start(house, bystander, stranger_address)
    start(house, people.Person(2**53 - 1, "", people.email()))
    later, _ = newcomer(house)
    start(house, later)
    house.server.wait_for_code(later.user_id, number=2)  # what came before has been handled by then
    assert len(house.server.codes(verified.user_id)) == 1 and not house.server.codes(2**53 - 1)
    assert not [line for line in house.server.lines if line.get("email") == stranger_address]


def test_codes_are_six_digits_and_differ(house):
    person, _ = newcomer(house)
    for _ in range(9):
        start(house, person)
    house.server.wait_for_code(person.user_id)
    codes = house.server.codes(person.user_id)
    assert all(re.fullmatch("[0-9]{6}", code) for code in codes)
    assert len(set(codes)) >= len(codes) - 1
