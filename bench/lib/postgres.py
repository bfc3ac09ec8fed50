"""A PostgreSQL cluster of its own, durable as it comes: nothing of what keeps data safe is turned off."""

import contextlib
import itertools
import os
import pwd
import re
import shutil
import subprocess
from pathlib import Path

from bench.lib.yardsticks import free_port

BINARIES = Path(os.environ.get("GATEHOUSE_POSTGRESQL_BINARIES", "/usr/lib/postgresql/15/bin"))


class Cluster:
    def __init__(self, parent):
        self.folder = parent / "postgresql"
        self.folder.mkdir()
        self.owner, self._prefix = pwd.getpwuid(os.getuid()).pw_name, []
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            self.owner, self._prefix = "postgres", ["runuser", "-u", "postgres", "--"]
            shutil.chown(self.folder, "postgres")
        parent.chmod(0o711)  # which the owner of the cluster must come through
        self.port = free_port()
        self._numbers = itertools.count(1)

    def __enter__(self):
        data = self.folder / "data"
        self._run("initdb", "-D", data, "-U", self.owner, "-A", "trust", "-E", "UTF8")
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c max_connections=200"
        self._run("pg_ctl", "-D", data, "-o", options, "-l", self.folder / "log", "-w", "start")
        return self

    def __exit__(self, *_):
        self._run("pg_ctl", "-D", self.folder / "data", "-m", "fast", "-w", "stop")

    def _run(self, program, *arguments):
        command = [*self._prefix, str(BINARIES / program), *map(str, arguments)]
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
        subprocess.run(command, check=True, cwd=self.folder, **quiet)

    @contextlib.contextmanager
    def database(self):
        """An empty one, dropped again with all that is in it."""
        postgres, own = Database(self, "postgres"), Database(self, f"bench{next(self._numbers)}")
        postgres.query(f"CREATE DATABASE {own.name}")
        try:
            yield own
        finally:
            postgres.query(f"DROP DATABASE {own.name} WITH (FORCE)")


class Database:
    def __init__(self, cluster, name):
        self._cluster, self.name = cluster, name
        self.url = f"postgresql://{cluster.owner}@127.0.0.1:{cluster.port}/{name}"

    def query(self, sql):
        """Rows of text."""
        command = ["psql", "-X", "-A", "-t", "-F", "\t", "-c", sql, self.url]
        told = subprocess.run(
            command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        )
        return [line.split("\t") for line in told.stdout.splitlines()]

    def pgbench(self, script, clients, seconds):
        """Transactions a second of a script, its statements prepared. It knows whole seconds only: below one, each
        client sends it a few times."""
        file = self._cluster.folder / "script.sql"
        file.write_text(script)
        length = ["-T", round(seconds)] if seconds >= 1 else ["-t", 20]
        command = ["pgbench", "-n", "-M", "prepared", "-c", clients, "-j", min(clients, 2), *length]
        command += ["-f", file, self.url]
        done = subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True)
        failed = re.search(r"number of failed transactions: (\d+)", done.stdout)
        if failed and failed.group(1) != "0":
            raise RuntimeError(f"pgbench: {done.stdout}")
        return float(re.search(r"tps = ([\d.]+) \(without", done.stdout).group(1))
