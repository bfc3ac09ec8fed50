"""One run of the measurements: where its data are, which binary it is about, and how long it may take."""

import contextlib
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.lib import server
from bench.lib.postgres import Cluster

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Size:
    """How much of everything. Quick leaves nothing out, it shrinks; smoke shrinks until no time says anything."""

    seconds: float = 3.0  # of one side of a comparison, in one round
    long_seconds: float = 10.0  # where the tail of a distribution is looked at
    warm_up: float = 0.3  # before each side
    rounds: int = 3
    members: int = 600  # who sign in
    crowd: int = 512  # the most of them at once
    many_users: int = 10_000_000
    start_users: int = 1_000_000
    idle: int = 10_000  # connections
    alternating: int = 300  # requests
    verdict: bool = True
    on_file: bool = True  # for the report


FULL = Size()
QUICK = Size(
    seconds=1.0,
    long_seconds=3.0,
    rounds=1,
    many_users=1_000_000,
    start_users=100_000,
    idle=2_000,
    alternating=100,
    on_file=False,
)
SMOKE = Size(
    seconds=0.2,
    long_seconds=0.4,
    warm_up=0.05,
    rounds=1,
    members=120,
    crowd=80,
    many_users=3_000,
    start_users=2_000,
    idle=200,
    alternating=6,
    verdict=False,
    on_file=False,
)


class Bench:
    def __init__(self, binary, size=FULL):
        self.binary = Path(binary).resolve()
        self.size = size
        # Not /tmp, which may be memory: what is durable must be on a disk.
        self._folder = Path(tempfile.mkdtemp(prefix="gatehouse-bench-", dir="/var/tmp"))
        self.work = self._folder
        self._clusters = contextlib.ExitStack()
        self._cluster = None
        self.cache = ROOT / "build/bench" if size.on_file else self._folder

    def close(self):
        self._clusters.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def fresh(self):
        """Itself with an empty folder to work in, and the last one gone."""
        if self.work != self._folder:
            shutil.rmtree(self.work, ignore_errors=True)
        self.work = Path(tempfile.mkdtemp(dir=self._folder))
        return self

    def postgresql(self):
        """An empty database, gone with the stack it is put on. They share one cluster, which the first one starts."""
        if self._cluster is None:
            self._cluster = self._clusters.enter_context(Cluster(self._folder))
        return self._cluster.database()

    def gatehouse(self, name="data", options=(), **more):
        """A server over the data folder of that name; use it with `with`."""
        patient = (
            [] if self.size.verdict else ["--queue-deadline", "60s"]
        )  # the machine may be busy with others
        return server.Gatehouse(self.binary, self.folder(name), [*patient, *options], **more)

    def seed(self, name, users, options=(), database=None):
        return server.seed(self.binary, self.folder(name), users, options, database)

    def folder(self, name):
        return Path(name) if Path(name).is_absolute() else self.work / name
