"""People to measure with: signed up and signed in over HTTP."""

import contextlib
import itertools
import json
import secrets

from bench.lib.load import Requests, WrongAnswers, answers, request
from bench.lib.tokens import decode, mint_of

PASSWORD = "a quiet river at dawn"
_numbers = itertools.count(1)


class Person:
    def __init__(self, nickname, password=PASSWORD):
        self.nickname, self.password = nickname, password
        self.id = None
        self.token = self.refresh_token = None

    @property
    def path(self):
        return f"/api/user/v1/user/{self.id}"

    @property
    def sid_length(self):
        return len(json.loads(decode(self.token.split(".")[1]))["sid"])


def newcomers(count):
    """People with names that nobody has, not signed up yet."""
    run = secrets.token_hex(4)
    return [Person(f"bench{run}x{next(_numbers)}") for _ in range(count)]


def sign_up_request(person):
    body = {
        "email": person.nickname + "@example.com",
        "nickname": person.nickname,
        "password": person.password,
    }
    return request("POST", "/api/user/v1/signup", body)


def sign_in_request(person):
    return request("POST", "/api/user/v1/signin", {"nickname": person.nickname, "password": person.password})


def read_request(person):
    return request("GET", person.path, token=person.token)


def expect(found, status):
    wrong = [answer for answer in found if answer.status != status]
    if wrong:
        raise WrongAnswers(
            f"{len(wrong)} of {len(found)} are not {status}: {wrong[0].status} {wrong[0].body[:300]}"
        )
    return found


def sign_up(address, folder, count):
    people = newcomers(count)
    texts = Requests(folder, map(sign_up_request, people))
    for person, answer in zip(people, expect(answers(address, texts, folder), 201), strict=True):
        person.id = answer.data["user_id"]
    return people


def sign_in(address, folder, people):
    texts = Requests(folder, map(sign_in_request, people))
    for person, answer in zip(people, expect(answers(address, texts, folder), 200), strict=True):
        person.id = answer.data["user_id"]
        person.token = answer.data["access_token"]
        person.refresh_token = answer.data["refresh_token"]
    return people


@contextlib.contextmanager
def house(bench, people, tokens=None, name="data", postgresql=None, **more):
    """A running server with so many members. Their tokens: None; `real` ones of sign-ins, with refresh tokens; or
    `minted`, where thousands of sign-ins would take too long: one signs in, and the others' are made after it.
    """
    if postgresql:
        more["database"] = postgresql.url
    members = seeded(bench.seed(name, people, database=more.get("database")))
    with bench.gatehouse(name, **more) as server:
        if tokens == "real":
            sign_in(server.address, bench.work, members)
        if tokens == "minted":
            mint_for(
                mint_of(server, postgresql), sign_in(server.address, bench.work, members[:1])[0], members
            )
        yield server, members


def seeded(told):
    """The people whom `gatehouse seed` has told of; in a database without others their ids are their numbers."""
    people = [Person(f"seed{number}", told["password"]) for number in range(1, told["seeded"] + 1)]
    for number, person in enumerate(people, 1):
        person.id = number
    return people


def mint_for(mint, model, people):
    """Gives everybody a token like that of the model."""
    for person in people:
        person.token = mint.again(
            model.token,
            sub=str(person.id),
            user_id=person.id,
            sid=secrets.token_urlsafe(64)[: model.sid_length],
        )
