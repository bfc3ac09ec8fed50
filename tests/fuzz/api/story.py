"""A story: requests one after another against one server, each answer judged. One that goes wrong is written down."""

from pathlib import Path

from tests.fuzz.api import oracle
from tests.fuzz.api.request import Request
from tests.fuzz.api.world import World

LISTS = 200  # lines of a replay that are printed


class Story:
    def __init__(self, house, client, notebook):
        self.house = house
        self.document = house.client.document
        self.world = World(house.server, client)
        self.notebook: Path = notebook
        self.told = []  # the requests with their slots, as they are replayed
        self.statuses = []

    def tell(self, request):
        """Sends one request; raises `oracle.Broken`."""
        self.told.append(request)
        filled = request.filled(self.world.fill)
        first_line = len(self.house.server.lines)
        try:
            answer = oracle.send(self.house.server.address, filled)
            oracle.judge(self.document, self.world, filled, answer)
            self.look_at_server(first_line)
        except oracle.Broken as broken:
            self.write_down(broken)
            raise
        self.statuses.append((request.manner, answer.status if answer else 0))
        if answer:
            self.world.learn(filled, answer)

    def look_at_server(self, first_line):
        server = self.house.server
        oracle.expect(server.process.poll() is None, "the server has ended: " + server.stderr[-4000:])
        oracle.expect(server.stderr == "", "the server complains: " + server.stderr[-4000:])
        for line in server.lines[first_line:]:
            oracle.expect(line.get("level") != "error", f"an error is logged: {line}")
            oracle.expect(line.get("event") != "not_json", f"the log is broken: {line}")

    def write_down(self, broken):
        self.notebook.parent.mkdir(parents=True, exist_ok=True)
        claim = (str(broken).splitlines() or ["?"])[0][:300]
        self.notebook.write_text("\n".join([f"# {claim}", *(request.line() for request in self.told)]) + "\n")

    def write_down_again(self, requests):
        """What is left of it once it is shortened, under the same claim."""
        claim = self.notebook.read_text().split("\n")[0]
        self.notebook.write_text("\n".join([claim, *(request.line() for request in requests)]) + "\n")


def read_down(file):
    return [Request.of(line) for line in Path(file).read_text().split("\n") if line and not line.startswith("#")]


def print_story(file):
    for line in Path(file).read_text().split("\n")[:LISTS]:
        print(" ", line[:2000])
