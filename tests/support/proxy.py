"""A proxy in front of PostgreSQL that can fall silent, or swallow the answer to the commit of one transaction."""

import socket
import threading

COMMITTED = b"COMMIT\0"


class Proxy:
    """`url` is that of the cluster through the proxy. What is on its way when it falls silent is lost."""

    def __init__(self, port, owner):
        self._target = ("127.0.0.1", port)
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"postgresql://{owner}@127.0.0.1:{self._listener.getsockname()[1]}/postgres"
        self.silent = False
        self.swallowed = 0
        self._wanted = None
        self._lock = threading.Lock()
        self._sockets = []
        threading.Thread(target=self._accept, daemon=True).start()

    def swallow_commit_of(self, text):
        """Of the next transaction that sends `text` the answer to the commit is lost, with its connection."""
        with self._lock:
            self._wanted = text.encode()

    def close(self):
        self._listener.close()
        self.cut()

    def cut(self):
        """Ends all connections."""
        with self._lock:
            sockets, self._sockets = self._sockets, []
        for each in sockets:
            self._end(each)

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
                server = socket.create_connection(self._target)
            except OSError:
                return
            with self._lock:
                self._sockets += [client, server]
            doomed = threading.Event()
            for source, target, watch in (
                (client, server, self._look_for_text),
                (server, client, self._look_for_commit),
            ):
                threading.Thread(target=self._pump, args=(source, target, watch, doomed), daemon=True).start()

    def _pump(self, source, target, watch, doomed):
        try:
            while octets := source.recv(65536):
                if not watch(octets, doomed):
                    break
                if not self.silent:
                    target.sendall(octets)
        except OSError:
            pass
        self._end(source)
        self._end(target)

    def _look_for_text(self, octets, doomed):
        with self._lock:
            if self._wanted and self._wanted in octets:
                self._wanted = None
                doomed.set()
        return True

    def _look_for_commit(self, octets, doomed):
        if not doomed.is_set() or COMMITTED not in octets:
            return True
        self.swallowed += 1
        return False

    @staticmethod
    def _end(each):
        try:
            each.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        each.close()
