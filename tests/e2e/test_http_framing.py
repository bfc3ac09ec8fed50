"""HTTP/1.1 as bytes: every request that could be read in two ways is refused, and the connection closed behind it."""

import pytest

from tests.support.raw import Raw, answers, exchange

HOST = b"Host: localhost\r\n"
JSON = b"Content-Type: application/json\r\n"
SMUGGLED = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


def post(headers, body=b"", host=HOST, version=b"1.1"):
    return b"POST /api/user/v1/signin HTTP/" + version + b"\r\n" + host + JSON + headers + b"\r\n" + body


def get(headers=b"", target=b"/healthz", host=HOST, version=b"1.1"):
    return b"GET " + target + b" HTTP/" + version + b"\r\n" + host + headers + b"\r\n"


REFUSED = {
    # two lengths
    "length and chunked": post(b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n"),
    "chunked and length": post(b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", b"0\r\n\r\n"),
    "repeated equal length": post(b"Content-Length: 2\r\nContent-Length: 2\r\n", b"{}"),
    "repeated different length": post(b"Content-Length: 2\r\nContent-Length: 3\r\n", b"{}"),
    "listed length": post(b"Content-Length: 2, 2\r\n", b"{}"),
    **{
        f"length {value!r}": post(b"Content-Length: " + value + b"\r\n", b"{}")
        for value in (
            b"+2",
            b"-1",
            b"0x2",
            b"2 2",
            b"",
            b"two",
            b"18446744073709551618",
            b"2;",
            b"2.0",
            b"1e1",
        )
    },
    # transfer codings
    **{
        f"coding {value!r}": post(b"Transfer-Encoding: " + value + b"\r\n", b"0\r\n\r\n")
        for value in (
            b"chunked, gzip",
            b"gzip",
            b"identity",
            b"xchunked",
            b"chunked, chunked",
            b"gzip, chunked",
            b"chunked;q=1",
            b"\x0bchunked",
            b'"chunked"',
            b"",
            b"identity, chunked",
            b"chunked,",
        )
    },
    "coding twice": post(b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n"),
    "coding twice, one unknown": post(
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n", b"0\r\n\r\n"
    ),
    "coding on HTTP/1.0": post(b"Transfer-Encoding: chunked\r\n", b"0\r\n\r\n", version=b"1.0"),
    # chunks
    **{
        f"chunk {value!r}": post(b"Transfer-Encoding: chunked\r\n", value)
        for value in (
            b"0x2\r\n{}\r\n0\r\n\r\n",
            b"FFFFFFFFFFFFFFFF1\r\n{}\r\n0\r\n\r\n",
            b"2\r\n{}0\r\n\r\n",
            b"2\n{}\n0\n\n",
            b"-1\r\n{}\r\n0\r\n\r\n",
            b"+2\r\n{}\r\n0\r\n\r\n",
            b"2 \r\n{}\r\n0\r\n\r\n",
            b"\r\n{}\r\n0\r\n\r\n",
            b"2;a=b\r\n{}\r\n0\r\n\r\n",
            b'2;a="\n"\r\n{}\r\n0\r\n\r\n',
            b"2;" + b"a" * 9000 + b"\r\n{}\r\n0\r\n\r\n",
            b"2\r\n{}\r\n0\r\nHost: x\r\n\r\n",
            b"2\r\n{}\r\n0\r\nAuthorization: Bearer x\r\n\r\n",
            b"2\r\n{}\r\n0\r\nContent-Length: 9\r\n\r\n",
            b"xyz\r\n{}\r\n0\r\n\r\n",
        )
    },
    # lines
    "bare line feeds": b"GET /healthz HTTP/1.1\nHost: localhost\n\n",
    "bare line feed in a header": get(b"X-A: b\nX-C: d\r\n"),
    "bare carriage return": get(b"X-A: b\rc\r\n"),
    "NUL in a value": get(b"X-A: b\x00c\r\n"),
    "control in a value": get(b"X-A: b\x01c\r\n"),
    "space before the colon": get(b"X-A : b\r\n"),
    "folded header": get(b"X-A: b\r\n c\r\n"),
    "folded with a tab": get(b"X-A: b\r\n\tc\r\n"),
    "empty name": get(b": b\r\n"),
    "name that is no token": get(b"X(A): b\r\n"),
    "no colon": get(b"X-A\r\n"),
    "header before the first line": b" " + get(),
    # host
    "no host": get(host=b""),
    "two hosts": get(b"Host: localhost\r\n"),
    "two different hosts": get(b"Host: other\r\n"),
    "user in the host": get(host=b"Host: a@localhost\r\n"),
    "port out of range": get(host=b"Host: localhost:99999\r\n"),
    "host with a path": get(host=b"Host: localhost/x\r\n"),
    "host with a blank": get(host=b"Host: local host\r\n"),
    "absolute form of another authority": get(target=b"http://other.example/healthz"),
    # targets and versions
    "authority form": b"CONNECT localhost:80 HTTP/1.1\r\n" + HOST + b"\r\n",
    "no slash": get(target=b"healthz"),
    "octet FF in the target": get(target=b"/health\xffz"),
    "blank in the target": get(target=b"/health z"),
    "control in the target": get(target=b"/health\x01z"),
    "fragment": get(target=b"/healthz#x"),
    "HTTP/1.2": get(version=b"1.2"),
    "HTTP/2.0": get(version=b"2.0"),
    "HTTP/0.9": b"GET /healthz\r\n\r\n",
    "lower case": get(version=b"1.1").replace(b"HTTP", b"http"),
    "HTTP/2 preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "TLS hello": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 60,
    "noise": bytes(range(128, 256)) + b"\r\n\r\n",
    "unknown expectation": post(b"Expect: 200-ok\r\nContent-Length: 2\r\n", b"{}"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_and_closed(on_sqlite, name):
    peer = exchange(on_sqlite.server.address, REFUSED[name] + SMUGGLED)
    assert peer.closed, f"still open: {peer.received!r}"
    assert len(peer.statuses) <= 1, f"a smuggled request was answered: {peer.received!r}"
    allowed = {417} if name == "unknown expectation" else {400, 405, 413, 417, 431, 501, 505}
    assert not peer.statuses or peer.statuses[0] in allowed, peer.received
    assert on_sqlite.client.get("/healthz").status == 200


def test_an_unknown_expectation_is_417(on_sqlite):
    assert exchange(on_sqlite.server.address, REFUSED["unknown expectation"]).statuses == [417]


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param(post(b"Content-Length: 999999999999\r\n"), id="a terabyte declared"),
        pytest.param(post(b"Content-Length: 16385\r\n"), id="one octet too many declared"),
        pytest.param(
            post(b"Transfer-Encoding: chunked\r\n", b"5000\r\n" + b"x" * 0x5000 + b"\r\n0\r\n\r\n"),
            id="a chunk too large",
        ),
    ],
)
def test_too_large_is_413_and_closed(on_sqlite, request_):
    peer = exchange(on_sqlite.server.address, request_)
    assert peer.closed and peer.statuses == [413], peer.received


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param(get(target=b"/" + b"a" * 100_000), id="target of 100 kB"),
        pytest.param(get(b"X-A: " + b"b" * 1_000_000 + b"\r\n"), id="header of 1 MB"),
        pytest.param(get(b"".join(b"X-%d: b\r\n" % n for n in range(10_000))), id="10000 headers"),
    ],
)
def test_too_much_head_is_refused_and_closed(on_sqlite, request_):
    peer = exchange(on_sqlite.server.address, request_)
    assert peer.closed and (not peer.statuses or peer.statuses[0] in (400, 414, 431)), peer.received[:300]


def test_a_refusal_is_a_problem_document(on_sqlite):
    ((status, headers, body),) = answers(
        exchange(on_sqlite.server.address, REFUSED["listed length"]).received
    )
    assert (
        status == 400
        and headers["content-type"].startswith("application/problem+json")
        and b'"request_id"' in body
    )
    assert (
        headers["connection"] == "close"
        and headers["x-content-type-options"] == "nosniff"
        and "server" not in headers
    )


def test_a_chunked_body_is_read(on_sqlite):
    body = b'{"nickname":"kim","password":"Quiet-Lantern-48"}'
    chunks = b"".join(b"1\r\n%c\r\n" % octet for octet in body) + b"0\r\n\r\n"
    with Raw(on_sqlite.server.address) as peer:
        peer.send(post(b"Transfer-Encoding: chunked\r\n", chunks) + SMUGGLED).read_answers(2)
    assert peer.statuses == [401, 200]


def test_absolute_form_of_the_own_authority_is_read(on_sqlite):
    with Raw(on_sqlite.server.address) as peer:
        assert peer.send(get(target=b"http://localhost/healthz")).read_answers(1).statuses in ([200], [400])
