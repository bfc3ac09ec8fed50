"""The life of the package on a machine: installed, used, removed, installed again, purged."""

import re

import pytest

from tests.package.installed import InstalledServer
from tests.support.client import Client
from tests.support.people import House

STATE = ("gatehouse", "gatehouse", 0o700)


@pytest.fixture
def open_house(debian):
    """Starts the installed server; gives what tests speak to it by."""
    opened = []

    def start():
        server = InstalledServer(debian).start()
        opened.append(server)
        document = Client(server.address).get("/openapi.json").json
        return House(server, Client(server.address, document), Client(server.admin_address), "sqlite")

    yield start
    for server in opened:
        server.close()


def test_a_life(debian, package, open_house):
    debian.install(package)
    debian.remove(purge=True)  # from here on all that it depends on is there, and stays
    before, accounts = debian.files(), debian.accounts()

    debian.install(package)
    assert debian.status() == "install ok installed"
    assert debian.owner("/var/lib/gatehouse") == STATE
    assert debian.owner("/etc/gatehouse/gatehouse.toml") == ("root", "gatehouse", 0o640)
    assert debian.owner("/usr/bin/gatehouse") == ("root", "root", 0o755)

    house = open_house()
    person = house.sign_up()
    house.server.stop()
    state = {
        path.relative_to(debian.place).as_posix() for path in debian.path("var/lib/gatehouse").rglob("*")
    }
    assert {"var/lib/gatehouse/gatehouse.db", "var/lib/gatehouse/master.key"} <= state
    for file in state:
        assert debian.owner(file) == ("gatehouse", "gatehouse", 0o600), file

    settings = debian.path("etc/gatehouse/gatehouse.toml")
    settings.write_text(settings.read_text() + '\nissuer = "https://id.example.com"\n')
    debian.remove()
    assert debian.status() == "deinstall ok config-files"
    assert not debian.path("usr/bin/gatehouse").exists()
    assert state <= debian.files() and debian.owner("/var/lib/gatehouse") == STATE

    debian.install(package)
    assert 'issuer = "https://id.example.com"' in settings.read_text()
    assert debian.owner("/etc/gatehouse/gatehouse.toml") == ("root", "gatehouse", 0o640)
    again = open_house()
    assert again.sign_in(person)
    again.server.stop()

    debian.remove(purge=True)
    assert debian.status() == "" or "no packages found" in debian.status()
    assert debian.files() - before == set()
    assert debian.accounts() == accounts


def test_what_an_administrator_made_wider_or_tighter_stays_so(debian, package):
    debian.install(package)
    debian.path("etc/gatehouse/gatehouse.toml").chmod(0o600)
    debian.path("var/lib/gatehouse").chmod(0o750)
    debian.install(package)
    assert debian.owner("/etc/gatehouse/gatehouse.toml")[2] == 0o600
    assert debian.owner("/var/lib/gatehouse")[2] == 0o750
    debian.remove(purge=True)


def test_files_of_the_administrator_outlive_a_purge(debian, package):
    debian.install(package)
    debian.path("etc/gatehouse/tls.pem").write_text("mine\n")
    debian.remove(purge=True)
    assert debian.path("etc/gatehouse/tls.pem").read_text() == "mine\n"
    debian.path("etc/gatehouse/tls.pem").unlink()
    debian.path("etc/gatehouse").rmdir()


def test_the_commands_of_an_administrator_work_with_the_file_of_settings(debian, package, open_house):
    debian.install(package)
    house = open_house()
    house.sign_up()
    as_service = ["runuser", "-u", "gatehouse", "--"]
    settings = ["--config", "/etc/gatehouse/gatehouse.toml"]
    in_force = debian.run(*as_service, "gatehouse", "config", *settings)
    assert re.search(
        r"^data_dir +/var/lib/gatehouse +file /etc/gatehouse/gatehouse.toml$", in_force, re.MULTILINE
    )
    assert "\tsigns\t" in debian.run(*as_service, "gatehouse", "keys", "list", *settings)
    house.server.stop()
    debian.remove(purge=True)
