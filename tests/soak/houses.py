"""The servers of a soak: one on SQLite, or two on a PostgreSQL of their own behind haproxy."""

import collections
import itertools
import shutil

from tests.soak.faults import Faults
from tests.soak.visitors import SECRETS, Mail
from tests.support import postgres
from tests.support.haproxy import Haproxy, free_port
from tests.support.server import Server, run_gatehouse

# Small queues and short times, so that floods meet their limits, and what ends by itself does so within the soak.
OPTIONS = (
    *("--hash-memory", "7MiB", "--hash-iterations", "5", "--hash-queue", "64", "--stop-drain", "2s"),
    *("--header-timeout", "2s", "--body-timeout", "2s", "--write-timeout", "2s", "--idle-timeout", "35s"),
    # With the audit trail the database would grow for ever, and its pages fill a large cache for hours.
    *("--audit-retention", "1m", "--database-cache", "8MiB"),
    *("--limit", "address_free=1000"),  # each address stands for a whole town, with the mistakes of all its people
    *("--access-token-lifetime", "1m", "--refresh-idle-lifetime", "10m", "--trusted-proxies", "127.0.0.1/32"),
)


class Soaked(Server):
    """Keeps nothing of its log but secrets, and counts of what may not be there."""

    def __init__(self, mail, *arguments, **more):
        super().__init__(*arguments, limits=True, **more)
        self.mail, self.answers, self.errors = mail, collections.Counter(), collections.Counter()

    def stop(self):
        """The client library of PostgreSQL prints it itself where a connection is cut while it is being made."""
        self.stderr = self.stderr.replace("FATAL:  terminating connection due to administrator command\n", "")
        super().stop()

    def _keep(self, text, line):
        event = line.get("event")
        if event == "request":
            self.answers[line["status"]] += 1
        elif event in SECRETS:
            self.mail.put(line)
        elif event == "listening":
            super()._keep(text, line)
        elif line.get("level") != "info":
            self.errors[event] += 1


class House:
    """What visitors and the report need to know of one."""

    def __init__(self):
        self.mail, self.numbers = Mail(), itertools.count(1)
        self.surprises, self.lives, self.interrupted = [], 0, 0
        self.longest_pause = 0.2

    def new_faults(self):
        """None where nothing befalls the servers."""

    def register_caller(self):
        server = self.servers[0]
        added = run_gatehouse(
            "clients", "add", "soak", "--database", server.database, "--data-dir", server.data_dir
        )
        assert added.returncode == 0, added
        self.caller = ":".join(line.split()[1] for line in added.stdout.splitlines()[:2])

    def close(self):
        for server in self.servers:
            server.close()


class OnSqlite(House):
    name, database_port = "SQLite", 0
    most_database = 2 * (1 + 4 + 8)  # two files for each connection: the writer's, readers' and finders'

    def __init__(self, folder, every):
        super().__init__()
        url = f"sqlite:{folder / 'soak.db'}"
        self.servers = [Soaked(self.mail, url, data_dir=folder / "sqlite", options=OPTIONS).start()]
        self.address, self.rude_addresses = self.servers[0].address, [self.servers[0].address]
        self.register_caller()


class OnPostgresql(House):
    """The first server lives through everything, the second is restarted again and again."""

    name = "PostgreSQL"
    most_database = 16 + 3  # --database-pool, and those that hold the lock, listen and follow revocations

    def __init__(self, folder, every):
        super().__init__()
        self.cluster = postgres.Cluster()
        self.cluster.start()
        self.database_port = self.cluster.port
        self.servers = []
        for name in ("first", "second"):
            server = Soaked(self.mail, self.cluster.url, data_dir=folder / name / "data", options=OPTIONS)
            server.listen = f"127.0.0.1:{free_port()}"
            if self.servers:
                server.data_dir.mkdir(parents=True, mode=0o700)
                shutil.copy2(self.servers[0].data_dir / "master.key", server.data_dir / "master.key")
            self.servers.append(server.start())
        self.register_caller()
        self.proxy = Haproxy([server.address for server in self.servers])
        self.proxy.wait_until_up("first", "second")
        self.address = self.proxy.address
        self.rude_addresses = [self.servers[0].address, self.proxy.address]
        self.every = every

    def new_faults(self):
        return Faults(self.cluster.url, self.proxy, self.servers[1], self.every)

    def close(self):
        super().close()
        self.proxy.close()
        self.cluster.remove()


KINDS = {"sqlite": OnSqlite, "postgresql": OnPostgresql}
