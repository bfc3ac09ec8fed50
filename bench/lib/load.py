"""Runs the load generator (bench/load), and reads what it tells."""

import json
import subprocess
import tempfile
from pathlib import Path

from bench.lib.programs import program


def request(method, path, body=None, token=None):
    """One request as it goes over the wire."""
    text = b"" if body is None else json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: bench"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    if body is not None:
        lines += ["Content-Type: application/json", f"Content-Length: {len(text)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + text


class Requests:
    """Requests in a file, as the load generator reads them."""

    def __init__(self, folder, texts):
        handle, name = tempfile.mkstemp(dir=folder, suffix=".requests")
        self.path = Path(name)
        self.count = 0
        with open(handle, "wb") as out:
            for text in texts:
                out.write(b"%d\n%s" % (len(text), text))
                self.count += 1


class Seen:
    """What a run of the load generator has seen."""

    def __init__(self, told):
        self.told = told
        self.seconds = told["seconds"]
        self.statuses = {int(status): count for status, count in told["in_all"].items()}
        self.p50, self.p99, self.p999 = told["p50_ms"], told["p99_ms"], told["p999_ms"]

    def rate(self, *statuses):
        """Answers a second with one of these statuses."""
        return sum(self.told["in_time"].get(str(status), 0) for status in statuses) / self.seconds

    def only(self, *statuses):
        """Itself, where every request was answered, and with one of these statuses."""
        faults = {
            name: self.told[name]
            for name in ("cut", "malformed", "not_carried", "unanswered", "unsent", "without_retry_after")
            if self.told[name]
        }
        others = {status: count for status, count in self.statuses.items() if status not in statuses}
        if faults or others or not self.statuses:
            raise WrongAnswers(f"expected only {statuses}; came {self.statuses}, {faults}")
        return self


class WrongAnswers(Exception):
    pass


def start_load(address, requests, connections, seconds=0, threads=1, warm_up=0.0, **more):
    """Starts the generator; `finish_load` reads what it saw. `more` are its other options: count=…, rate=…, once=True."""
    command = [program("load"), "--address", address, "--requests", str(requests.path)]
    command += ["--connections", str(connections), "--threads", str(min(threads, connections))]
    command += ["--seconds", str(seconds), "--warm-up", str(warm_up)]
    for name, value in more.items():
        option = "--" + name
        command += [option] * bool(value) if isinstance(value, bool) else [option, str(value)]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)


def finish_load(process):
    try:
        told, _ = process.communicate(timeout=600)
    except BaseException:
        process.kill()
        process.wait()
        raise
    if process.returncode != 0:
        raise RuntimeError(f"the load generator ended with {process.returncode}")
    return Seen(json.loads(told))


def load(address, requests, connections, seconds=0, threads=1, warm_up=0.0, **more):
    return finish_load(start_load(address, requests, connections, seconds, threads, warm_up, **more))


class Kept:
    """One whole answer."""

    def __init__(self, request, status, head, body):
        self.request, self.status, self.head, self.body = request, status, head, body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def data(self):
        return self.json["data"]

    def header(self, name):
        for line in self.head.split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.lower() == name.lower():
                return value.strip()
        return None


def read_kept(path):
    """The answers that a run with `keep=path` has kept."""
    with open(path, "rb") as kept:
        while line := kept.readline():
            request, status, head, body = map(int, line.split())
            yield Kept(request, status, kept.read(head).decode(), kept.read(body))


def answers(address, requests, folder, connections=16, **more):
    """Sends each request once, and returns all answers in the order of the requests."""
    handle, path = tempfile.mkstemp(dir=folder, suffix=".answers")
    open(handle).close()
    more.setdefault("once", True)
    seen = load(address, requests, min(connections, requests.count), keep=path, **more)
    kept = sorted(read_kept(path), key=lambda answer: answer.request)
    Path(path).unlink()
    if seen.told["cut"] or seen.told["malformed"] or seen.told["unanswered"] or seen.told["not_carried"]:
        raise WrongAnswers(f"not every request was answered: {seen.told}")
    return kept
