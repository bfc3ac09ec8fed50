"""What the figures were taken on."""

import os
import re
import subprocess
from pathlib import Path


def _told(*command, pattern=r"(.+)"):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20)
    except OSError:
        return "?"
    found = re.search(pattern, done.stdout + done.stderr)
    return found.group(1).strip() if found else "?"


def _line(file, pattern):
    try:
        found = re.search(pattern, Path(file).read_text(), re.MULTILINE)
    except OSError:
        return "?"
    return found.group(1).strip().strip('"') if found else "?"


def machine():
    """Pairs of a name and what is there."""
    processor = _line("/proc/cpuinfo", r"^model name\s*:(.*)$")
    system = _line("/etc/os-release", r"^PRETTY_NAME=(.*)$")
    memory = int(_line("/proc/meminfo", r"^MemTotal:\s+(\d+)")) / 2**20
    return [
        ("processor", f"{processor}, {os.cpu_count()} cores"),
        ("memory", f"{memory:.0f} GiB"),
        ("system", f"{system}, Linux {os.uname().release}"),
        ("file system of the data", _told("stat", "-f", "-c", "%T", "/var/tmp")),
        ("huge pages", _line("/sys/kernel/mm/transparent_hugepage/enabled", r"\[(\w+)\]")),
        ("compiler", _told("clang++-19", "--version")),
        ("libsodium", _told("pkg-config", "--modversion", "libsodium")),
        ("OpenSSL", _told("openssl", "version", pattern=r"OpenSSL (\S+)")),
        ("SQLite", _told("pkg-config", "--modversion", "sqlite3")),
        ("PostgreSQL", _told("pgbench", "--version", pattern=r"\) (\S+)")),
        ("nginx", _told("/usr/sbin/nginx", "-v", pattern=r"nginx/(\S+)")),
        ("haproxy", _told("/usr/sbin/haproxy", "-v", pattern=r"version (\S+)")),
    ]
