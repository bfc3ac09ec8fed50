"""What stands in the database is input too: a garbled row costs its own request, never the server."""

import json

import pytest

from tests.e2e.conftest import open_house
from tests.support import people
from tests.support.postgres import FreshDatabase, execute
from tests.support.raw import answers, exchange

GARBAGE = [
    "''",
    "'garbage'",
    "'$argon2id$'",
    "'$argon2id$v=19$m=4294967295,t=1,p=1$AAAA$AAAA'",
    "'$argon2id$v=19$m=19456,t=99999999,p=1$c2FsdHNhbHRzYWx0$AAAA'",
    "'\u2028\u202e'",
]


@pytest.fixture(scope="module")
def damaged():
    """A server on PostgreSQL, whose rows a test may change under it."""
    database = FreshDatabase()
    house = open_house("postgresql", database.url)
    yield house, database.url
    house.server.stop()
    house.server.close()
    database.drop()


def text_columns(url, table):
    return [
        name
        for name, in execute(
            url,
            "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' "
            f"AND table_name = '{table}' AND data_type = 'text' ORDER BY 1",
        )
    ]


def status_of(house, method, path, token, body=b""):
    """The status of a request by raw bytes: a 500 is allowed here, and the comfortable client forbids it."""
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    ((status, _, content),) = answers(exchange(house.server.address, head + body).received)
    assert b"SELECT" not in content and b"libpq" not in content
    assert status != 500 or json.loads(content)["detail"] == "Something went wrong on our side"
    return status


@pytest.mark.parametrize("garbage", GARBAGE)
def test_a_garbled_account_costs_its_own_requests(damaged, garbage):
    house, url = damaged
    columns = text_columns(url, "users")
    assert "email" in columns and len(columns) >= 4
    for column in columns:
        person, other = house.member(), house.sign_up()
        try:
            execute(url, f"UPDATE users SET {column} = {garbage} WHERE id = {person.user_id}")
        except Exception as refusal:  # the database itself forbids it, which is as good
            assert "constraint" in str(refusal)
            continue
        body = ('{"nickname":"%s","password":"%s"}' % (person.nickname, person.password)).encode()
        assert status_of(house, "POST", "/api/user/v1/signin", "", body) in (200, 401, 500), column
        assert status_of(house, "GET", person.path, person.token) in (200, 401, 500), column
        change = b'{"nickname":"%s"}' % people.nickname().encode()
        assert status_of(house, "PUT", person.path, person.token, change) in (200, 401, 500), column
        execute(url, f"DELETE FROM users WHERE id = {person.user_id}")
        assert house.sign_in(other)


def test_a_garbled_code_proves_nothing(damaged):
    house, url = damaged
    for column in text_columns(url, "verification_codes"):
        person = house.sign_up()
        code = house.server.wait_for_code(person.user_id)
        try:
            execute(
                url, f"UPDATE verification_codes SET {column} = 'garbage' WHERE user_id = {person.user_id}"
            )
        except Exception as refusal:
            assert "constraint" in str(refusal)
            continue
        body = (
            '{"user_id":%d,"email":"%s","verify_code":"%s"}' % (person.user_id, person.email, code)
        ).encode()
        assert status_of(house, "PUT", "/api/auth/v1", "x", body) in (401, 422, 500)
    house.verify(house.sign_up())
