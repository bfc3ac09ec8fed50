"""Whether what a killed server has left is whole: file, rows, chain of the audit trail, outbox."""

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from tests.support.eventually import eventually
from tests.support.postgres import execute
from tests.support.rows import rows
from tests.support.server import run_gatehouse

# Every index of ours is compared with its table.
CHECK_INDEXES = """
SELECT count(bt_index_check(index.indexrelid, true))
FROM pg_index index JOIN pg_class class ON class.oid = index.indexrelid
JOIN pg_namespace place ON place.oid = class.relnamespace JOIN pg_am method ON method.oid = class.relam
WHERE place.nspname = 'public' AND method.amname = 'btree'
"""


def check_what_is_left(url):
    """While no server runs. A copy of the SQLite files is looked at, so that the server itself has to recover them."""
    if not url.startswith("sqlite:"):
        return
    file = Path(url.removeprefix("sqlite:"))
    with tempfile.TemporaryDirectory(prefix="gatehouse-kill-") as folder:
        for part in (file, file.with_name(file.name + "-wal")):
            if part.exists():
                shutil.copyfile(part, Path(folder) / part.name)
        with closing(sqlite3.connect(Path(folder) / file.name)) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def check_audit(server):
    verified = run_gatehouse(
        "audit", "verify", "--database", server.database, "--data-dir", server.data_dir, timeout=120
    )
    assert verified.returncode == 0, f"{verified.stdout}{verified.stderr}"


def check_indexes(url):
    if url.startswith("sqlite:"):
        return
    execute(url, "CREATE EXTENSION IF NOT EXISTS amcheck")
    ((checked,),) = execute(url, CHECK_INDEXES)
    assert checked > 10


def check_nobody_else(url, members):
    """The rows are exactly the accounts that must be there."""
    expected = {(m.user_id, m.name, m.email, m.verified) for m in members}
    found = rows(url, "SELECT id, nickname, email, email_verified_at IS NOT NULL FROM users")
    assert {(i, n, e, bool(v)) for i, n, e, v in found} == expected
    assert len(found) == len(expected)


def check_outbox(url):
    waiting = "SELECT count(*) FROM outbox WHERE delivered_at IS NULL AND dead_at IS NULL"
    eventually(lambda: rows(url, waiting) == [(0,)])
    assert rows(url, "SELECT id, type, last_error FROM outbox WHERE dead_at IS NOT NULL") == []
