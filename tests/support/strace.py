"""What strace writes down about a server that it watches, with -D so that the process stays our child."""

import re
import time

from tests.support.server import PATIENCE


def calls(record):
    """Every call of a process that has ended, whole, in the order in which they returned. Needs -q rather than -qq."""
    deadline = time.monotonic() + PATIENCE
    while "+++ exited with" not in (text := record.read_text()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    returned, begun = [], {}
    for thread, line in re.findall(r"^(\d+) +(.*)$", text, re.MULTILINE):
        if line.endswith(" <unfinished ...>"):
            begun[thread] = line.removesuffix(" <unfinished ...>")
        elif line.startswith("<... "):
            returned.append(begun.pop(thread) + line.partition("resumed>")[2])
        else:
            returned.append(line)
    return returned + list(begun.values())
