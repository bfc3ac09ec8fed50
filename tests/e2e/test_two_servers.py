"""Two servers on one PostgreSQL: one house with two doors."""

import time

from tests.e2e.conftest import open_house
from tests.support import people
from tests.support.crowd import all_at_once
from tests.support.postgres import FreshDatabase


def codes(pair, user_id):
    return [code for house in pair for code in house.server.codes(user_id)]


def wait_for_code(pair, user_id):
    """The code, in whichever log it appears."""
    deadline = time.monotonic() + 20
    while not codes(pair, user_id):
        assert time.monotonic() < deadline, "no code in either log"
        time.sleep(0.02)
    return codes(pair, user_id)[0]


def test_both_publish_the_same_keys(pair):
    first, second = (house.client.get("/.well-known/jwks.json").json for house in pair)
    assert first == second


def test_what_one_does_the_other_sees(pair):
    first, second = pair
    person = first.sign_up()
    code = wait_for_code(pair, person.user_id)
    body = {"user_id": person.user_id, "email": person.email, "verify_code": code}
    assert second.client.put("/api/auth/v1", body).status == 200
    token = second.sign_in(person)
    assert first.client.get(person.path, token=token).data["email_verified"] is True
    assert first.client.delete(person.path, {"current_password": person.password}, token=token).status == 204
    assert second.client.get(person.path, token=token).status == 401


def test_one_nickname_has_one_owner_in_both(pair):
    name = people.nickname("wanted")
    answers = all_at_once(
        32,
        lambda number: pair[number % 2].client.post(
            "/api/user/v1/signup", {"nickname": name, "email": people.email(), "password": people.PASSWORD}
        ),
    )
    statuses = [answer.status for answer in answers]
    assert statuses.count(201) == 1 and statuses.count(409) == 31, statuses


def test_each_newcomer_gets_one_code_from_one_of_them(pair):
    newcomers = all_at_once(24, lambda number: pair[number % 2].sign_up())
    for person in newcomers:
        wait_for_code(pair, person.user_id)
    later = pair[0].sign_up()
    wait_for_code(pair, later.user_id)
    assert {person.user_id: len(codes(pair, person.user_id)) for person in newcomers} == {
        person.user_id: 1 for person in newcomers
    }


def test_attempts_are_counted_over_both(pair):
    person = pair[0].sign_up()
    code = wait_for_code(pair, person.user_id)

    def guess(number):
        wrong = f"{(int(code) + 1 + number) % 1_000_000:06d}"
        body = {"user_id": person.user_id, "email": person.email, "verify_code": wrong}
        return pair[number % 2].client.put("/api/auth/v1", body).status

    assert set(all_at_once(12, guess)) == {422}
    body = {"user_id": person.user_id, "email": person.email, "verify_code": code}
    assert pair[1].client.put("/api/auth/v1", body).status == 422


def test_two_that_start_at_once_agree_on_one_key(tmp_path):
    database = FreshDatabase()
    seed = open_house("postgresql", data_dir=tmp_path / "seed")  # on SQLite, to make a master key
    seed.server.stop()
    key = (tmp_path / "seed/master.key").read_bytes()
    for name in ("first", "second", "third"):
        (tmp_path / name).mkdir(mode=0o700)
        (tmp_path / name / "master.key").write_bytes(key)
        (tmp_path / name / "master.key").chmod(0o600)
    houses = all_at_once(
        3,
        lambda number: open_house(
            "postgresql", database.url, data_dir=tmp_path / ["first", "second", "third"][number]
        ),
    )
    keys = [house.client.get("/.well-known/jwks.json").json["keys"] for house in houses]
    assert keys[0] == keys[1] == keys[2] and len(keys[0]) == 1
    for house in houses:
        house.server.stop()
    database.drop()
