"""A server to race on: people to race with, and the codes that their mailboxes get."""

import itertools
import secrets
import time
from dataclasses import dataclass

from tests.support.people import PASSWORD
from tests.support.races.volley import Shot, Volley
from tests.support.server import PATIENCE

SIGN_UP = "/api/user/v1/signup"
SIGN_IN = "/api/user/v1/signin"
VERIFY = "/api/auth/v1"
REFRESH = "/api/auth/v1/token/refresh"
RESET = "/api/user/v1/password/reset"


@dataclass
class Racer:
    user_id: int
    name: str
    email: str
    password: str = PASSWORD
    token: str = ""
    refresh_token: str = ""
    session: str = ""

    @property
    def path(self):
        return f"/api/user/v1/user/{self.user_id}"


class Mailbox:
    """The log of a server, read once: the newest secret of each kind by whom it is for."""

    def __init__(self, server):
        self.server, self.read, self.found = server, 0, {}

    def wait(self, event, key, after=None):
        """The newest one, which must not be `after`."""
        deadline = time.monotonic() + PATIENCE
        while True:
            self._look()
            code = self.found.get((event, key))
            if code is not None and code != after:
                return code
            assert time.monotonic() < deadline, f"no {event} for {key}"
            time.sleep(0.001)

    def newest(self, event, key):
        self._look()
        return self.found.get((event, key))

    def _look(self):
        lines = self.server.lines
        while self.read < len(lines):
            line = lines[self.read]
            self.read += 1
            if line.get("event") == "verification_code":
                self.found["verification_code", (line["user_id"], line["email"])] = line["verify_code"]
            elif line.get("event") == "password_reset_code":
                self.found["password_reset_code", line["reset_id"]] = line["verify_code"]


class Arena:
    def __init__(self, server, width=64):
        self.volley = Volley(server.address, width)
        self.width = width
        self.mail = Mailbox(server)
        self._numbers = itertools.count(1)
        self._run = secrets.token_hex(3)

    def name(self, stem="racer"):
        return f"{stem}-{self._run}-{next(self._numbers)}"

    def email(self):
        return f"{self.name('mail')}@example.com"

    def sign_up(self, count):
        wanted = [(self.name(), self.email()) for _ in range(count)]
        shots = [self.sign_up_shot(name, email) for name, email in wanted]
        events = self.volley.fire(shots)
        assert all(e.status == 201 for e in events), events
        return [Racer(e.told["user_id"], name, email) for e, (name, email) in zip(events, wanted)]

    @staticmethod
    def sign_up_shot(name, email, password=PASSWORD):
        body = {"nickname": name, "email": email, "password": password}
        return Shot("take", 0, "POST", SIGN_UP, body, asked={"name": name, "email": email})

    def members(self, count, verified=False):
        racers = self.sign_up(count)
        for racer in racers if verified else ():
            code = self.mail.wait("verification_code", (racer.user_id, racer.email))
            assert self.volley.one(*self.verify_of(racer, racer.email, code)).done
        for racer, event in zip(racers, self.volley.fire([self.sign_in_shot(racer) for racer in racers])):
            assert event.done, event
            self.keep(racer, event.told)
        return racers

    def sign_in_shot(self, racer, password=None):
        password = password or racer.password
        body = {"nickname": racer.name, "password": password}
        return Shot("sign_in", racer.user_id, "POST", SIGN_IN, body, asked={"value": password})

    def another(self, racer):
        """The same person on another device."""
        event = self.volley.fire([self.sign_in_shot(racer)])[0]
        assert event.done, event
        other = Racer(racer.user_id, racer.name, racer.email, racer.password)
        self.keep(other, event.told)
        return other

    @staticmethod
    def keep(racer, tokens):
        racer.token, racer.refresh_token = tokens["access_token"], tokens["refresh_token"]
        racer.session = tokens["session_id"]

    @staticmethod
    def verify_of(racer, email, guess, code=None, right=True):
        """The parts of a shot."""
        body = {"user_id": racer.user_id, "email": email, "verify_code": guess}
        return ("verify", racer.user_id, "PUT", VERIFY, body, None, {"code": code or guess, "right": right})

    @staticmethod
    def view_shot(racer):
        return Shot(
            "view", racer.user_id, "GET", racer.path, token=racer.token, asked={"session": racer.session}
        )

    @staticmethod
    def refresh_shot(racer, token=None):
        token = token or racer.refresh_token
        asked = {"token": token, "session": racer.session}
        return Shot("refresh", racer.user_id, "POST", REFRESH, {"refresh_token": token}, asked=asked)

    @staticmethod
    def change_shot(racer, do="change", asked=None, **body):
        return Shot(do, racer.user_id, "PUT", racer.path, body, token=racer.token, asked=asked)

    def close(self):
        self.volley.close()
