"""Many requests in the same moment, from one thread: all are written before the first answer is read."""

import json
import selectors
import socket
import time

from tests.support.races.history import Event


class Shot:
    """A request on its way to become an event."""

    def __init__(self, do, who, method, path, body=None, token=None, asked=None):
        self.do, self.who, self.asked = do, who, asked or {}
        payload = b"" if body is None else json.dumps(body).encode()
        lines = [f"{method} {path} HTTP/1.1", "Host: gatehouse.test"]
        if token:
            lines.append(f"Authorization: Bearer {token}")
        if body is not None:
            lines += ["Content-Type: application/json", f"Content-Length: {len(payload)}"]
        self.octets = ("\r\n".join(lines) + "\r\n\r\n").encode() + payload


class Connection:
    """One connection that is kept, and what has come on it of an answer."""

    def __init__(self, address):
        self.address = address
        self.open()

    def open(self):
        self.socket = socket.create_connection(self.address, timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = b""

    def take(self):
        """The answer as (status, body), once it is all there."""
        head, found, rest = self.received.partition(b"\r\n\r\n")
        if not found:
            return None
        lines = head.split(b"\r\n")
        headers = {k.strip().lower(): v.strip() for k, _, v in (line.partition(b":") for line in lines[1:])}
        length = int(headers.get(b"content-length", b"0"))
        if len(rest) < length:
            return None
        self.received = b""
        if headers.get(b"connection", b"").lower() == b"close":
            self.socket.close()
            self.open()
        return int(lines[0].split()[1]), rest[:length]


class Volley:
    def __init__(self, address, width=64):
        self.connections = [Connection(address) for _ in range(width)]

    def fire(self, shots):
        """Sends all at once; the events in the order of the shots. More than there are connections go in turns."""
        events = []
        width = len(self.connections)
        for first in range(0, len(shots), width):
            events += self._fire(shots[first : first + width])
        return events

    def one(self, *shot, **more):
        return self.fire([Shot(*shot, **more)])[0]

    def close(self):
        for connection in self.connections:
            connection.socket.close()

    def _fire(self, shots):
        events = [None] * len(shots)
        begun = [0.0] * len(shots)
        with selectors.DefaultSelector() as waiting:
            for number, (shot, connection) in enumerate(zip(shots, self.connections)):
                begun[number] = time.monotonic()
                connection.socket.sendall(shot.octets)
                waiting.register(connection.socket, selectors.EVENT_READ, number)
            while None in events:
                ready = waiting.select(60)
                assert ready, f"no answer in a minute: {[s.do for s, e in zip(shots, events) if e is None]}"
                for key, _ in ready:
                    self._read(key.data, shots, begun, events, waiting)
        return events

    def _read(self, number, shots, begun, events, waiting):
        connection, shot = self.connections[number], shots[number]
        watched = connection.socket
        octets = watched.recv(65536)
        connection.received += octets
        answer = connection.take()
        if answer is None:
            assert octets, f"the connection was closed instead of an answer to {shot.do}"
            return
        ended = time.monotonic()
        waiting.unregister(watched)
        status, body = answer
        told = json.loads(body) if body else {}
        events[number] = Event(
            shot.do, shot.who, begun[number], ended, status, shot.asked, told.get("data", told) or {}
        )
