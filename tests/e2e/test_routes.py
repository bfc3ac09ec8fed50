"""Who may call what: the table of docs/security.md is what the server declares, and what it does."""

import re

import pytest

from tests.support.server import REPOSITORY

ROW = re.compile(r"^\| `([A-Z]+) (/\S*)` \| (anybody|member|owner|client)\b.* \|$", re.MULTILINE)


def documented():
    rows = ROW.findall((REPOSITORY / "docs/security.md").read_text())
    assert len({row[:2] for row in rows}) == len(rows) > 20
    return {(method, path): who for method, path, who in rows}


def declared(document):
    def who(path, operation):
        schemes = [name for way in operation.get("security", []) for name in way or ["nobody"]]
        if schemes == ["bearer"]:
            return "owner" if "{user_id}" in path else "member"
        return "client" if schemes == ["basic"] else "anybody"

    return {
        (method.upper(), path): who(path, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if isinstance(operation, dict) and "responses" in operation
    }


def test_the_documented_routes_are_those_of_the_server(on_sqlite):
    assert documented() == declared(on_sqlite.client.document)


@pytest.fixture(scope="module")
def members(on_sqlite):
    return on_sqlite.member(), on_sqlite.member()


@pytest.mark.parametrize("method, path", documented())
def test_each_route_asks_for_what_it_says(on_sqlite, members, method, path):
    """Asked by nobody, by a member for another's account, and by a member where a client is wanted."""
    who = documented()[method, path]
    person, other = members
    place = path.replace("{user_id}", str(other.user_id)).replace("{session_id}", other.session_id)
    body = {} if method in ("POST", "PUT", "DELETE") and who != "client" else None
    form = {"raw": b"token=x", "headers": {"Content-Type": "application/x-www-form-urlencoded"}}
    more = form if who == "client" else {}
    by_nobody = on_sqlite.client.request(method, place, body, **more)
    by_member = on_sqlite.client.request(method, place, body, token=person.token, **more)
    if who == "anybody":
        assert by_nobody.status not in (401, 403) or by_nobody.code == "invalid_grant"
    else:
        assert by_nobody.status == 401
    if who == "owner":
        assert by_member.status == 403
    if who == "client":
        assert by_member.status == 401 and by_member.headers["WWW-Authenticate"].startswith("Basic")
    assert on_sqlite.is_signed_in(other), "what another asked for has done something"
