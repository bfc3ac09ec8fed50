"""What one server ends every server of the database refuses, and none guesses where it cannot know."""

import time
from contextlib import closing

import psycopg2
import pytest

from tests.support import revocations
from tests.support.postgres import Cluster
from tests.support.server import PATIENCE


@pytest.fixture
def cluster():
    cluster = Cluster()
    cluster.start()
    yield cluster
    cluster.remove()


def seconds_until(condition, patience=PATIENCE):
    start = time.monotonic()
    while not condition():
        assert time.monotonic() < start + patience, "it did not come about"
        time.sleep(0.01)
    return time.monotonic() - start


def status(house, person):
    return house.client.get(person.path, token=person.token).status


def test_a_sign_out_at_one_counts_at_the_other_within_a_second(pair):
    """The deadline leaves room for a slow machine; `pytest -s` shows how long it takes."""
    first, second = pair
    for _ in range(5):
        person = first.member()
        assert status(second, person) == 200
        assert first.client.post("/api/auth/v1/signout", token=person.token).status == 204
        assert status(first, person) == 401
        waited = seconds_until(lambda p=person: status(second, p) == 401, patience=3)
        print(f"refused at the other server after {waited * 1000:.0f} ms")


def test_what_is_put_down_is_refused_by_all(pair):
    person = pair[0].member()
    assert all(status(house, person) == 200 for house in pair)
    revocations.put(pair[0], person.user_id, session=person.session_id)
    for house in pair:
        seconds_until(lambda: status(house, person) == 401)
        assert person.session_id in revocations.read(house)["sids"]


def test_ids_that_are_committed_out_of_order_lose_nothing(pair):
    """A row may become visible below others that every server has read already."""
    house, _ = pair
    person, other = house.member(), house.member()
    with closing(psycopg2.connect(house.server.database)) as connection, connection.cursor() as cursor:
        cursor.execute(revocations.insertion(person.user_id, session=person.session_id))
        revocations.put(house, other.user_id, session=other.session_id)
        for each in pair:
            seconds_until(lambda: status(each, other) == 401)
        assert all(status(each, person) == 200 for each in pair)
        connection.commit()
    for each in pair:
        seconds_until(lambda: status(each, person) == 401)


def test_a_server_that_cannot_know_says_so_and_heals(open_server, cluster):
    house = open_server(cluster.url)
    person = house.member()
    assert house.client.get(revocations.LIST).status == 200
    cluster.stop()
    # What needs the database is 503 at once; the list needs it only for what is new, for as long as that may be missing.
    assert house.client.get(revocations.LIST).status == 200
    seconds_until(lambda: house.client.get(revocations.LIST).status == 503)
    assert status(house, person) == 503
    assert house.client.get("/.well-known/jwks.json").status == 200
    cluster.start()
    seconds_until(lambda: house.client.get(revocations.LIST).status == 200)
    seconds_until(lambda: status(house, person) == 200)

    def told():
        return [line["event"] for line in house.server.lines if line["event"].startswith("revocations_")]

    seconds_until(lambda: len(told()) == 2)  # a line may be read after the answer that came after it
    assert told() == ["revocations_not_read", "revocations_read_again"]
    house.server.stop()


def test_what_ended_while_a_server_could_not_know_is_refused_afterwards(open_server, cluster):
    house = open_server(cluster.url)
    person, other = house.member(), house.member()
    cluster.stop()
    seconds_until(lambda: house.client.get(revocations.LIST).status == 503)
    cluster.start()
    revocations.put(house, person.user_id, session=person.session_id)
    seconds_until(lambda: status(house, other) == 200)
    seconds_until(lambda: status(house, person) == 401)
    assert status(house, other) == 200
    house.server.stop()
