"""Methods, media types, sizes and request ids: what every path keeps. Shapes are checked by the client on each answer."""

import json
import re

import pytest

from tests.support import conventions, people, recovery

PATHS = {
    "/api/user/v1/signup": {"POST"},
    "/api/user/v1/signin": {"POST"},
    "/api/auth/v1": {"POST", "PUT"},
    "/api/auth/v1/token/refresh": {"POST"},
    "/api/auth/v1/signout": {"POST"},
    "/api/auth/v1/sessions": {"GET", "HEAD"},
    "/api/auth/v1/sessions/AAAAAAAAAAAAAAAAAAAAAA": {"DELETE"},
    "/api/user/v1/user/1": {"GET", "HEAD", "PUT", "DELETE"},
    "/openapi.json": {"GET", "HEAD"},
    "/docs": {"GET", "HEAD"},
    "/.well-known/jwks.json": {"GET", "HEAD"},
    "/healthz": {"GET", "HEAD"},
    "/readyz": {"GET", "HEAD"},
}
METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "PROPFIND"]


@pytest.mark.parametrize("path, allowed", PATHS.items())
@pytest.mark.parametrize("method", METHODS)
def test_another_method_is_refused_with_the_list_of_those_allowed(on_sqlite, path, allowed, method):
    if method in allowed:
        return
    answer = on_sqlite.client.request(method, path)
    if answer.status in (400, 501):
        assert method in ("TRACE", "PROPFIND"), answer
        return
    assert answer.status == 405, answer
    assert {name.strip() for name in answer.headers["Allow"].split(",")} - {"HEAD"} == allowed - {"HEAD"}
    assert method == "HEAD" or answer.code == "method_not_allowed"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/api",
        "/api/",
        "/api/user/v1",
        "/api/user/v1/signup/",
        "/API/user/v1/signup",
        "/api/user/v1/Signup",
        "//api/user/v1/signup",
        "/api//user/v1/signup",
        "/api/./user/v1/signup",
        "/x/../api/user/v1/signup",
        "/api/user/v1/signup;x",
        "/api/user/v1/%73ignup",
        "/api/user/v1%2Fsignup",
        "/api/user/v1/signup%00",
        "/api/user/v1/signup%zz",
        "/%2e%2e/etc/passwd",
        "/healthz/",
        "/docs/x",
        "/metrics",
        "/openapi.yaml",
        "/api/user/v2/signup",
        "/.well-known/",
        "/api/auth/v1/",
        "/favicon.ico",
        "/index.html",
        "/.git/HEAD",
        "/.env",
        "/data/gatehouse.db",
        "/api/user/v1/signin/me.css",
        "/api/auth/v1/sessions.js",
    ],
)
def test_an_unknown_path_is_not_found(on_sqlite, path):
    for method in ("GET", "POST"):
        answer = on_sqlite.client.request(method, path)
        assert answer.status == 404 and answer.code == "not_found", answer


@pytest.mark.parametrize(
    "media",
    [
        None,
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "text/json",
        "application/json; charset=utf-16",
        "application/json; charset=latin1",
        "application/jsonp",
        "application",
        "*/*",
    ],
)
def test_a_body_of_another_media_type_is_refused(on_sqlite, media):
    body = json.dumps({"nickname": "kim", "password": people.PASSWORD}).encode()
    headers = {"Content-Type": media} if media else {"Content-Type": ""}
    answer = on_sqlite.client.post("/api/user/v1/signin", raw=body, headers=headers)
    assert answer.status == 415 and answer.code == "unsupported_media_type", answer


@pytest.mark.parametrize(
    "media",
    [
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON;charset=UTF-8",
        'application/json; charset="utf-8"',
    ],
)
def test_json_is_taken_however_it_is_written(on_sqlite, media):
    body = json.dumps({"nickname": "kim", "password": people.PASSWORD}).encode()
    answer = on_sqlite.client.post("/api/user/v1/signin", raw=body, headers={"Content-Type": media})
    assert answer.status == 401, answer


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "identity, gzip"])
def test_a_coded_body_is_refused(on_sqlite, coding):
    answer = on_sqlite.client.post(
        "/api/user/v1/signin", raw=b"\x1f\x8b\x08", headers={"Content-Encoding": coding}
    )
    assert answer.status == 415, answer


def test_a_body_up_to_16_kib_is_read_and_one_octet_more_is_not(on_sqlite):
    def body(size):
        head = b'{"nickname":"kim","password":"'
        return head + b"x" * (size - len(head) - 2) + b'"}'

    assert on_sqlite.client.post("/api/user/v1/signin", raw=body(16384)).status == 401
    answer = on_sqlite.client.post("/api/user/v1/signin", raw=body(16385))
    assert answer.status == 413 and answer.code == "body_too_large", answer


