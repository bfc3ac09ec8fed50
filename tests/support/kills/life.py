"""What a client does with its account, one step after another, until the server is killed under it."""

import time

from tests.support.stage.wire import Ask

SIGN_UP = "/api/user/v1/signup"
SIGN_IN = "/api/user/v1/signin"
VERIFY = "/api/auth/v1"
REFRESH = "/api/auth/v1/token/refresh"


class Cut(Exception):
    """No answer: whether it was done is unknown."""


def attempt(member, opened, ask, *expected):
    """Sends what changes something, and notes that it is under way."""
    member.opened = opened
    answer = yield ask
    if answer is None:
        raise Cut
    member.opened = ()
    assert answer.status in expected, f"{ask.what}: {answer}"
    return answer


def sign_up(member):
    body = {"nickname": member.name, "email": member.email, "password": member.password}
    answer = yield from attempt(member, ("sign_up",), Ask("sign_up", "POST", SIGN_UP, body), 201)
    member.user_id = answer.data["user_id"]


def sign_in(member, password=None):
    body = {"nickname": member.name, "password": password or member.password}
    answer = yield from attempt(member, ("sign_in",), Ask("sign_in", "POST", SIGN_IN, body), 200, 401)
    return answer


def enter(member):
    answer = yield from sign_in(member)
    assert answer.status == 200, f"{member}: {answer}"
    member.begin_session(answer.data)


def verify(member, mail):
    """With the code that was sent at the sign-up; an old one has expired, and is left alone."""
    code = yield from mail.wait_for_code(member)
    if time.monotonic() - code.seen > 120:
        return
    body = {"user_id": member.user_id, "email": member.email, "verify_code": code.text}
    yield from attempt(member, ("verify",), Ask("verify", "PUT", VERIFY, body), 200)
    member.verified = True


def rename(member, name):
    ask = Ask("rename", "PUT", member.path, {"nickname": name}, member.token)
    yield from attempt(member, ("rename", name), ask, 200)
    member.name = name


def change_password(member, password):
    body = {"current_password": member.password, "new_password": password}
    ask = Ask("change_password", "PUT", member.path, body, member.token)
    yield from attempt(member, ("password", password), ask, 200)
    member.has_password(password)


def refresh(member):
    used = member.refresh_token
    ask = Ask("refresh", "POST", REFRESH, {"refresh_token": used})
    answer = yield from attempt(member, ("refresh",), ask, 200)
    member.keep(answer.data)
    member.spent = (used, member.token, member.refresh_token)


def delete(member):
    ask = Ask("delete", "DELETE", member.path, {"current_password": member.password}, member.token)
    yield from attempt(member, ("delete",), ask, 204)
    member.deleted = True


def live(member, people, mail, dice):
    """All the rest of an account's life; in the end it is deleted."""
    if not member.user_id:
        yield from sign_up(member)
    if not member.token:
        yield from enter(member)
    while not member.deleted:
        step = dice.choices(
            ("verify", "rename", "password", "refresh", "enter", "delete"), (6, 8, 1, 12, 1, 1)
        )[0]
        if step == "verify" and not member.verified:
            yield from verify(member, mail)
        elif step == "rename":
            yield from rename(member, people.name())
        elif step == "password":
            yield from change_password(member, people.password())
        elif step == "refresh":
            yield from refresh(member)
        elif step == "enter":
            yield from enter(member)
        elif step == "delete":
            yield from delete(member)


def client(member, people, mail, dice):
    """Lives one life after another until the server is killed; `people` remembers all of them."""
    try:
        while True:
            if member is None or member.deleted:
                member = people.newcomer()
            people.touch(member)
            yield from live(member, people, mail, dice)
    except Cut:
        return
