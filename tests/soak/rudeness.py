"""Clients that are slow, broken, or too many. What they are answered is nobody's concern but the server's log."""

import contextlib
import random
import socket
import struct
import threading
import time

SIGN_IN = b"POST /api/user/v1/signin HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
READ = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
RESET = struct.pack("ii", 1, 0)  # closing sends a reset


class Rude(threading.Thread):
    """One after another, until told to stop. All addresses are asked from all over the loopback network."""

    def __init__(self, addresses, seed):
        super().__init__(daemon=True)
        self.addresses, self.dice, self.over = addresses, random.Random(seed), threading.Event()
        self.done = dict.fromkeys((kind.__name__ for kind in KINDS), 0)

    def run(self):
        turn = 0
        while not self.over.is_set():
            kind = KINDS[turn % len(KINDS)]
            turn += 1
            with contextlib.ExitStack() as opened:
                with contextlib.suppress(OSError):
                    kind(self, self.dice.choice(self.addresses), opened)
                    self.done[kind.__name__] += 1
            self.over.wait(self.dice.uniform(0.05, 0.4))

    def stop(self):
        self.over.set()
        self.join()

    def open(self, address, opened):
        source = f"127.66.{self.dice.randrange(256)}.{self.dice.randrange(1, 255)}"
        peer = opened.enter_context(socket.create_connection(address, 5, (source, 0)))
        peer.settimeout(2)
        return peer

    def noise(self, size):
        return self.dice.randbytes(size)


def _reset(peer):
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    peer.close()


def garbage(rude, address, opened):
    peer = rude.open(address, opened)
    peer.sendall(rude.noise(rude.dice.randrange(1, 4000)))
    peer.recv(4096)


def half_a_head(rude, address, opened):
    for _ in range(10):
        rude.open(address, opened).sendall(READ[: rude.dice.randrange(1, len(READ))])
    rude.over.wait(1)


def half_a_body(rude, address, opened):
    for _ in range(10):
        peer = rude.open(address, opened)
        peer.sendall(SIGN_IN + b"Content-Length: 400\r\n\r\n" + b'{"nickname":"')
        if rude.dice.random() < 0.5:
            _reset(peer)
    rude.over.wait(1)


def a_trickle(rude, address, opened):
    peers = [rude.open(address, opened) for _ in range(5)]
    for octet in READ[:20]:
        for peer in peers:
            peer.sendall(bytes([octet]))
        rude.over.wait(0.05)


def does_not_read(rude, address, opened):
    peer = rude.open(address, opened)
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    peer.settimeout(0.5)
    for _ in range(100):
        peer.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n")


def too_large(rude, address, opened):
    peer = rude.open(address, opened)
    peer.sendall(SIGN_IN + b"Content-Length: 900000\r\n\r\n")
    peer.sendall(b" " * 200_000)
    peer.recv(4096)


def pipelined(rude, address, opened):
    peer = rude.open(address, opened)
    peer.sendall(READ * 200)
    _reset(peer)


def idle_crowd(rude, address, opened):
    for _ in range(150):
        rude.open(address, opened)
    rude.over.wait(0.5)


def flood(rude, address, opened):
    """Of wrong passwords, more than can be hashed; half of them go away while they wait."""
    peers = []
    for _ in range(120):
        body = b'{"nickname":"nobody-%d","password":"Wrong-Lantern-48-Meadow"}' % rude.dice.randrange(10**9)
        peers.append(rude.open(address, opened))
        peers[-1].sendall(SIGN_IN + b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    for peer in peers[::2]:
        _reset(peer)
    deadline = time.monotonic() + 3
    for peer in peers[1::2]:
        peer.settimeout(max(0.01, deadline - time.monotonic()))
        with contextlib.suppress(OSError):
            peer.recv(4096)


KINDS = (
    garbage,
    half_a_head,
    half_a_body,
    a_trickle,
    does_not_read,
    too_large,
    pipelined,
    idle_crowd,
    flood,
)
