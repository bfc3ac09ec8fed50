"""`gatehouse db migrate`: what differs between code and database becomes a revision, up and down."""

import pytest

from tests.support.migrations import Migrations


@pytest.fixture
def at_head(database_url, tmp_path):
    migrations = Migrations(database_url, tmp_path)
    migrations.done("upgrade")
    return migrations


def test_writes_nothing_where_nothing_differs(at_head):
    at_head.done("migrate", "-m", "nothing")
    assert at_head.files() == []


def test_a_revision_is_an_empty_way_up_and_down(at_head):
    at_head.done("revision", "-m", "create a table of notes")
    (file,) = at_head.files()
    text = file.read_text()
    assert "create_a_table_of_notes" in file.name and "-- upgrade" in text and "-- downgrade" in text
    at_head.done("upgrade")
    at_head.done("check")
    at_head.done("downgrade", "-1")


STRAYS = {
    "a column": (["ALTER TABLE users ADD COLUMN stray TEXT"], lambda m: "stray" in m.columns("users")),
    "a table": (
        ["CREATE TABLE stray (stray_id BIGINT NOT NULL PRIMARY KEY, note TEXT)"],
        lambda m: "stray" in m.tables(),
    ),
    "an index": (
        ["CREATE INDEX stray ON users (created_at)"],
        lambda m: m.run(
            "SELECT name FROM sqlite_master WHERE name = 'stray'"
            if m.is_sqlite
            else "SELECT 1 FROM pg_indexes WHERE indexname = 'stray'"
        ),
    ),
}


@pytest.mark.parametrize("name", STRAYS)
def test_what_is_too_much_is_taken_away_and_comes_back_on_the_way_down(at_head, name):
    statements, is_there = STRAYS[name]
    at_head.run(*statements)
    assert "stray" in at_head.refused("check")

    at_head.done("migrate", "-m", "drop the stray")
    (file,) = at_head.files()
    assert "stray" in file.read_text() and is_there(at_head), "writing changes nothing yet"

    at_head.done("upgrade")
    at_head.done("check")
    assert not is_there(at_head)
    at_head.done("downgrade", "-1")
    assert is_there(at_head)
    at_head.done("upgrade")
    at_head.done("check")


def test_what_is_missing_is_made(at_head):
    at_head.run("DROP TABLE verification_codes")
    assert "verification_codes" in at_head.refused("check")
    at_head.done("migrate", "-m", "make the codes again")
    at_head.done("upgrade")
    at_head.done("check")
    assert "verification_codes" in at_head.tables()
    at_head.done("downgrade", "-1")
    assert "verification_codes" not in at_head.tables()


def test_rows_survive_a_change_of_their_table(at_head):
    at_head.run("ALTER TABLE users ADD COLUMN stray TEXT")
    values = {
        column: "'x'" if kind == "text" else "1" for column, kind in at_head.required_columns("users").items()
    }
    values["email"] = "'a@example.com'"
    at_head.run(f"INSERT INTO users ({', '.join(values)}) VALUES ({', '.join(values.values())})")

    at_head.done("migrate", "-m", "drop the stray")
    at_head.done("upgrade")
    assert at_head.run("SELECT email FROM users") == [("a@example.com",)]
    at_head.done("downgrade", "-1")
    assert at_head.run("SELECT email, stray FROM users") == [("a@example.com", None)]


def test_a_written_revision_is_for_both_databases(at_head):
    at_head.run("ALTER TABLE users ADD COLUMN stray TEXT")
    at_head.done("migrate", "-m", "drop the stray")
    text = at_head.files()[0].read_text()
    for direction in ("upgrade", "downgrade"):
        assert (
            f"-- {direction} sqlite" in text
            and f"-- {direction} postgresql" in text
            or f"-- {direction}\n" in text
        )


@pytest.mark.parametrize("command", ["revision", "migrate"])
def test_a_message_is_asked_for(at_head, command):
    result = at_head.db(command)
    assert result.returncode == 2 and "-m" in result.stderr and at_head.files() == []
