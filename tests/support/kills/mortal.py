"""A server that is killed again and again, and the one mailbox of all its lives: its log."""

import collections
import time
import urllib.request
from dataclasses import dataclass

from tests.support.server import PATIENCE, Server


@dataclass
class Code:
    text: str
    seen: float


class Mortal(Server):
    """Requests in its log are not kept; codes and notices are found by whom they are for."""

    # The cheapest hash that the server takes, so that the database is what is busy; and time enough to look at each token.
    CHEAP = (
        "--hash-memory",
        "7MiB",
        "--hash-iterations",
        "5",
        "--queue-deadline",
        "60s",
        "--refresh-grace",
        "10m",
    )

    def __init__(self, *arguments, **more):
        super().__init__(*arguments, **more)
        self.codes_of = collections.defaultdict(list)  # (user, address)
        self.notices_of = collections.Counter()

    def shares_mailbox_of(self, other):
        """With two servers on one database, a code may stand in either log."""
        self.codes_of, self.notices_of = other.codes_of, other.notices_of

    def codes(self, user_id, email=None):
        return [code.text for code in self.codes_of[user_id, email]]

    def wait_for_code(self, member):
        """For a client on a stage: pauses until the newest code is there."""
        deadline = time.monotonic() + PATIENCE
        while not (found := self.codes_of[member.user_id, member.email]):
            assert time.monotonic() < deadline, f"no code for {member}"
            yield 0.005
        return found[-1]

    def is_ready(self):
        host, port = self.address
        try:
            with urllib.request.urlopen(f"http://{host}:{port}/readyz", timeout=PATIENCE) as answer:
                return answer.status == 200
        except OSError:
            return False

    def start(self):
        """Returns the seconds from the start of the process until it is ready."""
        begun = time.monotonic()
        super().start()
        while not self.is_ready():
            assert time.monotonic() < begun + PATIENCE, "not ready"
            time.sleep(0.005)
        return time.monotonic() - begun

    def _keep(self, text, line):
        event = line.get("event")
        if event == "verification_code":
            self.codes_of[line["user_id"], line["email"]].append(Code(line["verify_code"], time.monotonic()))
        elif event == "account_change_notice":
            self.notices_of[line["user_id"]] += 1
        elif event != "request":
            super()._keep(text, line)
