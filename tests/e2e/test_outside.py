"""What the server touches outside of itself, as the kernel sees it: whom it speaks to, what it opens, what it runs."""

import os
import re

import pytest

from tests.e2e.conftest import DATABASES
from tests.support import forgery, people, strace
from tests.support.client import Client
from tests.support.mail_server import MailServer
from tests.support.people import House
from tests.support.postgres import FreshDatabase
from tests.support.server import BINARY, Server

CALLS = "connect,open,openat,openat2,creat,execve,execveat,sendto,sendmsg"
# What the libraries of every program read; never written to.
OF_THE_SYSTEM = re.compile(
    r"/(?:lib|lib64|usr/lib|usr/share|usr/local/lib|proc|sys/fs/cgroup|sys/devices/system|sys/kernel)/|/proc|/sys/"
    r"|/etc/(?:ld\.so\.\w+|ssl/|gss/|krb5|localtime|resolv\.conf|hosts|host\.conf|nsswitch\.conf|gai\.conf|passwd|group)"
    r"|/dev/(?:null|u?random)$"
)


class Watched(Server):
    """A server whose calls are written down. Leaks are not looked for: that would need to watch it too."""

    def __init__(self, record, **more):
        super().__init__(env={"ASAN_OPTIONS": "detect_leaks=0"}, **more)
        self.record = record
        self.watcher = ["strace", "-D", "-f", "-q", "-y", "-s", "256", "-e", "trace=" + CALLS, "-o", record]

    def calls(self):
        """What strace has written about a server that has ended, call by call."""
        return strace.calls(self.record)


def live_through_much(house, mails):
    """Members, mails, and whoever would like the server to go somewhere for them."""
    person = house.sign_up()
    if mails:
        mails.wait_for(person.email)
    house.sign_in(person)
    key = house.client.get("/.well-known/jwks.json").json["keys"][0]
    original = forgery.Original(person.token, key)
    for header in (
        {"jku": "http://127.0.0.1:9/jwks"},
        {"x5u": "http://127.0.0.1:9/"},
        {"kid": "../../../../etc/passwd"},
        {"kid": "file:///etc/shadow"},
    ):
        assert house.client.get(person.path, token=original.signed_by_stranger(header)).status == 401
    for path in ("/../../etc/passwd", "/undo/..%2f..%2fetc%2fpasswd", "/docs?file=/etc/passwd"):
        house.client.get(path) if not path.startswith("/undo") else None
    house.client.get("/healthz", headers={"X-Forwarded-For": "127.0.0.9", "Referer": "http://127.0.0.1:9/"})
    body = {"nickname": people.nickname("$(touch x)"), "email": people.email(), "password": people.PASSWORD}
    house.client.post("/api/user/v1/signup", body, headers={"User-Agent": "`touch x`; http://127.0.0.1:9/"})
    change = {"current_password": person.password, "new_password": "Another-Lamp-77-Hill", "email": people.email()}
    assert house.client.put(person.path, change, token=person.token).status == 200
    if mails:
        mails.wait_for(change["email"])


@pytest.fixture(params=DATABASES)
def watched(request, tmp_path):
    """A server that has lived and ended: on SQLite it delivers by its log, on PostgreSQL by a mail server."""
    folder, record = tmp_path / "data", tmp_path / "calls"
    if request.param == "sqlite":
        server = Watched(record, data_dir=folder).start()
        allowed = set()
        live_through_much(House(server, Client(server.address), None, request.param), None)
        server.stop()
        yield server, folder, allowed
        return
    database = FreshDatabase()
    with MailServer() as mails:
        options = ["--mailer", "smtp", "--smtp-url", f"smtp://127.0.0.1:{mails.port}", "--mail-from", "a@shop.example"]
        server = Watched(record, database=database.url, data_dir=folder, options=options).start()
        port = int(re.search(r":(\d+)/", database.url).group(1))
        live_through_much(House(server, Client(server.address), None, request.param), mails)
        server.stop()
        yield server, folder, {("127.0.0.1", port), ("127.0.0.1", mails.port)}
    database.drop()


def addresses(calls):
    """Where connections or packets went, as (host, port); of other kinds the whole call."""
    found = set()
    for call in calls:
        if call.startswith("connect(") or re.match(r"send(?:to|msg)\(.*sa_family", call):
            match = re.search(r'sin_port=htons\((\d+)\), sin_addr=inet_addr\("([\d.]+)"\)', call)
            found.add((match.group(2), int(match.group(1))) if match else call)
    return found


def test_nobody_is_spoken_to_but_clients(watched):
    server, _, allowed = watched
    assert addresses(server.calls()) == allowed
    assert addresses(['connect(7, {sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("127.0.0.1")}, 16) = 0'])


def test_only_own_files_are_opened(watched):
    server, folder, _ = watched
    calls = server.calls()
    programs = {re.search(r'"([^"]*)"', call).group(1) for call in calls if call.startswith("exec")}
    assert programs == {str(BINARY)}
    opened = [call for call in calls if re.match(r"open|creat", call) and "= -1" not in call]
    foreign = []
    for call in opened:
        beside, name = re.search(r'\((?:\w+<([^>]*)>, )?"([^"]*)"', call).groups()
        path = os.path.normpath(os.path.join(beside or folder.parent, name))
        own = path == str(folder) or path.startswith(f"{folder}/")
        own = own or (folder.is_relative_to(path) and "O_RDONLY|O_CLOEXEC|O_DIRECTORY" in call)  # to sync its name
        writes = re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|creat", call)
        if not own and (writes or not OF_THE_SYSTEM.match(path)):
            foreign.append(call)
    assert len(opened) > 5
    assert foreign == [], "\n".join(foreign)
