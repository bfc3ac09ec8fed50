"""Tokens that are not ours, one trick each: every one is 401 `invalid_token`, and the real one still works."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from tests.support import forgery
from tests.support.forgery import ORDER, encode


@pytest.fixture(scope="module")
def victim(on_sqlite):
    house = on_sqlite
    person = house.member()
    original = forgery.Original(person.token, house.client.get("/.well-known/jwks.json").json["keys"][0])
    return house, person, original


def refused(house, person, token):
    answer = house.client.get(person.path, token=token)
    assert answer.status == 401 and answer.code == "invalid_token", f"{token[:300]!r} {answer!r}"
    assert answer.headers["WWW-Authenticate"].startswith('Bearer error="invalid_token"'), answer.headers[
        "WWW-Authenticate"
    ]


@pytest.mark.parametrize(
    "alg",
    [
        "none",
        "None",
        "nOnE",
        "",
        None,
        [],
        ["ES256"],
        "HS256",
        "ES384",
        "es256",
        "RS256",
        "RS512",
        "PS256",
        "EdDSA",
        1,
        {},
    ],
)
def test_another_algorithm(victim, alg):
    house, person, original = victim
    refused(house, person, original.with_header(alg=alg))
    refused(house, person, original.with_header(alg=alg).rsplit(".", 1)[0] + ".")


def test_no_algorithm(victim):
    house, person, original = victim
    header = {name: value for name, value in original.header.items() if name != "alg"}
    refused(house, person, ".".join([encode(header), *original.parts[1:]]))


def test_a_public_key_as_the_secret_of_a_mac(victim):
    house, person, original = victim
    for text in original.public_texts().values():
        refused(house, person, original.signed_with_public_key(text))


def test_signature_forms(victim):
    house, person, original = victim
    r, s = original.r_and_s

    def pair(a, b):
        return a.to_bytes(32, "big") + b.to_bytes(32, "big")

    for signature in [
        b"",
        bytes(64),
        pair(0, s),
        pair(r, 0),
        pair(ORDER, s),
        pair(r, ORDER),
        pair(ORDER + 1, s),
        pair(2**256 - 1, 2**256 - 1),
        encode_dss_signature(r, s),
        original.signature[:-1],
        original.signature + b"\0",
        b"\0" + original.signature,
        original.signature * 2,
        bytes(63),
        bytes(65),
    ]:
        refused(house, person, original.with_signature(signature))


def test_every_bit_of_the_signature_counts(victim):
    house, person, original = victim
    for bit in range(0, 512, 5):
        flipped = bytearray(original.signature)
        flipped[bit // 8] ^= 1 << bit % 8
        refused(house, person, original.with_signature(bytes(flipped)))


def test_the_signature_of_another_token(victim):
    house, person, original = victim
    house.sign_in(person)
    refused(house, person, ".".join([*original.parts[:2], person.token.split(".")[2]]))


BROKEN = {
    "padding in the header": lambda h, c, s: f"{h}=.{c}.{s}",
    "padding in the claims": lambda h, c, s: f"{h}.{c}=.{s}",
    "padding in the signature": lambda h, c, s: f"{h}.{c}.{s}==",
    "signs of the other base64": lambda h, c, s: f"{h}.{c}.{'+/' + s[2:]}",
    "cut": lambda h, c, s: f"{h}.{c}.{s[:-1]}",
    "extended": lambda h, c, s: f"{h}.{c}.{s}A",
    "bits beyond the last octet": lambda h, c, s: f"{h}.{c}.{s[:-1]}{chr(ord(s[-1]) + 1)}",
    "one part": lambda h, c, s: h,
    "two parts": lambda h, c, s: f"{h}.{c}",
    "no signature": lambda h, c, s: f"{h}.{c}.",
    "four parts": lambda h, c, s: f"{h}.{c}.{s}.",
    "five parts, as an encrypted token": lambda h, c, s: f"{h}.{c}.{s}.AAAA.AAAA",
    "a dot before": lambda h, c, s: f".{h}.{c}.{s}",
    "no header": lambda h, c, s: f".{c}.{s}",
    "no claims": lambda h, c, s: f"{h}..{s}",
    "dots": lambda h, c, s: "." * 4000,
    "no JSON": lambda h, c, s: "AAAA.AAAA.AAAA",
    "JSON serialisation": lambda h, c, s: json.dumps({"protected": h, "payload": c, "signature": s}),
    "empty": lambda h, c, s: "",
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_in_its_text(victim, name):
    house, person, original = victim
    refused(house, person, BROKEN[name](*original.parts))


@pytest.mark.parametrize(
    "header",
    [
        {"kid": "unknown"},
        {"kid": "../../dev/null"},
        {"kid": "' OR 1=1 --"},
        {"kid": "|id"},
        {"kid": "\0"},
        {"kid": ["a"]},
        {"kid": 1},
        {"kid": None},
        {"kid": "x" * 3000},
        {"typ": "JWT"},
        {"typ": "id"},
        {"typ": "refresh+jwt"},
        {"typ": ""},
        {"typ": None},
        {"crit": ["exp"]},
        {"crit": []},
        {"b64": False, "crit": ["b64"]},
        {"zip": "DEF"},
        {"cty": "JWT"},
        {"jwk": forgery.stranger_jwk()},
        {"jku": "http://127.0.0.1:9/jwks"},
        {"x5u": "http://127.0.0.1:9/"},
        {"x5c": ["AAAA"]},
    ],
)
def test_a_changed_header(victim, header):
    house, person, original = victim
    refused(house, person, original.with_header(**header))
    refused(house, person, original.signed_by_stranger(header))


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"exp": 4102444800},
        {"exp": 1e300},
        {"exp": -1},
        {"exp": "4102444800"},
        {"sub": "1"},
        {"sub": 1},
        {"user_id": 2},
        {"aud": []},
        {"iss": "https://attacker.example"},
        {"iat": 4102444800},
    ],
)
def test_signed_by_a_stranger(victim, claims):
    house, person, original = victim
    refused(house, person, original.signed_by_stranger(claims=claims))


def test_the_claims_of_somebody_else(victim):
    house, person, original = victim
    other = house.sign_up().user_id
    claims = {**original.claims, "sub": str(other), "user_id": other}
    forged = ".".join([original.parts[0], encode(claims), original.parts[2]])
    refused(house, person, forged)
    answer = house.client.get(f"/api/user/v1/user/{other}", token=forged)
    assert answer.status == 401 and answer.code == "invalid_token"


def test_duplicate_names(victim):
    house, person, original = victim
    header = json.dumps(original.header)[:-1] + ',"alg":"none"}'
    refused(house, person, ".".join([encode(header.encode()), *original.parts[1:]]))


def test_the_real_one_still_works(victim):
    house, person, original = victim
    assert house.client.get(person.path, token=original.token).status == 200


def test_two_hundred_unknown_keys_do_not_disturb_the_real_one(victim):
    house, person, original = victim
    for number in range(200):
        refused(house, person, original.with_header(kid=f"unknown-{number}"))
    assert house.client.get(person.path, token=original.token).status == 200
