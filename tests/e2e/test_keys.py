"""Signing keys: their algorithms, their rotation by age and by command, and what others can tell of it."""

import json
import secrets

import jwt
import pytest

from tests.support.eventually import eventually
from tests.support.server import run_gatehouse

ALGORITHMS = {"ES256": "EC", "EdDSA": "OKP", "RS256": "RSA"}
PRIVATE_MEMBERS = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}


@pytest.fixture
def keys(database_url, open_server, clock):
    return Keys(database_url, open_server, clock)


class Keys:
    """A server with the clock of a test, and `gatehouse keys` beside it."""

    def __init__(self, database, open_server, clock):
        self.database, self.clock = database, clock
        self.start = lambda *options: open_server(database, clock=clock, options=list(options))

    def command(self, house, *arguments):
        return run_gatehouse(
    "keys", *arguments, "--database", self.database, "--data-dir", house.server.data_dir, env=self.clock.environment
        )

    def done(self, house, *arguments):
        result = self.command(house, *arguments)
        assert result.returncode == 0 and result.stderr == "", result
        return result.stdout

    def listed(self, house):
        """The state of each key by its name, the oldest first."""
        return {line.split("\t")[0]: line.split("\t")[2] for line in self.done(house, "list").splitlines()}


def published(house):
    return {key["kid"]: key for key in house.client.get("/.well-known/jwks.json").json["keys"]}


def kid_of(token):
    return jwt.get_unverified_header(token)["kid"]


def verified(house, token):
    """As somebody does who knows the published keys alone."""
    key = published(house)[kid_of(token)]
    claims = jwt.decode(token, options={"verify_signature": False})
    options = {"verify_iat": False, "verify_exp": False}  # the clock is the test's
    return jwt.decode(
        token, jwt.PyJWK(key).key, algorithms=[key["alg"]], audience=claims["aud"], options=options
    )


def is_taken(house, person, token):
    return house.client.get(person.path, token=token).status == 200


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_each_algorithm_signs_what_others_verify(keys, algorithm):
    house = keys.start("--signing-algorithm", algorithm)
    kim = house.member()
    header = jwt.get_unverified_header(kim.token)
    assert header == {"typ": "at+jwt", "alg": algorithm, "kid": header["kid"]}
    assert verified(house, kim.token)["sub"] == str(kim.user_id)
    assert is_taken(house, kim, kim.token)
    (key,) = published(house).values()
    assert key["kty"] == ALGORITHMS[algorithm] and key["alg"] == algorithm and key["use"] == "sig"
    assert not PRIVATE_MEMBERS & set(key)


def test_a_rotation_is_seen_by_nobody(keys):
    house = keys.start()
    kim = house.member()
    old = kim.token
    keys.done(house, "rotate")
    eventually(lambda: len(published(house)) == 2)
    new = (set(published(house)) - {kid_of(old)}).pop()
    assert keys.listed(house) == {kid_of(old): "signs", new: "waits"}

    keys.clock.advance(seconds=350)
    last = house.sign_in(kim)
    assert kid_of(last) == kid_of(old)
    keys.clock.advance(seconds=10)
    assert kid_of(house.sign_in(kim)) == new
    assert keys.listed(house) == {kid_of(old): "verifies", new: "signs"}

    keys.clock.advance(minutes=14, seconds=45)
    assert is_taken(house, kim, last) and verified(house, last)
    keys.clock.advance(seconds=10)
    assert not is_taken(house, kim, last)

    keys.clock.advance(seconds=90)
    eventually(lambda: set(published(house)) == {new})
    assert keys.listed(house) == {kid_of(old): "retired", new: "signs"}
    assert is_taken(house, kim, house.sign_in(kim))


def test_a_key_is_followed_by_another_when_it_is_old(keys):
    house = keys.start()
    (first,) = published(house)
    house.server.stop()
    keys.clock.advance(days=89)
    house = keys.start()
    assert set(published(house)) == {first}
    house.server.stop()
    keys.clock.advance(days=1)
    house = keys.start()
    assert len(published(house)) == 2 and first in published(house)


def test_no_key_is_ever_old_where_rotation_is_off(keys):
    house = keys.start("--key-rotation", "off")
    before = published(house)
    house.server.stop()
    keys.clock.advance(days=4000)
    assert published(keys.start("--key-rotation", "off")) == before


def test_another_algorithm_begins_a_rotation(keys):
    house = keys.start()
    kim = house.member()
    house.server.stop()
    house = keys.start("--signing-algorithm", "EdDSA")
    assert [key["alg"] for key in published(house).values()] == ["ES256", "EdDSA"]
    assert kid_of(house.sign_in(kim)) == kid_of(kim.token) and is_taken(house, kim, kim.token)
    keys.clock.advance(seconds=361)
    token = house.sign_in(kim)
    assert jwt.get_unverified_header(token)["alg"] == "EdDSA" and verified(house, token)


def test_an_emergency_replaces_a_key_at_once(keys):
    house = keys.start()
    kim = house.member()
    stolen = kim.token

    refused = keys.command(house, "retire", kid_of(stolen))
    assert refused.returncode == 1 and "keys rotate --now" in refused.stderr and refused.stdout == ""

    assert "signs now" in keys.done(house, "rotate", "--now")
    eventually(lambda: kid_of(house.sign_in(kim)) != kid_of(stolen))
    assert is_taken(house, kim, stolen)
    keys.done(house, "retire", kid_of(stolen))
    eventually(lambda: not is_taken(house, kim, stolen))
    assert kid_of(stolen) not in published(house)
    assert is_taken(house, kim, house.sign_in(kim))
    assert "had retired already" in keys.done(house, "retire", kid_of(stolen))


def test_keys_are_changed_while_no_server_runs(keys):
    house = keys.start()
    (first,) = published(house)
    house.server.stop()
    keys.done(house, "rotate", "--now", "--signing-algorithm", "RS256")
    keys.done(house, "retire", first)
    house = keys.start("--signing-algorithm", "RS256")
    assert [key["alg"] for key in published(house).values()] == ["RS256"]
    assert verified(house, house.member().token)


def test_what_is_no_key_is_told(keys):
    house = keys.start()
    unknown = keys.command(house, "retire", "unknown")
    assert unknown.returncode == 1 and "no such key" in unknown.stderr


def test_a_foreign_master_key_adds_no_key(keys, tmp_path):
    house = keys.start()
    elsewhere = tmp_path / "foreign"
    foreign = run_gatehouse("keys", "rotate", "--database", keys.database, "--data-dir", elsewhere)
    assert foreign.returncode == 1 and "there is no master key" in foreign.stderr and not elsewhere.exists()
    elsewhere.mkdir(mode=0o700)
    (elsewhere / "master.key").write_text(secrets.token_urlsafe(32))
    (elsewhere / "master.key").chmod(0o600)
    foreign = run_gatehouse("keys", "rotate", "--database", keys.database, "--data-dir", elsewhere)
    assert foreign.returncode == 1 and "another master key" in foreign.stderr, foreign
    assert len(keys.listed(house)) == 1


def test_rotations_and_retirements_are_in_the_audit_trail(keys):
    house = keys.start()
    (first,) = published(house)
    keys.done(house, "rotate", "--now")
    keys.done(house, "retire", first)
    trail = run_gatehouse("audit", "list", "--database", keys.database, "--data-dir", house.server.data_dir)
    assert [json.loads(line)["event"] for line in trail.stdout.splitlines()] == ["key_rotated", "key_retired"]
