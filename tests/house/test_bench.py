"""The measurements are measured: verdicts, what the load generator counts, and that wrong answers end a row."""

import math
import socketserver
import threading
import time
import xml.etree.ElementTree as xml

import pytest

from bench.lib import bench, lines, machine, report, results, row
from bench.lib.lines import Figure, Line, Result
from bench.lib.load import Requests, WrongAnswers, answers, load, request
from bench.rows import ROWS

MORE = Line("more", "a rate", "another", 1.35, 1.5)
LESS = Line("less", "a time", "none", 50, 15, at_least=False, unit=" ms")


def result(line, *values):
    return Result(line, tuple(Figure(value, {"ours/s": value * 10, "theirs/s": 10}) for value in values))


# --- verdicts


@pytest.mark.parametrize(
    "line, value, verdict",
    [
        (MORE, 1.34, "below"),
        (MORE, 1.35, "must"),
        (MORE, 1.5, "stretch"),
        (LESS, 50.1, "below"),
        (LESS, 50, "must"),
        (LESS, 15, "stretch"),
        (MORE, math.nan, "not measured"),
        (Line("told", "x", "y"), 0.1, "told"),
    ],
)
def test_a_value_is_held_against_its_marks(line, value, verdict):
    assert result(line, value).verdict == verdict


def test_the_median_of_the_rounds_decides():
    assert result(MORE, 1.6, 1.0, 1.2).verdict == "below"
    assert result(MORE, 1.6, 1.0, 1.4).value == 1.4
    assert result(MORE, 1.6, math.nan, 1.4).verdict == "not measured"


def test_nothing_over_nothing_is_no_number():
    assert math.isnan(lines.ratio(5, 0).value)


def test_the_report_names_what_falls_under_its_line(tmp_path):
    results.save("good", [result(MORE, 1.6)], bench.FULL, tmp_path)
    results.save("bad", [result(MORE, 1.2), result(LESS, 20)], bench.FULL, tmp_path)
    saved = results.read(["good", "bad", "absent"], tmp_path)
    assert report.summary(saved) == "Under their line: bad (more)."
    assert report.summary(saved[:1]) == "Nothing falls under its line."
    report.write(tmp_path, saved, machine.machine(), ["good", "bad", "absent"])
    text = (tmp_path / "report.md").read_text()
    assert "Under their line: bad (more). Not measured: absent." in text
    assert "| processor | " in text and "cores" in text
    assert text.count("**below**") == 1 and "≥ 1.35 / 1.5" in text and "≤ 50 / 15 ms" in text
    for plot in ("marks", "sides"):
        xml.parse(tmp_path / f"plots/{plot}.svg")


def test_each_row_has_lines_of_its_own():
    for name, kind in ROWS.items():
        keys = [line.key for line in kind.lines]
        assert kind.name == name and keys and len(set(keys)) == len(keys)
        for line in kind.lines:
            assert line.must is None or lines.reaches(line, line.stretch, line.must), f"{name}: {line.key}"


# --- rounds


class Planted(row.Row):
    name = "planted"
    lines = (MORE,)

    def __init__(self, fault=None):
        self.fault, self.measured = fault, 0

    def check(self, _):
        row.demand(self.fault is None, self.fault)

    def measure(self, _):
        self.measured += 1
        return {"more": Figure(self.measured)}


class Rounds:
    size = bench.FULL


def test_a_row_runs_as_many_rounds_as_are_asked():
    (found,) = row.run(Planted(), Rounds)
    assert [figure.value for figure in found.figures] == [1, 2, 3]


def test_a_row_with_wrong_answers_is_not_measured():
    planted = Planted("somebody else's account")
    with pytest.raises(WrongAnswers, match="somebody else"):
        row.run(planted, Rounds)
    assert planted.measured == 0


# --- the load generator, against a server that does what the test says


class Stub(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, reply):
        self.reply, self.count, self.lock = reply, 0, threading.Lock()
        super().__init__(("127.0.0.1", 0), Talk)
        self.address = f"127.0.0.1:{self.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()


