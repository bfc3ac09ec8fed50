"""What tests of limits have in common: wrong passwords by the dozen, and who they come from."""

import itertools

from tests.support import people

SIGN_IN = "/api/user/v1/signin"
WRONG = "Wrong-Lantern-48-Meadow"

# Tests behind this play a proxy: they say in X-Forwarded-For who asks.
BEHIND_PROXY = ["--trusted-proxies", "127.0.0.1/32"]

_hosts = itertools.count(1)


def anywhere():
    """An address that nobody has come from yet."""
    number = next(_hosts)
    return f"198.18.{number // 250}.{number % 250 + 1}"


def limit(**values):
    """`limit(account_free=3)` as options."""
    return [option for name, value in values.items() for option in ("--limit", f"{name}={value}")]


def sign_in(house, password=WRONG, address=None, device=None, cookie=None, **name):
    headers = {}
    if address:
        headers["X-Forwarded-For"] = address
    if device:
        headers["X-Device-Token"] = device
    if cookie:
        headers["Cookie"] = cookie
    return house.client.post(SIGN_IN, {**name, "password": password}, headers=headers)


def wait_of(answer):
    """The seconds that a refusal tells to wait."""
    assert answer.status == 429 and answer.code == "too_many_requests", answer
    return int(answer.headers["Retry-After"])


def fail(house, times, **more):
    """Fails so often to sign in without having to wait."""
    for number in range(times):
        answer = sign_in(house, **more)
        assert answer.status == 401, f"failure {number + 1}: {answer}"


def without_id(answer):
    """All that tells one answer from another of the same kind: everything but the request id, the date, and how
    long to wait, which the clock moves."""
    body = answer.json
    body.pop("request_id", None)
    ever_new = ("X-Request-Id", "Date", "Retry-After")
    return answer.status, body, sorted(item for item in answer.headers.items() if item[0] not in ever_new)


def stranger():
    return people.nickname("nobody")
