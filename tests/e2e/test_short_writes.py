"""Changes of a nickname, which are committed together with what others change: each is answered as if it were alone."""

import http.client
import json
import sqlite3
import threading
from contextlib import closing, contextmanager

import psycopg2
import pytest

from tests.support import people
from tests.support.crowd import all_at_once
from tests.support.postgres import execute

CROWD = 64


def rename(house, person, name):
    return house.client.put(person.path, {"nickname": name}, token=person.token)


def present_name(house, person):
    return house.account(person)["nickname"]


@pytest.fixture(scope="module")
def crowd(house):
    return all_at_once(CROWD, lambda _: house.member())


def test_of_those_who_want_one_name_one_gets_it_and_nobody_else_is_concerned(house, crowd):
    for _ in range(3):
        contested = [people.nickname("wanted") for _ in range(CROWD // 4)]
        before = [present_name(house, person) for person in crowd]
        # Three quarters want one of the contested names, the others each one of their own.
        names = [contested[number // 4] if number % 4 else people.nickname("calm") for number in range(CROWD)]
        answers = all_at_once(CROWD, lambda number: rename(house, crowd[number], names[number]))
        for place, name in enumerate(contested):
            rivals = answers[4 * place + 1 : 4 * place + 4]
            assert sorted(answer.status for answer in rivals) == [200, 409, 409], (name, rivals)
            assert {answer.code for answer in rivals if answer.status == 409} == {"nickname_taken"}
        assert {answer.status for answer in answers[::4]} == {200}
        for number, answer in enumerate(answers):
            owned = names[number] if answer.status == 200 else before[number]
            assert present_name(house, crowd[number]) == owned
            if answer.status == 200:
                assert answer.data["nickname"] == owned and answer.data["user_id"] == crowd[number].user_id


def test_each_change_is_in_the_audit_trail_once(house, crowd):
    before = [len(renames_of(house, person)) for person in crowd[:8]]
    answers = all_at_once(8, lambda number: rename(house, crowd[number], people.nickname("noted")))
    assert {answer.status for answer in answers} == {200}
    assert [len(renames_of(house, person)) for person in crowd[:8]] == [count + 1 for count in before]


def renames_of(house, person):
    answer = house.client.get(f"{person.path}/activity?limit=100", token=person.token)
    assert answer.status == 200, answer
    return [event for event in answer.data if event["event"] == "nickname_changed"]


@contextmanager
def nobody_can_write(house):
    """A lock that the server has to wait for."""
    if house.kind == "sqlite":
        with closing(
            sqlite3.connect(house.server.data_dir / "gatehouse.db", isolation_level=None)
        ) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield
            connection.execute("ROLLBACK")
    else:
        with closing(psycopg2.connect(house.server.database)) as connection:
            connection.cursor().execute("LOCK TABLE users IN EXCLUSIVE MODE")
            yield
            connection.rollback()


def test_what_is_refused_for_its_token_or_shape_never_waits_to_be_written(house, crowd):
    person, other = crowd[0], crowd[1]
    name = people.nickname("patient")
    answers = []
    with nobody_can_write(house):
        writer = threading.Thread(target=lambda: answers.append(rename(house, person, name)))
        writer.start()
        for body, token, path, status in (
            ({"nickname": "fine"}, None, person.path, 401),
            ({"nickname": "fine"}, person.token[:-4] + "AAAA", person.path, 401),
            ({"nickname": "fine"}, other.token, person.path, 403),
            ([], person.token, person.path, 400),
        ):
            answer = house.client.put(path, body, token=token)
            assert answer.status == status, (body, answer)
        assert not answers, "it was written against a lock"
    writer.join()
    assert [answer.status for answer in answers] == [200] and present_name(house, person) == name


def test_a_connection_goes_on_after_a_write(house, crowd):
    person = crowd[2]
    headers = {"Authorization": f"Bearer {person.token}", "Content-Type": "application/json"}
    with closing(http.client.HTTPConnection(*house.client.address, timeout=30)) as connection:
        for _ in range(3):
            name = people.nickname("again")
            for method, body, status in (
                ("PUT", {"nickname": name}, 200),
                ("PUT", {"nickname": name}, 422),  # it has that name
                ("PUT", {"nickname": crowd[3].nickname + "\n"}, 422),
                ("GET", None, 200),
            ):
                connection.request(method, person.path, body and json.dumps(body), headers)
                response = connection.getresponse()
                answer = json.loads(response.read())
                assert response.status == status, answer
            assert answer["data"]["nickname"] == name


def test_what_was_acknowledged_is_there_though_connections_die(pair):
    house, _ = pair
    members = all_at_once(16, lambda _: house.member())
    stop = threading.Event()

    def rename_again_and_again(number):
        """The names that the member may have by now: the last one acknowledged, and what is unknown since."""
        possible, acknowledged = [members[number].nickname], 0
        while not stop.is_set() or acknowledged == 0:
            name = people.nickname("lasting")
            answer = rename(house, members[number], name)
            assert answer.status in (200, 503), answer
            possible = [name] if answer.status == 200 else [*possible, name]
            acknowledged += answer.status == 200
        return possible

    def kill():
        for _ in range(12):
            execute(
                house.server.database,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid() AND query LIKE 'UPDATE users%'",
                "SELECT pg_sleep(0.1)",
            )
        stop.set()

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        outcomes = all_at_once(len(members), rename_again_and_again)
    finally:
        stop.set()
        killer.join()
    for person, possible in zip(members, outcomes):
        assert present_name(house, person) in possible
