"""Clients that dawdle are closed in the end, and nobody waits for them."""

import time

from tests.support.raw import Raw


def closed_within(peer, limit, trickle=b""):
    """Whether the server closes within that many seconds, fed an octet now and then."""
    start = time.monotonic()
    while not peer.closed and time.monotonic() - start < limit:
        if trickle:
            peer.send(trickle)
        peer.read_what_comes(1.0)
    return peer.closed


def test_a_head_that_never_ends(on_sqlite):
    with Raw(on_sqlite.server.address) as peer:
        peer.send(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        assert closed_within(peer, 20, b"a")
        assert peer.statuses in ([], [408])


def test_slow_ones_do_not_hold_up_others(on_sqlite):
    peers = [Raw(on_sqlite.server.address).send(b"POST /api/user/v1/signin HTTP/1.1\r\nHost: ") for _ in range(200)]
    start = time.monotonic()
    for _ in range(20):
        assert on_sqlite.client.get("/healthz").status == 200
    assert time.monotonic() - start < 5
    for peer in peers:
        peer.socket.close()
