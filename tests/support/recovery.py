"""The ways back into an account as somebody outside goes them: what is asked for, and what stands in the mail."""

import http.client
import re
import time
import urllib.parse
from dataclasses import dataclass
from html.parser import HTMLParser

from tests.support.server import PATIENCE

RESET = "/api/user/v1/password/reset"
NEW = "Another-Lamp-77-Hill"


@dataclass
class Reset:
    """A reset that was asked for, with the code of its mail."""

    reset_id: str
    code: str
    line: dict

    def body(self, new_password=NEW, **values):
        return {"reset_id": self.reset_id, "verify_code": self.code, "new_password": new_password, **values}


def ask(house, email):
    """Asks for a reset; its handle."""
    answer = house.client.post(RESET, {"email": email})
    assert answer.status == 202 and set(answer.data) == {"reset_id", "expires_in"}, answer
    assert answer.data["expires_in"] == 600
    return answer.data["reset_id"]


def begin(house, person):
    handle = ask(house, person.email)
    line = house.server.wait_for_line("password_reset_code", reset_id=handle)
    return Reset(handle, line["verify_code"], line)


def finish(house, reset, new_password=NEW, **values):
    return house.client.put(RESET, reset.body(new_password, **values))


def wrong(code, by=1):
    return f"{(int(code) + by) % 1_000_000:06d}"


def is_refused(answer):
    """The one refusal for whatever is wrong with a handle or a code."""
    return answer.status == 422 and answer.code == "verification_failed" and answer.json["is_reset"] is False


def notices(house, person):
    return [
        line
        for line in house.server.lines
        if line.get("event") == "account_change_notice" and line["user_id"] == person.user_id
    ]


def link(house, person, number=1):
    """The path of the undo link in the `number`-th notice about somebody."""
    deadline = time.monotonic() + PATIENCE
    while len(notices(house, person)) < number:
        assert time.monotonic() < deadline, f"no notice {number} about user {person.user_id}"
        time.sleep(0.02)
    return urllib.parse.urlsplit(notices(house, person)[number - 1]["undo_url"]).path


class _Outline(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.language, self.words = [], None, []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag == "html":
            self.language = dict(attributes).get("lang")

    def handle_data(self, data):
        self.words.append(data)


class Page:
    """A page for people, held to what each of them promises."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body.decode()
        outline = _Outline()
        outline.feed(self.body)
        self.language = outline.language
        self.text = " ".join(" ".join(outline.words).split())
        self.buttons = [tag for tag, _ in outline.tags if tag == "button"]
        self.inputs = {a["name"]: a for tag, a in outline.tags if tag == "input"}
        assert headers["Content-Type"] == "text/html; charset=utf-8", self
        assert headers["Cache-Control"] == "no-store" and headers["Referrer-Policy"] == "no-referrer", self
        assert headers["X-Content-Type-Options"] == "nosniff", self
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy, policy
        assert "unsafe" not in policy and "script-src" not in policy, policy
        assert not [tag for tag, _ in outline.tags if tag in ("script", "img", "link", "iframe")], self
        for tag, attributes in outline.tags:
            assert not [name for name in attributes if name.startswith("on")], (tag, attributes)
            assert tag != "form" or "action" not in attributes, attributes

    def __repr__(self):
        return f"<{self.status} {self.text[:300]}>"


def visit(house, method, path, form=None, language=None, headers=()):
    """What a browser gets; for HEAD the status alone."""
    sent = {"Accept-Language": language} if language else {}
    sent.update(headers)
    body = None
    if method == "POST":
        sent["Content-Type"] = "application/x-www-form-urlencoded"
        body = urllib.parse.urlencode(form or {})
    connection = http.client.HTTPConnection(*house.server.address, timeout=30)
    try:
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        content = response.read()
    finally:
        connection.close()
    return response.status if method == "HEAD" else Page(response.status, response.headers, content)


def press(house, path, **more):
    return visit(house, "POST", path, **more)


def set_password(house, path, new_password, **more):
    return visit(house, "POST", path, form={"new_password": new_password}, **more)


def is_token(text):
    return re.fullmatch(r"[A-Za-z0-9_-]{43}", text) is not None
