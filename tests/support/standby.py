"""A PostgreSQL cluster and its synchronous standby, on loopback: what is committed is on both."""

import os
import shutil
import signal
import time

from tests.support.postgres import Cluster, execute


class Standby(Cluster):
    """A copy of a running cluster that follows it until it is promoted."""

    def __init__(self, primary):
        super().__init__()
        shutil.rmtree(self.folder / "data")
        self._run(
            "pg_basebackup", "-d", primary.url, "-D", self.folder / "data", "-R", "-X", "stream", "-c", "fast"
        )
        settings = self.folder / "data/postgresql.auto.conf"
        text = settings.read_text().replace(
            "primary_conninfo = '", "primary_conninfo = 'application_name=standby "
        )
        settings.write_text(text)

    def promote(self):
        self._run("pg_ctl", "-D", self.folder / "data", "-w", "promote")


class Pair:
    """`url` names both: whoever connects reaches the one that writes."""

    def __init__(self):
        self.primary = Cluster()
        self.primary.start()
        execute(self.primary.url, "ALTER SYSTEM SET wal_level = replica")
        self.standby = Standby(self.primary)
        self.standby.start()
        execute(
            self.primary.url,
            "ALTER SYSTEM SET synchronous_standby_names = 'standby'",
            "SELECT pg_reload_conf()",
        )
        self._wait_until_synchronous()
        self.url = (
            f"postgresql://{self.primary.owner}@127.0.0.1:{self.primary.port},127.0.0.1:{self.standby.port}"
            "/postgres?target_session_attrs=read-write"
        )

    def _wait_until_synchronous(self):
        deadline = time.monotonic() + 20
        state = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"
        while execute(self.primary.url, state) != [(1,)]:
            assert time.monotonic() < deadline, "the standby does not follow"
            time.sleep(0.05)

    def remove(self):
        self.primary.remove()
        self.standby.remove()


def kill(cluster):
    """SIGKILL to all of a cluster, as when its machine dies."""
    leader = int((cluster.folder / "data/postmaster.pid").read_text().split()[0])
    os.kill(leader, signal.SIGKILL)
    (cluster.folder / "data/postmaster.pid").unlink()
