"""More than can be served: refused at once with 503, while what is cheap stays quick."""

import contextlib
import json
import time

import pytest

from tests.support import people
from tests.support.crowd import all_at_once
from tests.support.raw import Raw


@pytest.fixture
def small(open_server):
    """A server with one hash at a time and room for two to wait."""
    return open_server(
        options=[
            "--hash-threads",
            "1",
            "--hash-queue",
            "2",
            "--hash-memory",
            "64MiB",
            "--hash-iterations",
            "3",
        ]
    )


def test_a_flood_of_sign_ins_is_answered_or_refused(small):
    person = small.sign_up()
    answers = all_at_once(60, lambda _: small.try_sign_in(nickname=person.nickname, password=person.password))
    statuses = [answer.status for answer in answers]
    assert set(statuses) == {200, 503} and statuses.count(200) >= 3, statuses
    refusals = {
        (answer.code, answer.headers["Retry-After"].isdigit()) for answer in answers if answer.status == 503
    }
    assert len(refusals) == 1


def test_what_is_cheap_does_not_wait_behind_hashes(small):
    person = small.member()

    def work(number):
        if number < 40:
            return small.try_sign_in(nickname=person.nickname, password=person.password).status
        start = time.monotonic()
        path = ["/healthz", "/.well-known/jwks.json", person.path][number % 3]
        assert small.client.get(path, token=person.token).status == 200
        return time.monotonic() - start

    waits = sorted(all_at_once(52, work)[40:])
    assert waits[len(waits) // 2] < 2, waits


def test_a_refused_sign_up_leaves_no_account(small):
    names = [people.nickname() for _ in range(40)]
    answers = all_at_once(
        40,
        lambda number: small.client.post(
            "/api/user/v1/signup",
            {"nickname": names[number], "email": people.email(), "password": people.PASSWORD},
        ),
    )
    assert {answer.status for answer in answers} == {201, 503}
    refused = next(name for name, answer in zip(names, answers) if answer.status == 503)
    assert small.sign_up(nickname=refused)


def test_refusals_are_counted(small):
    test_a_flood_of_sign_ins_is_answered_or_refused(small)
    text = small.admin.get("/metrics").body.decode()
    (line,) = [
        line for line in text.splitlines() if line.startswith('gatehouse_lane_refused_total{lane="hashing"}')
    ]
    assert float(line.rsplit(" ", 1)[1]) > 0


def measured(house, name):
    lines = house.admin.get("/metrics").body.decode().splitlines()
    return next(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(name))


def wait_until(house, depth_is):
    deadline = time.monotonic() + 60
    while not depth_is(measured(house, 'gatehouse_lane_depth{lane="hashing"}')):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_nothing_is_hashed_for_clients_that_have_gone(open_server):
    house = open_server(options=["--hash-threads", "1", "--hash-memory", "64MiB"])
    person = house.sign_up()
    body = json.dumps({"nickname": person.nickname, "password": person.password})
    request = (
        "POST /api/user/v1/signin HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    )
    with contextlib.ExitStack() as crowd:
        for _ in range(60):
            crowd.enter_context(Raw(house.client.address)).send(request.encode())
        wait_until(house, lambda depth: depth > 40)
    before = measured(house, "gatehouse_password_hash_duration_seconds_count")
    wait_until(house, lambda depth: depth == 0)
    assert measured(house, "gatehouse_password_hash_duration_seconds_count") < before + 20
    assert house.try_sign_in(nickname=person.nickname, password=person.password).status == 200
