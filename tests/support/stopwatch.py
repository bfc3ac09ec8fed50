"""Times answers as a stranger on a fast line would: one connection that is kept, and nothing but bytes around the clock."""

import json
import socket
import time


def encode(method, path, body):
    payload = json.dumps(body).encode()
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload


class Stopwatch:
    def __init__(self, address):
        self._socket = socket.create_connection(address, timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._socket.close()

    def time(self, request):
        """Seconds from the first byte out to the last byte in, and the answer: (head, body)."""
        begin = time.perf_counter()
        self._socket.sendall(request)
        received = self._socket.recv(65536)
        while b"\r\n\r\n" not in received:
            received += self._more()
        head, body = received.split(b"\r\n\r\n", 1)
        while len(body) < content_length(head):
            body += self._more()
        return time.perf_counter() - begin, (head, body)

    def _more(self):
        piece = self._socket.recv(65536)
        assert piece, "the server has closed the connection"
        return piece


def content_length(head):
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    return 0
