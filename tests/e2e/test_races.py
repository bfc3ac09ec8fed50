"""What must happen once, asked for many times at once."""

from tests.support import people
from tests.support.crowd import all_at_once


def test_one_nickname_has_one_owner(house):
    name = people.nickname("wanted")
    answers = all_at_once(
        50,
        lambda number: house.client.post(
            "/api/user/v1/signup",
            {
                "nickname": name.upper() if number % 2 else name,
                "email": people.email(),
                "password": people.PASSWORD,
            },
        ),
    )
    statuses = [answer.status for answer in answers]
    assert statuses.count(201) == 1 and statuses.count(409) == 49, statuses


def test_one_code_proves_once(house):
    for _ in range(5):
        person = house.sign_up()
        code = house.server.wait_for_code(person.user_id)
        body = {"user_id": person.user_id, "email": person.email, "verify_code": code}
        statuses = [
            answer.status for answer in all_at_once(4, lambda _: house.client.put("/api/auth/v1", body))
        ]
        assert statuses.count(200) == 1 and statuses.count(422) == 3, statuses


def test_of_many_guesses_at_once_five_are_looked_at(house):
    person = house.sign_up()
    code = house.server.wait_for_code(person.user_id)
    wrong = [f"{(int(code) + step) % 1_000_000:06d}" for step in range(1, 41)]
    answers = all_at_once(
        40,
        lambda number: house.client.put(
            "/api/auth/v1", {"user_id": person.user_id, "email": person.email, "verify_code": wrong[number]}
        ),
    )
    assert {answer.status for answer in answers} == {422}
    answer = house.client.put(
        "/api/auth/v1", {"user_id": person.user_id, "email": person.email, "verify_code": code}
    )
    assert answer.status == 422 and answer.code == "verification_failed"


def test_one_address_has_one_verified_owner(house):
    address = people.email("wanted")
    rivals = [house.sign_up(email=address) for _ in range(8)]
    codes = [house.server.wait_for_code(rival.user_id) for rival in rivals]
    answers = all_at_once(
        8,
        lambda number: house.client.put(
            "/api/auth/v1",
            {"user_id": rivals[number].user_id, "email": address, "verify_code": codes[number]},
        ),
    )
    statuses = [answer.status for answer in answers]
    assert statuses.count(200) == 1 and statuses.count(409) == 7, statuses


def test_one_new_nickname_has_one_taker(house):
    members = [house.member() for _ in range(8)]
    name = people.nickname("wanted")
    answers = all_at_once(
        8,
        lambda number: house.client.put(
            members[number].path, {"nickname": name}, token=members[number].token
        ),
    )
    statuses = [answer.status for answer in answers]
    assert statuses.count(200) == 1 and statuses.count(409) == 7, statuses


def test_parallel_right_sign_ins_all_succeed(house):
    person = house.sign_up()
    answers = all_at_once(16, lambda _: house.try_sign_in(nickname=person.nickname, password=person.password))
    assert {answer.status for answer in answers} == {200}
