"""Refresh tokens over time: sent again, stolen, raced, and with the server killed in the middle."""

import time

import pytest

from tests.support.crowd import all_at_once

CROWD = 64


def pair_of(answer):
    assert answer.status == 200, answer
    return answer.data["access_token"], answer.data["refresh_token"]


def is_refused(answer):
    return answer.status == 401 and answer.code == "invalid_grant"


@pytest.fixture
def aged(open_server, database_url, clock):
    """A server whose clock the test sets, on each database."""
    house = open_server(database_url, clock=clock)
    yield house
    house.server.stop()


def test_a_token_sent_again_within_the_grace_gets_the_same_pair(aged, clock):
    person = aged.member()
    first = pair_of(aged.refresh(person.refresh_token))
    clock.advance(seconds=8)
    assert pair_of(aged.refresh(person.refresh_token)) == first
    assert pair_of(aged.refresh(first[1])) != first


def test_a_token_sent_after_the_grace_ends_the_session_for_both(aged, clock):  # attack cases S02, S03
    person = aged.member()
    other = aged.another_session(person)
    thief = pair_of(aged.refresh(person.refresh_token))
    clock.advance(seconds=11)
    assert is_refused(aged.refresh(person.refresh_token))
    assert is_refused(aged.refresh(thief[1]))
    assert not aged.is_signed_in(person)
    assert aged.client.get(person.path, token=thief[0]).status == 401
    assert aged.is_signed_in(other) and aged.refresh(other).status == 200

    notice = aged.server.wait_for_line("session_reuse_notice", user_id=person.user_id)
    assert notice["email"] == person.email and notice["session_id"] == person.session_id
    assert notice["address"] == "127.0.0.1" and notice["device"]


def test_a_theft_is_known_after_a_restart(open_server, database_url, clock):  # attack case S04
    house = open_server(database_url, clock=clock)
    person = house.member()
    successor = pair_of(house.refresh(person.refresh_token))
    house.server.stop()
    clock.advance(seconds=11)
    house = open_server(database_url, clock=clock)
    assert is_refused(house.refresh(person.refresh_token))
    assert is_refused(house.refresh(successor[1]))
    house.server.stop()


def test_a_lost_reply_is_given_again_after_a_restart(open_server, database_url, clock):
    house = open_server(database_url, clock=clock)
    person = house.member()
    lost = pair_of(house.refresh(person.refresh_token))
    house.server.kill()
    clock.advance(seconds=-2)  # the restart takes a moment of the grace
    house = open_server(database_url, clock=clock)
    assert pair_of(house.refresh(person.refresh_token)) == lost
    house.server.stop()


def test_two_rotations_within_a_second_are_told_apart(aged, clock):  # attack case S04
    person = aged.member()
    second = pair_of(aged.refresh(person.refresh_token))
    third = pair_of(aged.refresh(second[1]))
    assert is_refused(aged.refresh(person.refresh_token)), "older than the predecessor"
    assert pair_of(aged.refresh(second[1])) == third, "and yet the session lives"
    clock.advance(seconds=11)
    assert is_refused(aged.refresh(person.refresh_token))
    assert is_refused(aged.refresh(third[1])), "older, and its grace is over: stolen"


def test_a_session_lives_as_long_as_it_is_used(aged, clock):  # attack case S09
    person = aged.member()
    for _ in range(6):
        clock.advance(days=14, seconds=-30)
        answer = aged.refresh(person)
        assert answer.status == 200, answer
    assert answer.data["refresh_expires_in"] < 7 * 24 * 3600, "no longer than 90 days in all"
    clock.advance(days=6, hours=1)
    assert is_refused(aged.refresh(person))


def test_a_session_that_is_left_alone_is_over(aged, clock):  # attack case S09
    person, other = aged.member(), aged.member()
    clock.advance(days=14, seconds=-30)
    assert aged.refresh(other).status == 200
    clock.advance(seconds=31)
    assert is_refused(aged.refresh(person)) and aged.refresh(other).status == 200
    assert not aged.is_signed_in(person)
    aged.sign_in(person)
    listed = aged.client.get("/api/auth/v1/sessions", token=person.token).data
    assert [session["session_id"] for session in listed] == [person.session_id]


def test_lifetimes_and_the_grace_can_be_chosen(open_server, clock):
    options = [
        "--refresh-idle-lifetime",
        "60s",
        "--refresh-absolute-lifetime",
        "100",
        "--refresh-grace",
        "2s",
    ]
    house = open_server(clock=clock, options=[*options, "--max-sessions", "2"])
    person = house.sign_up()
    answer = house.try_sign_in(nickname=person.nickname, password=person.password)
    assert answer.data["refresh_expires_in"] == 60
    assert answer.data["expires_in"] <= 60, "no token outlives its session"
    house.keep(person, answer.data)
    clock.advance(seconds=50)
    answer = house.refresh(person)
    assert answer.status == 200 and 45 <= answer.data["refresh_expires_in"] <= 50
    others = [house.another_session(person) for _ in range(2)]
    assert is_refused(house.refresh(person)), "the oldest of three"
    before = others[0].refresh_token
    assert house.refresh(others[0]).status == 200
    clock.advance(seconds=3)
    assert is_refused(house.refresh(before)) and is_refused(house.refresh(others[0]))
    assert house.refresh(others[1]).status == 200
    house.server.stop()


