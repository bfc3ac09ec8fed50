"""Servers behind haproxy are told to stop and started again, one by one, under clients that write: nobody notices.
ROLLING_RESTARTS says how often."""

import os
import random
import shutil
import threading

import pytest

from tests.support.haproxy import Haproxy, free_port
from tests.support.kills.life import Cut, live
from tests.support.kills.mortal import Mortal
from tests.support.kills.population import Population
from tests.support.postgres import FreshDatabase
from tests.support.stage.stage import Stage

CLIENTS = 32
RESTARTS = int(os.environ.get("ROLLING_RESTARTS") or 4)
NAMES = ("first", "second")


@pytest.fixture
def pair(tmp_path):
    database, servers = FreshDatabase(), []
    for name in NAMES:
        server = Mortal(
            database.url,
            data_dir=tmp_path / name / "data",
            options=[*Mortal.CHEAP, "--stop-drain", "3s", "--trusted-proxies", "127.0.0.1/32"],
        )
        server.listen = f"127.0.0.1:{free_port()}"
        if servers:
            server.data_dir.mkdir(parents=True, mode=0o700)
            shutil.copy2(servers[0].data_dir / "master.key", server.data_dir / "master.key")
            server.shares_mailbox_of(servers[0])
        server.start()
        servers.append(server)
    yield servers
    for server in servers:
        server.close()
    database.drop()


def of_event(servers, event):
    return [line for server in servers for line in server.lines if line["event"] == event]


def test_restarts_one_by_one_lose_no_request(pair):
    proxy = Haproxy([server.address for server in pair])
    proxy.wait_until_up(*NAMES)
    people, dice, over, troubles = Population(), random.Random(1), threading.Event(), []

    def restart():
        try:
            for number in range(RESTARTS):
                server = pair[number % 2]
                server.stop()
                server.start()
                proxy.wait_until_up(*NAMES)
        except BaseException as trouble:  # told by the test's own thread
            troubles.append(trouble)
        over.set()

    def client():
        while True:
            member = people.newcomer()
            yield from live(member, people, pair[0], dice)

    operator = threading.Thread(target=restart)
    operator.start()
    stage = Stage(proxy.address)
    try:
        stage.play([client() for _ in range(CLIENTS)], over.is_set)
    except Cut:
        troubles.append(f"cut off: {stage.broken}")
    except AssertionError as surprise:
        troubles.append(f"{surprise}; {of_event(pair, 'request_unavailable')}")
    finally:
        operator.join()
        proxy.close()
    print(f"{RESTARTS} restarts, {sum(stage.tally.values())} requests")
    ends = [line["all_requests_done"] for line in of_event(pair, "stopped")]
    assert ends == [True] * RESTARTS, f"{ends}, {troubles}"
    assert troubles == [] and stage.broken == []
    assert sum(stage.tally.values()) > 20 * RESTARTS, stage.tally
    assert [server.process.poll() for server in pair] == [None, None]
