"""`gatehouse db`: there and back along the chain of revisions, on both databases."""

from pathlib import Path

import pytest

from tests.support.migrations import Migrations
from tests.support.server import Server


@pytest.fixture
def empty(database_url, tmp_path):
    return Migrations(database_url, tmp_path)


@pytest.fixture
def at_head(empty):
    empty.done("upgrade")
    return empty


def test_up_down_and_up_again(empty):
    assert empty.refused("check")
    empty.done("upgrade")
    tables = empty.tables()
    assert {"users", "verification_codes", "signing_keys"} <= tables
    empty.done("check")
    empty.done("downgrade", "base")
    assert empty.tables() == set()
    assert empty.refused("check")
    empty.done("upgrade", "head")
    assert empty.tables() == tables
    empty.done("check")


def test_upgrading_twice_does_nothing_more(at_head):
    at_head.done("upgrade")
    at_head.done("check")


def test_tells_where_the_database_is(at_head):
    head = at_head.done("current").split()[0]
    assert head in at_head.done("history")
    at_head.done("downgrade", "base")
    assert head not in at_head.done("current")


def test_history_is_the_whole_chain(at_head):
    id = at_head.write("add a table of notes", "CREATE TABLE notes (id BIGINT);", "DROP TABLE notes;")
    assert "add a table of notes" in at_head.done("history") and id in at_head.done("history")


def test_moves_by_steps_and_to_a_name(at_head):
    first = at_head.write("add apples", "CREATE TABLE apples (id BIGINT);", "DROP TABLE apples;")
    second = at_head.write("add pears", "CREATE TABLE pears (id BIGINT);", "DROP TABLE pears;")

    def fruit():
        return at_head.tables() & {"apples", "pears"}

    at_head.done("upgrade", "+1")
    assert fruit() == {"apples"} and first in at_head.done("current")
    at_head.done("upgrade", second)
    assert fruit() == {"apples", "pears"}
    at_head.done("downgrade", "-2")
    assert fruit() == set()
    at_head.done("upgrade", "+2")
    at_head.done("downgrade", first)
    assert fruit() == {"apples"}
    at_head.done("upgrade", "head")
    assert fruit() == {"apples", "pears"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["upgrade", "nowhere"],
        ["upgrade", "+99"],
        ["downgrade", "-99"],
        ["downgrade", "nowhere"],
        ["stamp", "nowhere"],
        ["upgrade", "-1"],
        ["upgrade", "+0"],
        ["upgrade", "base"],
        ["upgrade", "--sql", "head:base"],
        ["downgrade", "+1"],
    ],
)
def test_an_unknown_target_changes_nothing(at_head, arguments):
    before = at_head.done("current")
    result = at_head.db(*arguments)
    assert result.returncode in (1, 2) and result.stderr
    assert at_head.done("current") == before


def test_stamp_tells_where_the_database_is_without_running_anything(empty):
    empty.done("stamp", "head")
    assert empty.tables() == set()
    assert empty.refused("check")  # it says that it is at the head, and its tables are not there
    empty.done("stamp", "base")
    empty.done("upgrade")
    empty.done("check")


def test_sql_is_printed_and_not_run(empty):
    script = empty.done("upgrade", "--sql")
    assert "CREATE TABLE" in script and empty.tables() == set()
    empty.run_script(script)
    if empty.is_sqlite:
        Path(empty.url.removeprefix("sqlite:")).chmod(0o600)  # as the server makes it, and asks for
    empty.done("check")
    empty.done("downgrade", "base")


def test_a_server_starts_on_what_was_migrated_by_hand(at_head, open_server):
    house = open_server(at_head.url, options=["--migrate-on-start=false"])
    house.verify(house.sign_up())
    house.server.stop()


def test_a_server_does_not_start_on_what_is_behind(empty):
    server = Server(empty.url, data_dir=empty.folder / "data", options=["--migrate-on-start=false"]).launch()
    assert server.process.wait(20) == 1
    server.close()
    assert "upgrade" in "\n".join(server.raw_log) + server.stderr and empty.tables() == set()


def test_readiness_tells_that_the_database_is_behind(open_server, empty):
    house = open_server(empty.url)
    assert house.client.get("/readyz").status == 200
    empty.done("downgrade", "base")
    assert house.client.get("/readyz").status == 503
    empty.done("upgrade")
    assert house.client.get("/readyz").status == 200
