"""Draws the next request of a story from the server's own document: sound, nearly sound, or meant to harm."""

import json
import urllib.parse

from tests.fuzz.api.request import SLOT, Request, form, slot
from tests.fuzz.api.values import IDS, ODD_JSON, PASSWORDS, authorization, odd_text, one_seen, pick, sound
from tests.support.openapi import resolve

HEADERS = (
    ["X-Request-Id", "a.b-c_1"], ["X-Request-Id", "x" * 65], ["X-Request-Id", "a b"], ["Accept-Language", "ko, en;q=0.5"],
    ["Accept-Language", ";;;q=,"], ["Accept", "text/html"], ["Content-Encoding", "gzip"], ["If-None-Match", "*"],
    ["If-None-Match", '"x", W/"'], ["Origin", "https://evil.example"], ["Cookie", "a=b"], ["X-Forwarded-For", "1.2.3.4"],
    ["X-Forwarded-Host", "evil.example"], ["X-HTTP-Method-Override", "DELETE"], ["Range", "bytes=0-1"], ["TE", "trailers"],
    ["Expect", "100-continue"], ["Upgrade", "h2c"], ["User-Agent", "é\x85" * 40], ["X-Device-Token", "A.B"], ["DPoP", "a.b.c"],
)  # fmt: skip
BAD_HEADERS = (
    ["Expect", "200-ok"], ["Content-Length", "5"], ["Content-Length", "-1"], ["Content-Length", "1099511627776"],
    ["Transfer-Encoding", "gzip"], ["Transfer-Encoding", "chunked, gzip"], ["Transfer-Encoding", "chunked"], ["Host", "b"],
    ["A", "b\r\n c"], ["A b", "c"], ["A", "b\tc"], ["A", "x" * 20_000], ["A", "b\nC: d"], ["A", "\x00"],
)  # fmt: skip
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "FOO", "A" * 40, "G(T")
RAW_BODIES = ("", "{", "null", "[]", "{}{}", "\x00", "\xef\xbb\xbf{}", '{"a":"\xff"}', '{"a":1,"a":2}', "{} ", "//", "a=b",
              '{"a":' * 30 + "1" + "}" * 30, '{"nickname":"' + "x" * 20_000 + '"}', "%zz=%", "&&=&")  # fmt: skip


def operations(document):
    """(method, path, operation, weight): where a story goes on is gone to more often."""
    weights = {"signIn": 5, "signUp": 4, "verifyAddress": 3, "refreshSession": 3}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path, operation, weights.get(operation["operationId"], 2 if "/api/" in path else 1)


