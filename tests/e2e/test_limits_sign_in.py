"""Guesses of passwords are held off, whoever makes them from wherever, and nobody can hold off the owner."""

import shutil
import unicodedata

import pytest

from tests.support import people
from tests.support.crowd import all_at_once
from tests.support.limits import (
    BEHIND_PROXY,
    WRONG,
    anywhere,
    fail,
    limit,
    sign_in,
    stranger,
    wait_of,
    without_id,
)
from tests.support.postgres import FreshDatabase

# Waits so long that no slow machine sits one out.
SLOW = limit(account_free=3, pair_free=3, device_free=3, account_wait="10m", account_longest_wait="1h")


@pytest.fixture
def pair_with_limits(open_server, tmp_path):
    """Two servers on one PostgreSQL, and one master key."""
    database = FreshDatabase()
    folders = [tmp_path / name for name in ("first", "second")]
    options = [*BEHIND_PROXY, *SLOW]
    houses = [open_server(database.url, data_dir=folders[0], limits=True, options=options)]
    folders[1].mkdir(mode=0o700)
    shutil.copy2(folders[0] / "master.key", folders[1] / "master.key")
    houses.append(open_server(database.url, data_dir=folders[1], limits=True, options=options))
    yield houses
    for house in houses:
        house.server.stop()
    database.drop()


@pytest.fixture
def limited(open_server, database_url, clock):
    return open_server(database_url, clock=clock, limits=True, options=[*BEHIND_PROXY, *SLOW])


def test_ten_mistakes_cost_nothing_and_then_waits_grow(open_server, database_url, clock):
    house = open_server(database_url, clock=clock, limits=True)
    person = house.sign_up()
    fail(house, 11, nickname=person.nickname)
    assert 0 < wait_of(sign_in(house, nickname=person.nickname, password=person.password)) <= 1
    waits = []
    for _ in range(12):
        clock.advance(seconds=900)
        fail(house, 1, nickname=person.nickname)
        waits.append(wait_of(sign_in(house, nickname=person.nickname)))
    expected = [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]
    assert all(most - 2 <= wait <= most for wait, most in zip(waits, expected)), waits
    clock.advance(seconds=waits[-1])
    assert sign_in(house, nickname=person.nickname, password=person.password).status == 200
    fail(house, 11, nickname=person.nickname)


def test_after_the_time_that_was_told_one_may_try_again_and_not_before(limited, clock):
    person = limited.sign_up()
    fail(limited, 4, nickname=person.nickname)
    told = wait_of(sign_in(limited, nickname=person.nickname))
    assert 540 < told <= 600
    clock.advance(seconds=told - 60)
    assert wait_of(sign_in(limited, nickname=person.nickname, password=person.password)) <= 60
    clock.advance(seconds=60)
    assert sign_in(limited, nickname=person.nickname, password=person.password).status == 200


def test_an_unknown_account_waits_just_the_same(limited, clock):
    person = limited.verify(limited.sign_up())
    names = [
        ({"nickname": person.nickname}, {"nickname": stranger()}),
        ({"email": person.email}, {"email": people.email("nobody")}),
    ]
    for known, unknown in names:
        for number in range(8):
            address = anywhere()
            theirs, nobodys = (sign_in(limited, address=address, **name) for name in (known, unknown))
            assert without_id(theirs) == without_id(nobodys), number
            if theirs.status == 429:
                assert abs(wait_of(theirs) - wait_of(nobodys)) <= 30
                clock.advance(hours=1)
        clock.advance(days=2)
        assert sign_in(limited, password=person.password, nickname=person.nickname).status == 200


def test_one_account_is_counted_once_by_whatever_name(limited):
    name = f"Éléonore-{people.nickname()}"
    person = limited.verify(limited.sign_up(nickname=name))
    names = [
        {"nickname": name.upper()},
        {"nickname": unicodedata.normalize("NFD", name)},
        {"email": person.email.upper()},
        {"email": person.email},
    ]
    for name in names:
        fail(limited, 1, address=anywhere(), **name)
    for name in names:
        assert wait_of(sign_in(limited, address=anywhere(), password=person.password, **name)) > 500


def test_a_name_that_nobody_has_is_counted_once_however_it_is_spelled(limited):
    name = f"Éléonore-{stranger()}"
    for spelling in (name, name.upper(), unicodedata.normalize("NFD", name), name.lower()):
        fail(limited, 1, address=anywhere(), nickname=spelling)
    assert wait_of(sign_in(limited, address=anywhere(), nickname=name)) > 500


def test_limits_hold_over_a_restart(limited, open_server, database_url, clock):
    person = limited.sign_up()
    fail(limited, 4, nickname=person.nickname)
    limited.server.kill()
    again = open_server(database_url, clock=clock, limits=True, options=SLOW)
    assert wait_of(sign_in(again, nickname=person.nickname, password=person.password)) > 500


