"""A throw-away Debian that has booted: systemd runs in it as the first process, in namespaces of its own."""

import os
import subprocess
import time
from pathlib import Path

BOOT = Path(__file__).with_name("boot")
NAMESPACES = ["--pid", "--mount", "--uts", "--ipc"]
CONTROL_GROUPS = Path("/sys/fs/cgroup")
PATIENCE = 60.0


def control_groups():
    return {Path(folder) for folder, _, _ in os.walk(CONTROL_GROUPS)}


class Booted:
    def __init__(self, debian):
        debian.run(
            "apt-get",
            "install",
            "-q",
            "-y",
            "--no-install-recommends",
            "systemd",
            "systemd-sysv",
            "dbus",
            "curl",
        )
        self._groups = control_groups()
        command = ["unshare", *NAMESPACES, "--fork", "--kill-child", str(BOOT), str(debian.place)]
        self._outer = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        try:
            self.wait_for("systemctl", "is-system-running", "--wait")
        except BaseException:
            self.close()
            raise

    def _first(self):
        """The process that unshare starts."""
        children = Path(f"/proc/{self._outer.pid}/task/{self._outer.pid}/children")
        deadline = time.monotonic() + PATIENCE
        while not children.read_text():
            assert time.monotonic() < deadline
            time.sleep(0.01)
        return children.read_text().split()[0]

    def run(self, *command):
        """(exit code, what it said)"""
        inside = [
            "nsenter",
            "--target",
            self._first(),
            "--mount",
            "--pid",
            "--uts",
            "--ipc",
            "--root",
            "--wdns=/",
        ]
        result = subprocess.run(
            [*inside, *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "SYSTEMD_PAGER": "", "LC_ALL": "C.UTF-8"},
        )
        return result.returncode, result.stdout.strip()

    def wait_for(self, *command, until=lambda code, said: said in ("running", "degraded")):
        """Runs a command again and again until its outcome is as wanted."""
        deadline = time.monotonic() + PATIENCE
        while True:
            outcome = self.run(*command)
            if until(*outcome):
                return outcome
            assert time.monotonic() < deadline, outcome
            time.sleep(0.2)

    def property_of(self, unit, name):
        return self.run("systemctl", "show", "--property", name, "--value", unit)[1]

    def close(self):
        self._outer.kill()
        self._outer.wait()
        for _ in range(50):  # until the kernel has let go of them
            left = sorted(control_groups() - self._groups, key=lambda path: len(path.parts), reverse=True)
            for folder in left:
                try:
                    folder.rmdir()
                except OSError:
                    time.sleep(0.02)
