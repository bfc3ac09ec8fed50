"""Access tokens that are refused before they expire, and the list by which others refuse them too."""

import dataclasses
import threading
import time

import jwt

from tests.support import revocations
from tests.support.crowd import all_at_once
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


def sign_out(house, person, scope="this"):
    return house.client.post("/api/auth/v1/signout", {"scope": scope}, token=person.token).status


def test_a_sign_out_counts_at_once(house):
    person, other = house.member(), house.member()
    session = person.session_id
    assert is_taken(house, person) and session not in revocations.read(house)["sids"]
    assert sign_out(house, person) == 204
    assert not is_taken(house, person) and session in revocations.read(house)["sids"]
    assert sign_out(house, person) == 401
    assert is_taken(house, other)
    house.sign_in(person)
    assert is_taken(house, person)


def test_none_of_64_requests_is_taken_that_begins_after_a_sign_out(house):
    person = house.member()
    assert is_taken(house, person)
    over = threading.Event()

    def ask(number):
        """(begun after the end of the sign-out, taken) of some requests in a row."""
        asked = []
        if number == 0:
            assert sign_out(house, person) == 204
            over.set()
        while not (asked and asked[-1][0]):
            asked.append((over.is_set(), is_taken(house, person)))
        return asked

    outcomes = {outcome for asked in all_at_once(64, ask) for outcome in asked}
    assert (True, True) not in outcomes


def signed_in_twice(house):
    """One person with two sessions: in the hand, and elsewhere."""
    person = house.member()
    elsewhere = dataclasses.replace(person)
    house.sign_in(person)
    return person, elsewhere


def test_a_new_password_ends_other_sessions_at_once_and_keeps_this_one(house):
    person, elsewhere = signed_in_twice(house)
    assert is_taken(house, person) and is_taken(house, elsewhere)
    body = {"current_password": person.password, "new_password": "Another-Lantern-77-Hill"}
    assert house.client.put(person.path, body, token=person.token).status == 200
    assert is_taken(house, person) and not is_taken(house, elsewhere)
    listed = revocations.read(house)
    assert elsewhere.session_id in listed["sids"]
    assert person.session_id not in listed["sids"]
    assert str(person.user_id) not in listed["users"]


def test_a_deleted_account_has_no_good_token_from_that_moment(house):
    person, elsewhere = signed_in_twice(house)
    body = {"current_password": person.password}
    assert house.client.delete(person.path, body, token=person.token).status == 204
    assert not is_taken(house, person) and not is_taken(house, elsewhere)
    listed = revocations.read(house)
    assert {person.session_id, elsewhere.session_id} <= set(listed["sids"])
    assert listed["users"][str(person.user_id)] >= claims_of(person.token)["iat"]


def test_a_server_that_starts_again_remembers(open_server, database_url):
    house = open_server(database_url)
    person, gone, other = house.member(), house.member(), house.member()
    assert sign_out(house, person) == 204
    body = {"current_password": gone.password}
    assert house.client.delete(gone.path, body, token=gone.token).status == 204
    house.server.kill()
    again = open_server(database_url, data_dir=house.server.data_dir)
    assert not is_taken(again, person) and not is_taken(again, gone) and is_taken(again, other)
    listed = revocations.read(again)
    assert person.session_id in listed["sids"] and str(gone.user_id) in listed["users"]
    again.server.stop()


def test_what_is_known_is_measured(house):
    person = house.member()
    revocations.put(house, person.user_id, not_before=claims_of(person.token)["iat"] + 1)
    seconds_until(lambda: not is_taken(house, person))
    lines = house.admin.get("/metrics").body.decode().splitlines()
    measured = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert float(measured["gatehouse_revocations"]) >= 1
    assert 0 <= float(measured["gatehouse_revocations_age_seconds"]) < 5
