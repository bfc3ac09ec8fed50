"""What a story knows: the values that answers and mails have told, and which of them must not be good any more."""

import json
import secrets
from collections import defaultdict

from tests.support.client import Answer


class World:
    def __init__(self, server, client):
        self.server = server
        self.client = client  # id and secret of a registered program
        self.run = secrets.token_hex(4)
        self.values = defaultdict(list)  # by kind, in the order in which they came
        self.owner = {}  # of a token: whose it is
        self.session = {}  # of a token: its session
        self.ended = set()  # sessions, and users that are gone
        self.first_line = len(server.lines)

    def count(self, kind):
        return len(self.values[kind])

    def fill(self, kind, number):
        if kind == "run":
            return self.run
        if kind == "client":
            return self.client
        if kind in ("code", "code_email", "code_user", "reset_code"):
            self.read_mail()
        if kind == "owner":
            return self.owner.get(self.fill("token", number), "gone")
        known = self.values[kind]
        return known[number] if number < len(known) else "gone"

    def read_mail(self):
        """The codes of the log, in the order of their mails."""
        for line in self.server.lines[self.first_line :]:
            self.first_line += 1
            if line.get("event") == "verification_code" and line["user_id"] in self.values["user"]:
                self.values["code"].append(line["verify_code"])
                self.values["code_email"].append(line["email"])
                self.values["code_user"].append(line["user_id"])
            if line.get("event") == "password_reset_code" and line["user_id"] in self.values["user"]:
                self.values["reset_code"].append(line["verify_code"])

    # --- what answers tell

    def learn(self, request, answer: Answer):
        if not 200 <= answer.status < 300 or not answer.body or request.method not in ("GET", "POST", "PUT"):
            return self.note_ends(request, answer)
        try:
            body = json.loads(answer.body)
            data, more = body.get("data"), body.get("meta") or {}
        except (ValueError, AttributeError):
            return None
        if "next" in more:
            self.add("cursor", more["next"])
        if isinstance(data, dict):
            self.learn_object(data)
        for item in data if isinstance(data, list) else []:
            if "session_id" in item:
                self.add("session", item["session_id"])
        return self.note_ends(request, answer)

    def learn_object(self, data):
        for name, kind in (
            ("user_id", "user"),
            ("refresh_token", "refresh"),
            ("session_id", "session"),
            ("reset_id", "reset"),
            ("device_token", "device"),
        ):
            if name in data:
                self.add(kind, data[name])
        if "access_token" in data:
            self.add("token", data["access_token"])
            self.owner[data["access_token"]] = data["user_id"]
            self.session[data["access_token"]] = data["session_id"]

    def add(self, kind, value):
        if value not in self.values[kind]:
            self.values[kind].append(value)

    # --- what must not be good any more

    def token_of(self, request):
        """The one Bearer token of a request, if that is all there is of Authorization."""
        given = [value for name, value in request.headers if name.lower() == "authorization"]
        token = given[0].removeprefix("Bearer ") if len(given) == 1 else ""
        return token if token in self.owner else None

    def note_ends(self, request, answer):
        token = self.token_of(request)
        if answer.status != 204 or token is None:
            return
        if request.method == "DELETE" and "/sessions/" in request.path:
            self.ended.add(request.path.rsplit("/", 1)[1])
        elif request.method == "DELETE":
            self.ended.add(self.owner[token])
        elif request.path == "/api/auth/v1/signout":
            try:
                scope = json.loads(request.body or "{}").get("scope") or "this"
            except ValueError:
                scope = "this"
            mine = {s for t, s in self.session.items() if self.owner[t] == self.owner[token]}
            own = {self.session[token]}
            self.ended |= {"this": own, "others": mine - own, "all": mine}[scope]

    def is_left(self):
        """Whether the newest token is of an ended session."""
        return self.is_ended(self.values["token"][-1])

    def is_ended(self, token):
        return self.session[token] in self.ended or self.owner[token] in self.ended