def test_a_crowd_with_one_token_gets_one_pair(house):  # attack case S01
    person = house.member()
    for _ in range(3):
        answers = all_at_once(CROWD, lambda _: house.refresh(person.refresh_token))
        pairs = {pair_of(answer) for answer in answers}
        assert len(pairs) == 1
        house.keep(person, answers[0].data)
    assert house.is_signed_in(person) and house.refresh(person).status == 200


def test_a_crowd_over_two_servers_gets_one_pair(pair):  # attack case S01
    person = pair[0].member()
    for _ in range(3):
        answers = all_at_once(CROWD, lambda number: pair[number % 2].refresh(person.refresh_token))
        assert len({pair_of(answer) for answer in answers}) == 1
        pair[0].keep(person, answers[0].data)
    for house in pair:
        assert house.is_signed_in(person)


def test_a_theft_that_is_seen_by_one_server_is_known_to_the_other(pair):
    person = pair[0].member()
    thief = pair_of(pair[1].refresh(person.refresh_token))
    third = pair_of(pair[0].refresh(thief[1]))
    assert is_refused(pair[1].refresh(person.refresh_token))
    assert pair_of(pair[1].refresh(thief[1])) == third
    assert pair[0].client.post("/api/auth/v1/signout", token=third[0]).status == 204
    for house in pair:
        assert is_refused(house.refresh(third[1])) and is_refused(house.refresh(thief[1]))


def test_one_user_has_fifty_sessions(house):  # attack case S12
    person = house.sign_up()
    everywhere = [house.another_session(person) for _ in range(51)]
    assert is_refused(house.refresh(everywhere[0])) and not house.is_signed_in(everywhere[0])
    assert house.is_signed_in(everywhere[1])
    listed = house.client.get("/api/auth/v1/sessions", token=everywhere[-1].token).data
    assert [session["session_id"] for session in listed] == [one.session_id for one in everywhere[:0:-1]]


def refresh_until_killed(house, person, moment):
    """Presents the token from several threads, and kills the server in the middle; returns what was answered."""
    answered = []

    def present(number):
        if number == 0:
            time.sleep(moment)
            house.server.kill()
            return
        try:
            answer = house.refresh(person.refresh_token)
        except Exception:  # killed in the middle: whether it was rotated is unknown
            return
        answered.append(pair_of(answer))

    all_at_once(6, present)
    return answered


def test_a_server_killed_in_the_middle_loses_no_session_and_makes_no_second_token(  # attack case S05
    open_server, database_url
):
    options = ["--refresh-grace", "5m"]
    house = open_server(database_url, options=options)
    people = [house.member() for _ in range(3)]
    unanswered = 0
    for number in range(9):
        person = people[number % len(people)]
        answered = refresh_until_killed(house, person, moment=0.002 * number)
        unanswered += not answered
        house = open_server(database_url, options=options)
        pairs = {pair_of(house.refresh(person.refresh_token)) for _ in range(2)} | set(answered)
        assert len(pairs) == 1, "two tokens are live, or were given"
        before = person.refresh_token
        (person.token, person.refresh_token) = pairs.pop()
        assert house.is_signed_in(person)
        assert house.refresh(person).status == 200
        assert is_refused(house.refresh(before)), "older than the predecessor"
    assert unanswered, "no reply was ever lost: the rounds say nothing"
    house.server.stop()


def race(house, person, change):
    """Signs in many times while `change` runs in the middle; returns the sessions that were opened."""

    def act(number):
        if number == 8:
            return change()
        return house.try_sign_in(nickname=person.nickname, password=person.password)

    answers = all_at_once(17, act)
    assert answers[8].status in (200, 204), answers[8]
    assert {answer.status for answer in answers} <= {200, 204, 401}
    return [answer.data for number, answer in enumerate(answers) if number != 8 and answer.status == 200]


def is_dead(house, person, tokens):
    return (
        house.client.get(person.path, token=tokens["access_token"]).status == 401
        and house.refresh(tokens["refresh_token"]).status == 401
    )


def test_no_session_of_an_old_password_outlives_its_change(house):  # attack case A16
    for _ in range(3):
        person = house.member()
        body = {"new_password": "another horse battery", "current_password": person.password}
        opened = race(house, person, lambda: house.client.put(person.path, body, token=person.token))
        assert all(is_dead(house, person, tokens) for tokens in opened)
        assert house.is_signed_in(person)
        listed = house.client.get("/api/auth/v1/sessions", token=person.token).data
        assert [session["session_id"] for session in listed] == [person.session_id]


def test_no_session_outlives_its_account(house):  # attack case A16
    for _ in range(3):
        person = house.member()
        body = {"current_password": person.password}
        opened = race(house, person, lambda: house.client.delete(person.path, body, token=person.token))
        assert all(is_dead(house, person, tokens) for tokens in opened)


def test_refreshing_while_the_account_is_deleted_leaves_nothing(house):  # attack case A16
    for _ in range(3):
        person = house.member()

        def act(number):
            if number == 8:
                return house.client.delete(
                    person.path, {"current_password": person.password}, token=person.token
                )
            return house.refresh(person.refresh_token)

        answers = all_at_once(17, act)
        assert answers[8].status == 204
        for answer in answers:
            assert answer.status in (200, 204) or is_refused(answer), answer
            if answer.status == 200:
                assert is_dead(house, person, answer.data)
