"""A byte-exact HTTP peer: sends what it is told and reports what came back, for what a proper client never sends."""

import socket
import time


class Raw:
    """One connection. The server's silence and its closing are told apart."""

    def __init__(self, address):
        self.socket = socket.create_connection(address, timeout=10)
        self.received = b""
        self.closed = False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        try:
            self.socket.sendall(data)
        except OSError:
            pass  # refused early; what was answered is still to be read
        return self

    def read_until_closed(self, patience=10.0):
        self._read(patience, lambda: False)
        return self

    def read_answers(self, count, patience=10.0):
        self._read(patience, lambda: len(answers(self.received)) >= count)
        return self

    def read_what_comes(self, patience=0.5):
        """Everything until the server closes or is silent for that long."""
        while self._read(patience, lambda: False, once=True):
            pass
        return self

    def _read(self, patience, enough, once=False):
        deadline = time.monotonic() + patience
        while not enough():
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            self.socket.settimeout(left)
            try:
                piece = self.socket.recv(65536)
            except TimeoutError:
                return False
            except OSError:
                piece = b""
            if not piece:
                self.closed = True
                return False
            self.received += piece
            if once:
                return True
        return True

    @property
    def statuses(self):
        return [status for status, _, _ in answers(self.received)]


def answers(data):
    """The complete answers in what was received: (status, headers by lower-case name, body) each."""
    found = []
    while b"\r\n\r\n" in data:
        head, rest = data.split(b"\r\n\r\n", 1)
        first, *lines = head.split(b"\r\n")
        status = int(first.split(b" ")[1])
        headers = {
            name.strip().lower().decode(): value.strip().decode("latin-1")
            for name, value in (line.split(b":", 1) for line in lines)
        }
        length = int(headers.get("content-length", 0))
        if len(rest) < length:
            break
        found.append((status, headers, rest[:length]))
        data = rest[length:]
    return found


def exchange(address, data, patience=10.0):
    """Sends the bytes and reads until the server closes (or the patience ends)."""
    with Raw(address) as peer:
        return peer.send(data).read_until_closed(patience)
