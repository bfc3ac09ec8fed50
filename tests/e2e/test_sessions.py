"""Sessions as their users see them: opened by signing in, kept by refreshing, listed, ended."""

import json
import re

import pytest

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


def sign_out(house, person, **body):
    return house.client.post("/api/auth/v1/signout", body or None, token=person.token)


def sessions(house, person):
    answer = house.client.get("/api/auth/v1/sessions", token=person.token)
    assert answer.status == 200, answer
    return answer.data


def test_a_sign_in_answers_with_the_tokens_of_a_session(house):
    person = house.sign_up()
    answer = house.try_sign_in(nickname=person.nickname, password=person.password)
    assert answer.status == 200, answer
    data = answer.data
    assert data["token_type"] == "Bearer" and data["user_id"] == person.user_id
    assert data["expires_in"] == 900 and data["refresh_expires_in"] == 14 * 24 * 3600
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", data["session_id"])
    assert re.fullmatch(r"[A-Za-z0-9_-]{43,}", data["refresh_token"])
    assert data["refresh_token"] not in data["access_token"]


def test_a_refresh_answers_with_the_next_tokens_of_the_same_session(house):
    person = house.member()
    before = (person.token, person.refresh_token, person.session_id)
    answer = house.refresh(person)
    assert answer.status == 200 and set(answer.data) == {
        "access_token",
        "token_type",
        "expires_in",
        "refresh_token",
        "refresh_expires_in",
        "user_id",
        "session_id",
    }
    assert person.token != before[0] and person.refresh_token != before[1]
    assert person.session_id == before[2] and answer.data["user_id"] == person.user_id
    assert house.is_signed_in(person)


def test_a_refresh_that_is_sent_again_gets_the_same_pair(house):
    person = house.member()
    first, second = house.refresh(person.refresh_token), house.refresh(person.refresh_token)
    for member in ("access_token", "refresh_token", "session_id"):
        assert first.data[member] == second.data[member]
    assert house.refresh(first.data["refresh_token"]).status == 200


@pytest.mark.parametrize("scope", [None, "this"])
def test_signing_out_ends_this_session(house, scope):
    person = house.member()
    other = house.another_session(person)
    answer = sign_out(house, person, **({"scope": scope} if scope else {}))
    assert answer.status == 204 and answer.body == b""
    assert not house.is_signed_in(person) and house.is_signed_in(other)
    assert house.refresh(person).code == "invalid_grant"
    again = sign_out(house, person)
    assert again.status == 401 and again.code == "invalid_token"


def test_signing_out_of_the_others_leaves_this_session(house):
    person, stranger = house.member(), house.member()
    others = [house.another_session(person) for _ in range(3)]
    assert sign_out(house, person, scope="others").status == 204
    assert house.is_signed_in(person) and house.is_signed_in(stranger)
    assert not any(house.is_signed_in(other) for other in others)
    assert all(house.refresh(other).status == 401 for other in others)
    assert [session["session_id"] for session in sessions(house, person)] == [person.session_id]


def test_signing_out_of_all_ends_every_session(house):
    person, stranger = house.member(), house.member()
    other = house.another_session(person)
    assert sign_out(house, person, scope="all").status == 204
    assert not house.is_signed_in(person) and not house.is_signed_in(other)
    assert house.is_signed_in(stranger)
    house.sign_in(person)
    assert house.is_signed_in(person)


def test_the_list_tells_where_one_is_signed_in(house):
    person = house.sign_up()
    body = {"nickname": person.nickname, "password": person.password}
    for agent in ("curl/8.5.0", FIREFOX):
        answer = house.client.post("/api/user/v1/signin", body, headers={"User-Agent": agent})
    house.keep(person, answer.data)
    listed = sessions(house, person)
    assert [session["device"] for session in listed] == ["Firefox on Linux", "curl/8.5.0"]
    assert [session["current"] for session in listed] == [True, False]
    assert listed[0]["session_id"] == person.session_id
    for session in listed:
        assert session["address"] == "127.0.0.1"
        assert session["created_at"] <= session["last_seen_at"] < session["expires_at"]
        assert set(session) == {
            "session_id", "device", "address", "created_at", "last_seen_at", "expires_at", "current",
        }  # fmt: skip
    assert house.refresh(person).status == 200
    newer = sessions(house, person)[0]
    assert (
        newer["last_seen_at"] > listed[0]["last_seen_at"] and newer["created_at"] == listed[0]["created_at"]
    )