def test_limits_hold_over_two_servers(pair_with_limits):
    first, second = pair_with_limits
    person = first.sign_up()
    statuses = [
        sign_in(house, address=anywhere(), nickname=person.nickname).status
        for house in (first, second, first, second, first, second)
    ]
    assert statuses == [401] * 4 + [429] * 2
    answers = all_at_once(
        64, lambda number: sign_in(pair_with_limits[number % 2], nickname=f"{person.nickname}-x")
    )
    assert [answer.status for answer in answers].count(401) == 4


def test_nobody_locks_the_owner_out_of_a_known_device(limited, clock):
    person = limited.sign_up()
    home = anywhere()
    device = sign_in(limited, address=home, nickname=person.nickname, password=person.password).data[
        "device_token"
    ]
    for _ in range(120):
        sign_in(limited, address=anywhere(), nickname=person.nickname)
        clock.advance(hours=1)
    for _ in range(5):
        sign_in(limited, address=home, nickname=person.nickname)
    assert wait_of(
        sign_in(limited, address=home, nickname=person.nickname, password=person.password)
    ), "strangers wait"
    answer = sign_in(limited, address=home, device=device, nickname=person.nickname, password=person.password)
    assert answer.status == 200, answer
    assert sign_in(limited, address=anywhere(), nickname=person.nickname).status == 401, "all is forgiven"


def test_a_page_hands_the_token_of_the_device_in_as_a_cookie(limited):
    person = limited.sign_up()
    device = sign_in(limited, nickname=person.nickname, password=person.password).data["device_token"]
    for _ in range(5):
        sign_in(limited, address=anywhere(), nickname=person.nickname)
    right = {"nickname": person.nickname, "password": person.password}
    assert sign_in(limited, **right).status == 429
    assert sign_in(limited, cookie=f"theme=dark; gatehouse_device={device}", **right).status == 200


def test_the_device_stays_the_same_from_sign_in_to_sign_in(limited):
    person = limited.sign_up()
    right = {"nickname": person.nickname, "password": person.password}
    first = sign_in(limited, **right).data["device_token"]
    second = sign_in(limited, device=first, **right).data["device_token"]
    fail(limited, 2, device=first, nickname=person.nickname)
    fail(limited, 2, device=second, nickname=person.nickname)
    assert wait_of(sign_in(limited, device=first, **right)) and wait_of(
        sign_in(limited, device=second, **right)
    )
    assert sign_in(limited, **right).status == 200, "others are not counted with it"


def test_a_device_has_no_more_than_its_own_attempts(limited, clock):
    person = limited.sign_up()
    right = {"nickname": person.nickname, "password": person.password}
    device = sign_in(limited, **right).data["device_token"]
    fail(limited, 4, device=device, nickname=person.nickname)
    assert wait_of(sign_in(limited, device=device, **right)) > 500
    clock.advance(minutes=10)
    assert sign_in(limited, device=device, **right).status == 200


def test_a_token_that_is_not_the_accounts_own_grants_nothing(limited):
    person, other = limited.sign_up(), limited.sign_up()
    others = sign_in(limited, nickname=other.nickname, password=other.password).data["device_token"]
    own = sign_in(limited, nickname=person.nickname, password=person.password).data["device_token"]
    claims, seal = own.split(".")
    changed = claims[:-1] + ("A" if claims[-1] != "A" else "Q") + "." + seal
    for _ in range(5):
        sign_in(limited, address=anywhere(), nickname=person.nickname)
    for token in (others, changed, claims + ".", "." + seal, own + "A", "x", "%", "A" * 4000):
        answer = sign_in(limited, device=token, nickname=person.nickname, password=person.password)
        assert answer.status == 429, (token, answer)
    assert (
        sign_in(limited, device=own, nickname=person.nickname, password=person.password).status == 200
    ), "its own does"


def test_a_device_token_lives_half_a_year(limited, clock):
    person = limited.sign_up()
    right = {"nickname": person.nickname, "password": person.password}
    device = sign_in(limited, **right).data["device_token"]
    clock.advance(days=180)
    for _ in range(5):
        sign_in(limited, address=anywhere(), nickname=person.nickname)
    assert sign_in(limited, device=device, **right).status == 429


