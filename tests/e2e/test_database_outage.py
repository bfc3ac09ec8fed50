"""PostgreSQL goes away and comes back: 503 at once, no hang, and it heals without a restart."""

import time

import pytest

from tests.support import people
from tests.support.postgres import Cluster, execute
from tests.support.server import PATIENCE, Server


@pytest.fixture
def cluster():
    cluster = Cluster()
    cluster.start()
    yield cluster
    cluster.remove()


def until(condition, seconds=PATIENCE):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.1)


def test_an_outage_is_told_and_heals(open_server, cluster):
    house = open_server(cluster.url)
    person = house.member()
    cluster.stop()

    start = time.monotonic()
    for request in (
        lambda: house.client.post(
            "/api/user/v1/signup",
            {"nickname": people.nickname(), "email": people.email(), "password": people.PASSWORD},
        ),
        lambda: house.try_sign_in(nickname=person.nickname, password=person.password),
        lambda: house.client.get(person.path, token=person.token),
        lambda: house.client.post("/api/auth/v1", {"user_id": person.user_id, "email": person.email}),
        lambda: house.client.get("/readyz"),
    ):
        answer = request()
        assert answer.status == 503 and int(answer.headers["Retry-After"]) >= 1, answer
    assert time.monotonic() - start < 30
    assert house.client.get("/healthz").status == 200
    assert house.client.get("/.well-known/jwks.json").status == 200
    assert house.client.post("/api/user/v1/signup", {}).status == 422, "what needs no database needs none"

    cluster.start()
    until(lambda: house.client.get("/readyz").status == 200)
    assert house.account(person)["user_id"] == person.user_id
    newcomer = house.sign_up()
    house.verify(newcomer)
    house.server.stop()


def test_connections_that_were_cut_are_made_again(open_server, cluster):
    house = open_server(cluster.url)
    person = house.member()
    execute(
        cluster.url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
        "AND backend_type = 'client backend'",
    )
    for _ in range(5):
        assert house.client.get(person.path, token=person.token).status in (200, 503)
    until(lambda: house.client.get(person.path, token=person.token).status == 200)
    house.verify(house.sign_up())
    house.server.stop()


def test_no_sign_up_is_doubled_or_lost_over_an_outage(open_server, cluster):
    house = open_server(cluster.url)
    names = [people.nickname() for _ in range(30)]
    outcome = {}
    for number, name in enumerate(names):
        if number == 10:
            cluster.stop()
        if number == 20:
            cluster.start()
            until(lambda: house.client.get("/readyz").status == 200)
        body = {"nickname": name, "email": people.email(), "password": people.PASSWORD}
        outcome[name] = house.client.post("/api/user/v1/signup", body).status
    assert list(outcome.values()) == [201] * 10 + [503] * 10 + [201] * 10
    for name, status in outcome.items():
        there = house.try_sign_in(nickname=name, password=people.PASSWORD).status
        assert there == (200 if status == 201 else 401)
    house.server.stop()


def test_a_start_without_its_database_ends_with_a_reason(tmp_path, cluster):
    cluster.stop()
    server = Server(cluster.url, data_dir=tmp_path / "data").launch()
    try:
        status = server.process.wait(60)
    finally:
        server.close()
    assert status not in (0, 2) and (server.stderr or server.raw_log)
    cluster.start()
