"""On PostgreSQL: against pgbench with the same statements, and two servers beside each other."""

import math

from bench.lib import people, slices
from bench.lib.haproxy import Haproxy
from bench.lib.lines import Figure, Line, ratio
from bench.lib.load import Requests, answers, load
from bench.lib.postgres import Cluster
from bench.lib.row import Row
from bench.rows.tokens import check_accounts, fast
from bench.rows.writes import check_renames, rename_requests

MEMBERS = 1000
CLIENTS = 64

READ = f"""\\set id random(1, {MEMBERS})
SELECT id, nickname, email, email_verified_at, pending_email, created_at, updated_at FROM users WHERE id = :id;
"""

# As the server's, but for the values that a rename leaves alone, which it gives as parameters that are null.
UPDATE = f"""\\set id random(1, {MEMBERS})
\\set number random(1, 1000000000000)
UPDATE users SET nickname = COALESCE('p' || :number, nickname), nickname_key = COALESCE('p' || :number, nickname_key),
nickname_look = COALESCE('p' || :number, nickname_look), password_hash = COALESCE(NULL, password_hash),
credential_version = credential_version + CASE WHEN NULL IS NULL THEN 0 ELSE 1 END,
pending_email = COALESCE(NULL, CASE WHEN NULL IS NULL THEN pending_email END),
pending_email_key = COALESCE(NULL, CASE WHEN NULL IS NULL THEN pending_email_key END), updated_at = 1800000000000
WHERE id = :id AND password_hash = COALESCE(NULL, password_hash) AND NOT EXISTS
(SELECT 1 FROM users other WHERE other.id <> :id AND (other.nickname_key = 'p' || :number
OR other.nickname_look = 'p' || :number));
"""


class Statements(Row):
    name = "postgresql"
    lines = (
        Line(
            "update", "PostgreSQL 15: profile update, 64 clients", "pgbench of the same statement", 0.6, 0.8
        ),
        Line(
            "get", "PostgreSQL 15: GET that reads its row, 64 clients", "pgbench select of the row", 0.4, 0.6
        ),
    )

    def prepare(self, bench, stack):
        self.cluster = stack.enter_context(Cluster(bench))
        house = people.house(bench, MEMBERS, "minted", cluster=self.cluster)
        self.server, self.members = stack.enter_context(house)
        self.reads = Requests(bench.work, map(people.read_request, self.members))

    def check(self, bench):
        check_accounts(answers(self.server.address, self.reads, bench.work, CLIENTS), self.members)
        check_renames(bench, self.server.address, self.members)

    def measure(self, bench):
        seconds = bench.size.seconds
        selects = self.cluster.pgbench(READ, CLIENTS, seconds)
        reads = fast(self.server.address, self.reads, bench)
        updates = self.cluster.pgbench(UPDATE, CLIENTS, seconds)
        renames = rename_requests(bench, self.members)
        ours = load(self.server.address, renames, CLIENTS, seconds, warm_up=0.3).only(200).rate(200)
        return {
            "update": ratio(ours, updates, **{"updates/s": ours, "pgbench/s": updates}),
            "get": ratio(reads, selects, **{"GET/s": reads, "pgbench/s": selects}),
        }


class TwoServers(Row):
    """Two cores cannot give a whole one to each of two servers and still run a database, a proxy and a load. So each
    server is given the same small share of a core of its own, which leaves the rest of both to the others: then two
    servers can do twice what one does, unless they are in each other's way. Not measured where nobody lets us do so.
    """

    name = "two-servers"
    share = 0.12
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
        cluster = stack.enter_context(Cluster(bench))
        with people.house(bench, MEMBERS, "minted", cluster=cluster) as (_, self.members):
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
                options = {"options": key, "database": cluster.url, "prefix": prefix}
                server = stack.enter_context(bench.gatehouse(f"{kind}{core}", **options))
                addresses.append(server.address)
            for servers in (1, 2):
                proxy = Haproxy(bench, f"{kind}{servers}", addresses[:servers])
                self.proxies[kind, servers] = stack.enter_context(proxy)

    @staticmethod
    def _kinds():
        return ("slices", "cores") if slices.can_slice() else ("cores",)

    def check(self, bench):
        for proxy in self.proxies.values():
            check_accounts(answers(proxy.address, self.reads, bench.work, CLIENTS), self.members)

    def measure(self, bench):
        found = {"slices": Figure(math.nan)}
        for kind in self._kinds():
            one, two = (
                fast(self.proxies[kind, servers].address, self.reads, bench, 4 * CLIENTS)
                for servers in (1, 2)
            )
            found[kind] = ratio(two, one, **{"two/s": two, "one/s": one})
        return found


ROWS = (Statements, TwoServers)
