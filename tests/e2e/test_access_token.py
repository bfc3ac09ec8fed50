"""The access token, read by an independent library through the published keys."""

import base64
import json
import re
import time

import jwt
import pytest

ISSUER_AND_AUDIENCE = re.compile(r"\S+")


def key_of(house, token):
    keys = house.client.get("/.well-known/jwks.json").json["keys"]
    kid = jwt.get_unverified_header(token)["kid"]
    (key,) = [key for key in keys if key["kid"] == kid]
    return jwt.PyJWK(key).key


def test_verifies_against_the_published_keys(house):
    person = house.member()
    unread = jwt.decode(person.token, options={"verify_signature": False})
    claims = jwt.decode(
        person.token,
        key_of(house, person.token),
        algorithms=["ES256"],
        audience=unread["aud"],
        issuer=unread["iss"],
        options={"require": ["exp", "iat", "iss", "aud", "sub", "jti"]},
    )
    assert claims["sub"] == str(person.user_id) and claims["user_id"] == person.user_id
    assert type(claims["user_id"]) is int
    assert claims["exp"] - claims["iat"] == 900 and abs(claims["iat"] - time.time()) < 30
    assert claims["client_id"] == "gatehouse" and claims["jti"]
    assert isinstance(claims["iss"], str) and ISSUER_AND_AUDIENCE.fullmatch(claims["iss"])


def test_has_the_header_of_an_access_token(house):
    person = house.member()
    assert {"typ": "at+jwt", "alg": "ES256"}.items() <= jwt.get_unverified_header(person.token).items()


def test_names_nothing_private(house):
    person = house.member()
    claims = jwt.decode(person.token, options={"verify_signature": False})
    assert set(claims) <= {"iss", "aud", "sub", "user_id", "iat", "exp", "jti", "client_id", "sid", "nbf"}
    assert person.nickname not in json.dumps(claims) and person.email not in json.dumps(claims)


def test_each_sign_in_gives_another_token(house):
    person = house.sign_up()
    tokens = {house.sign_in(person) for _ in range(3)}
    ids = {jwt.decode(token, options={"verify_signature": False})["jti"] for token in tokens}
    assert len(tokens) == len(ids) == 3


def test_the_published_keys_are_public_ones(house):
    answer = house.client.get("/.well-known/jwks.json")
    assert answer.status == 200 and "max-age" in answer.headers["Cache-Control"]
    assert answer.json["keys"]
    for key in answer.json["keys"]:
        assert not {"d", "p", "q", "dp", "dq", "qi", "k"} & set(key)
        assert key["kty"] == "EC" and key["crv"] == "P-256" and key["alg"] == "ES256" and key["use"] == "sig"
        assert (
            len(base64.urlsafe_b64decode(key["x"] + "="))
            == 32
            == len(base64.urlsafe_b64decode(key["y"] + "="))
        )


def test_keys_outlive_a_restart(open_server, database_url):
    first = open_server(database_url)
    person, keys = first.member(), first.client.get("/.well-known/jwks.json").json
    first.server.stop()
    second = open_server(database_url)
    assert second.client.get(person.path, token=person.token).status == 200
    assert second.client.get("/.well-known/jwks.json").json == keys


@pytest.mark.parametrize(
    "option, value", [("--issuer", "https://login.example.com"), ("--audience", "https://shop.example.com")]
)
def test_issuer_and_audience_are_the_configured_ones(open_server, option, value):
    house = open_server(options=[option, value])
    person = house.member()
    claims = jwt.decode(person.token, options={"verify_signature": False})
    assert value in (claims["iss"], claims["aud"])
    assert house.client.get(person.path, token=person.token).status == 200


def test_a_token_of_another_server_is_not_ours(house, open_server):
    stranger = open_server().member()
    answer = house.client.get(stranger.path, token=stranger.token)
    assert answer.status == 401 and answer.code == "invalid_token"


def test_servers_with_one_database_and_one_master_key_share_their_keys(open_server, tmp_path):
    from tests.support.postgres import FreshDatabase

    database = FreshDatabase()
    try:
        first = open_server(database.url, data_dir=tmp_path / "one")
        (tmp_path / "two").mkdir(mode=0o700)
        copy = tmp_path / "two/master.key"
        copy.write_bytes((tmp_path / "one/master.key").read_bytes())
        copy.chmod(0o600)
        second = open_server(database.url, data_dir=tmp_path / "two")
        person = first.member()
        assert second.client.get(person.path, token=person.token).status == 200
        first.server.stop()
        second.server.stop()
    finally:
        database.drop()
