"""`gatehouse db` where something is wrong: nothing is done by halves, and the reason is told."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.migrations import Migrations


@pytest.fixture
def at_head(database_url, tmp_path):
    migrations = Migrations(database_url, tmp_path)
    migrations.done("upgrade")
    return migrations


def test_a_failing_revision_leaves_the_database_as_it_was(at_head):
    before = at_head.done("current").split()[0]
    at_head.write(
        "break in the middle",
        "CREATE TABLE half (id BIGINT);\nINSERT INTO nowhere VALUES (1);\nCREATE TABLE never (id BIGINT);",
        "DROP TABLE never; DROP TABLE half;",
    )
    said = at_head.refused("upgrade")
    assert "INSERT INTO nowhere" in said and "nowhere" in said
    assert not {"half", "never"} & at_head.tables() and at_head.done("current").split()[0] == before


def test_what_came_before_a_failing_revision_stays(at_head):
    good = at_head.write("add apples", "CREATE TABLE apples (id BIGINT);", "DROP TABLE apples;")
    at_head.write("break", "INSERT INTO nowhere VALUES (1);", "SELECT 1;")
    at_head.refused("upgrade")
    assert "apples" in at_head.tables() and good in at_head.done("current")


def test_a_failing_way_down_leaves_the_database_as_it_was(at_head):
    at_head.write("add apples", "CREATE TABLE apples (id BIGINT);", "DROP TABLE apples;\nDROP TABLE nowhere;")
    at_head.done("upgrade")
    before = at_head.done("current")
    assert "DROP TABLE nowhere" in at_head.refused("downgrade", "-1")
    assert "apples" in at_head.tables() and at_head.done("current") == before


def test_an_edited_revision_is_refused(at_head):
    at_head.write("add apples", "CREATE TABLE apples (id BIGINT);", "DROP TABLE apples;")
    at_head.done("upgrade")
    file = at_head.files()[-1]
    file.write_text(file.read_text().replace("DROP TABLE apples", "DROP TABLE users"))
    for command in (["upgrade"], ["downgrade", "-1"], ["check"]):
        said = at_head.refused(*command)
        assert file.stem.split("_")[0] in said
    assert {"apples", "users"} <= at_head.tables()


def test_a_database_of_a_newer_program_is_refused(at_head, open_server):
    at_head.write("add apples", "CREATE TABLE apples (id BIGINT);", "DROP TABLE apples;")
    at_head.done("upgrade")
    at_head.files()[-1].unlink()
    at_head.refused("upgrade")
    at_head.refused("check")
    with pytest.raises(AssertionError):
        open_server(at_head.url)
    assert "apples" in at_head.tables()


@pytest.mark.parametrize(
    "text",
    ["", "-- revision: 0001\n", "-- revises: x\n", "-- revision: 9999\n-- revises: nowhere\n-- message: x\n"],
)
def test_a_broken_revision_is_told_by_its_name(at_head, text):
    at_head.revisions.mkdir(exist_ok=True)
    (at_head.revisions / "9999_broken.sql").write_text("-- gatehouse revision\n" + text)
    assert "9999" in at_head.refused("upgrade")


@pytest.mark.parametrize("text", ["", "CREATE TABLE of_another_tool (id BIGINT);", "\0"])
def test_a_file_that_is_no_revision_is_left_alone(at_head, text):
    at_head.revisions.mkdir(exist_ok=True)
    (at_head.revisions / "0001_other.sql").write_text(text)
    result = at_head.db("upgrade")
    assert result.returncode == 0 and "0001_other.sql" in result.stderr
    assert "of_another_tool" not in at_head.tables()


def test_a_folder_that_is_not_there_is_told(at_head):
    at_head.revisions = at_head.folder / "misspelt"
    assert "misspelt" in at_head.refused("upgrade")


def test_two_revisions_of_one_number_are_told(at_head):
    id = at_head.write("add apples", "CREATE TABLE apples (id BIGINT);", "DROP TABLE apples;")
    twin = at_head.revisions / f"{id}_add_pears.sql"
    twin.write_text(at_head.files()[-1].read_text().replace("apples", "pears"))
    at_head.refused("upgrade")
    assert not {"apples", "pears"} & at_head.tables()


def test_several_upgrades_at_once_do_it_once(database_url, tmp_path):
    migrations = Migrations(database_url, tmp_path)
    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(lambda _: migrations.db("upgrade"), range(6)))
    assert [result.returncode for result in results] == [0] * 6, [result.stderr for result in results]
    migrations.done("check")


def test_a_database_that_cannot_be_reached_is_told(tmp_path):
    migrations = Migrations("postgresql://nobody@127.0.0.1:1/nothing", tmp_path)
    said = migrations.refused("current")
    assert "127.0.0.1" in said or "connect" in said.lower()


def test_the_password_of_the_database_is_never_told(tmp_path):
    migrations = Migrations("postgresql://nobody:s3cret-canary@127.0.0.1:1/nothing", tmp_path)
    assert "s3cret-canary" not in migrations.refused("upgrade")