class Drawing:
    """One step: `draw` are its dice, `world` is what has happened so far."""

    def __init__(self, draw, document, world):
        self.draw = draw
        self.document = document
        self.world = world

    def request(self, index):
        if self.world.count("user") < 2:
            return self.newcomer(self.world.count("user"))
        if self.world.count("token") < 1 or (self.world.is_left() and self.draw.random() < 0.5):
            return self.arrival()
        if index == 3 and self.draw.random() < 0.8:
            return self.proof()
        every = [o for o in operations(self.document) for _ in range(o[3])]
        chosen = self.draw.choice(every)
        manner = pick(self.draw, "valid", "valid", "valid", "nearly", "nearly", "hostile")
        request = self.sound(*chosen[:3], manner)
        if manner == "nearly":
            self.spoil(request)
        if manner == "hostile":
            self.harm(request)
        return request

    # --- how each story begins

    def newcomer(self, number):
        name = f"kim-{slot('run', 0)}-{number}"
        body = {"email": name + "@example.com", "nickname": name, "password": PASSWORDS[0]}
        return self.post("/api/user/v1/signup", body)

    def arrival(self):
        return self.post("/api/user/v1/signin", {"nickname": f"kim-{slot('run', 0)}-0", "password": PASSWORDS[0]})

    def proof(self):
        self.world.read_mail()
        body = {"email": slot("code_email", 0), "verify_code": slot("code", 0)}
        request = self.post("/api/auth/v1", body)
        request.method = "PUT"
        request.headers.append(["Authorization", "Bearer " + slot("token", 0)])
        return request

    @staticmethod
    def post(path, body):
        headers = [["Host", "localhost"], ["Content-Type", "application/json"]]
        return Request("POST", path, headers, json.dumps(body, ensure_ascii=False))

    # --- sound

    def sound(self, method, path, operation, manner):
        token = None
        if "{user_id}" in path:
            token = one_seen(self.draw, self.world, "token")
            own, other = token.replace("token", "owner"), str(one_seen(self.draw, self.world, "user", 1))
            path = path.replace("{user_id}", pick(self.draw, own, own, own, own, other))
        if "{session_id}" in path:
            path = path.replace("{session_id}", one_seen(self.draw, self.world, "session", "A" * 22))
        request = Request(method, path + self.query(operation), [["Host", "localhost"]], manner=manner)
        for scheme in self.schemes(operation):
            request.headers += authorization(self.draw, self.world, scheme, manner, token)
        if "requestBody" in operation:
            media, content = next(iter(operation["requestBody"]["content"].items()))
            request.headers.append(["Content-Type", media])
            request.body = self.body(media, resolve(self.document, content["schema"]), manner)
            request.framing = pick(self.draw, "length", "length", "length", "chunked")
        return request

    def schemes(self, operation):
        """Which sign-ins it is given: the declared one, or none where that is allowed too."""
        wanted = [list(each) for each in operation.get("security", [])]
        return pick(self.draw, *wanted) if wanted else []

    def query(self, operation):
        given = {}
        for parameter in operation.get("parameters", []):
            known = parameter["name"] != "after" or self.world.count("cursor") > 0
            if parameter["in"] == "query" and known and self.draw.random() < 0.5:
                given[parameter["name"]] = sound(self.draw, self.world, parameter["name"], parameter["schema"])
        return "?" + form(given) if given else ""

    def body(self, media, schema, manner):
        required = set(schema.get("required", []))
        if "oneOf" in schema:
            required |= set(pick(self.draw, *schema["oneOf"])["required"])
        names = [n for n in schema["properties"] if n in required or ("oneOf" not in schema and self.draw.random() < 0.5)]
        for name in list(names):
            names += [n for n in schema.get("dependentRequired", {}).get(name, []) if n not in names]
        values = {name: sound(self.draw, self.world, name, schema["properties"][name], names) for name in names}
        self.address_code(values)
        if media == "application/x-www-form-urlencoded":
            return form(values)
        members = {name: json.dumps(value, ensure_ascii=False) for name, value in values.items()}
        if "user_id" in members:
            members["user_id"] = str(values["user_id"])
        if manner == "nearly":
            self.spoil_members(members)
        return "{" + ",".join(f'"{name}":{text}' for name, text in members.items()) + "}"

    def address_code(self, values):
        """Mostly, a code is given with the address that it went to, by whose it is."""
        given = SLOT.fullmatch(str(values.get("verify_code")))
        if given is None or given[1] != "code" or self.draw.random() < 0.25:
            return
        for name, kind in (("email", "code_email"), ("user_id", "code_user")):
            if name in values:
                values[name] = slot(kind, int(given[2]))

    # --- nearly sound

    def spoil_members(self, members):
        for _ in range(self.draw.randint(0, 2)):
            name = self.draw.choice([*members, "role", "user_id", "is_verified"])
            fault = pick(self.draw, "leave out", "odd JSON", "odd text", "odd text")
            if fault == "leave out":
                members.pop(name, None)
            elif fault == "odd JSON":
                members[name] = self.draw.choice(ODD_JSON)
            else:
                members[name] = json.dumps(odd_text(self.draw), ensure_ascii=True)

    def spoil(self, request):
        if self.draw.random() < 0.5:
            request.headers.append(list(self.draw.choice(HEADERS)))
        fault = pick(self.draw, "none", "none", "query", "media", "path")
        if fault == "query":
            odd = urllib.parse.quote(odd_text(self.draw), errors="replace")
            request.path += ("&" if "?" in request.path else "?") + pick(self.draw, "limit=", "after=", "a=") + odd
        elif fault == "media":
            media = pick(self.draw, "text/plain", "application/json; charset=utf-16", "application/json;", "", "a/b, c/d")
            request.headers.append(["Content-Type", media])
        elif fault == "path":
            odd = self.draw.choice(IDS)
            request.path = pick(self.draw, f"/api/user/v1/user/{odd}", f"/api/auth/v1/sessions/{odd}")

    # --- meant to harm

    def harm(self, request):
        harm = pick(self.draw, "body", "header", "method", "path", "version", "length", "noise")
        if harm == "body":
            request.body, request.raw = self.draw.choice(RAW_BODIES), True
        elif harm == "header":
            request.headers.append(list(self.draw.choice(BAD_HEADERS)))
        elif harm == "method":
            request.method = self.draw.choice(METHODS)
        elif harm == "path":
            odd = ("//api/user/v1/signin", request.path + "/", request.path.upper(), request.path + "%00", "/%2e%2e/", "*",
                   "http://localhost" + request.path, request.path + "#a", "/" + "a" * 9000, request.path + ";x", "/metrics",
                   "/undo/" + "A" * 43, request.path.replace("/api", "/./api"), "/ü", "a", request.path + "?" + "a" * 9000)
            request.path = self.draw.choice(odd)
        elif harm == "version":
            request.version = pick(self.draw, "HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "HTTP/9", "http/1.1", "")
        elif harm == "length":
            request.framing = "none"
            request.headers.append(["Content-Length", pick(self.draw, "0", "1", "3, 3", "99", "+1", "0x1", "")])
        else:
            request.body, request.raw = self.draw.octets.decode("latin-1"), True
