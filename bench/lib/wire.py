"""One connection, for requests that are timed one by one."""

import contextlib
import resource
import socket
import time

from bench.lib.load import Kept, WrongAnswers


class Wire:
    def __init__(self, address, patience=60.0):
        host, port = address.rsplit(":", 1)
        self._socket = socket.create_connection((host, int(port)), patience)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self._socket.close()

    def send(self, text):
        self._socket.sendall(text)

    def receive(self):
        """One whole answer."""
        text = b""
        while b"\r\n\r\n" not in text:
            text += self._more()
        head, _, body = text.partition(b"\r\n\r\n")
        answer = Kept(0, int(head[9:12]), head.decode() + "\r\n", body)
        length = int(answer.header("Content-Length") or 0)
        while len(answer.body) < length:
            answer.body += self._more()
        return answer

    def _more(self):
        text = self._socket.recv(65536)
        if not text:
            raise WrongAnswers("the server closed a connection without an answer")
        return text

    def ask(self, text):
        """The answer, and how many milliseconds it took."""
        began = time.perf_counter()
        self.send(text)
        answer = self.receive()
        return answer, (time.perf_counter() - began) * 1000


def crowd(stack, address, count):
    """So many open connections, closed with the stack."""
    allow_files(count + 200)
    return [stack.enter_context(contextlib.closing(Wire(address))) for _ in range(count)]


def allow_files(count):
    """Lets this process, and those it starts from now on, have so many files open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (count, max(hard, count)))
