"""What stands in a database, whichever it is, beside the server that uses it."""

import sqlite3
from contextlib import closing

from tests.support.postgres import execute


def rows(url, statement):
    if not url.startswith("sqlite:"):
        return execute(url, statement)
    with closing(sqlite3.connect(url.removeprefix("sqlite:"))) as database:
        found = database.execute(statement).fetchall()
        database.commit()
        return found
