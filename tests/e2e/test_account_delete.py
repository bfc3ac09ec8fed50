"""DELETE /api/user/v1/user/{user_id}: gone, with its tokens, and the nickname free again."""

import sqlite3

import pytest

from tests.support import people
from tests.support.crowd import all_at_once


def delete(house, person, **body):
    return house.client.delete(person.path, body, token=person.token)


@pytest.fixture
def gone(house):
    person = house.member(verified=True)
    answer = delete(house, person, current_password=person.password)
    assert answer.status == 204 and answer.headers.get("Content-Type") is None
    return house, person


def test_every_later_use_of_the_token_is_refused(gone):
    house, person = gone
    for method, body in [
        ("GET", None),
        ("PUT", {"nickname": "ghost-name"}),
        ("DELETE", {"current_password": person.password}),
    ]:
        answer = house.client.request(method, person.path, body, token=person.token)
        assert answer.status == 401 and answer.code == "invalid_token", method
    assert house.client.post("/api/auth/v1", {"email": person.email}, token=person.token).status == 401


def test_nobody_signs_in_as_them(gone):
    house, person = gone
    assert house.try_sign_in(nickname=person.nickname, password=person.password).status == 401
    assert house.try_sign_in(email=person.email, password=person.password).status == 401


def test_the_nickname_and_the_address_are_free_again(gone):
    house, person = gone
    successor = house.sign_up(nickname=person.nickname, email=person.email)
    house.verify(successor)
    assert house.sign_in(successor)


def test_the_id_is_never_given_again(gone):
    house, person = gone
    successors = [house.sign_up() for _ in range(3)]
    assert all(successor.user_id > person.user_id for successor in successors)
    assert house.client.get(person.path, token=person.token).status == 401


def test_its_code_is_dead(house):
    person = house.member()
    code = house.server.wait_for_code(person.user_id)
    assert delete(house, person, current_password=person.password).status == 204
    answer = house.client.put(
        "/api/auth/v1", {"user_id": person.user_id, "email": person.email, "verify_code": code}
    )
    assert answer.status == 422 and answer.code == "verification_failed"


@pytest.mark.parametrize(
    "body, fault",
    [
        ({}, ("current_password", "missing")),
        ({"current_password": None}, ("current_password", "missing")),
        ({"current_password": 5}, ("current_password", "invalid_type")),
        ({"current_password": "not-my-password"}, ("current_password", "incorrect")),
        ({"current_password": ""}, ("current_password", "incorrect")),
        ({"current_password": "x" * 300}, ("current_password", "incorrect")),
        ({"current_password": people.PASSWORD, "force": True}, ("force", "unknown_field")),
    ],
)
def test_asks_for_the_right_password(house, body, fault):
    person = house.member()
    answer = delete(house, person, **body)
    assert answer.status == 422 and answer.faults == {fault}, answer
    assert house.account(person)["user_id"] == person.user_id


def test_two_at_once_delete_once(house):
    person = house.member()
    answers = all_at_once(6, lambda _: delete(house, person, current_password=person.password))
    statuses = sorted(answer.status for answer in answers)
    assert statuses[0] == 204 and set(statuses[1:]) == {401}, statuses


def test_leaves_nothing_of_the_person_in_the_database(open_server, tmp_path):
    house = open_server(f"sqlite:{tmp_path / 'own.db'}")
    person = house.member(nickname="very-unusual-name", email="very.unusual@example.com", verified=True)
    assert delete(house, person, current_password=person.password).status == 204
    after = house.sign_up()
    house.server.wait_for_code(after.user_id)  # events of before have been handled by then
    house.server.stop()
    with sqlite3.connect(tmp_path / "own.db") as database:
        dump = "\n".join(database.iterdump())
    assert "very-unusual-name" not in dump and "very.unusual@example.com" not in dump, dump
