"""The oracle of tests/fuzz/api finds what is planted in real answers, and leaves the answers themselves alone."""

import copy
import json

import pytest

from tests.fuzz.api import oracle
from tests.fuzz.api.request import Request
from tests.fuzz.api.world import World
from tests.support.client import Answer


class Scene:
    """One member's account, read with a good token."""

    def __init__(self, house):
        self.house = house
        self.person = house.member()
        self.world = World(house.server, "client")
        self.world.owner[self.person.token] = self.person.user_id
        self.world.session[self.person.token] = "a session"
        headers = [["Host", "localhost"], ["Authorization", "Bearer " + self.person.token]]
        self.request = Request("GET", self.person.path, headers)
        self.answer = oracle.send(house.server.address, self.request)

    def judge(self, answer="as it is", request=None):
        answer = self.answer if answer == "as it is" else answer
        oracle.judge(self.house.client.document, self.world, request or self.request, answer)

    def altered(self, status=200, without=None, more=None, body=None):
        headers = copy.deepcopy(self.answer.headers)
        if without:
            del headers[without]
        for name, value in (more or {}).items():
            headers[name] = value
        return Answer(status, headers, self.answer.body if body is None else json.dumps(body).encode())


@pytest.fixture
def scene(house):
    return Scene(house)


def test_a_sound_answer_is_left_alone(scene):
    scene.judge()


@pytest.mark.parametrize(
    "change",
    [
        {"status": 203},
        {"status": 413},
        {"status": 500},
        {"without": "X-Request-Id"},
        {"without": "Cache-Control"},
        {"more": {"X-Surprise": "1"}},
        {"body": {"data": {}, "meta": None}},
        {"body": {"data": {"user_id": "17"}, "meta": None}},
    ],
    ids=str,
)
def test_an_answer_that_is_not_declared_is_found(scene, change):
    with pytest.raises(oracle.Broken):
        scene.judge(scene.altered(**change))


def test_a_sound_request_without_an_answer_is_found(scene):
    with pytest.raises(oracle.Broken, match="without an answer"):
        scene.judge(None)


def test_a_token_of_an_ended_session_that_is_good_is_found(scene):
    scene.world.ended.add("a session")
    with pytest.raises(oracle.Broken, match="ended session"):
        scene.judge()


def test_a_token_that_opens_another_account_is_found(scene):
    scene.world.owner[scene.person.token] += 1
    with pytest.raises(oracle.Broken, match="another's account"):
        scene.judge()


def test_a_path_that_is_answered_and_not_declared_is_found(scene):
    with pytest.raises(oracle.Broken):
        scene.judge(request=Request("GET", "/api/user/v1/hidden", scene.request.headers))
