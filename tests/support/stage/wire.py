"""One connection of a client that keeps it, and what goes over it: a request, and its answer or the lack of one."""

import json
import socket
import time
from dataclasses import dataclass, field


class Ask:
    """A request to be sent. `what` is its name in the tally."""

    __slots__ = ("what", "method", "path", "octets", "patience")

    def __init__(self, what, method, path, body=None, token=None, headers=(), patience=60):
        self.what, self.method, self.path, self.patience = what, method, path, patience
        lines = [f"{method} {path} HTTP/1.1", "Host: gatehouse.test"]
        if token:
            lines.append(f"Authorization: Bearer {token}")
        payload = b""
        if body is not None:
            is_text = isinstance(body, str)
            payload = body.encode() if is_text else json.dumps(body).encode()
            kind = "application/x-www-form-urlencoded" if is_text else "application/json"
            lines += [f"Content-Type: {kind}", f"Content-Length: {len(payload)}"]
        lines += [f"{name}: {value}" for name, value in headers]
        self.octets = ("\r\n".join(lines) + "\r\n\r\n").encode() + payload


@dataclass
class Answer:
    status: int
    body: bytes
    headers: dict = field(repr=False)

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def data(self):
        return self.json["data"]


class Line:
    """A kept connection, opened when it is needed. It never waits but for the opening."""

    def __init__(self, address, source=None):
        self.address, self.source, self.socket, self.received = address, source, None, b""
        self.is_used = False  # an answer has come on it

    def open(self):
        if self.socket is None:
            self.socket = socket.create_connection(self.address, 10, self.source)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.socket.setblocking(False)
            self.received, self.is_used = b"", False
        return self.socket

    def close(self):
        if self.socket is not None:
            self.socket.close()
        self.socket = None

    def send(self, octets, patience=10):
        """Requests are small; a server that reads nothing for so long has failed its client."""
        deadline = time.monotonic() + patience
        while octets:
            try:
                octets = octets[self.socket.send(octets) :]
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise TimeoutError("the request was not read") from None
                time.sleep(0.001)

    def read(self):
        """The answer, once it is all there. Raises ConnectionError where it cannot come any more."""
        try:
            octets = self.socket.recv(262144)
        except BlockingIOError:
            return None
        if not octets:
            raise ConnectionResetError("closed instead of an answer")
        self.received += octets
        return self._take()

    def _take(self):
        head, found, rest = self.received.partition(b"\r\n\r\n")
        if not found:
            return None
        lines = head.split(b"\r\n")
        pairs = (line.partition(b":") for line in lines[1:])
        headers = {name.strip().lower().decode(): value.strip().decode() for name, _, value in pairs}
        status, length = int(lines[0].split()[1]), int(headers.get("content-length", 0))
        if len(rest) < length:
            return None
        self.received, self.is_used = b"", True
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Answer(status, rest[:length], headers)
