"""Codes are sent no faster and no more often than an address may get them, whoever asks and whoever has it."""

import pytest

from tests.support import people
from tests.support.crowd import all_at_once
from tests.support.limits import BEHIND_PROXY, anywhere, limit, wait_of, without_id

CODES = "/api/auth/v1"


def ask(house, person, email=None):
    return house.client.post(CODES, {"user_id": person.user_id, "email": email or person.email})


def guess(house, person, code="000000", address=None):
    body = {"user_id": person.user_id, "email": person.email, "verify_code": code}
    return house.client.put(CODES, body, headers={"X-Forwarded-For": address} if address else None)


@pytest.fixture
def limited(open_server, database_url, clock):
    return open_server(database_url, clock=clock, limits=True, options=BEHIND_PROXY)


def test_who_signed_up_may_ask_again_at_once_and_then_once_a_minute(limited, clock):
    person = limited.sign_up()
    limited.server.wait_for_code(person.user_id)
    assert ask(limited, person).status == 202
    assert 30 < wait_of(ask(limited, person)) <= 60
    clock.advance(seconds=60)
    assert ask(limited, person).status == 202


def test_an_address_gets_ten_codes_a_day(limited, clock):
    person = limited.sign_up()
    limited.server.wait_for_code(person.user_id)
    for _ in range(9):
        assert ask(limited, person).status == 202
        clock.advance(minutes=1)
    assert 85_000 < wait_of(ask(limited, person)) < 86_400 - 500
    clock.advance(hours=24)
    assert ask(limited, person).status == 202


def test_one_address_is_one_however_it_is_spelled_and_whoever_asks(limited):
    person, other = limited.sign_up(), limited.sign_up()
    local, domain = person.email.split("@")
    assert ask(limited, person, f"{local}@{domain.upper()}").status == 202
    assert wait_of(ask(limited, person)) > 0
    assert wait_of(ask(limited, other, person.email)) > 0
    assert ask(limited, other).status == 202


def test_who_has_the_address_plays_no_part(limited, clock):
    person = limited.sign_up()
    limited.server.wait_for_code(person.user_id)
    nobody = people.Person(person.user_id + 1000, "nobody", people.email("nobody"))
    assert without_id(ask(limited, person)) == without_id(ask(limited, nobody))
    for _ in range(8):
        held, free = ask(limited, person), ask(limited, nobody)
        assert held.status == 429 and without_id(held) == without_id(free)
        assert abs(wait_of(held) - wait_of(free)) <= 15
        clock.advance(minutes=1)
        assert without_id(ask(limited, person)) == without_id(ask(limited, nobody))


def test_a_request_that_comes_too_soon_leaves_the_older_code_good(limited):
    person = limited.sign_up()
    limited.server.wait_for_code(person.user_id)
    assert ask(limited, person).status == 202
    code = limited.server.wait_for_code(person.user_id, number=2)
    assert ask(limited, person).status == 429
    assert guess(limited, person, code).status == 200


def test_of_a_crowd_of_requests_one_is_taken(limited):
    person = limited.sign_up()
    statuses = [answer.status for answer in all_at_once(64, lambda _: ask(limited, person))]
    assert statuses.count(202) == 1 and statuses.count(429) == 63, statuses


def test_nobodys_mailbox_is_filled_by_signing_it_up(limited, clock):
    address = people.email("victim")
    newcomers = [limited.sign_up(email=address) for _ in range(12)]
    for person in newcomers[:10]:
        limited.server.wait_for_code(person.user_id, address)
    after = limited.sign_up()
    limited.server.wait_for_code(after.user_id)
    assert [limited.server.codes(person.user_id) for person in newcomers[10:]] == [[], []]
    assert wait_of(ask(limited, newcomers[0])) > 80_000
    clock.advance(days=1)
    assert ask(limited, newcomers[0]).status == 202


def test_changes_of_address_fill_no_mailbox_either(limited):
    person = limited.member(verified=True)
    address = people.email("victim")
    body = {"email": address, "current_password": person.password}
    for _ in range(12):
        assert limited.client.put(person.path, body, token=person.token).status == 200
    limited.server.wait_for_code(person.user_id, address, number=10)
    after = limited.sign_up()
    limited.server.wait_for_code(after.user_id)
    assert len(limited.server.codes(person.user_id, address)) == 10


def test_wrong_codes_are_counted_by_where_they_come_from(open_server, database_url):
    house = open_server(database_url, limits=True, options=[*BEHIND_PROXY, *limit(code_guesses=4)])
    person = house.sign_up()
    code = house.server.wait_for_code(person.user_id)
    here, there = anywhere(), anywhere()
    strangers = [people.Person(person.user_id + number, "", people.email()) for number in range(1, 5)]
    for stranger in strangers:
        assert guess(house, stranger, address=here).status == 422
    assert wait_of(guess(house, person, code, address=here)) > 3000
    assert guess(house, person, code, address=there).status == 200
    for stranger in strangers:
        assert guess(house, stranger, address=there).status == 422, "the right one was given back"
    assert guess(house, person, address=there).status == 429


def test_taken_nicknames_are_told_so_often_and_no_more(open_server, database_url):
    house = open_server(database_url, limits=True, options=[*BEHIND_PROXY, *limit(sign_up_conflicts=3)])
    person = house.sign_up()
    here = {"X-Forwarded-For": anywhere()}

    def sign_up(nickname):
        body = {"nickname": nickname, "email": people.email(), "password": people.PASSWORD}
        return house.client.post("/api/user/v1/signup", body, headers=here)

    for _ in range(3):
        assert sign_up(people.nickname()).status == 201
        assert sign_up(person.nickname).status == 409
    taken, free = sign_up(person.nickname), sign_up(people.nickname())
    assert without_id(taken) == without_id(free) and wait_of(taken) > 3000
    assert house.sign_up(), "others go on"
