"""PostgreSQL for the tests: a new database in the cluster of tests/run, or a whole cluster to stop and start."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

import psycopg2

BINARIES = Path(os.environ.get("GATEHOUSE_POSTGRESQL_BINARIES", "/usr/lib/postgresql/15/bin"))


def cluster_url():
    url = os.environ.get("GATEHOUSE_TEST_POSTGRESQL")
    assert (
        url
    ), "GATEHOUSE_TEST_POSTGRESQL is not set: run the tests through tests/run, which starts a cluster"
    return url


def execute(url, *statements):
    """Runs statements outside of a transaction; returns the rows of the last one that has some."""
    rows = []
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
                if cursor.description:
                    rows = cursor.fetchall()
    return rows


class FreshDatabase:
    """A database of its own, dropped at the end."""

    def __init__(self):
        self.name = "e2e_" + secrets.token_hex(6)
        self.url = cluster_url().rsplit("/", 1)[0] + "/" + self.name
        execute(cluster_url(), f"CREATE DATABASE {self.name}")

    def drop(self):
        execute(cluster_url(), f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")


class Cluster:
    """A cluster of its own that a test may stop and start."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="gatehouse-cluster-"))
        self.owner = pwd.getpwuid(os.getuid()).pw_name
        self._prefix = []
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            self.owner = "postgres"
            self._prefix = ["runuser", "-u", "postgres", "--"]
            shutil.chown(self.folder, "postgres")
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._run(
            "initdb", "-D", self.folder / "data", "-U", self.owner, "-A", "trust", "-E", "UTF8", "--no-sync"
        )
        self.url = f"postgresql://{self.owner}@127.0.0.1:{self.port}/postgres"

    def start(self):
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._run(
            "pg_ctl", "-D", self.folder / "data", "-o", options, "-l", self.folder / "log", "-w", "start"
        )

    def stop(self):
        self._run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "-w", "stop")

    def remove(self):
        if (self.folder / "data/postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program, *arguments):
        subprocess.run(
            [*self._prefix, str(BINARIES / program), *map(str, arguments)],
            check=True,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
