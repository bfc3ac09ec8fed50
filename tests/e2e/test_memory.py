"""What is left in the memory of the server once a password has done its work: nothing that reads like it."""

import re
import time

import pytest

from tests.support import people
from tests.support.raw import Raw
from tests.support.server import PATIENCE

# What is looked for is their end: what stands first in a piece of memory is soon written over once it is free.
BEGINNINGS = {"ASCII": "a quiet beginning of some length, and behind it ", "others": "ein ruhiger Anfang, gefällig lang, mit e\u0301, "}
FIRST, SECOND, WRONG = "Canary-7c41-First", "Canary-7c41-Second", "Canary-7c41-Wrong"
LARGEST = 1 << 30  # beyond that lie the reserves of sanitizers, which hold nothing of ours


def memory_of(process):
    """Everything that the process may write to, piece by piece."""
    with open(f"/proc/{process.pid}/maps") as maps, open(f"/proc/{process.pid}/mem", "rb", 0) as memory:
        for line in maps:
            begin, end, rights, name = re.match(r"(\w+)-(\w+) (\S+) \S+ \S+ \S+ *(.*)", line).groups()
            begin, size = int(begin, 16), int(end, 16) - int(begin, 16)
            if rights.startswith("rw") and size <= LARGEST:
                try:
                    memory.seek(begin)
                    yield name, memory.read(size)
                except OSError:  # gone meanwhile
                    continue


def places_of(process, text):
    forms = [text.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-32-le")]
    return [name or "heap" for name, octets in memory_of(process) if any(form in octets for form in forms)]


def test_the_search_finds_what_is_there(on_sqlite):
    head = b"POST /api/user/v1/signin HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    with Raw(on_sqlite.server.address) as peer:
        peer.send(head + b'Content-Length: 500\r\n\r\n{"password":"Canary-7c41-Half-A-Body')
        deadline = time.monotonic() + PATIENCE
        while not places_of(on_sqlite.server.process, "Canary-7c41-Half-A-Body"):
            assert time.monotonic() < deadline
            time.sleep(0.05)


@pytest.mark.parametrize("letters", BEGINNINGS)
def test_no_password_is_left_in_memory(open_server, database_url, letters):
    beginning = BEGINNINGS[letters]
    # AddressSanitizer would keep the frames of functions that have returned as they are, and never write over them.
    house = open_server(database_url, env={"ASAN_OPTIONS": "detect_stack_use_after_return=0"})
    person = house.sign_up(password=beginning + FIRST)
    for name in (person.nickname, people.nickname()):
        assert house.try_sign_in(nickname=name, password=beginning + WRONG).status == 401
    house.sign_in(person)
    change = {"current_password": beginning + FIRST, "new_password": beginning + SECOND}
    assert house.client.put(person.path, change, token=person.token).status == 200
    person.password = beginning + SECOND
    house.sign_in(person)
    deadline = time.monotonic() + PATIENCE
    for password in (FIRST, SECOND, WRONG):
        while places := places_of(house.server.process, password):
            assert time.monotonic() < deadline, places
            time.sleep(0.1)
