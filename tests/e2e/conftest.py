"""Fixtures of the black-box tests: the real binary on each database, over real sockets."""

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.support.client import Client  # noqa: E402
from tests.support.clock import Clock  # noqa: E402
from tests.support.people import House  # noqa: E402
from tests.support.postgres import FreshDatabase  # noqa: E402
from tests.support.server import Server  # noqa: E402

DATABASES = ["sqlite", "postgresql"]


# A slow machine, or a sanitizer, must not turn a crowd of sign-ups into refusals; test_overload asks for those.
PATIENT = ["--queue-deadline", "60s"]


def open_house(kind, database=None, options=(), **more):
    server = Server(database=database, options=[*PATIENT, *options], **more).start()
    document = Client(server.address).get("/openapi.json").json
    return House(server, Client(server.address, document), Client(server.admin_address), kind)


@pytest.fixture(scope="session", params=DATABASES)
def house(request):
    """One server for each database, shared by the tests of a file; people keep out of each other's way."""
    database = FreshDatabase() if request.param == "postgresql" else None
    house = open_house(request.param, database and database.url)
    yield house
    house.server.stop()
    house.server.close()
    if database:
        database.drop()


@pytest.fixture(params=DATABASES)
def database_url(request, tmp_path):
    """An empty database for one test, as a URL."""
    if request.param == "sqlite":
        yield f"sqlite:{tmp_path / 'own.db'}"
    else:
        database = FreshDatabase()
        yield database.url
        database.drop()


@pytest.fixture
def open_server(tmp_path):
    """Makes servers for one test: `open_server(database_url, options=[…])` gives a House."""
    servers = []

    def make(database=None, **more):
        more.setdefault("data_dir", tmp_path / "data")
        kind = "postgresql" if (database or "").startswith("postgresql") else "sqlite"
        house = open_house(kind, database, **more)
        servers.append(house.server)
        return house

    yield make
    for server in servers:
        server.close()


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """Two servers on one PostgreSQL."""
    database = FreshDatabase()
    folders = [tmp_path_factory.mktemp(name) / "data" for name in ("first", "second")]
    first = open_house("postgresql", database.url, data_dir=folders[0])
    folders[1].mkdir(mode=0o700)
    shutil.copy2(folders[0] / "master.key", folders[1] / "master.key")
    second = open_house("postgresql", database.url, data_dir=folders[1])
    yield first, second
    for house in (first, second):
        house.server.stop()
        house.server.close()
    database.drop()


@pytest.fixture(scope="module")
def sound_installation(tmp_path_factory):
    """The data folder of a server on SQLite that had a member and was stopped: to be copied."""
    house = open_house("sqlite", data_dir=tmp_path_factory.mktemp("sound") / "data")
    house.member(verified=True)
    house.server.stop()
    return house.server.data_dir


@pytest.fixture
def clock(tmp_path):
    """`open_server(database_url, clock=clock)`, and `clock.advance(days=14)`."""
    return Clock(tmp_path)


@pytest.fixture
def client(house):
    return house.client


@pytest.fixture(scope="session")
def on_sqlite():
    """A server for tests where the database makes no difference: what happens before it is asked."""
    house = open_house("sqlite")
    yield house
    house.server.stop()
    house.server.close()
