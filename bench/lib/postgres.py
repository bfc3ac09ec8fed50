"""A PostgreSQL cluster of its own, durable as it comes: nothing of what keeps data safe is turned off."""

import os
import pwd
import re
import shutil
import subprocess
from pathlib import Path

from bench.lib.yardsticks import free_port

BINARIES = Path(os.environ.get("GATEHOUSE_POSTGRESQL_BINARIES", "/usr/lib/postgresql/15/bin"))


class Cluster:
    def __init__(self, bench):
        self.folder = bench.work / "postgresql"
        self.folder.mkdir()
        self.owner, self._prefix = pwd.getpwuid(os.getuid()).pw_name, []
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            self.owner, self._prefix = "postgres", ["runuser", "-u", "postgres", "--"]
            shutil.chown(self.folder, "postgres")
        for folder in (bench.work, bench.work.parent):  # which the owner of the cluster must come through
            folder.chmod(0o711)
        self.port = free_port()
        self.url = f"postgresql://{self.owner}@127.0.0.1:{self.port}/postgres"

    def __enter__(self):
        self._run("initdb", "-D", self.folder / "data", "-U", self.owner, "-A", "trust", "-E", "UTF8")
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c max_connections=200"
        log = self.folder / "log"
        self._run("pg_ctl", "-D", self.folder / "data", "-o", options, "-l", log, "-w", "start")
        return self

    def __exit__(self, *_):
        self._run("pg_ctl", "-D", self.folder / "data", "-m", "fast", "-w", "stop")

    def _run(self, program, *arguments):
        command = [*self._prefix, str(BINARIES / program), *map(str, arguments)]
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
        subprocess.run(command, check=True, cwd=self.folder, **quiet)

    def query(self, sql):
        """Rows of text."""
        command = ["psql", "-X", "-A", "-t", "-F", "\t", "-c", sql, self.url]
        told = subprocess.run(
            command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        )
        return [line.split("\t") for line in told.stdout.splitlines()]

    def pgbench(self, script, clients, seconds):
        """Transactions a second of a script, its statements prepared."""
        file = self.folder / "script.sql"
        file.write_text(script)
        command = [
            "pgbench",
            "-n",
            "-M",
            "prepared",
            "-c",
            clients,
            "-j",
            min(clients, 2),
            "-T",
            max(1, round(seconds)),
        ]
        command += ["-f", file, "-h", "127.0.0.1", "-p", self.port, "-U", self.owner, "postgres"]
        done = subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True)
        failed = re.search(r"number of failed transactions: (\d+)", done.stdout)
        if failed and failed.group(1) != "0":
            raise RuntimeError(f"pgbench: {done.stdout}")
        return float(re.search(r"tps = ([\d.]+) \(without", done.stdout).group(1))
