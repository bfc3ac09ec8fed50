"""haproxy before servers, set up as docs/operations.md tells operators to."""

import re
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from tests.support.server import PATIENCE, REPOSITORY

_GLOBAL = "global\n  maxconn 4096\n  stats socket {folder}/socket mode 600 level admin\n"


def documented():
    """The configuration of the guide, word for word."""
    text = (REPOSITORY / "docs/operations.md").read_text()
    return re.search(r"^```haproxy\n(.*?)^```$", text, re.MULTILINE | re.DOTALL).group(1)


class Haproxy:
    """`addresses`: of the servers, which take the places of those in the guide, in their order."""

    def __init__(self, addresses):
        self._folder = tempfile.TemporaryDirectory(prefix="gatehouse-haproxy-")
        folder = Path(self._folder.name)
        self._socket = folder / "socket"
        settings, binds = re.subn(r"bind .*", "bind 127.0.0.1:{port}", documented())
        settings, servers = re.subn(r"(server \w+) 10\.\S+", r"\1 {}", settings)
        assert (binds, servers) == (1, len(addresses))
        self.address = ("127.0.0.1", free_port())
        texts = [f"{host}:{port}" for host, port in addresses]
        file = folder / "haproxy.cfg"
        file.write_text(_GLOBAL.format(folder=folder) + settings.format(*texts, port=self.address[1]))
        command = ["/usr/sbin/haproxy", "-q", "-db", "-f", str(file)]
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL)

    def close(self):
        self._process.kill()
        self._process.wait()
        self._folder.cleanup()

    def wait_until_up(self, *names):
        deadline = time.monotonic() + PATIENCE
        while not set(names) <= self.up():
            assert time.monotonic() < deadline and self._process.poll() is None, self.up()
            time.sleep(0.05)

    def up(self):
        """The names of the servers that get requests."""
        try:
            with socket.socket(socket.AF_UNIX) as asking:
                asking.connect(str(self._socket))
                asking.sendall(b"show servers state gatehouse\n")
                rows = asking.makefile().read().splitlines()
        except OSError:
            return set()
        fields = [row.split() for row in rows if row.count(" ") > 5 and not row.startswith("#")]
        return {row[3] for row in fields if row[5] == "2"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
