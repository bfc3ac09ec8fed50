"""What a JSON body is, and what only looks like one."""

import time

import pytest

from tests.support import people

SIGN_IN = "/api/user/v1/signin"

MALFORMED = {
    "empty": b"",
    "blank": b"  \n",
    "null": b"null",
    "array": b"[]",
    "string": b'"x"',
    "number": b"1",
    "true": b"true",
    "two documents": b'{"password":"a"}{"password":"b"}',
    "trailing bytes": b'{"password":"a"}x',
    "trailing comma": b'{"password":"a",}',
    "leading comma": b'{,"password":"a"}',
    "comment": b'{"password":"a"/*x*/}',
    "line comment": b'{"password":"a"}//x',
    "byte order mark": b'\xef\xbb\xbf{"password":"a"}',
    "UTF-16": '{"password":"a"}'.encode("utf-16"),
    "single quotes": b"{'password':'a'}",
    "bare name": b'{password:"a"}',
    "cut": b'{"password":"a',
    "cut in an escape": b'{"password":"\\u00',
    "unclosed": b'{"password":"a"',
    "NaN": b'{"password":NaN}',
    "Infinity": b'{"password":Infinity}',
    "leading zero": b'{"password":01}',
    "plus": b'{"password":+1}',
    "hexadecimal": b'{"password":0x1}',
    "dot first": b'{"password":.5}',
    "dot last": b'{"password":5.}',
    "huge exponent": b'{"password":1e400}',
    "raw control": b'{"password":"a\x01b"}',
    "raw line feed": b'{"password":"a\nb"}',
    "raw NUL": b'{"password":"a\x00b"}',
    "escaped NUL": b'{"password":"a\\u0000b"}',
    "NUL in a name": b'{"pass\\u0000word":"a"}',
    "bad escape": b'{"password":"\\x41"}',
    "lone high surrogate": b'{"password":"\\ud800"}',
    "lone low surrogate": b'{"password":"\\udc00"}',
    "surrogates turned round": b'{"password":"\\udc00\\ud800"}',
    "high surrogate and letter": b'{"password":"\\ud800a"}',
    "octet FF": b'{"password":"\xff"}',
    "overlong slash": b'{"password":"\xc0\xaf"}',
    "encoded surrogate": b'{"password":"\xed\xa0\x80"}',
    "cut sequence": b'{"password":"\xe2\x82"}',
    "beyond Unicode": b'{"password":"\xf4\x90\x80\x80"}',
    "bad UTF-8 in a name": b'{"\xff":1}',
    "duplicate": b'{"nickname":"a","nickname":"b","password":"x"}',
    "duplicate with one value": b'{"password":"a","password":"a"}',
    "duplicate by escape": b'{"password":"a","p\\u0061ssword":"b"}',
    "duplicate unknown": b'{"x":1,"x":2,"password":"a"}',
    "duplicate inside": b'{"password":{"a":1,"a":2}}',
    "space of another kind": '{\u00a0"password":"a"}'.encode(),
    "form feed": b'{\x0c"password":"a"}',
}


@pytest.mark.parametrize("name", MALFORMED)
def test_malformed_json_is_told(on_sqlite, name):
    answer = on_sqlite.client.post(SIGN_IN, raw=MALFORMED[name])
    assert answer.status == 400 and answer.code == "invalid_json", answer


@pytest.mark.parametrize("depth", [17, 33, 100, 1000, 8000])
@pytest.mark.parametrize("opening, closing", [(b"[", b"]"), (b'{"a":', b"}")])
def test_deep_nesting_is_refused_quickly(on_sqlite, depth, opening, closing):
    body = b'{"password":' + opening * depth + b"1" + closing * depth + b"}"
    start = time.monotonic()
    answer = on_sqlite.client.post(SIGN_IN, raw=body)
    assert answer.status in (400, 413) and answer.code in ("invalid_json", "body_too_large"), answer
    assert time.monotonic() - start < 2


def test_nesting_of_sixteen_is_well_formed(on_sqlite):
    body = b'{"password":' + b"[" * 15 + b"]" * 15 + b"}"
    assert on_sqlite.client.post(SIGN_IN, raw=body).status == 422


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"{" + b",".join(b'"k%d":1' % n for n in range(1400)) + b"}", id="1400 names"),
        pytest.param(b'{"password":"' + b"\\u00e9" * 2600 + b'"}', id="2600 escapes"),
        pytest.param(b'{"password":[' + b"1," * 7000 + b"1]}", id="7000 elements"),
        pytest.param(b" " * 16000 + b"{}", id="16000 blanks"),
    ],
)
def test_a_body_made_to_cost_is_answered_quickly(on_sqlite, body):
    start = time.monotonic()
    answer = on_sqlite.client.post(SIGN_IN, raw=body)
    assert answer.status in (400, 422), answer
    assert time.monotonic() - start < 2 and len(answer.body) < 300_000


@pytest.mark.parametrize(
    "body, status",
    [
        (b' \t\r\n{ "nickname" : "somebody" ,\n"password" : "Quiet-Lantern-48" } \n', 401),
        (b'{"nickname":"\\u0073omebody","password":"Quiet\\u002dLantern"}', 401),
        (b'{"nickname":"somebody","password":"\\ud83e\\udd8a\\ud83e\\udd8a long fox"}', 401),
        (b'{"password":1.5,"nickname":"somebody"}', 422),
    ],
)
def test_well_formed_json_is_read(on_sqlite, body, status):
    assert on_sqlite.client.post(SIGN_IN, raw=body).status == status


def test_escaped_text_is_the_same_text(house):
    person = house.sign_up(password="Quiet-Lantern-\U0001f98a")
    raw = ('{"nickname":"%s","password":"Quiet\\u002dLantern-\\ud83e\\udd8a"}' % person.nickname).encode()
    assert house.client.post(SIGN_IN, raw=raw).status == 200


@pytest.mark.parametrize("field", ["nickname", "email", "password"])
def test_text_behind_a_nul_is_never_cut_off(house, field):
    person = house.verify(house.sign_up())
    body = {
        "password": person.password,
        **({"email": person.email} if field == "email" else {"nickname": person.nickname}),
    }
    body[field] += "\0tail"
    answer = house.client.post(SIGN_IN, body)
    assert answer.status == 400 and answer.code == "invalid_json"


def test_a_refused_value_is_not_echoed(on_sqlite):
    canary = "canary-in-a-refused-value"
    for body in (
        {"nickname": canary + "@", "password": canary},
        {"nickname": "x", "password": [canary]},
        {"email": canary, "password": canary, "nickname": "kim"},
    ):
        answer = on_sqlite.client.post("/api/user/v1/signup", body)
        assert canary.encode() not in answer.body, answer
    answer = on_sqlite.client.post(SIGN_IN, raw=b'{"password":"' + canary.encode() + b'"')
    assert canary.encode() not in answer.body


def test_a_name_of_a_field_is_reported_safely(on_sqlite):
    name = '"><script>\u2028\u202e\u001b' + people.nickname()
    answer = on_sqlite.client.post(SIGN_IN, {name: 1, "nickname": "kim", "password": people.PASSWORD})
    assert answer.faults == {(name, "unknown_field")} and answer.body.isascii() or answer.status == 422
