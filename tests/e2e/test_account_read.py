"""GET /api/user/v1/user/{user_id}: one's own account and no other's."""

import pytest

from tests.support.raw import answers, exchange


def test_shows_the_own_account(house):
    person = house.member()
    account = house.account(person)
    assert account["user_id"] == person.user_id and account["nickname"] == person.nickname
    assert account["email"] == person.email and account["email_verified"] is False
    assert set(account) == {"user_id", "nickname", "email", "email_verified", "created_at", "updated_at"}


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_another_account_is_forbidden_whether_it_exists_or_not(house, method):
    person, other = house.member(), house.sign_up()
    body = {"PUT": {"nickname": "taken-over"}, "DELETE": {"current_password": other.password}}.get(method)
    seen = []
    for user_id in (other.user_id, 2**53 - 1):
        answer = house.client.request(method, f"/api/user/v1/user/{user_id}", body, token=person.token)
        assert answer.status == 403 and answer.code == "forbidden", answer
        seen.append({key: value for key, value in answer.json.items() if key != "request_id"})
    assert seen[0] == seen[1]
    assert house.sign_in(other) and house.account(other)["nickname"] == other.nickname


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_faulty_body_does_not_hide_that_the_account_is_anothers(house, method):
    person, other = house.member(), house.sign_up()
    answer = house.client.request(method, other.path, {"unknown": 1}, token=person.token)
    assert answer.status == 403


SHAPES = [
    "0{0}",
    "+{0}",
    "%2B{0}",
    "-{0}",
    "{0}.0",
    "{0}e0",
    "0x{0}",
    "{0}%20",
    "%20{0}",
    "{0},{0}",
    "{0};1",
    "{0}/",
    "./{0}",
    "1/../{0}",
    "{0}%00",
    "%31",
    "\u0661",
    "\uff11",
    "",
    "0",
    "-1",
    "9007199254740992",
    "9223372036854775808",
    "18446744073709551616",
    "18446744073709551617",
    "1" * 400,
    "me",
    "null",
    "{0}%0a",
    "{0}?x=1/../2",
    "{{user_id}}",
]


@pytest.mark.parametrize("shape", SHAPES)
def test_an_id_in_any_other_form_is_not_found(on_sqlite, shape):
    person = on_sqlite.member()
    path = ("/api/user/v1/user/" + shape.format(person.user_id)).encode()
    peer = exchange(
        on_sqlite.server.address,
        b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        b"Authorization: Bearer " + person.token.encode() + b"\r\n\r\n",
    )
    ((status, _, body),) = answers(peer.received)
    if "?" in shape:
        assert status == 200, "a query does not change which account is meant"
    else:
        assert status == 404 or (status == 400 and not path.isascii()), body


@pytest.mark.parametrize("user_id", ["4294967297", "9007199254740991"])
def test_an_id_that_nobody_has_is_another_users(on_sqlite, user_id):
    person = on_sqlite.member()
    assert on_sqlite.client.get(f"/api/user/v1/user/{user_id}", token=person.token).status == 403


def test_head_answers_as_get_without_the_body(house):
    person = house.member()
    answer = house.client.request("HEAD", person.path, token=person.token)
    assert answer.status == 200 and int(answer.headers["Content-Length"]) > 0
