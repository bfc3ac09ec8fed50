"""After a kill: what was acknowledged is there, and what was under way is done as a whole or not at all."""

from tests.support.kills import life
from tests.support.stage.wire import Ask


def inspect(member, mail):
    """Looks at one account, and settles what was left open."""
    opened, member.opened = member.opened, ()
    kind = opened[0] if opened else ""
    if member.deleted:
        yield from _is_gone(member)
        return
    if kind not in ("sign_up", "delete"):
        yield from _sessions(member, kind)
    there = yield from _enter(member, kind, opened)
    if not there:
        return
    answer = yield Ask("read", "GET", member.path, token=member.token)
    assert answer.status == 200, f"{member}: {answer}"
    found = (answer.data["user_id"], answer.data["nickname"], answer.data["email"])
    assert found == (member.user_id, member.name, member.email), f"{member}: {answer}"
    verified = answer.data["email_verified"]
    assert verified == member.verified or (kind == "verify" and verified), f"{member}: {answer}"
    member.verified = verified
    if kind == "verify" and not verified:
        yield from life.verify(member, mail)  # what was not done is still to be had


def _is_gone(member):
    answer = yield from life.sign_in(member)
    assert answer.status == 401, f"a deleted account is there: {member}"
    answer = yield Ask("read", "GET", member.path, token=member.token)
    assert answer.status == 401, f"a token of a deleted account is good: {member}"
    answer = yield Ask("refresh", "POST", life.REFRESH, {"refresh_token": member.refresh_token})
    assert answer.status == 401, f"a session of a deleted account lives: {member}"


def _enter(member, kind, opened):
    """False where there is no such account, as may be."""
    if kind == "sign_up":
        answer = yield from life.sign_in(member)
        if answer.status == 401:  # nothing of it is there, so it can be had
            yield from life.sign_up(member)
            yield from life.enter(member)
            return True
        member.user_id = answer.data["user_id"]
        member.begin_session(answer.data)
        return True
    if kind == "delete":
        answer = yield from life.sign_in(member)
        if answer.status == 401:
            member.deleted = True
            yield from _is_gone(member)
            return False
        member.begin_session(answer.data)
        return True
    if kind == "rename":
        answer = yield Ask("read", "GET", member.path, token=member.token)
        if answer.data["nickname"] == opened[1]:
            member.name = opened[1]
    if kind == "password":
        yield from _which(member, opened[1])
    if member.token and not member.untried:
        return True  # a hash takes longer than all the rest
    yield from life.enter(member)
    member.untried = False
    if member.former_password:
        answer = yield from life.sign_in(member, password=member.former_password)
        assert answer.status == 401, f"a replaced password is good: {member}"
        member.former_password = ""
    return True


def _which(member, new):
    """The old password or the new one, and never both."""
    old_one = yield from life.sign_in(member)
    new_one = yield from life.sign_in(member, password=new)
    assert {old_one.status, new_one.status} == {200, 401}, f"{member} to {new}: {old_one}, {new_one}"
    if new_one.status == 200:
        member.has_password(new)
    member.others.append((old_one if old_one.status == 200 else new_one).data["refresh_token"])
    member.untried, member.former_password = False, ""


def _sessions(member, kind):
    """Rotated is rotated, the live token is good, and an ended session stays ended."""
    if member.spent and kind != "refresh":
        used, *given = member.spent
        answer = yield Ask("refresh", "POST", life.REFRESH, {"refresh_token": used})
        assert answer.status == 200, f"{member}: {answer}"
        again = [answer.data["access_token"], answer.data["refresh_token"]]
        assert again == given, f"a rotation was undone: {member}"
    if member.refresh_token:
        yield from life.refresh(member)
    for token in member.ended[-2:]:
        answer = yield Ask("refresh", "POST", life.REFRESH, {"refresh_token": token})
        assert answer.status == 401, f"an ended session lives: {member}"
