"""What is true of every answer of the server; the client checks it each time, so that no test has to."""

import json
import re

from tests.support import openapi

PROBLEM = {"type", "title", "status", "detail", "code", "request_id"}
PUBLIC_DOCUMENTS = ("/.well-known/jwks.json", "/.well-known/revocations", "/openapi.json", "/docs")
OAUTH = ("/oauth/introspect", "/oauth/revoke")  # answers and errors are as the RFCs have them
BARE = PUBLIC_DOCUMENTS + ("/healthz", "/readyz", "/metrics") + OAUTH
# What would tell an attacker how the house is built. Prose of the documentation may name some of them.
INNARDS = re.compile(
    rb"(?i)boost|beast|sqlite|libpq|postgres|select .* from|insert into|/usr/|/tmp/|std::|\.cpp"
)
# Tokens, ids and their like are random, and spell anything once in a while: long, with digits and both cases.
RANDOM = re.compile(rb"(?<![\w-])(?=[\w-]*[0-9])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{20,}")


def tells_innards(body):
    return INNARDS.search(RANDOM.sub(b"", body)) is not None


def check(method, path, answer, document=None):
    place = path.split("?", 1)[0]
    headers = answer.headers
    where = f"{method} {path}: {answer!r}"
    assert headers.get_all("X-Request-Id") and len(headers.get_all("X-Request-Id")) == 1, where
    check_browsers_are_kept_out(answer, where)
    if place not in PUBLIC_DOCUMENTS:
        assert headers["Cache-Control"] == "no-store", where
        assert not tells_innards(answer.body), where
    for name, value in headers.items():
        assert name.lower() not in ("x-powered-by", "access-control-allow-origin"), where
        assert not re.search(r"(?i)beast|boost|gatehouse/\d", value) or place in PUBLIC_DOCUMENTS, where
    assert answer.status != 500, where
    if answer.status in (429, 503):
        assert headers["Retry-After"].isdigit(), where
    if method == "HEAD" or answer.status == 204:
        assert answer.body == b"", where
    elif place in OAUTH and answer.status in (400, 401, 429):
        check_oauth_error(answer, where)
    elif answer.status >= 400:
        check_problem(answer, where)
    elif place not in BARE:
        check_success(answer, where)
    if document and method != "HEAD":
        openapi.check_answer(document, method, place, answer)


def check_browsers_are_kept_out(answer, where):
    """What a page of another origin could do with the answer: not guess its type, not embed it, not run it."""
    headers = answer.headers
    assert headers["X-Content-Type-Options"] == "nosniff", where
    assert headers["Referrer-Policy"] == "no-referrer", where
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin", where
    assert "Set-Cookie" not in headers, where
    policies = headers.get_all("Content-Security-Policy") or []
    if answer.status == 304:  # goes by the policy that came with the page
        assert policies == [], where
    else:
        (policy,) = policies
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy, where
        assert "script-src" not in policy and "unsafe" not in policy, where


def check_success(answer, where):
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8", where
    body = answer.json
    assert set(body) == {"data", "meta"}, where
    assert isinstance(body["data"], (dict, list)) and (
        body["meta"] is None or isinstance(body["meta"], dict)
    ), where


def check_oauth_error(answer, where):
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8", where
    assert set(answer.json) == {"error", "error_description"} and all(answer.json.values()), where
    if answer.status == 401:
        assert answer.headers["WWW-Authenticate"].startswith("Basic"), where


def check_problem(answer, where):
    assert answer.headers["Content-Type"].split(";")[0] == "application/problem+json", where
    body = json.loads(answer.body)
    extra = set(body) - PROBLEM
    assert PROBLEM <= set(body) and extra <= {"errors", "is_verified", "is_reset"}, where
    assert body["status"] == answer.status, where
    assert body["request_id"] == answer.headers["X-Request-Id"], where
    assert re.fullmatch(r"[a-z][a-z0-9_]*", body["code"]), where
    assert body["title"] and body["detail"] and body["type"], where
    assert not re.match(r"[a-z]+:", body["type"]), f"type is a relative reference; {where}"
    for fault in body.get("errors", []):
        assert set(fault) == {"field", "code", "detail"}, where
        assert re.fullmatch(r"[a-z][a-z0-9_]*", fault["code"]) and fault["detail"], where
    if answer.status == 401:
        assert answer.headers["WWW-Authenticate"].startswith("Bearer"), where
