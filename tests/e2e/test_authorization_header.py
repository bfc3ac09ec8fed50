"""How the Bearer token may be brought, and how it may not."""

import pytest

from tests.support.raw import answers, exchange


@pytest.fixture(scope="module")
def owner(on_sqlite):
    return on_sqlite, on_sqlite.member()


def get(owner, *headers, path=None, body=b""):
    house, person = owner
    lines = [
        f"GET {path or person.path} HTTP/1.1".encode(),
        b"Host: localhost",
        b"Connection: close",
        *[
            header.replace("TOKEN", person.token).encode() if isinstance(header, str) else header
            for header in headers
        ],
    ]
    peer = exchange(house.server.address, b"\r\n".join(lines) + b"\r\n\r\n" + body)
    return answers(peer.received)[0]


@pytest.mark.parametrize(
    "header", ["Authorization: Bearer TOKEN", "authorization: bearer TOKEN", "AUTHORIZATION: BEARER TOKEN"]
)
def test_scheme_and_name_are_taken_in_any_case(owner, header):
    assert get(owner, header)[0] == 200


def test_without_a_token_the_challenge_names_no_error(owner):
    status, headers, _ = get(owner)
    assert status == 401 and headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "header",
    [
        "Authorization: TOKEN",
        "Authorization:",
        "Authorization: Bearer",
        "Authorization: Bearer ",
        "Authorization: Basic TOKEN",
        "Authorization: Bearer  x",
        "Authorization: Bearer TOKEN, Bearer TOKEN",
        "Authorization: Bearer TOKEN TOKEN",
        "Authorization: Bearer\u00a0TOKEN",
        "Authorization: Bearer TOKEN%20",
        'Authorization: Bearer "TOKEN"',
        "Authorization: BearerTOKEN",
        "Authorization: Token TOKEN",
        "Authorization: Bearer %zz",
        "Authorization: Bearer é",
        "Cookie: access_token=TOKEN",
        "X-Access-Token: TOKEN",
        "Proxy-Authorization: Bearer TOKEN",
    ],
)
def test_any_other_way_is_refused(owner, header):
    status, headers, _ = get(owner, header)
    assert status in (400, 401)
    assert status == 400 or headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "headers",
    [
        ["Authorization: Bearer TOKEN", "Authorization: Bearer TOKEN"],
        ["Authorization: Basic x", "Authorization: Bearer TOKEN"],
        ["Authorization: Bearer x", "Authorization: Bearer TOKEN"],
    ],
)
def test_two_headers_are_refused(owner, headers):
    assert get(owner, *headers)[0] in (400, 401)


def test_a_token_in_the_query_is_not_looked_at(owner):
    house, person = owner
    assert get(owner, path=f"{person.path}?access_token={person.token}")[0] == 401


def test_an_oversized_token_is_refused(owner):
    assert get(owner, "Authorization: Bearer " + "a" * 9000)[0] in (401, 431)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_every_method_of_an_account_asks_for_it(owner, method):
    house, person = owner
    body = {"current_password": person.password, "nickname": "other"} if method != "GET" else None
    answer = house.client.request(method, person.path, body)
    assert answer.status == 401 and answer.code == "invalid_token"


@pytest.mark.parametrize("body", [None, b"not json", b'{"unknown":1}', b'{"nickname":"other"}'])
def test_who_asks_is_settled_before_what_is_asked(owner, body):
    house, person = owner
    assert house.client.put(person.path, raw=body).status == 401