def test_one_session_can_be_ended_by_its_id(house):
    person = house.member()
    other = house.another_session(person)
    path = f"/api/auth/v1/sessions/{other.session_id}"
    assert house.client.delete(path, token=person.token).status == 204
    assert not house.is_signed_in(other) and house.refresh(other).status == 401
    assert house.is_signed_in(person)
    assert house.client.delete(path, token=person.token).status == 404


def test_nobody_elses_session_is_listed_or_ended(house):  # attack case S10
    person, stranger = house.member(), house.member()
    assert stranger.session_id not in json.dumps(sessions(house, person))
    answer = house.client.delete(f"/api/auth/v1/sessions/{stranger.session_id}", token=person.token)
    assert answer.status == 404 and answer.code == "not_found"
    assert house.is_signed_in(stranger) and house.refresh(stranger).status == 200


@pytest.mark.parametrize("name", ["x", "", "%41", "A" * 21, "A" * 23, "A" * 21 + ".", "..", "1"])
def test_what_cannot_be_a_session_is_not_found(house, name):
    person = house.member()
    assert house.client.delete(f"/api/auth/v1/sessions/{name}", token=person.token).status in (404, 405)
    assert house.is_signed_in(person)


@pytest.mark.parametrize(
    "method, path", [("POST", "signout"), ("GET", "sessions"), ("DELETE", "sessions/" + "A" * 22)]
)
def test_sessions_are_nobodys_without_a_token(house, method, path):
    answer = house.client.request(method, f"/api/auth/v1/{path}")
    assert answer.status == 401 and answer.code == "invalid_token"


def test_a_new_password_ends_the_other_sessions(house):
    person = house.member()
    other = house.another_session(person)
    body = {"new_password": "another horse battery", "current_password": person.password}
    assert house.client.put(person.path, body, token=person.token).status == 200
    assert house.is_signed_in(person) and house.refresh(person).status == 200
    assert not house.is_signed_in(other) and house.refresh(other).status == 401


def test_a_change_without_a_new_password_ends_nothing(house):
    person = house.member()
    other = house.another_session(person)
    body = {"email": f"new-{person.email}", "current_password": person.password}
    assert house.client.put(person.path, body, token=person.token).status == 200
    assert house.is_signed_in(other)


def test_a_deleted_account_leaves_no_session(house):  # attack cases J17, S08
    person = house.member()
    other = house.another_session(person)
    answer = house.client.delete(person.path, {"current_password": person.password}, token=person.token)
    assert answer.status == 204
    for gone in (person, other):
        assert not house.is_signed_in(gone)
        assert house.refresh(gone).code == "invalid_grant"


def test_kinds_of_tokens_cannot_be_swapped(house):  # attack case S11
    person = house.member()
    assert house.client.get(person.path, token=person.refresh_token).status == 401
    for text in (person.token, person.session_id, person.token.split(".")[2]):
        answer = house.refresh(text)
        assert answer.status == 401 and answer.code == "invalid_grant"
    assert house.client.get(person.path, token=person.session_id).status == 401


@pytest.mark.parametrize("token", ["", "x", "A" * 75, "A" * 74 + "=", "é" * 40, "A" * 10_000])
def test_what_cannot_be_a_refresh_token_is_refused_alike(house, token):
    answer = house.refresh(token)
    assert answer.status == 401 and answer.code == "invalid_grant"


def test_each_bit_of_a_refresh_token_counts(house):
    person = house.member()
    for place in range(len(person.refresh_token)):
        letter = "A" if person.refresh_token[place] != "A" else "B"
        forged = person.refresh_token[:place] + letter + person.refresh_token[place + 1 :]
        assert house.refresh(forged).status == 401, place
    assert house.refresh(person).status == 200
