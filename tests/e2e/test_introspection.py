"""Introspection (RFC 7662) and revocation (RFC 7009), as registered programs use them."""

import base64
import urllib.parse

import jwt
import pytest

from tests.support.eventually import eventually
from tests.support.server import run_gatehouse


class Caller:
    """A program that is registered on a server by `gatehouse clients add`."""

    def __init__(self, house, name):
        self.house = house
        added = clients(house, "add", name)
        assert added.returncode == 0, added
        self.id, self.secret = (line.split()[1] for line in added.stdout.splitlines())

    def post(self, path, secret=None, content_type="application/x-www-form-urlencoded", **form):
        pair = f"{self.id}:{self.secret if secret is None else secret}"
        return self.house.client.request(
            "POST",
            path,
            raw=urllib.parse.urlencode(form).encode(),
            headers={
                "Content-Type": content_type,
                "Authorization": "Basic " + base64.b64encode(pair.encode()).decode(),
            },
        )

    def introspect(self, token, **more):
        answer = self.post("/oauth/introspect", token=token, **more)
        assert answer.status == 200 and answer.headers["Cache-Control"] == "no-store", answer
        return answer.json

    def revoke(self, token, **more):
        answer = self.post("/oauth/revoke", token=token, **more)
        assert answer.status == 200 and answer.body == b"", answer


def clients(house, *arguments):
    settings = ["--data-dir", house.server.data_dir]
    if house.server.database:
        settings += ["--database", house.server.database]
    return run_gatehouse("clients", *arguments, *settings)


@pytest.fixture(scope="module")
def caller(house):
    return Caller(house, "shop")


def sign_in(house):
    person = house.sign_up()
    answer = house.try_sign_in(nickname=person.nickname, password=person.password)
    person.token = answer.data["access_token"]
    return person, answer.data


def test_an_access_token_is_told_with_its_claims(house, caller):
    person, tokens = sign_in(house)
    claims = jwt.decode(person.token, options={"verify_signature": False})
    assert caller.introspect(person.token) == {
        "active": True,
        "token_type": "Bearer",
        **{name: claims[name] for name in ("client_id", "iss", "aud", "jti", "iat", "sid", "sub", "exp")},
    }


def test_a_refresh_token_is_told_and_not_used_up(house, caller):
    person, tokens = sign_in(house)
    for hint in ({}, {"token_type_hint": "refresh_token"}, {"token_type_hint": "access_token"}):
        told = caller.introspect(tokens["refresh_token"], **hint)
        assert told["active"] is True and told["sub"] == str(person.user_id)
        assert set(told) == {"active", "sub", "exp", "sid"} and told["sid"] == tokens["session_id"]
    body = {"refresh_token": tokens["refresh_token"]}
    refreshed = house.client.post("/api/auth/v1/token/refresh", body).data
    assert caller.introspect(tokens["refresh_token"]) == {"active": False}
    assert caller.introspect(refreshed["refresh_token"])["active"] is True


OTHERS = {
    "short": "x",
    "parts": "a.b.c",
    "hex": "0" * 64,
    "base64url": "A" * 75,
    "umlaut": "é",
    "control": "\x7f",
    "long": "x" * 12_000,
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_any_other_text_is_not_active(caller, text):
    assert caller.introspect(text) == {"active": False}


def test_a_token_is_not_active_once_its_account_is_gone(house, caller):
    person, tokens = sign_in(house)
    answer = house.client.delete(person.path, {"current_password": person.password}, token=person.token)
    assert answer.status == 204
    assert caller.introspect(person.token) == {"active": False}
    assert caller.introspect(tokens["refresh_token"]) == {"active": False}


@pytest.mark.parametrize("kind", ["access_token", "refresh_token"])
def test_revoking_either_token_ends_the_session(house, caller, kind):
    person, tokens = sign_in(house)
    other = house.sign_in(person)
    caller.revoke(tokens[kind], token_type_hint="nonsense")
    caller.revoke(tokens[kind])
    for token in (tokens["access_token"], tokens["refresh_token"]):
        assert caller.introspect(token) == {"active": False}
    assert house.client.get(person.path, token=tokens["access_token"]).status == 401
    refused = house.client.post("/api/auth/v1/token/refresh", {"refresh_token": tokens["refresh_token"]})
    assert refused.status == 401 and refused.code == "invalid_grant"
    assert house.client.get(person.path, token=other).status == 200


def test_revoking_what_is_unknown_is_no_fault(caller):
    caller.revoke("unknown")


@pytest.mark.parametrize("path", ["/oauth/introspect", "/oauth/revoke"])
def test_only_registered_callers_are_answered(house, caller, path):
    person, tokens = sign_in(house)
    plain = {"Content-Type": "application/x-www-form-urlencoded"}
    body = b"token=" + tokens["access_token"].encode()
    answers = [
        house.client.request("POST", path, raw=body, headers=plain),
        house.client.request("POST", path, raw=body, headers={**plain, "Authorization": f"Bearer {person.token}"}),
        caller.post(path, secret="wrong", token=person.token),
        caller.post(path, secret="", token=person.token),
        caller.post(path, secret="wrong"),
    ]
    for answer in answers:
        assert answer.status == 401 and answer.json["error"] == "invalid_client", answer
        assert answer.headers["WWW-Authenticate"].startswith('Basic realm="gatehouse"')
    assert house.client.get(person.path, token=person.token).status == 200


@pytest.mark.parametrize("path", ["/oauth/introspect", "/oauth/revoke"])
def test_a_token_has_to_be_named(caller, path):
    answer = caller.post(path)
    assert answer.status == 400 and answer.json["error"] == "invalid_request"
    assert caller.post(path, content_type="application/json", token="x").status == 415


def test_a_removed_caller_is_refused_at_once(house):
    caller = Caller(house, "short-lived")
    assert caller.introspect("x") == {"active": False}
    assert clients(house, "remove", caller.id).returncode == 0
    assert caller.post("/oauth/introspect", token="x").status == 401
    assert clients(house, "remove", caller.id).returncode == 1


def test_callers_are_listed_without_their_secrets(house):
    caller = Caller(house, "가게 1")
    listed = clients(house, "list").stdout
    assert caller.id in listed and "가게 1" in listed and caller.secret not in listed
    taken = clients(house, "add", "가게 1")
    assert taken.returncode == 1 and "of this name" in taken.stderr and taken.stdout == ""


def test_a_session_that_another_server_has_ended_is_not_active(pair):
    first, second = pair
    caller = Caller(first, "other-door")
    person, tokens = sign_in(first)
    caller.house = second
    assert caller.introspect(person.token)["active"] is True
    caller.house = first
    caller.revoke(person.token)
    caller.house = second
    assert caller.introspect(person.token) == {"active": False}
    eventually(lambda: second.client.get(person.path, token=person.token).status == 401)


def test_secrets_and_revocations_are_in_no_log(house):
    caller = Caller(house, "quiet")
    person, tokens = sign_in(house)
    caller.introspect(tokens["refresh_token"])
    caller.revoke(tokens["refresh_token"])
    log = "\n".join(house.server.raw_log)
    assert caller.secret not in log and tokens["refresh_token"] not in log


def test_wrong_secrets_are_limited_by_address(open_server, database_url):
    house = open_server(database_url, limits=True, options=["--limit", "secret_guesses=3"])
    caller = Caller(house, "shop")
    statuses = [caller.post("/oauth/introspect", secret=f"wrong-{n}", token="x").status for n in range(4)]
    assert statuses == [401, 401, 401, 429]
    assert caller.introspect("x") == {"active": False}
