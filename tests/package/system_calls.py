"""What the server asks of the kernel, recorded with strace, and what a unit of systemd lets it ask for."""

import os
import re
import signal
import subprocess

from tests.package.installed import InstalledServer
from tests.support.client import Client
from tests.support.people import House
from tests.support.server import PATIENCE


def members(group):
    """The calls of a group such as `@system-service`, those of the groups in it included."""
    listed = subprocess.run(
        ["systemd-analyze", "--no-pager", "syscall-filter", group], check=True, capture_output=True, text=True
    ).stdout
    names = set()
    for word in re.findall(r"^    (@?[\w-]+)$", listed, re.MULTILINE):
        names |= members(word) if word.startswith("@") else {word}
    return names


def allowed_by(lines):
    """What lines of SystemCallFilter= leave allowed, the first of them being a list of what is."""
    allowed = set()
    for line in lines:
        refuses, words = line.startswith("~"), line.lstrip("~").split()
        named = set().union(*(members(word) if word.startswith("@") else {word} for word in words))
        allowed = allowed - named if refuses else allowed | named
    # systemd lets these pass whatever is said (its group @default).
    return allowed | members("@default")


class Calls:
    def __init__(self, text):
        # `12 openat(…`, and `12 <... openat resumed>`, which was counted where it began.
        self._lines = re.findall(r"^\d+ +(\w+)\((.*)$", text, re.MULTILINE)
        self.names = {name for name, _ in self._lines}

    def lines(self, *names):
        return [f"{name}({rest}" for name, rest in self._lines if name in names]


def strace(trace):
    return ["strace", "-f", "-qq", "--signal=none", "-o", str(trace)]


def server_of(tracer):
    """The process that strace started."""
    with open(f"/proc/{tracer}/task/{tracer}/children") as file:
        return int(file.read().split()[0])


def recorded(debian, folder):
    """Two starts, the first on an empty folder, each with a bit of a member's life and an end by SIGTERM."""
    text = ""
    for number in range(2):
        trace = folder / f"trace-{number}"
        server = InstalledServer(debian, under=strace(trace)).start()
        document = Client(server.address).get("/openapi.json").json
        house = House(server, Client(server.address, document), Client(server.admin_address), "sqlite")
        house.sign_in(house.sign_up())
        assert house.admin.get("/metrics").status == 200
        os.kill(server_of(server.process.pid), signal.SIGTERM)
        assert server.process.wait(PATIENCE) == 0
        text += of_the_program(trace.read_text())
    return Calls(text)


def of_the_program(trace):
    """Without what went before it: becoming another user, and the shell."""
    return trace[trace.index('execve("/usr/bin/gatehouse"') :].split("\n", 1)[1]
