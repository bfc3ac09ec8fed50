"""SIGTERM: what was begun is finished, nothing new is taken, and the end is clean."""

import signal
import socket
import threading
import time

from tests.support import people
from tests.support.raw import Raw
from tests.support.server import PATIENCE


def test_ends_cleanly_when_idle(open_server, database_url):
    house = open_server(database_url)
    house.sign_up()
    start = time.monotonic()
    house.server.stop()
    assert time.monotonic() - start < 10


def test_idle_connections_do_not_hold_it_up(open_server):
    house = open_server()
    peers = [
        Raw(house.server.address).send(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").read_answers(1)
        for _ in range(20)
    ]
    house.server.stop()
    assert all(peer.read_until_closed().closed for peer in peers)


def test_what_was_begun_is_answered(open_server, database_url):
    house = open_server(database_url)
    answered, refused, stopping = [], [], threading.Event()

    def work():
        while True:
            body = {"nickname": people.nickname(), "email": people.email(), "password": people.PASSWORD}
            begun_before = not stopping.is_set()
            try:
                answer = house.client.post("/api/user/v1/signup", body)
            except OSError as failure:
                refused.append((begun_before, failure))
                return
            answered.append((answer.status, body["nickname"]))

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    while len(answered) < 12:
        time.sleep(0.01)
    stopping.set()
    house.server.stop()
    for thread in threads:
        thread.join(PATIENCE)
    assert {status for status, _ in answered} <= {201, 503}
    # A connection that the system took and nobody read yet may be refused; what was answered holds.
    again = open_server(database_url)
    for status, nickname in answered:
        if status == 201:
            assert again.try_sign_in(nickname=nickname, password=people.PASSWORD).status == 200
    again.server.stop()


def test_nothing_new_is_taken(open_server):
    house = open_server()
    house.server.stop()
    with socket.socket() as probe:
        assert probe.connect_ex(house.server.address) != 0


def test_a_second_signal_ends_it_at_once(open_server):
    house = open_server()
    with Raw(house.server.address) as peer:
        peer.send(b"POST /api/user/v1/signin HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n")
        time.sleep(0.2)
        house.server.process.send_signal(signal.SIGTERM)
        time.sleep(0.1)
        house.server.process.send_signal(signal.SIGTERM)
        assert house.server.process.wait(3) == -signal.SIGTERM  # 143 in a shell


def test_sigint_is_as_good(open_server):
    house = open_server()
    house.server.process.send_signal(signal.SIGINT)
    assert house.server.process.wait(PATIENCE) == 0


def test_a_server_that_drains_serves_on_and_is_not_ready(open_server, database_url):
    house = open_server(database_url, options=["--stop-drain", "1h"])
    assert house.client.get("/readyz").status == house.admin.get("/readyz").status == 200
    house.server.process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while house.client.get("/readyz").status != 503:
        assert time.monotonic() < deadline, "it never said so"
    answer = house.admin.get("/readyz")
    assert answer.status == 503 and answer.code == "not_ready"
    assert house.client.get("/healthz").headers["Connection"] == "close"
    house.verify(house.sign_up())
    house.server.process.send_signal(signal.SIGTERM)
    house.server.process.wait(PATIENCE)


def test_a_drained_server_ends_by_itself(open_server):
    house = open_server(options=["--stop-drain", "1s"])
    house.server.stop()
