"""Clients that dawdle are closed in the end, and nobody waits for them."""

import socket
import time

import pytest

from tests.support.raw import Raw


def closed_within(peer, limit, trickle=b""):
    """Whether the server closes within that many seconds, fed an octet now and then."""
    start = time.monotonic()
    while not peer.closed and time.monotonic() - start < limit:
        if trickle:
            peer.send(trickle)
        peer.read_what_comes(1.0)
    return peer.closed


LIMITS = ["--header-timeout", "1s", "--body-timeout", "1s", "--idle-timeout", "1s", "--write-timeout", "1s"]
HEAD = b"POST /api/user/v1/signin HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


@pytest.fixture
def strict(open_server):
    return open_server(options=LIMITS)


@pytest.mark.parametrize(
    "begun, trickle",
    [
        pytest.param(b"", b"", id="nothing sent"),
        pytest.param(
            b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", b"a", id="a head that never ends"
        ),
        pytest.param(HEAD + b"Content-Length: 100\r\n\r\n", b" ", id="a body that never ends"),
        pytest.param(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n", id="chunks that never end"),
        pytest.param(
            HEAD + b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n", b"", id="a body that does not come"
        ),
        pytest.param(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", b"", id="idle behind a request"),
    ],
)
def test_is_closed_in_the_end(strict, begun, trickle):
    with Raw(strict.server.address) as peer:
        assert closed_within(peer.send(begun), 10, trickle), peer.received
        last = [status for status in peer.statuses if status != 100][-1:]
        assert last in ([], [408]) or begun.startswith(b"GET /healthz") and last == [200], peer.received
    assert strict.client.get("/healthz").status == 200


def test_a_client_that_does_not_read_is_closed(strict):
    with Raw(strict.server.address) as peer:
        peer.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        peer.socket.settimeout(15)
        request = b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 50
        with pytest.raises(OSError) as failure:
            for _ in range(10_000):
                peer.socket.sendall(request)
        assert not isinstance(failure.value, TimeoutError), "still open"


def test_slow_ones_do_not_hold_up_others(on_sqlite):
    peers = [Raw(on_sqlite.server.address).send(HEAD[:-5]) for _ in range(200)]
    start = time.monotonic()
    for _ in range(20):
        assert on_sqlite.client.get("/healthz").status == 200
    assert time.monotonic() - start < 5
    for peer in peers:
        peer.socket.close()


def test_connections_beyond_the_limit_are_refused(open_server):
    house = open_server(options=["--max-connections", "10"])
    peers = [Raw(house.server.address).send(HEAD) for _ in range(10)]
    time.sleep(0.3)
    with Raw(house.server.address) as late:
        late.send(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").read_until_closed()
        assert late.closed and late.statuses in ([503], [])
    for peer in peers:
        peer.socket.close()
    deadline = time.monotonic() + 10
    while True:
        try:
            if house.client.get("/healthz").status == 200:
                return
        except OSError:
            pass
        assert time.monotonic() < deadline
        time.sleep(0.1)
