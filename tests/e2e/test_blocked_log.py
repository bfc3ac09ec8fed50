"""A reader of the log that stops reading holds up no request, and gets its deliveries when it reads again."""

import json
import threading

import pytest

from tests.support import people
from tests.support.client import Client
from tests.support.people import House
from tests.support.server import Server


class Stalling(Server):
    """A server whose log is not read while `paused`."""

    def __init__(self, **more):
        super().__init__(**more)
        self.reading = threading.Event()
        self.reading.set()

    def _read_log(self, process):
        for raw in process.stdout:
            with self._news:
                self.raw_log.append(raw.decode())
                self.lines.append(json.loads(raw))
                self._news.notify_all()
            self.reading.wait()


@pytest.fixture
def stalling(tmp_path):
    server = Stalling(data_dir=tmp_path / "data", options=["--log-level", "debug"]).start()
    yield server, House(server, Client(server.address), Client(server.admin_address), "sqlite")
    server.reading.set()
    server.close()


def dropped(house):
    text = house.admin.get("/metrics").body.decode()
    (line,) = [line for line in text.splitlines() if line.startswith("gatehouse_log_dropped_total ")]
    return float(line.rsplit(" ", 1)[1])


def test_requests_go_on_and_deliveries_come_later(stalling):
    server, house = stalling
    person = house.member()
    server.reading.clear()
    padding = "x" * 60
    for number in range(1500):
        assert house.client.get("/healthz", headers={"X-Request-Id": f"{number}-{padding}"}).status == 200
    newcomer = house.sign_up()
    assert house.account(person)["user_id"] == person.user_id
    server.reading.set()
    house.verify(newcomer)
    server.stop()
    assert len(server.codes(newcomer.user_id)) == 1


def test_what_was_dropped_is_counted(stalling):
    server, house = stalling
    assert dropped(house) == 0
    server.reading.clear()
    number = 0
    while dropped(house) == 0:
        house.client.get("/healthz", headers={"X-Request-Id": f"{number}-" + "x" * 60})
        number += 1
        assert number < 60_000, "the log grows without a bound"
    assert house.sign_up(nickname=people.nickname())
