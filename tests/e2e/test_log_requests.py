"""What was refused can be found in the log afterwards: by whom, where, and how it ended."""

import pytest

from tests.support.postgres import Cluster
from tests.support.server import PATIENCE


def lines_of(house, answer):
    """The line of the answer, and whether it is the only one."""
    name = answer.headers["X-Request-Id"]
    house.server.wait_for_line("request", request_id=name)
    return [line for line in house.server.lines if line["event"] == "request" and line["request_id"] == name]


@pytest.fixture(scope="module")
def members(house):
    return house.member(), house.member()


# What is asked, as (method, path, body, headers), the status of the answer, and the route in the log.
REFUSALS = {
    "no token": ("GET", "{own}", None, {}, 401, "/api/user/v1/user/{user_id}"),
    "a forged token": ("GET", "{own}", None, {"Authorization": "Bearer a.b.c"}, 401, "/api/user/v1/user/{user_id}"),
    "another's account": ("GET", "{others}", None, {"Authorization": "Bearer TOKEN"}, 403, "/api/user/v1/user/{user_id}"),
    "a wrong password": ("POST", "/api/user/v1/signin", {"nickname": "kim", "password": "canary-wrong"}, {}, 401, None),
    "no such path": ("GET", "/canary/../x", None, {}, 404, "unmatched"),
    "another method": ("DELETE", "/healthz", None, {}, 405, None),
    "another media type": ("POST", "/api/user/v1/signin", {}, {"Content-Type": "text/canary"}, 415, None),
    "a faulty body": ("POST", "/api/user/v1/signup", {"nickname": "canary\n"}, {}, 422, None),
    "no client": ("POST", "/oauth/introspect", {}, {"Content-Type": "application/x-www-form-urlencoded"}, 401, None),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_each_refusal_leaves_one_line(house, members, name):
    method, path, body, headers, status, route = REFUSALS[name]
    person, other = members
    place = path.replace("{own}", person.path).replace("{others}", other.path)
    headers = {key: value.replace("TOKEN", person.token) for key, value in headers.items()}
    answer = house.client.request(method, place, body, headers=headers)
    assert answer.status == status, answer
    (line,) = lines_of(house, answer)
    assert (line["status"], line["method"], line["route"]) == (status, method, route or path)
    assert line["peer"] == "127.0.0.1" and line["ts"].endswith("Z") and line["duration_ms"] >= 0
    assert "canary" not in str(line) and person.token not in str(line)


def test_an_outage_is_told(open_server):
    cluster = Cluster()
    try:
        cluster.start()
        house = open_server(cluster.url)
        person = house.member()
        cluster.stop()
        answer = house.client.get(person.path, token=person.token)
        assert answer.status == 503
        (line,) = lines_of(house, answer)
        assert line["status"] == 503
        name = answer.headers["X-Request-Id"]
        told = house.server.wait_for_line("request_unavailable", request_id=name, timeout=PATIENCE)
        assert told["level"] == "warn" and told["route"] == "/api/user/v1/user/{user_id}" and told["what"]
        house.server.wait_for_line("database_unavailable")
    finally:
        cluster.remove()
