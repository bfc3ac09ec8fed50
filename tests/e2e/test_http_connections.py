"""Connections: kept, pipelined, cut, slow; and what is done with bytes behind a refusal."""

import os
import socket
import struct

import pytest

from tests.support.raw import Raw, answers, exchange

GET = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
SIGN_IN = b"POST /api/user/v1/signin HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


def test_a_connection_is_kept(on_sqlite):
    with Raw(on_sqlite.server.address) as peer:
        for count in range(1, 6):
            peer.send(GET).read_answers(count)
        assert peer.statuses == [200] * 5 and not peer.closed


def test_a_connection_is_kept_behind_a_refused_body(on_sqlite):
    with Raw(on_sqlite.server.address) as peer:
        peer.send(SIGN_IN + b"Content-Length: 2\r\n\r\n{}" + GET).read_answers(2)
    assert peer.statuses == [422, 200]


@pytest.mark.parametrize(
    "head, closes",
    [
        (b"HTTP/1.1\r\nHost: localhost\r\nConnection: close", True),
        (b"HTTP/1.0\r\nHost: localhost", True),
        (b"HTTP/1.1\r\nHost: localhost", False),
    ],
)
def test_a_connection_is_closed_where_the_client_asks(on_sqlite, head, closes):
    with Raw(on_sqlite.server.address) as peer:
        peer.send(b"GET /healthz " + head + b"\r\n\r\n").read_answers(1)
        peer.read_what_comes()
    assert peer.statuses == [200] and peer.closed is closes


def test_pipelined_requests_are_answered_in_order(on_sqlite):
    other = GET.replace(b"/healthz", b"/nowhere")
    with Raw(on_sqlite.server.address) as peer:
        peer.send((GET + other) * 100).read_answers(200)
    assert peer.statuses == [200, 404] * 100


def test_a_thousand_pipelined_requests_end_at_the_first_bad_one(on_sqlite):
    bad = GET.replace(b"Host: localhost\r\n", b"")
    peer = exchange(on_sqlite.server.address, GET * 500 + bad + GET * 499)
    assert peer.closed and peer.statuses == [200] * 500 + [400]


@pytest.mark.parametrize(
    "request_, status",
    [
        (b"POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n", 404),
        (b"POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n", 405),
        (SIGN_IN + b"Content-Length: 50000\r\n\r\n", 413),
    ],
)
def test_bytes_behind_an_early_refusal_are_not_read_as_a_request(on_sqlite, request_, status):
    peer = exchange(on_sqlite.server.address, request_ + GET, patience=15)
    found = peer.statuses
    assert found[:1] in ([status], [408]) and len(found) == 1 and peer.closed, peer.received


def test_a_body_of_another_media_type_is_not_read_as_a_request(on_sqlite):
    request = (
        SIGN_IN.replace(b"application/json", b"text/plain") + b"Content-Length: %d\r\n\r\n" % len(GET) + GET
    )
    with Raw(on_sqlite.server.address) as peer:
        peer.send(request).read_answers(1)
        peer.read_what_comes()
    assert peer.statuses == [415]


def test_100_continue_is_sent_before_the_body_is_read(on_sqlite):
    with Raw(on_sqlite.server.address) as peer:
        peer.send(SIGN_IN + b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n").read_answers(1)
        assert peer.received.startswith(b"HTTP/1.1 100 ")
        peer.send(b"{}").read_answers(2)
    assert peer.statuses == [100, 422]


def test_no_100_continue_for_what_will_be_refused(on_sqlite):
    peer = exchange(
        on_sqlite.server.address, SIGN_IN + b"Expect: 100-continue\r\nContent-Length: 99999\r\n\r\n"
    )
    assert peer.statuses == [413] and peer.closed


def test_a_client_that_goes_away_in_the_middle_costs_nothing(on_sqlite):
    for number in range(200):
        peer = Raw(on_sqlite.server.address)
        if number % 3:
            peer.send(SIGN_IN + b"Content-Length: 100\r\n\r\n{" if number % 3 == 1 else GET[:20])
        if number % 2:  # with a reset instead of an end
            peer.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        peer.socket.close()
    assert on_sqlite.client.get("/healthz").status == 200


def test_half_closed_clients_are_still_answered(on_sqlite):
    with Raw(on_sqlite.server.address) as peer:
        peer.send(GET)
        peer.socket.shutdown(socket.SHUT_WR)
        assert peer.read_until_closed().statuses == [200]


def test_open_connections_leak_no_descriptors(on_sqlite):
    place = f"/proc/{on_sqlite.server.process.pid}/fd"
    on_sqlite.client.get("/healthz")
    before = len(os.listdir(place))
    for _ in range(100):
        on_sqlite.client.get("/healthz")
    peer = Raw(on_sqlite.server.address)
    peer.send(GET).read_answers(1)
    peer.socket.close()
    on_sqlite.client.get("/healthz")
    assert len(os.listdir(place)) <= before + 5


@pytest.mark.parametrize("upgrade", [b"websocket", b"h2c"])
def test_an_upgrade_is_not_taken(on_sqlite, upgrade):
    with Raw(on_sqlite.server.address) as peer:
        peer.send(GET[:-2] + b"Connection: Upgrade\r\nUpgrade: " + upgrade + b"\r\n\r\n").read_answers(1)
    assert peer.statuses == [200]


def test_head_has_the_length_and_no_body(on_sqlite):
    peer = exchange(
        on_sqlite.server.address, GET.replace(b"GET", b"HEAD")[:-2] + b"Connection: close\r\n\r\n"
    )
    head, _, body = peer.received.partition(b"\r\n\r\n")
    full = answers(exchange(on_sqlite.server.address, GET[:-2] + b"Connection: close\r\n\r\n").received)[0]
    assert body == b"" and f"content-length: {len(full[2])}".encode() in head.lower()


@pytest.mark.parametrize(
    "target", [b"/\xff", b"/" + b"a" * 20_000, b"/ HTTP/1.1\r\nA b: c"], ids=["odd", "long", "odd header"]
)
def test_a_head_that_is_refused_unread_has_no_body_either(on_sqlite, target):
    peer = exchange(on_sqlite.server.address, b"HEAD " + target + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert peer.received.startswith(b"HTTP/1.1 4") and peer.received.endswith(b"\r\n\r\n")
    assert peer.received.count(b"\r\n\r\n") == 1
