"""`gatehouse db` over a database and a folder of revisions of one test, and what stands in that database."""

import sqlite3
from contextlib import closing

from tests.support.postgres import execute
from tests.support.server import run_gatehouse

HEADER = """-- gatehouse revision
-- revision: {id}
-- revises: {revises}
-- message: {message}
-- created: 2026-01-01T00:00:00Z

-- upgrade
{up}

-- downgrade
{down}
"""


class Migrations:
    def __init__(self, url, folder):
        self.url = url
        self.folder = folder
        self.revisions = folder / "migrations"
        self.revisions.mkdir(exist_ok=True)
        self.is_sqlite = url.startswith("sqlite:")

    def db(self, *arguments, timeout=60):
        return run_gatehouse(
            "db",
            *arguments,
            "--database",
            self.url,
            "--data-dir",
            self.folder / "data",
            "--migrations-dir",
            self.revisions,
            cwd=self.folder,
            timeout=timeout,
        )

    def done(self, *arguments):
        """Runs what must succeed; returns its standard output."""
        result = self.db(*arguments)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    def refused(self, *arguments):
        """Runs what must fail; returns what it said."""
        result = self.db(*arguments)
        assert result.returncode == 1, f"{result.returncode}: {result.stdout}{result.stderr}"
        return result.stdout + result.stderr

    def files(self):
        return sorted(self.revisions.glob("*.sql")) if self.revisions.exists() else []

    def write(self, message, up, down):
        """A new revision with those statements, on top of the newest."""
        known = set(self.files())
        self.done("revision", "-m", message)
        (file,) = set(self.files()) - known
        lines = dict(
            line[3:].split(": ", 1)
            for line in file.read_text().splitlines()
            if line.startswith("-- ") and ": " in line
        )
        file.write_text(
            HEADER.format(id=lines["revision"], revises=lines["revises"], message=message, up=up, down=down)
        )
        return lines["revision"]

    # --- the database itself

    def run(self, *statements):
        if self.is_sqlite:
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:"), isolation_level=None)) as database:
                rows = []
                for statement in statements:
                    rows = database.execute(statement).fetchall() or rows
                return rows
        return execute(self.url, *statements)

    def run_script(self, script):
        if self.is_sqlite:
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:"), isolation_level=None)) as database:
                database.executescript(script)
        else:
            execute(self.url, script)

    def tables(self):
        if self.is_sqlite:
            rows = self.run(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
            )
        else:
            rows = self.run("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return {name for name, in rows} - {"schema_revisions"}

    def columns(self, table):
        if self.is_sqlite:
            return {row[1] for row in self.run(f"PRAGMA table_info({table})")}
        return {
            name
            for name, in self.run(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' "
                f"AND table_name = '{table}'"
            )
        }

    def required_columns(self, table):
        """{column: type in lower case} of what a row must hold, but for the identity."""
        if self.is_sqlite:
            rows = [
                (row[1], row[2]) for row in self.run(f"PRAGMA table_info({table})") if row[3] and not row[5]
            ]
        else:
            rows = self.run(
                "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' "
                f"AND table_name = '{table}' AND is_nullable = 'NO' AND is_identity = 'NO'"
            )
        return {name: kind.lower() for name, kind in rows}
