"""Fixed shares of the processor for single processes, where the machine lets us: control groups, which need root."""

import contextlib
import os
from pathlib import Path

_GROUPS = Path("/sys/fs/cgroup")
_PERIOD = 10_000  # µs


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
    """What to put before a command that is to have at most this share of one core."""
    group = _GROUPS / ("cpu" if _first_version() else "") / f"gatehouse-bench-{os.getpid()}-{name}"
    quota = int(share * _PERIOD)
    if not _first_version():
        (_GROUPS / "cgroup.subtree_control").write_text("+cpu")
    group.mkdir()
    try:
        if _first_version():
            (group / "cpu.cfs_period_us").write_text(f"{_PERIOD}")
            (group / "cpu.cfs_quota_us").write_text(f"{quota}")
        else:
            (group / "cpu.max").write_text(f"{quota} {_PERIOD}")
        yield ["sh", "-c", f'echo $$ >{group}/cgroup.procs; exec "$@"', "sh"]
    finally:
        group.rmdir()
