"""The list of revocations as a resource server reads it, and rows put into its table by hand."""

import contextlib
import sqlite3
import time

import jwt

from tests.support.postgres import execute

LIST = "/.well-known/revocations"


def read(house):
    """The verified claims of the list: by the published keys, and of its own type."""
    answer = house.client.get(LIST)
    assert answer.status == 200 and answer.headers["Content-Type"] == "application/jwt", answer
    header = jwt.get_unverified_header(answer.body)
    assert set(header) == {"typ", "alg", "kid"} and header["typ"] == "revocations+jwt"
    keys = house.client.get("/.well-known/jwks.json").json["keys"]
    (key,) = [key for key in keys if key["kid"] == header["kid"]]
    assert key["alg"] == header["alg"]
    claims = jwt.decode(
        answer.body,
        jwt.PyJWK(key).key,
        algorithms=[key["alg"]],
        options={"require": ["iss", "iat", "exp", "sids", "users"]},
    )
    assert set(claims) == {"iss", "iat", "exp", "sids", "users"}
    return claims


def insertion(user_id, session=None, not_before=None):
    """The statement that puts a row into the table."""
    now = int(time.time() * 1000)
    values = (
        f"{'NULL' if session is None else repr(session)}, {user_id}, "
        f"{'NULL' if not_before is None else not_before}, {now}, {now + 900_000}"
    )
    columns = "session_id, user_id, not_before, created_at, expires_at"
    return f"INSERT INTO revocations ({columns}) VALUES ({values})"


def put(house, user_id, session=None, not_before=None):
    """Another server's row, as it were: no request of `house` has made it."""
    statement = insertion(user_id, session, not_before)
    if house.kind == "postgresql":
        execute(house.server.database, statement)
        return
    path = (house.server.database or f"sqlite:{house.server.data_dir}/gatehouse.db").removeprefix("sqlite:")
    with contextlib.closing(sqlite3.connect(path, timeout=10)) as database, database:
        database.execute(statement)
