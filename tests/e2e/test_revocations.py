"""Access tokens that are refused before they expire, and the list by which others refuse them too."""

import time

import jwt

from tests.support import revocations
from tests.support.server import PATIENCE


def claims_of(token):
    return jwt.decode(token, options={"verify_signature": False})


def is_taken(house, person):
    answer = house.client.get(person.path, token=person.token)
    if answer.status == 401:
        assert answer.code == "invalid_token"
    return answer.status == 200


def seconds_until(condition):
    """How long it took to come about."""
    start = time.monotonic()
    while not condition():
        assert time.monotonic() < start + PATIENCE, "it did not come about"
        time.sleep(0.02)
    return time.monotonic() - start


def sign_in_later(house, person):
    """Signs in within a later second than the token that the person has."""
    second = claims_of(person.token)["iat"]
    while int(time.time()) <= second:
        time.sleep(0.02)
    return house.sign_in(person)


def test_the_list_says_who_wrote_it_when_and_for_how_long(house):
    person = house.member()
    listed = revocations.read(house)
    assert listed["iss"] == claims_of(person.token)["iss"]
    assert listed["exp"] - listed["iat"] == 60 and abs(listed["iat"] - time.time()) <= 16


def test_the_list_may_be_kept_for_a_moment_by_its_name(house):
    first, second = (house.client.get(revocations.LIST) for _ in range(2))
    assert first.headers["Cache-Control"] == "public, max-age=5"
    tag = first.headers["ETag"]
    assert tag.startswith('"') and tag.endswith('"') and len(tag) > 10
    assert (first.body == second.body) == (tag == second.headers["ETag"])
    again = house.client.get(revocations.LIST, headers={"If-None-Match": second.headers["ETag"]})
    assert again.status == 304 or again.headers["ETag"] != second.headers["ETag"]


def test_the_list_is_no_access_token(house):
    person = house.member()
    listed = house.client.get(revocations.LIST).body.decode()
    assert house.client.get(person.path, token=listed).status == 401


def test_older_tokens_of_a_user_are_refused_and_newer_ones_are_good(house):
    person, other = house.member(), house.member()
    old = person.token
    not_before = claims_of(sign_in_later(house, person))["iat"]
    revocations.put(house, person.user_id, not_before=not_before)
    seconds_until(lambda: house.client.get(person.path, token=old).status == 401)
    assert is_taken(house, person) and is_taken(house, other)
    assert revocations.read(house)["users"][str(person.user_id)] == not_before


def test_a_server_that_starts_again_remembers(open_server, database_url):
    house = open_server(database_url)
    person = house.member()
    revocations.put(house, person.user_id, not_before=claims_of(person.token)["iat"] + 1)
    seconds_until(lambda: not is_taken(house, person))
    house.server.stop()
    again = open_server(database_url, data_dir=house.server.data_dir)
    assert not is_taken(again, person)
    assert str(person.user_id) in revocations.read(again)["users"]
    again.server.stop()


def test_what_is_known_is_measured(house):
    person = house.member()
    revocations.put(house, person.user_id, not_before=claims_of(person.token)["iat"] + 1)
    seconds_until(lambda: not is_taken(house, person))
    lines = house.admin.get("/metrics").body.decode().splitlines()
    measured = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert float(measured["gatehouse_revocations"]) >= 1
    assert 0 <= float(measured["gatehouse_revocations_age_seconds"]) < 5
