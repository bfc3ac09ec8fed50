"""A throw-away Debian to install the package in, and the package as a file."""

import os
import re
import shutil
import stat
import subprocess

QUIET = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
# What changes with every use of apt, whoever is installed.
CHURN = (
    "var/log",
    "var/cache",
    "var/lib/apt",
    "var/lib/dpkg",
    "var/lib/systemd/deb-systemd-helper-masked",
    "run",
    "tmp",
    "dev",
)


class Package:
    """`path`, and its content unpacked into `folder`."""

    def __init__(self, path, folder):
        self.path, self.folder = path, folder
        subprocess.run(["dpkg-deb", "--raw-extract", path, folder], check=True)

    def field(self, name):
        return subprocess.run(
            ["dpkg-deb", "--field", self.path, name], check=True, capture_output=True, text=True
        ).stdout.strip()

    def modes(self):
        """Mode and owner of each file and folder, by its path."""
        listed = subprocess.run(
            ["dpkg-deb", "--contents", self.path], check=True, capture_output=True, text=True
        ).stdout
        rows = [line.split(None, 5) for line in listed.splitlines()]
        return {row[5].split(" -> ")[0].lstrip("."): (row[0], row[1]) for row in rows}


class Debian:
    """The least of a Debian 12 that has apt, in a folder; gone once closed."""

    def __init__(self, place):
        self.place = place
        # Made where its folders can be told from the outside by root alone, and nothing is mounted that stays.
        subprocess.run(
            ["mmdebstrap", "--quiet", "--variant=minbase", "--mode=root", "bookworm", str(place)], check=True
        )

    def run(self, *command, check=True, env=None, **more):
        """Runs a command inside, as root."""
        environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **QUIET, **proxies(), **(env or {})}
        result = subprocess.run(
            ["chroot", str(self.place), *command],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **more,
        )
        assert (
            not check or result.returncode == 0
        ), f"{command} ended with {result.returncode}:\n{result.stdout}"
        return result.stdout

    def install(self, package):
        """As an administrator does: apt brings what the package depends on."""
        shutil.copy(package.path, self.place / "tmp/gatehouse.deb")
        self.run("apt-get", "-q", "update")
        self.run(
            "apt-get", "install", "-q", "-y", "--reinstall", "--no-install-recommends", "/tmp/gatehouse.deb"
        )
        (self.place / "tmp/gatehouse.deb").unlink()

    def remove(self, *, purge=False):
        self.run("dpkg", "--purge" if purge else "--remove", "gatehouse")

    def status(self):
        """As dpkg calls it: `install ok installed`, `deinstall ok config-files`; empty: never heard of it."""
        return self.run("dpkg-query", "-W", "-f=${Status}", "gatehouse", check=False).strip()

    def path(self, inside):
        return self.place / inside.lstrip("/")

    def owner(self, inside):
        """(user, group, mode) of a file inside, by the names there."""
        status = os.lstat(self.path(inside))
        names = [self._name("passwd", status.st_uid), self._name("group", status.st_gid)]
        return (*names, stat.S_IMODE(status.st_mode))

    def _name(self, file, number):
        for line in (self.path("etc") / file).read_text().splitlines():
            fields = line.split(":")
            if int(fields[2]) == number:
                return fields[0]
        return str(number)

    def files(self):
        """Every path inside but for what any package would leave: logs and what apt and dpkg note."""
        found = set()
        for folder, folders, names in os.walk(self.place):
            inside = os.path.relpath(folder, self.place)
            folders[:] = [
                name for name in folders if os.path.join(inside, name).removeprefix("./") not in CHURN
            ]
            found |= {os.path.join(inside, name).removeprefix("./") for name in [*folders, *names]}
        return found

    def accounts(self):
        """The lines of passwd, group and their shadows."""
        files = ("passwd", "group", "shadow", "gshadow")
        return {line for file in files for line in (self.path("etc") / file).read_text().splitlines()}

    def close(self):
        shutil.rmtree(self.place, ignore_errors=True)


def proxies():
    """How this machine reaches Debian's mirror."""
    return {
        name: value
        for name, value in os.environ.items()
        if re.fullmatch(r"(https?|no|all)_proxy", name, re.I)
    }
