"""The example of a resource server that follows the list of revocations, against the real server."""

import shutil
import subprocess
import time

import jwt
import pytest

from tests.support import revocations
from tests.support.client import Answer
from tests.support.server import PATIENCE, REPOSITORY, environment
from tests.support.stub_issuer import StubIssuer

EXAMPLE = REPOSITORY / "examples/offline-verifier"
FOLLOW_EVERY = 0.2


def install(folder):
    """jose, from the registry; one more try, for a registry that was busy."""
    command = ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error"]
    for last in (False, True):
        result = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, timeout=120)
        if result.returncode == 0:
            return
        assert not last, "npm could not install what the example needs"
        time.sleep(5)


class Service:
    """The example as a process, beside what listens as Gatehouse at `address`."""

    def __init__(self, folder, address):
        address = "http://{}:{}".format(*address)
        settings = {"GATEHOUSE": address, "PORT": "0", "FOLLOW_EVERY": str(int(FOLLOW_EVERY * 1000))}
        self.process = subprocess.Popen(
            ["node", "server.js"],
            cwd=folder,
            env=environment(settings),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.url = self.process.stdout.readline().removeprefix("listening on ").strip()
        assert self.url.startswith("http://"), "the example did not start"

    def ask(self, token=None):
        command = ["curl", "--silent", "--include", self.url]
        if token:
            command += ["--header", f"Authorization: Bearer {token}"]
        head, body = subprocess.run(command, check=True, capture_output=True, timeout=10).stdout.split(
            b"\r\n\r\n", 1
        )
        return Answer(int(head.split(b" ")[1]), None, body)

    def stop(self):
        self.process.terminate()
        assert self.process.wait(PATIENCE) == 0


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The example as one checks it out, with its package."""
    folder = tmp_path_factory.mktemp("example") / "offline-verifier"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("node_modules"))
    install(folder)
    return folder


@pytest.fixture
def service(example, open_server):
    house = open_server()
    service = Service(example, house.server.address)
    yield service, house
    if service.process.poll() is None:
        service.stop()


def until(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.05)


def calls(house):
    """How many requests the server has counted for its keys and its list."""
    lines = house.admin.get("/metrics").body.decode().splitlines()
    counted = [line for line in lines if line.startswith("gatehouse_http_requests_total{")]
    return sum(float(line.rsplit(" ", 1)[1]) for line in counted if "/.well-known/" in line)


def claims_of(token):
    return jwt.decode(token, options={"verify_signature": False})


def test_good_tokens_are_taken_and_others_are_not(service):
    service, house = service
    person = house.member()
    answer = service.ask(person.token)
    assert answer.status == 200 and answer.json == {"user_id": person.user_id}
    assert service.ask().status == 401
    assert service.ask(person.token[:-8] + "AAAAAAAA").status == 401
    assert service.ask(house.client.get(revocations.LIST).body.decode()).status == 401


def test_ended_sessions_are_refused_and_others_are_not(service):
    service, house = service
    person, other = house.member(), house.member()
    assert service.ask(person.token).status == 200
    assert house.client.post("/api/auth/v1/signout", token=person.token).status == 204
    until(lambda: service.ask(person.token).status == 401)
    assert service.ask(other.token).status == 200
    house.sign_in(person)
    assert service.ask(person.token).status == 200


def test_a_deleted_account_has_no_good_token(service):
    service, house = service
    person, other = house.member(), house.member()
    assert service.ask(person.token).status == 200
    body = {"current_password": person.password}
    assert house.client.delete(person.path, body, token=person.token).status == 204
    until(lambda: service.ask(person.token).status == 401)
    assert service.ask(other.token).status == 200


def test_requests_cost_no_call(service):
    service, house = service
    person = house.member()
    assert service.ask(person.token).status == 200
    before, start = calls(house), time.monotonic()
    for _ in range(100):
        assert service.ask(person.token).status == 200
    made, passed = calls(house) - before, time.monotonic() - start
    assert made <= passed / FOLLOW_EVERY + 2


def test_a_server_that_is_away_for_a_moment_does_not_matter(service):
    service, house = service
    person = house.member()
    house.server.stop()
    time.sleep(2 * FOLLOW_EVERY)
    assert service.ask(person.token).status == 200


@pytest.fixture
def stubbed(example):
    """The example beside a stand-in for Gatehouse."""
    stub = StubIssuer()
    service = Service(example, stub.address)
    yield service, stub
    service.stop()
    stub.close()


def test_tokens_of_other_kinds_places_and_times_are_refused(stubbed):
    service, stub = stubbed
    assert service.ask(stub.token()).status == 200
    for changes in (
        {"iss": "http://localhost:8080/"},
        {"aud": "another"},
        {"exp": int(time.time()) - 1},
        {"sid": None},
        {"sid": 1},
        {"iat": "yesterday"},
    ):
        assert service.ask(stub.token(**changes)).status == 401, changes
    claims = claims_of(stub.token())
    for kind in ("JWT", "revocations+jwt", "refresh+jwt"):
        assert service.ask(stub.sign(claims, kind)).status == 401, kind


def test_older_tokens_of_a_user_are_refused(stubbed):
    service, stub = stubbed
    now = int(time.time())
    old, new, other = stub.token(iat=now - 9), stub.token(), stub.token(sub="18", iat=now - 9)
    assert service.ask(old).status == 200
    stub.list_claims = stub.list_of(users={"17": now - 8})
    until(lambda: service.ask(old).status == 401)
    assert service.ask(new).status == service.ask(other).status == 200


def test_nothing_is_believed_once_the_list_is_too_old(stubbed):
    service, stub = stubbed
    token = stub.token()
    stub.list_claims = stub.list_of(lifetime=3)
    time.sleep(2 * FOLLOW_EVERY)
    stub.list_claims = None
    until(lambda: service.ask(token).status == 503)
    stub.list_claims = stub.list_of()
    until(lambda: service.ask(token).status == 200)


def test_an_older_list_does_not_take_the_place_of_a_newer_one(stubbed):
    service, stub = stubbed
    token = stub.token("s")
    stub.list_claims = stub.list_of(["s"])
    until(lambda: service.ask(token).status == 401)
    stub.list_claims = stub.list_of(issued_ago=10)
    time.sleep(3 * FOLLOW_EVERY)
    assert service.ask(token).status == 401
