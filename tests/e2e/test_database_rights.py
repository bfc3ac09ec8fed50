"""A server that may write rows and nothing else: another role owns the tables, and migrates."""

import re

import psycopg2
import pytest

from tests.support.migrations import Migrations
from tests.support.postgres import FreshDatabase, execute


@pytest.fixture
def shared(tmp_path):
    """A migrated database, and its URL for a role of the least rights."""
    database = FreshDatabase()
    Migrations(database.url, tmp_path).done("upgrade")
    role = database.name + "_app"
    execute(
        database.url,
        f"CREATE ROLE {role} LOGIN",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    )
    yield re.sub(r"//[^@]+@", f"//{role}@", database.url)
    execute(database.url, f"DROP OWNED BY {role}")
    database.drop()
    execute(re.sub(r"/[^/]*$", "/postgres", database.url), f"DROP ROLE {role}")


def test_rows_are_all_that_a_server_has_to_write(open_server, shared):
    house = open_server(shared, options=["--migrate-on-start=false"])
    person = house.member(verified=True)
    assert house.refresh(person).status == 200
    change = {"new_password": "Another-Lamp-77-Hill", "current_password": person.password}
    assert house.client.put(person.path, change, token=person.token).status == 200
    leaving = {"current_password": change["new_password"]}
    assert house.client.delete(person.path, leaving, token=person.token).status == 204
    house.server.stop()
    assert [line for line in house.server.lines if line["level"] == "error"] == []
    for statement in ("DROP TABLE users", "CREATE TABLE other (id int)", "ALTER TABLE users ADD COLUMN x int"):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            execute(shared, statement)