@pytest.mark.parametrize("accept", ["text/html", "*/*;q=0", "image/png"])
def test_accept_does_not_change_the_answer(on_sqlite, accept):
    answer = on_sqlite.client.post("/api/user/v1/signin", {}, headers={"Accept": accept})
    assert answer.status == 422


@pytest.mark.parametrize(
    "header",
    [
        "X-HTTP-Method-Override",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-Forwarded-Host",
        "X-Forwarded-Prefix",
        "Forwarded",
    ],
)
def test_headers_that_would_turn_the_request_are_ignored(on_sqlite, header):
    answer = on_sqlite.client.get(
        "/healthz", headers={header: "DELETE" if "Method" in header else "/nowhere"}
    )
    assert answer.status == 200


JSON = "application/json; charset=utf-8"


@pytest.mark.parametrize(
    "method, path, media",
    [
        ("GET", "/healthz", JSON),
        ("GET", "/openapi.json", JSON),
        ("GET", "/.well-known/jwks.json", JSON),
        ("GET", "/.well-known/revocations", "application/jwt"),
        ("GET", "/docs", "text/html; charset=utf-8"),
        ("GET", "/undo/" + "A" * 43, "text/html; charset=utf-8"),
        ("GET", "/nowhere", "application/problem+json"),
        ("PATCH", "/docs", "application/problem+json"),
        ("POST", "/api/user/v1/password/reset", JSON),
        ("POST", "/api/user/v1/signin", "application/problem+json"),
        ("GET", "/api/user/v1/user/1", "application/problem+json"),
        ("POST", "/oauth/introspect", "application/problem+json"),
    ],
)
def test_every_kind_of_answer_says_what_it_is(on_sqlite, method, path, media):
    body = {"email": people.email()} if method == "POST" else None
    if path.startswith("/undo/"):  # a page for people
        answer = recovery.visit(on_sqlite, method, path)
    else:
        answer = on_sqlite.client.request(method, path, body)
    conventions.check_browsers_are_kept_out(answer, path)
    assert answer.headers["Content-Type"] == media


def test_a_page_that_is_kept_keeps_its_policy(on_sqlite):
    page = on_sqlite.client.get("/docs")
    again = on_sqlite.client.get("/docs", headers={"If-None-Match": page.headers["ETag"]})
    assert again.status == 304 and "Content-Security-Policy" not in again.headers


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "https://127.0.0.1"])
def test_no_origin_is_allowed_across(on_sqlite, origin):
    answer = on_sqlite.client.get("/healthz", headers={"Origin": origin})
    assert not [name for name in answer.headers if name.lower().startswith("access-control-")]


@pytest.mark.parametrize("given", ["abc-123_DEF.4", "5f0c1a1e-6c0b-4a5e-9d3e-0123456789ab", "x" * 64])
def test_a_proper_request_id_is_kept(on_sqlite, given):
    answer = on_sqlite.client.get("/nowhere", headers={"X-Request-Id": given})
    assert answer.headers["X-Request-Id"] == given == answer.json["request_id"]


@pytest.mark.parametrize("given", ["", "a b", "x" * 300, "é", "a\tb", "<script>", 'a"b', "a;b", "a,b"])
def test_an_improper_request_id_is_replaced(on_sqlite, given):
    answer = on_sqlite.client.get("/healthz", headers={"X-Request-Id": given.encode("utf-8")})
    assert answer.headers["X-Request-Id"] != given and re.fullmatch(
        r"[A-Za-z0-9._-]{16,64}", answer.headers["X-Request-Id"]
    )


def test_made_request_ids_differ(on_sqlite):
    assert len({on_sqlite.client.get("/healthz").headers["X-Request-Id"] for _ in range(20)}) == 20


def test_a_problem_points_to_its_documentation(on_sqlite):
    answer = on_sqlite.client.post("/api/user/v1/signin", {})
    place, _, anchor = answer.json["type"].partition("#")
    page = on_sqlite.client.get(place)
    assert page.status == 200 and (not anchor or f'id="{anchor}"'.encode() in page.body), answer.json["type"]


def test_parameters_in_the_query_do_not_stand_for_the_body(on_sqlite):
    answer = on_sqlite.client.post(f"/api/user/v1/signin?nickname=kim&password={people.PASSWORD}", {})
    assert answer.status == 422 and ("password", "missing") in answer.faults
