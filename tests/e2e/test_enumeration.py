"""Nobody learns who has an account: not from an answer, not from its time.

Each scene is a pair of requests that differ in one thing: the account is there, or it is not. Their answers must be the
same to the byte, but for what is new in every answer. Their times are measured in pairs, each in an order that a coin
has decided, and a two-sample test must not tell them apart.
"""

import gc
import itertools
import random
import re
import time

import pytest

from tests.e2e.conftest import DATABASES, open_house
from tests.support.people import Person
from tests.support.postgres import FreshDatabase
from tests.support.stopwatch import Stopwatch, encode
from tests.support.two_samples import compare

PAIRS = 300
PAIRS_OF_HASHES = 150  # each takes its time
THRESHOLD = 0.001  # a false alarm in a thousand; a second, fresh sample makes it one in a million
PEOPLE = 60  # each is asked for five times: as often as a code may be guessed
WRONG = "Not-The-Password-77"
APART = 1.1  # seconds after which somebody who was asked for in one scene may be asked for in the next

# Limits count here as they always do, but nobody comes to their end.
WIDE = [
    f"{name}=1000000"
    for name in ("account_free", "account_cap", "pair_free", "address_free", "global_free")
    + ("code_requests", "code_guesses")
] + ["code_requests_apart=1s"]


class Crowd:
    """People whose address is proven, and people whose is not."""

    def __init__(self, house):
        self.house = house
        self.unproven = [self._sign_up(name) for name in names("known")]
        self.proven = [house.verify(self._sign_up(name)) for name in names("proof")]

    def _sign_up(self, name):
        return self.house.sign_up(nickname=name, email=f"{name}@example.com")

    def fresh_code(self, person):
        number = len(self.house.server.codes(person.user_id)) + 1
        self._ask("/api/auth/v1", {"user_id": person.user_id, "email": person.email})
        return self.house.server.wait_for_code(person.user_id, number=number)

    def reset_handle(self, person):
        return self._ask("/api/user/v1/password/reset", {"email": person.email}).data["reset_id"]

    def reset_code(self, handle):
        return self.house.server.wait_for_line("password_reset_code", reset_id=handle)["verify_code"]

    def _ask(self, path, body):
        answer = self.house.client.post(path, body)
        while answer.status == 429:  # the last time was just now
            time.sleep(0.05)
            answer = self.house.client.post(path, body)
        return answer


@pytest.fixture(scope="module", params=DATABASES)
def crowd(request):
    database = FreshDatabase() if request.param == "postgresql" else None
    options = itertools.chain.from_iterable(("--limit", limit) for limit in WIDE)
    house = open_house(request.param, database and database.url, options=options, limits=True)
    yield Crowd(house)
    house.server.stop()
    house.server.close()
    if database:
        database.drop()


# --- the scenes: requests about accounts that are there, and about as many that are not


def names(stem):
    return [f"{stem}-{i:03}" for i in range(PEOPLE)]


def nobody(stem):
    """Strangers, others for each scene: they are limited as people are."""
    return [Person(900 + i, name, f"{name}@example.com") for i, name in enumerate(names(stem))]


def sign_in_by_nickname(crowd):
    def ask(name):
        return encode("POST", "/api/user/v1/signin", {"nickname": name, "password": WRONG})

    return [ask(name) for name in names("proof")], [ask(name) for name in names("nobdy")]


def sign_in_by_email(crowd):
    def ask(name):
        return encode("POST", "/api/user/v1/signin", {"email": f"{name}@example.com", "password": WRONG})

    return [ask(name) for name in names("proof")], [ask(name) for name in names("nobdy")]


def resend_to_unproven(crowd):
    return resend(crowd.unproven), resend(nobody("noone"))


def resend_to_proven(crowd):
    return resend(crowd.proven), resend(nobody("empty"))


def resend(people):
    return [
        encode("POST", "/api/auth/v1", {"user_id": person.user_id, "email": person.email})
        for person in people
    ]


