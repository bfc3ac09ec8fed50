"""POST /api/user/v1/signin."""

import pytest

from tests.support import people

SIGN_IN = "/api/user/v1/signin"


def test_answers_with_a_bearer_token(house):
    person = house.sign_up()
    answer = house.try_sign_in(nickname=person.nickname, password=person.password)
    assert answer.status == 200
    assert {"access_token", "token_type", "expires_in", "user_id"} <= set(answer.data)
    assert answer.data["token_type"] == "Bearer" and answer.data["expires_in"] == 900
    assert answer.data["user_id"] == person.user_id


def test_a_verified_address_signs_in(house):
    person = house.verify(house.sign_up())
    answer = house.try_sign_in(email=person.email, password=person.password)
    assert answer.status == 200 and answer.data["user_id"] == person.user_id


def test_an_unverified_address_does_not(house):
    person = house.sign_up()
    answer = house.try_sign_in(email=person.email, password=person.password)
    assert answer.status == 401 and answer.code == "invalid_credentials"


def test_a_verified_address_signs_its_owner_in_and_nobody_else(house):
    address = people.email()
    squatter = house.sign_up(email=address, password="the squatter waits here")
    owner = house.verify(house.sign_up(email=address))
    assert house.try_sign_in(email=address, password=owner.password).data["user_id"] == owner.user_id
    assert house.try_sign_in(email=address, password=squatter.password).status == 401


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            {"nickname": "somebody", "email": "a@example.com", "password": people.PASSWORD}, id="both"
        ),
        pytest.param({"password": people.PASSWORD}, id="neither"),
        pytest.param({"nickname": None, "email": None, "password": people.PASSWORD}, id="both null"),
    ],
)
def test_takes_exactly_one_name(on_sqlite, body):
    answer = on_sqlite.client.post(SIGN_IN, body)
    assert answer.status == 422 and answer.code == "invalid_request" and answer.faults, answer


def test_a_null_beside_the_other_name_is_absent(house):
    person = house.sign_up()
    assert house.try_sign_in(nickname=person.nickname, email=None, password=person.password).status == 200


def without_id(answer):
    """What a client sees of a refusal, but for the request id, which is new each time."""
    body = answer.json
    body.pop("request_id")
    headers = sorted(
        (name, value) for name, value in answer.headers.items() if name not in ("X-Request-Id", "Date")
    )
    return answer.status, body, headers


@pytest.mark.parametrize(
    "name, password",
    [
        ("right", "wrong-but-plausible"),
        ("right", "x"),
        ("right", ""),
        ("right", "long " * 100),
        ("right", "x" * 9000),
        ("unknown", people.PASSWORD),
        ("unknown", "x"),
        ("unknown", "long " * 100),
    ],
)
def test_every_refusal_looks_the_same(house, name, password):
    person = house.sign_up()
    reference = house.try_sign_in(nickname=people.nickname(), password="wrong-but-plausible")
    assert reference.status == 401 and reference.code == "invalid_credentials"
    nickname = person.nickname if name == "right" else people.nickname()
    answer = house.try_sign_in(nickname=nickname, password=password)
    assert without_id(answer) == without_id(reference)


@pytest.mark.parametrize(
    "names",
    [
        {"nickname": "k"},
        {"nickname": "k" * 51},
        {"nickname": "with blank"},
        {"nickname": "kim@example.com"},
        {"nickname": " leading"},
        {"email": "nobody"},
        {"email": "nobody@example.com"},
        {"email": "a" * 300 + "@example.com"},
    ],
)
def test_a_name_that_nobody_can_have_is_nobodys(on_sqlite, names):
    answer = on_sqlite.try_sign_in(password=people.PASSWORD, **names)
    assert (answer.status, answer.code) in [(401, "invalid_credentials"), (422, "invalid_request")], answer


def test_a_blank_around_the_name_is_never_trimmed_away(house):
    person = house.sign_up()
    for name in (person.nickname + " ", " " + person.nickname, person.nickname + "\u00a0"):
        assert house.try_sign_in(nickname=name, password=person.password).status in (401, 422)


def test_a_refusal_carries_the_challenge(on_sqlite):
    answer = on_sqlite.try_sign_in(nickname=people.nickname(), password=people.PASSWORD)
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_megabyte_of_password_is_not_hashed(on_sqlite):
    answer = on_sqlite.try_sign_in(nickname=people.nickname(), password="x" * 1_000_000)
    assert answer.status == 413
