"""The unit under a real systemd: what reading it cannot show. `make deb-systemd` asks for this, for it needs a kernel
that lets a second systemd run; everything else about the package is in the folder above."""

import json

import pytest

from tests.package.systemd.booted import Booted

UNIT = "gatehouse.service"
DROP_IN = "/run/systemd/system/gatehouse.service.d/test.conf"
PLACE = "127.0.0.1:18480"
PERSON = {"nickname": "kim", "email": "kim@example.com", "password": "a quiet lamp at dusk"}


@pytest.fixture(scope="module")
def machine(debian, package):
    debian.install(package)
    machine = Booted(debian)
    machine.run("systemctl", "stop", UNIT)
    yield machine
    machine.close()


@pytest.fixture
def start(machine):
    """`start("WatchdogSec=2")`: the service, with these lines of its unit beside its own."""

    def started(*lines):
        own = [f"Environment=GATEHOUSE_LISTEN={PLACE} GATEHOUSE_ADMIN_LISTEN=off", *lines]
        write(machine, DROP_IN, "[Service]\n" + "\n".join(own) + "\n")
        machine.run("systemctl", "daemon-reload")
        code, said = machine.run("systemctl", "restart", UNIT)
        assert code == 0, said + machine.run("journalctl", "-u", UNIT, "-n", "20")[1]

    yield started
    machine.run("systemctl", "stop", UNIT)
    machine.run("systemctl", "reset-failed", UNIT)


def write(machine, path, text):
    machine.run("install", "-D", "-m", "0600", "/dev/null", path)
    assert machine.run("sh", "-c", 'printf %s "$1" >"$0"', path, text)[0] == 0


def status_of(machine):
    """/proc/PID/status of the server."""
    pid = machine.property_of(UNIT, "MainPID")
    lines = machine.run("cat", f"/proc/{pid}/status")[1].splitlines()
    return {key: value.strip() for key, value in (line.split(":", 1) for line in lines)}


def test_it_is_active_once_it_takes_requests(machine, start):
    start()
    assert machine.run("systemctl", "is-active", UNIT) == (0, "active")
    code, said = machine.run("curl", "--silent", "--fail", f"http://{PLACE}/readyz")
    assert (code, json.loads(said)) == (0, {"status": "ok"})


def test_inside_its_sandbox_it_signs_people_up(machine, start):
    start()
    headers = ["--header", "Content-Type: application/json"]
    url = f"http://{PLACE}/api/user/v1/signup"
    code, said = machine.run("curl", "--silent", "--fail", url, *headers, "--data", json.dumps(PERSON))
    assert code == 0 and json.loads(said)["data"]["nickname"] == "kim"


def test_it_has_no_privilege(machine, start):
    start()
    status = status_of(machine)
    assert status["Seccomp"] == "2" and status["NoNewPrivs"] == "1"
    assert {status[key] for key in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")} == {"0" * 16}
    assert "0" not in status["Uid"].split()


def test_a_reload_is_awaited_and_leaves_it_active(machine, start):
    start()
    assert machine.run("systemctl", "reload", UNIT) == (0, "")
    assert machine.run("systemctl", "is-active", UNIT) == (0, "active")


def test_it_lives_on_while_it_tells_so(machine, start):
    start("WatchdogSec=1")
    machine.run("sleep", "4")
    assert machine.property_of(UNIT, "NRestarts") == "0"
    assert machine.run("systemctl", "is-active", UNIT) == (0, "active")


def test_one_that_is_stuck_is_replaced(machine, start):
    start("WatchdogSec=1")
    before = machine.property_of(UNIT, "MainPID")
    machine.run("systemctl", "kill", "--signal=STOP", UNIT)
    machine.wait_for(
        "systemctl",
        "show",
        "--property",
        "MainPID",
        "--value",
        UNIT,
        until=lambda _, pid: pid not in ("0", before),
    )
    machine.wait_for("systemctl", "is-active", UNIT, until=lambda code, _: code == 0)
    assert "watchdog" in machine.run("journalctl", "--no-pager")[1].lower()


def test_one_that_is_killed_is_replaced(machine, start):
    start()
    machine.run("systemctl", "kill", "--signal=KILL", UNIT)
    machine.wait_for(
        "systemctl", "show", "--property", "NRestarts", "--value", UNIT, until=lambda _, n: n == "1"
    )
    machine.wait_for("systemctl", "is-active", UNIT, until=lambda code, _: code == 0)


def test_a_stop_is_clean(machine, start):
    start()
    assert machine.run("systemctl", "stop", UNIT) == (0, "")
    assert machine.property_of(UNIT, "Result") == "success"
    assert machine.property_of(UNIT, "ActiveState") == "inactive"


def test_bad_settings_are_not_tried_again(machine, start):
    write(machine, DROP_IN, "[Service]\nEnvironment=GATEHOUSE_LISTEN=nowhere\n")
    machine.run("systemctl", "daemon-reload")
    assert machine.run("systemctl", "restart", UNIT)[0] != 0
    machine.run("sleep", "4")
    assert machine.property_of(UNIT, "NRestarts") == "0"
    assert machine.property_of(UNIT, "ExecMainStatus") == "2"


def test_a_secret_comes_as_a_credential(machine, start):
    secret = "/etc/credstore/gatehouse.database"
    write(machine, secret, "sqlite:/var/lib/gatehouse/named.db")
    start()
    assert machine.run("test", "-e", "/var/lib/gatehouse/named.db")[0] == 0
    machine.run("rm", secret)
