"""Every route that takes a token, with every token that is good no more, or is none for there (RFC 8725, 3.11 and 3.12)."""

import shutil
import time

import jwt
import pytest

from tests.e2e.conftest import open_house
from tests.support import revocations
from tests.support.postgres import FreshDatabase
from tests.support.server import PATIENCE

REFRESH = "/api/auth/v1/token/refresh"


def protected_routes(house):
    """(method, path template) of each operation that takes a bearer token, also where it may do without."""
    document = house.client.document
    schemes = document["components"]["securitySchemes"].items()
    bearer = {name for name, scheme in schemes if scheme.get("scheme") == "bearer"}
    return [
        (method.upper(), path)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if bearer & {name for way in operation.get("security", []) for name in way}
    ]


def refused_everywhere(house, person, token):
    routes = protected_routes(house)
    assert ("GET", "/api/user/v1/user/{user_id}") in routes
    for method, template in routes:
        path = template.replace("{user_id}", str(person.user_id)).replace("{session_id}", "x" * 22)
        answer = house.client.request(method, path, None if method == "GET" else {}, token=token)
        assert answer.status == 401 and answer.code == "invalid_token", f"{method} {path} {answer!r}"
        assert answer.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'


def sign_in(house, **values):
    """A person who has signed in, with the whole answer."""
    person = house.sign_up(**values)
    answer = house.try_sign_in(nickname=person.nickname, password=person.password)
    assert answer.status == 200
    person.token = answer.data["access_token"]
    return person, answer.data


def claims_of(token):
    return jwt.decode(token, options={"verify_signature": False})


def wait_until_refused(house, person):
    deadline = time.monotonic() + PATIENCE
    while house.client.get(person.path, token=person.token).status == 200:
        assert time.monotonic() < deadline, "the token is still taken"
        time.sleep(0.02)


def test_of_an_ended_session(house):
    person, signed_in = sign_in(house)
    assert signed_in["session_id"] == claims_of(person.token)["sid"]
    revocations.put(house, person.user_id, session=signed_in["session_id"])
    wait_until_refused(house, person)
    refused_everywhere(house, person, person.token)


def test_from_before_a_reset(house):
    person, _ = sign_in(house)
    revocations.put(house, person.user_id, not_before=claims_of(person.token)["iat"] + 1)
    wait_until_refused(house, person)
    refused_everywhere(house, person, person.token)


def test_of_a_deleted_user(house):
    person, _ = sign_in(house)
    body = {"current_password": person.password}
    assert house.client.delete(person.path, body, token=person.token).status == 204
    refused_everywhere(house, person, person.token)


def test_expired(open_server, database_url):
    house = open_server(database_url, options=["--access-token-lifetime", "1s"])
    person, _ = sign_in(house)
    wait_until_refused(house, person)
    refused_everywhere(house, person, person.token)
    house.server.stop()


@pytest.fixture(scope="module")
def estranged(tmp_path_factory):
    """Servers of one database and its keys that disagree about who issues tokens, and for whom."""
    database = FreshDatabase()
    houses = []
    for options in ([], ["--issuer", "http://localhost:8081"], ["--audience", "other"]):
        folder = tmp_path_factory.mktemp("estranged") / "data"
        if houses:
            folder.mkdir(mode=0o700)
            shutil.copy2(houses[0].server.data_dir / "master.key", folder / "master.key")
        houses.append(open_house("postgresql", database.url, options, data_dir=folder))
    yield houses
    for house in houses:
        house.server.stop()
        house.server.close()
    database.drop()


def test_of_another_issuer_or_audience_with_the_same_keys(estranged):
    house, *others = estranged
    for other in others:
        person, _ = sign_in(other)
        assert other.client.get(person.path, token=person.token).status == 200
        refused_everywhere(house, person, person.token)


def test_of_another_house(house, open_server):
    person, _ = sign_in(open_server())
    refused_everywhere(house, person, person.token)


def test_of_another_kind(house):
    person, signed_in = sign_in(house)
    others = {
        "refresh token": signed_in["refresh_token"],
        "session": signed_in["session_id"],
        "device token": signed_in.get("device_token", "device"),
        "list of revocations": house.client.get(revocations.LIST).body.decode(),
        "code": house.server.wait_for_code(person.user_id),
    }
    for token in others.values():
        refused_everywhere(house, person, token)
    assert house.client.get(person.path, token=person.token).status == 200


def test_none_but_a_refresh_token_is_a_refresh_token(house):
    _, signed_in = sign_in(house)
    others = {
        "access token": signed_in["access_token"],
        "session": signed_in["session_id"],
        "device token": signed_in.get("device_token", "device"),
        "list of revocations": house.client.get(revocations.LIST).body.decode(),
    }
    for kind, token in others.items():
        answer = house.client.post(REFRESH, {"refresh_token": token})
        assert answer.status == 401 and answer.code == "invalid_grant", f"{kind} {answer!r}"
    assert house.client.post(REFRESH, {"refresh_token": signed_in["refresh_token"]}).status == 200
