"""Two servers beside each other on one database."""

import math
import statistics

from bench.lib import people, slices
from bench.lib.haproxy import Haproxy
from bench.lib.lines import Figure, Line, ratio
from bench.lib.load import Requests, answers, load
from bench.lib.row import Row
from bench.rows.tokens import check_accounts

MEMBERS = 1000
CLIENTS = 128  # of each server


class TwoServers(Row):
    """Two cores cannot give a whole one to each of two servers and still run a database, a proxy and a load. So each
    server has the same share of a core of its own, small enough that the others never want for time: then two servers
    do twice what one does, unless they are in each other's way. Not measured where nobody lets us do so.

    A round goes one, two, two, one: where the machine changes its pace meanwhile, both sides have had as much of it.
    Neither has to wake a core that the other finds awake.
    """

    name = "two-servers"
    share = 0.25
    lines = (
        Line(
            "slices",
            f"two servers on one PostgreSQL behind haproxy, {share:.0%} of a core each, GET with cached tokens",
            "one of them",
            1.8,
            1.8,
        ),
        Line(
            "cores",
            "the same, a core each, which they share with haproxy, PostgreSQL and the load",
            "one of them",
        ),
    )

    def prepare(self, bench, stack):
        database = stack.enter_context(bench.postgresql())
        with people.house(bench, MEMBERS, "minted", postgresql=database) as (_, self.members):
            pass
        key = ["--master-key-file", str(bench.folder("data") / "master.key")]
        self.reads = Requests(bench.work, map(people.read_request, self.members))
        self.proxies = {}
        for kind in self._kinds():
            addresses = []
            for core in (0, 1):
                prefix = ["taskset", "-c", str(core)]
                if kind == "slices":
                    prefix = stack.enter_context(slices.slice_of(f"{core}", self.share)) + prefix
                options = {"options": key, "database": database.url, "prefix": prefix}
                server = stack.enter_context(bench.gatehouse(f"{kind}{core}", **options))
                addresses.append(server.address)
            for servers in (1, 2):
                proxy = Haproxy(bench, f"{kind}{servers}", addresses[:servers])
                self.proxies[kind, servers] = stack.enter_context(proxy)

    @staticmethod
    def _kinds():
        return ("slices", "cores") if slices.can_slice() else ("cores",)

    def check(self, bench):
        """Every account is read through each way, twice, so that each server has seen nearly all tokens before."""
        for proxy in [*self.proxies.values()] * 2:
            check_accounts(answers(proxy.address, self.reads, bench.work, 64), self.members)

    def measure(self, bench):
        found = {"slices": Figure(math.nan)}
        for kind in self._kinds():
            rates = {1: [], 2: []}
            with slices.cores_awake():
                for servers in (1, 2, 2, 1):
                    rates[servers].append(self._rate(bench, self.proxies[kind, servers].address, servers))
            one, two = statistics.mean(rates[1]), statistics.mean(rates[2])
            found[kind] = ratio(two, one, **{"two/s": two, "one/s": one})
        return found

    def _rate(self, bench, address, servers):
        more = {"seconds": bench.size.seconds / 2, "threads": 2, "warm_up": bench.size.warm_up}
        return load(address, self.reads, CLIENTS * servers, **more).only(200).rate(200)


ROWS = (TwoServers,)