def test_no_time_makes_more_than_a_hundred_failures_in_a_row(open_server, database_url, clock):
    house = open_server(
        database_url, clock=clock, limits=True, options=limit(account_cap=20, address_free=1000)
    )
    person = house.sign_up()
    right = {"nickname": person.nickname, "password": person.password}
    device = sign_in(house, **right).data["device_token"]
    failed = 0
    for _ in range(30):
        clock.advance(days=1, seconds=1)
        failed += sign_in(house, nickname=person.nickname).status == 401
    assert failed == 20
    clock.advance(days=120)
    assert sign_in(house, **right).status == 429
    assert sign_in(house, device=device, **right).status == 200
    fail(house, 10, nickname=person.nickname)


def test_a_crowd_of_guesses_is_let_in_no_further(open_server, database_url):
    house = open_server(
        database_url, limits=True, options=limit(account_free=1000, pair_free=1000, account_cap=9)
    )
    person = house.sign_up()
    answers = all_at_once(64, lambda _: sign_in(house, nickname=person.nickname))
    statuses = [answer.status for answer in answers]
    assert statuses.count(401) == 9 and statuses.count(429) == 55, statuses
    assert sign_in(house, nickname=person.nickname, password=person.password).status == 429


def test_a_crowd_of_right_sign_ins_is_let_in(open_server, database_url):
    house = open_server(database_url, limits=True)
    person = house.sign_up()
    right = {"nickname": person.nickname, "password": person.password}
    device = sign_in(house, **right).data["device_token"]
    for more in ({}, {"device": device}):
        answers = all_at_once(32, lambda _: sign_in(house, **right, **more))
        assert [answer.status for answer in answers] == [200] * 32, answers


def test_one_address_waits_whatever_accounts_it_tries(open_server, database_url):
    options = [*BEHIND_PROXY, *limit(address_free=5, address_wait="5m", address_longest_wait="5m")]
    house = open_server(database_url, limits=True, options=options)
    person = house.sign_up()
    for number in range(6):
        fail(house, 1, address=f"2001:db8:7:7::{number:x}", nickname=stranger())
    right = {"nickname": person.nickname, "password": person.password}
    assert wait_of(sign_in(house, address="2001:db8:7:7:ffff::1", **right)) > 200, "one /64 is one client"
    answer = sign_in(house, address="2001:db8:7:8::1", **right)
    assert answer.status == 200
    device = answer.data["device_token"]
    assert sign_in(house, address="2001:db8:7:7::1", device=device, **right).status == 200


def test_all_unknown_devices_wait_once_everybody_fails(open_server, database_url):
    options = [*BEHIND_PROXY, *limit(global_free=8, global_wait="5m", global_longest_wait="5m")]
    house = open_server(database_url, limits=True, options=options)
    person = house.sign_up()
    right = {"nickname": person.nickname, "password": person.password}
    device = sign_in(house, address=anywhere(), **right).data["device_token"]
    for _ in range(9):
        fail(house, 1, address=anywhere(), nickname=stranger())
    assert wait_of(sign_in(house, address=anywhere(), **right)) > 200
    assert sign_in(house, address=anywhere(), device=device, **right).status == 200


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Client-IP"])
def test_nobody_gives_himself_another_address(open_server, header):
    house = open_server(
        limits=True, options=limit(address_free=5, address_wait="5m", address_longest_wait="5m")
    )
    statuses = []
    for _ in range(8):
        value = f"for={anywhere()}" if header == "Forwarded" else anywhere()
        body = {"nickname": stranger(), "password": WRONG}
        statuses.append(house.client.post("/api/user/v1/signin", body, headers={header: value}).status)
    assert statuses == [401] * 6 + [429] * 2


def test_a_right_sign_in_counts_against_no_address(open_server, database_url):
    house = open_server(
        database_url, limits=True, options=limit(address_free=2, address_wait="5m", address_longest_wait="5m")
    )
    person = house.sign_up()
    for _ in range(12):
        assert sign_in(house, nickname=person.nickname, password=person.password).status == 200


@pytest.mark.parametrize("method", ["put", "delete"])
def test_guesses_of_the_current_password_wait_with_their_session(limited, method):
    person = limited.member()
    ask = getattr(limited.client, method)

    def guess(token, password=WRONG):
        body = {"current_password": password, **({"nickname": people.nickname()} if method == "put" else {})}
        return ask(person.path, body, token=token)

    for _ in range(30):
        sign_in(limited, address=anywhere(), nickname=person.nickname)
    for _ in range(4):
        assert guess(person.token).status == 422
    assert wait_of(guess(person.token, person.password)) > 500


def test_nobody_keeps_the_owner_from_changing_the_password(limited):
    person = limited.member()
    for _ in range(30):
        sign_in(limited, address=anywhere(), nickname=person.nickname)
    body = {"current_password": person.password, "new_password": "Another-Lantern-49-Meadow"}
    assert limited.client.put(person.path, body, token=person.token).status == 200
    assert sign_in(limited, nickname=person.nickname, password=body["new_password"]).status == 200
