"""Each field of each body: missing, null, and every JSON type that it is not."""

import pytest

from tests.support import people

BODIES = {
    "sign-up": (
        "POST",
        "/api/user/v1/signup",
        lambda: {"nickname": people.nickname(), "email": people.email(), "password": people.PASSWORD},
    ),
    "sign-in by nickname": (
        "POST",
        "/api/user/v1/signin",
        lambda: {"nickname": "somebody", "password": people.PASSWORD},
    ),
    "sign-in by e-mail": (
        "POST",
        "/api/user/v1/signin",
        lambda: {"email": "somebody@example.com", "password": people.PASSWORD},
    ),
    "start of verification": (
        "POST",
        "/api/auth/v1",
        lambda: {"user_id": 1, "email": "somebody@example.com"},
    ),
    "verification": (
        "PUT",
        "/api/auth/v1",
        lambda: {"user_id": 1, "email": "somebody@example.com", "verify_code": "123456"},
    ),
}


def rows():
    for name, (method, path, body) in BODIES.items():
        for field in body():
            for kind in ("absent", "null", "bool", "array", "object", "wrapped", "other scalar"):
                yield pytest.param(method, path, body, field, kind, id=f"{name}: {field} {kind}")


@pytest.mark.parametrize("method, path, body, field, kind", rows())
def test_a_field_of_the_wrong_type_is_told(on_sqlite, method, path, body, field, kind):
    body = body()
    value = body[field]
    if kind == "absent":
        del body[field]
    else:
        body[field] = {
            "null": None,
            "bool": True,
            "array": [],
            "object": {},
            "wrapped": [value],
            "other scalar": "1" if isinstance(value, int) else 7,
        }[kind]
    answer = on_sqlite.client.request(method, path, body)
    assert answer.status == 422, answer
    if kind in ("absent", "null"):
        if path.endswith("signin") and field != "password":
            assert answer.code == "invalid_request" and answer.faults, answer
        else:
            assert answer.faults == {(field, "missing")}, answer
    else:
        assert answer.faults == {(field, "invalid_type")}, answer


@pytest.mark.parametrize("path, method", [("/api/auth/v1", "POST"), ("/api/auth/v1", "PUT")])
@pytest.mark.parametrize(
    "number",
    [
        "1.0",
        "1e0",
        "1.9",
        "-0",
        "0",
        "-1",
        "9007199254740992",
        "4294967297.5",
        "9223372036854775808",
        "18446744073709551616",
        "18446744073709551617",
        "1e400",
        "1E0",
        "1.0e0",
    ],
)
def test_an_integer_written_otherwise_is_never_taken(on_sqlite, path, method, number):
    raw = f'{{"user_id":{number},"email":"a@example.com","verify_code":"123456"}}'
    if method == "POST":
        raw = f'{{"user_id":{number},"email":"a@example.com"}}'
    answer = on_sqlite.client.request(method, path, raw=raw.encode())
    assert answer.status in (400, 422), answer
    if answer.status == 400:
        assert answer.code == "invalid_json"
    else:
        assert answer.code == "invalid_request" and {field for field, _ in answer.faults} == {
            "user_id"
        }, answer


@pytest.mark.parametrize("number", ["1.0", "1e0", "1e400", "18446744073709551616"])
def test_an_integer_written_otherwise_is_malformed(on_sqlite, number):
    raw = f'{{"user_id":{number},"email":"a@example.com"}}'.encode()
    assert on_sqlite.client.post("/api/auth/v1", raw=raw).code == "invalid_json"


@pytest.mark.parametrize("extra", ["\x00", "is_admin", "user_id2", "", "nickname "])
def test_an_unknown_field_is_told_by_its_name(on_sqlite, extra):
    body = {"nickname": people.nickname(), "email": people.email(), "password": people.PASSWORD, extra: 1}
    answer = on_sqlite.client.post("/api/user/v1/signup", body)
    if extra == "\x00":
        assert answer.code == "invalid_json"
    else:
        assert answer.status == 422 and answer.faults == {(extra, "unknown_field")}
