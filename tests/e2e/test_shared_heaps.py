"""Threads share the heaps of the allocator: what is free in the heap of one serves no other, and is not given back."""

import os
import re
from concurrent.futures import ThreadPoolExecutor

HEAP = 64 << 20  # what glibc reserves for a heap beside the first, at a multiple of its size


def heaps(process):
    """Those beside the first one: memory that is written to, followed by the rest of its reserve."""
    found, begun = 0, None
    with open(f"/proc/{process.pid}/maps") as maps:
        for line in maps:
            begin, end, rights, inode = re.match(r"(\w+)-(\w+) (\S+) \S+ \S+ (\d+)", line).groups()
            begin, end = int(begin, 16), int(end, 16)
            if begun and rights == "---p" and end == begun + HEAP:
                found += 1
            begun = begin if rights == "rw-p" and inode == "0" and begin % HEAP == 0 else None
    return found


def test_there_are_no_more_heaps_than_cores(on_sqlite):
    member = on_sqlite.member()
    with ThreadPoolExecutor(16) as crowd:
        answers = crowd.map(lambda _: on_sqlite.client.get(member.path, token=member.token).status, range(200))
        assert set(answers) == {200}
    assert heaps(on_sqlite.server.process) < max(2, os.cpu_count())