class Talk(socketserver.StreamRequestHandler):
    """Answers requests with what the test's function gives: status, header lines, body; or None to hang up."""

    def handle(self):
        while line := self.rfile.readline():
            length = 0
            while (field := self.rfile.readline()) not in (b"\r\n", b""):
                if field.lower().startswith(b"content-length:"):
                    length = int(field.split(b":")[1])
            body = self.rfile.read(length)
            with self.server.lock:
                number, self.server.count = self.server.count, self.server.count + 1
            reply = self.server.reply(number, line.decode(), body)
            if reply is None:
                return
            status, fields, text = reply
            head = "".join(f"{field}\r\n" for field in (f"Content-Length: {len(text)}", *fields))
            self.wfile.write(f"HTTP/1.1 {status} Told\r\n{head}\r\n".encode() + text)


def ok(_number, _line, _body):
    return 200, (), b"{}"


@pytest.fixture
def some(tmp_path):
    def make(count=10, path="/"):
        return Requests(tmp_path, [request("GET", f"{path}{number}") for number in range(count)])

    return make


def test_each_request_is_sent_once_and_each_answer_comes_back(tmp_path, some):
    with Stub(lambda _, line, __: (200, (), line.split()[1].encode())) as stub:
        found = answers(stub.address, some(101), tmp_path, 7, threads=2)
    assert [answer.body.decode() for answer in found] == [f"/{number}" for number in range(101)]


def test_a_server_that_stands_still_makes_all_late_that_were_due_meanwhile(some):
    """One connection, 100 requests a second, and half a second of nothing at the tenth. Who asks only after each answer
    would see one late answer in a hundred."""

    def reply(number, *_):
        if number == 10:
            time.sleep(0.5)
        return 200, (), b"{}"

    with Stub(reply) as stub:
        seen = load(stub.address, some(), 1, 1, rate=100).only(200)
    assert seen.statuses == {200: 100} and seen.told["timed"] == 100
    assert seen.told["longest_ms"] >= 500 and seen.told["p90_ms"] >= 390


def test_quantiles_are_those_of_the_times(some):
    def reply(number, *_):
        time.sleep(0.3 if number >= 95 else 0)
        return 200, (), b"{}"

    with Stub(reply) as stub:
        seen = load(stub.address, some(), 1, count=100).only(200)
    assert seen.told["p90_ms"] < seen.p99 and 300 <= seen.p99 <= seen.p999 <= seen.told["longest_ms"]


def test_what_is_counted_is_what_came(some):
    def reply(number, *_):
        return (503, ("Retry-After: 1",), b"") if number % 4 == 0 else (200, (), b"{}")

    with Stub(reply) as stub:
        seen = load(stub.address, some(), 5, count=100)
    assert seen.statuses == {200: 75, 503: 25}
    assert seen.only(200, 503) is seen
    with pytest.raises(WrongAnswers):
        seen.only(200)


@pytest.mark.parametrize(
    "fault, reply",
    [
        ("cut", lambda number, *_: None if number == 3 else ok(number, "", b"")),
        ("without_retry_after", lambda number, *_: (503, (), b"")),
        ("malformed", lambda number, *_: ("what", (), b"") if number == 3 else ok(number, "", b"")),
    ],
)
def test_what_is_wrong_with_answers_is_told(some, fault, reply):
    with Stub(reply) as stub:
        seen = load(stub.address, some(), 1, count=10)
    assert seen.told[fault] >= 1
    with pytest.raises(WrongAnswers):
        seen.only(200, 503)


def test_a_new_token_goes_into_the_next_request(tmp_path):
    """Each answer gives the token that the next request of the same person must show."""
    live, wrong = {"aa": 0, "ba": 0}, []

    def reply(_number, _line, body):
        token = body.decode().split('"')[3]
        if token not in live:
            wrong.append(token)
        live.pop(token, None)
        following = token[0] + chr(ord(token[1]) + 1)
        live[following] = 0
        return 200, (), f'{{"data":{{"refresh_token":"{following}"}}}}'.encode()

    texts = Requests(tmp_path, [request("POST", "/", {"refresh_token": token}) for token in live])
    with Stub(reply) as stub:
        load(stub.address, texts, 1, count=12, carry="refresh_token", save=texts.path).only(200)
        load(stub.address, texts, 1, count=4, carry="refresh_token").only(200)
    assert wrong == [] and set(live) == {"ai", "bi"}
