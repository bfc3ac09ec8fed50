"""What a process takes: memory, threads, file descriptors by kind."""

import collections
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Reading:
    seconds: float  # since the soak began
    resident: int  # KiB
    threads: int
    own: int  # descriptors that are neither of the following
    clients: int  # connections of clients
    database: int  # connections to PostgreSQL, or files of SQLite: opened when they are needed, up to a bound


def _connections(listens_at, database_port):
    """What each socket is for, as the links of descriptors name it: `socket:[inode]`."""
    found = {}
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        _, here, there, state, *rest = line.split()
        local, remote = (int(address.partition(":")[2], 16) for address in (here, there))
        if remote and remote == database_port:
            found[f"socket:[{rest[5]}]"] = "database"
        elif remote and local == listens_at:
            found[f"socket:[{rest[5]}]"] = "clients"
    return found


def read(pid, seconds, listens_at, database_port):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    status = {name: rest.split() for name, _, rest in (line.partition(":") for line in lines)}
    kinds, connections = collections.Counter(), _connections(listens_at, database_port)
    for number in os.listdir(f"/proc/{pid}/fd"):
        try:
            target = os.readlink(f"/proc/{pid}/fd/{number}")
        except FileNotFoundError:  # closed meanwhile
            continue
        is_file = target.endswith((".db", ".db-wal"))
        kinds["database" if is_file else connections.get(target, "own")] += 1
    resident, threads = int(status["VmRSS"][0]), int(status["Threads"][0])
    return Reading(seconds, resident, threads, kinds["own"], kinds["clients"], kinds["database"])
