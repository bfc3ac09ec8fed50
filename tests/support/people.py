"""The people of the tests: each with a nickname and an address of their own, so that tests share one server."""

import itertools
import secrets
from dataclasses import dataclass, field, replace

_numbers = itertools.count(1)
_run = secrets.token_hex(3)

PASSWORD = "Quiet-Lantern-48-Meadow"


def nickname(stem="kim"):
    return f"{stem}-{_run}-{next(_numbers)}"


def email(stem="kim"):
    return f"{stem}-{_run}-{next(_numbers)}@example.com"


@dataclass
class Person:
    user_id: int
    nickname: str
    email: str
    password: str = PASSWORD
    token: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)
    session_id: str = ""

    @property
    def path(self):
        return f"/api/user/v1/user/{self.user_id}"


class House:
    """A running server, a client of it, and the steps that many tests begin with."""

    def __init__(self, server, client, admin, kind):
        self.server = server
        self.client = client
        self.admin = admin
        self.kind = kind  # "sqlite" or "postgresql"

    def sign_up(self, **values):
        """Signs somebody up; given values replace the made-up ones."""
        body = {"nickname": nickname(), "email": email(), "password": PASSWORD, **values}
        answer = self.client.post("/api/user/v1/signup", body)
        assert answer.status == 201, answer
        return Person(answer.data["user_id"], body["nickname"], body["email"], body["password"])

    def verify(self, person, address=None):
        """Proves an address with the newest code that the log has shown for it."""
        address = address or person.email
        self.server.wait_for_code(person.user_id, address)
        code = self.server.codes(person.user_id, address)[-1]
        answer = self.client.put(
            "/api/auth/v1", {"user_id": person.user_id, "email": address, "verify_code": code}
        )
        assert answer.status == 200 and answer.data == {"is_verified": True}, answer
        return person

    def sign_in(self, person, password=None):
        """Signs in by nickname; keeps the token with the person and returns it."""
        answer = self.try_sign_in(nickname=person.nickname, password=password or person.password)
        assert answer.status == 200, answer
        self.keep(person, answer.data)
        return person.token

    @staticmethod
    def keep(person, tokens):
        """Keeps what a sign-in or a refresh has given with the person."""
        person.token = tokens["access_token"]
        person.refresh_token = tokens["refresh_token"]
        person.session_id = tokens["session_id"]

    def another_session(self, person):
        """The same person on another device."""
        other = replace(person)
        self.sign_in(other)
        return other

    def refresh(self, token, **more):
        """Presents a refresh token; `token` may be a person, who keeps what comes of it."""
        text = token.refresh_token if isinstance(token, Person) else token
        answer = self.client.post("/api/auth/v1/token/refresh", {"refresh_token": text}, **more)
        if isinstance(token, Person) and answer.status == 200:
            self.keep(token, answer.data)
        return answer

    def is_signed_in(self, person):
        answer = self.client.get(person.path, token=person.token)
        assert answer.status in (200, 401), answer
        return answer.status == 200

    def try_sign_in(self, **body):
        return self.client.post("/api/user/v1/signin", body)

    def member(self, verified=False, **values):
        """Somebody who has signed up (with a proven address where asked) and signed in."""
        person = self.sign_up(**values)
        if verified:
            self.verify(person)
        self.sign_in(person)
        return person

    def account(self, person):
        answer = self.client.get(person.path, token=person.token)
        assert answer.status == 200, answer
        return answer.data
