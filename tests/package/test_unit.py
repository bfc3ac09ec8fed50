"""The unit of systemd: understood, as tight as asked for, and not so tight that the server could not live in it."""

import re
import subprocess

import pytest

from tests.package.installed import unit_of
from tests.package.system_calls import allowed_by, recorded

MOST_EXPOSURE = "20"  # tenths


@pytest.fixture
def unit(package):
    return package.folder / "lib/systemd/system/gatehouse.service"


@pytest.fixture
def settings(unit):
    return unit_of(unit.read_text())


def exposure(unit):
    return subprocess.run(
        [
            "systemd-analyze",
            "security",
            "--no-pager",
            "--offline=true",
            f"--threshold={MOST_EXPOSURE}",
            str(unit),
        ],
        capture_output=True,
        text=True,
    )


def verified(unit, binary, folder):
    """What systemd says to the unit, as if the program were installed here."""
    here = folder / "gatehouse.service"
    here.write_text(unit.read_text().replace("/usr/bin/gatehouse", str(binary)))
    command = ["systemd-analyze", "--man=no", "verify", str(here)]
    result = subprocess.run(command, capture_output=True, text=True)
    return result.returncode, [line for line in result.stderr.splitlines() if "gatehouse" in line]


def test_systemd_understands_it(unit, binary, tmp_path):
    assert verified(unit, binary, tmp_path) == (0, [])


def test_a_slip_in_a_unit_is_found(unit, tmp_path):
    (tmp_path / "spoilt").write_text(unit.read_text().replace("PrivateTmp=yes", "PrivateTemp=yes"))
    _, complaints = verified(tmp_path / "spoilt", "/bin/true", tmp_path)
    assert len(complaints) == 1 and "PrivateTemp" in complaints[0]


def test_it_exposes_at_most_two_in_ten(unit):
    result = exposure(unit)
    assert result.returncode == 0, result.stdout


def test_a_unit_that_exposes_more_is_found(unit, tmp_path):
    loose = tmp_path / "gatehouse.service"
    loose.write_text(
        re.sub(r"^(CapabilityBoundingSet|SystemCallFilter)=.*\n", "", unit.read_text(), flags=re.MULTILINE)
    )
    assert exposure(loose).returncode != 0


@pytest.mark.parametrize(
    "key, value",
    [
        ("Type", "notify"),
        ("NoNewPrivileges", "yes"),
        ("PrivateTmp", "yes"),
        ("ProtectSystem", "strict"),
        ("MemoryDenyWriteExecute", "yes"),
        ("CapabilityBoundingSet", ""),
        ("StateDirectory", "gatehouse"),
        ("StateDirectoryMode", "0700"),
        ("Restart", "always"),
        ("RestartPreventExitStatus", "2"),
    ],
)
def test_it_says_what_was_promised(settings, key, value):
    assert settings[key] == [value]


def test_its_stop_leaves_time_for_the_usual_grace(settings, binary):
    told = subprocess.run([binary, "config"], check=True, capture_output=True, text=True, env={}).stdout
    grace = int(re.search(r"^stop_grace +(\d+)s ", told, re.MULTILINE).group(1))
    assert int(settings["TimeoutStopSec"][0].removesuffix("s")) >= grace + 10
    assert int(settings["WatchdogSec"][0].removesuffix("s")) >= 10


@pytest.fixture(scope="module")
def calls(debian, package, tmp_path_factory):
    """Every system call of a server that starts, does a bit of everything and ends."""
    debian.install(package)
    yield recorded(debian, tmp_path_factory.mktemp("recorded"))
    debian.remove(purge=True)


def test_the_server_asks_for_nothing_that_the_filter_refuses(settings, calls):
    allowed = allowed_by(settings["SystemCallFilter"])
    assert {"read", "openat", "futex"} <= calls.names <= allowed, calls.names - allowed
    assert "setpriority" in calls.names  # or its line in the unit would be there for nothing
    assert not {"mount", "ptrace", "nice", "chown", "setuid"} & allowed


def test_it_never_makes_memory_that_it_wrote_run(calls):
    assert calls.lines("mmap") and calls.lines("mprotect")
    assert [line for line in calls.lines("mmap") if "PROT_WRITE" in line and "PROT_EXEC" in line] == []
    assert [line for line in calls.lines("mprotect", "pkey_mprotect") if "PROT_EXEC" in line] == []


def test_it_opens_sockets_of_the_named_families_alone(settings, calls):
    families = set(re.findall(r"socket\((AF_\w+)", "\n".join(calls.lines("socket"))))
    assert families and families <= set(settings["RestrictAddressFamilies"][0].split())


def test_it_reads_nothing_of_proc_but_processes(calls):
    opened = re.findall(r'"/proc/([^/"]+)', "\n".join(calls.lines("openat", "open", "readlink")))
    # The C library counts processors there where /sys is not mounted, as in the throw-away Debian.
    assert {name for name in opened if name not in ("self", "stat") and not name.isdigit()} == set()
