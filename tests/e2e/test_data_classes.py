"""What the data is worth: each column of each table has one class in docs/security.md."""

import re

from tests.support.rows import rows
from tests.support.server import REPOSITORY

SQLITE = (
    "SELECT t.name, c.name FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c "
    "WHERE t.type = 'table' AND substr(t.name, 1, 7) <> 'sqlite_'"
)
POSTGRESQL = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"


def classified():
    section = (REPOSITORY / "docs/security.md").read_text().split("## What the data is worth")[1].split("\n## ")[0]
    columns = []
    for table, cells in re.findall(r"^\| `(\w+)` \|((?:[^|]*\|){6})$", section, re.MULTILINE):
        columns += [(table, column) for column in re.findall(r"`(\w+)`", cells)]
    return columns


def test_every_column_has_a_class(open_server, database_url):
    open_server(database_url)
    found = rows(database_url, SQLITE if database_url.startswith("sqlite:") else POSTGRESQL)
    columns = classified()
    assert len(columns) == len(set(columns)) > 100
    assert set(columns) == set(found)
