"""Messages that cannot be delivered: they hold up nobody, an operator sees them and replays them."""

import time

import pytest

from tests.e2e.conftest import open_house
from tests.support.postgres import FreshDatabase, execute
from tests.support.server import run_gatehouse


@pytest.fixture(scope="module")
def running():
    """A server on PostgreSQL, whose outbox a test may write into."""
    database = FreshDatabase()
    house = open_house("postgresql", database.url)
    yield house, database.url
    house.server.stop()
    house.server.close()
    database.drop()


def outbox(house, url, *arguments):
    return run_gatehouse("outbox", *arguments, "--database", url, "--data-dir", house.server.data_dir)


def insert(url, payload, subject, dead=False):
    now = int(time.time() * 1000)
    (row,) = execute(
        url,
        "INSERT INTO outbox (type, subject, payload, created_at, attempts, next_attempt_at, dead_at, last_error) "
        f"VALUES ('user.signed_up.v1', '{subject}', '{payload}', {now}, {20 if dead else 0}, {now}, "
        f"{now if dead else 'NULL'}, {repr('it broke') if dead else 'NULL'}) RETURNING id",
    )
    return row[0]


@pytest.mark.parametrize("payload", ["garbage", "{}", "[]", '{"user_id":"x"}', '{"user_id":1}', ""])
def test_a_garbled_message_holds_up_nobody(running, payload):
    house, url = running
    insert(url, payload, "user:999999999")
    house.verify(house.sign_up())
    execute(url, "DELETE FROM outbox WHERE subject = 'user:999999999'")


def test_a_message_of_an_unknown_type_holds_up_nobody(running):
    house, url = running
    id = insert(url, "{}", "user:999999998")
    execute(url, f"UPDATE outbox SET type = 'unknown.v9' WHERE id = {id}")
    house.verify(house.sign_up())
    execute(url, f"DELETE FROM outbox WHERE id = {id}")


def test_a_dead_letter_is_listed_and_replayed(running):
    house, url = running
    person = house.sign_up()
    house.server.wait_for_code(person.user_id)
    payload = '{"user_id":%d,"email":"%s"}' % (person.user_id, person.email)
    id = insert(url, payload, f"user:{person.user_id}", dead=True)

    listed = outbox(house, url, "list")
    assert (
        listed.returncode == 0
        and str(id) in listed.stdout
        and "it broke" in listed.stdout
        and "user.signed_up.v1" in listed.stdout
    )
    assert "gatehouse_outbox_dead 1" in house.admin.get("/metrics").body.decode()

    assert outbox(house, url, "replay", id).returncode == 0
    house.server.wait_for_code(person.user_id, number=2)
    assert str(id) not in outbox(house, url, "list").stdout


def test_an_unknown_dead_letter_is_told(running):
    house, url = running
    result = outbox(house, url, "replay", 987654321)
    assert result.returncode == 1 and "987654321" in result.stderr


@pytest.mark.parametrize("arguments", [[], ["replay"], ["replay", "x"], ["unknown"], ["list", "extra"]])
def test_what_is_not_understood_is_told(running, arguments):
    house, url = running
    result = outbox(house, url, *arguments)
    assert result.returncode == 2 and result.stderr
