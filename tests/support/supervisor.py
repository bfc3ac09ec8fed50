"""What stands in for systemd: a socket that hears what a server tells of itself; and a way to halt one thread."""

import contextlib
import ctypes
import os
import signal
import socket
import time
from pathlib import Path

from tests.support.server import PATIENCE

PTRACE_ATTACH, PTRACE_DETACH = 16, 17
WAIT_FOR_ANY_THREAD = 0x40000000  # __WALL


class Supervisor:
    """`Server(env=supervisor.environment)`; then `hear()` is the next message, as a list of its lines."""

    def __init__(self, folder, watchdog=None):
        path = str(folder / "notify")
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(path)
        self.environment = {"NOTIFY_SOCKET": path}
        if watchdog:
            self.environment["WATCHDOG_USEC"] = str(int(watchdog * 1_000_000))

    def hear(self, timeout=PATIENCE):
        """None where nothing came."""
        self._socket.settimeout(timeout)
        try:
            return self._socket.recv(4096).decode().split("\n")
        except socket.timeout:
            return None

    def hear_nothing_more(self):
        """Forgets what has been told."""
        while self.hear(0.01):
            pass

    def hear_until(self, wanted):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            message = self.hear()
            if message and message[0] == wanted:
                return message
        raise AssertionError(f"{wanted} was not told")

    def close(self):
        self._socket.close()


def threads_named(pid, name):
    tasks = Path(f"/proc/{pid}/task")
    return sorted(int(task.name) for task in tasks.iterdir() if (task / "comm").read_text().strip() == name)


@contextlib.contextmanager
def halted(thread):
    """One thread of another process stands still meanwhile, and its other threads go on."""
    libc = ctypes.CDLL(None, use_errno=True)

    def trace(request, data=0):
        if libc.ptrace(request, thread, None, ctypes.c_void_p(data)) != 0:
            raise OSError(ctypes.get_errno(), "ptrace")

    trace(PTRACE_ATTACH)
    _, status = os.waitpid(thread, WAIT_FOR_ANY_THREAD)
    assert os.WIFSTOPPED(status) and os.WSTOPSIG(status) == signal.SIGSTOP
    try:
        yield
    finally:
        trace(PTRACE_DETACH)