def verify(crowd):
    """Each of the known has a code that is out, with five attempts left, and gets it wrong."""

    def ask(person, code):
        body = {"user_id": person.user_id, "email": person.email, "verify_code": code}
        return encode("PUT", "/api/auth/v1", body)

    known = [ask(person, wrong(crowd.fresh_code(person))) for person in crowd.unproven]
    return known, [ask(person, "271828") for person in nobody("ghost")]


def ask_for_reset(person):
    return encode("POST", "/api/user/v1/password/reset", {"email": person.email})


def reset_of_proven(crowd):
    return [ask_for_reset(person) for person in crowd.proven], [ask_for_reset(who) for who in nobody("voids")]


def reset_of_unproven(crowd):
    return [ask_for_reset(person) for person in crowd.unproven], [ask_for_reset(who) for who in nobody("blank")]


def finish_reset(crowd):
    """Everybody has asked for a reset; the known have got a code, with five attempts left, and get it wrong."""

    def ask(handle, code):
        body = {"reset_id": handle, "verify_code": code, "new_password": "Another-Lantern-51-Meadow"}
        return encode("PUT", "/api/user/v1/password/reset", body)

    known = [ask(handle, wrong(crowd.reset_code(handle))) for handle in map(crowd.reset_handle, crowd.proven)]
    return known, [ask(crowd.reset_handle(who), "271828") for who in nobody("shade")]


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06}"


SCENES = [
    sign_in_by_nickname,
    sign_in_by_email,
    resend_to_unproven,
    resend_to_proven,
    verify,
    reset_of_proven,
    reset_of_unproven,
    finish_reset,
]


# --- equal to the byte


def without_what_is_always_new(answer):
    head, body = answer
    head = re.sub(rb"(?im)^(Date|X-Request-Id): [^\r]*", rb"\1", head)
    return head, re.sub(rb'"(request_id|reset_id)":"[^"]*"', rb'"\1":""', body)


@pytest.mark.parametrize("scene", SCENES)
def test_answers_are_equal_to_the_byte(crowd, scene):
    known, unknown = scene(crowd)
    time.sleep(APART)
    with Stopwatch(crowd.house.server.address) as stopwatch:

        def answers(requests):
            series = [requests[0]] * 6 + requests[1:5]  # a code dies of five wrong guesses
            return {without_what_is_always_new(stopwatch.time(request)[1]) for request in series}

        assert answers(known) == answers(unknown)


# --- equal in time


SETTLE = 0.004  # what a request leaves to be done is done before the next is timed


def sample(address, known, unknown, pairs, seed):
    """Times of both, in seconds."""
    coin = random.Random(seed)
    times = {True: [], False: []}
    with Stopwatch(address) as stopwatch:
        gc.disable()
        for at in range(pairs):
            for is_known in coin.sample([True, False], 2):
                taken, _ = stopwatch.time((known if is_known else unknown)[at % PEOPLE])
                times[is_known].append(taken)
                time.sleep(SETTLE)
        gc.enable()
    return times[True], times[False]


@pytest.mark.parametrize("scene", SCENES)
def test_times_cannot_be_told_apart(crowd, scene):
    pairs = PAIRS_OF_HASHES if scene in (sign_in_by_nickname, sign_in_by_email) else PAIRS
    found = []
    for seed in (48, 49):
        known, unknown = scene(crowd)
        time.sleep(APART)
        found.append(compare(*sample(crowd.house.server.address, known, unknown, pairs, seed)))
        print(f"{scene.__name__} on {crowd.house.kind}: {found[-1]}")
        if found[-1].p > THRESHOLD:
            return
    first, second = found
    same_way = (first.effect > 0.5) == (second.effect > 0.5)  # chance has no reason to err on one side twice
    assert not same_way, f"known and unknown accounts take different times: {first}; again {second}"
