"""Fixed shares of the processor for single processes, where the machine lets us: control groups, which need root."""

import contextlib
import os
import subprocess
from pathlib import Path

_GROUPS = Path("/sys/fs/cgroup")
_PERIOD = 10_000  # µs
_WEIGHT = 16  # times that of any other process: a slice is not shared with who else runs on its core


def _first_version():
    return (_GROUPS / "cpu/cpu.cfs_quota_us").exists()


def can_slice():
    if _first_version():
        return os.access(_GROUPS / "cpu/cgroup.procs", os.W_OK)
    with contextlib.suppress(OSError):
        controllers = (_GROUPS / "cgroup.controllers").read_text().split()
        return "cpu" in controllers and os.access(_GROUPS / "cgroup.procs", os.W_OK)
    return False


@contextlib.contextmanager
def slice_of(name, share):
    """What to put before a command that is to have this share of one core: no more, and no less where it wants it."""
    group = _GROUPS / ("cpu" if _first_version() else "") / f"gatehouse-bench-{os.getpid()}-{name}"
    quota = int(share * _PERIOD)
    if not _first_version():
        (_GROUPS / "cgroup.subtree_control").write_text("+cpu")
    group.mkdir()
    try:
        if _first_version():
            (group / "cpu.cfs_period_us").write_text(f"{_PERIOD}")
            (group / "cpu.cfs_quota_us").write_text(f"{quota}")
            (group / "cpu.shares").write_text(f"{1024 * _WEIGHT}")
        else:
            (group / "cpu.max").write_text(f"{quota} {_PERIOD}")
            (group / "cpu.weight").write_text(f"{100 * _WEIGHT}")
        yield ["sh", "-c", f'echo $$ >{group}/cgroup.procs; exec "$@"', "sh"]
    finally:
        group.rmdir()


@contextlib.contextmanager
def cores_awake():
    """Keeps cores from falling asleep, by processes that run only where no other wants to. On a virtual machine the same
    work was seen to take half as long again on cores that sleep much, so the side that is less busy would look worse."""
    command = ["chrt", "--idle", "0", "sh", "-c", "while :; do :; done"]
    running = [subprocess.Popen(["taskset", "-c", str(core), *command]) for core in range(os.cpu_count())]
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()
