"""What belongs to somebody else: revisions are not taken from there, and files of a server are not taken over."""

import os

import pytest

from tests.support.migrations import Migrations
from tests.support.server import Server, run_gatehouse

NOBODY = 65534
IS_ROOT = os.getuid() == 0  # only root can give a file away


@pytest.fixture
def data(tmp_path):
    server = Server(data_dir=tmp_path / "data")
    server.start()
    server.stop()
    server.close()
    return tmp_path / "data"


def everything(folder, act):
    act(folder)
    for path in folder.rglob("*"):
        act(path)


@pytest.fixture
def planted(tmp_path, data):
    revisions = Migrations(f"sqlite:{data / 'gatehouse.db'}", tmp_path)
    revisions.write("a surprise", "CREATE TABLE planted (id BIGINT);", "DROP TABLE planted;")
    return revisions


COMMANDS = [
    ["serve", "--listen", "127.0.0.1:0"],
    ["db", "upgrade"],
    ["db", "current"],
    ["seed", "--users", "1"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0] + "-" + words[1].strip("-"))
@pytest.mark.parametrize("which", ["folder", "file"])
def test_revisions_that_others_may_write_are_not_run(planted, data, command, which):
    given = planted.revisions if which == "folder" else planted.files()[0]
    given.chmod(given.stat().st_mode | 0o022)
    result = run_gatehouse(*command, "--data-dir", data, cwd=planted.folder, timeout=20)
    assert result.returncode == 1, result
    told = result.stdout + result.stderr
    assert f"migrations{'/' + given.name if which == 'file' else ''} can be written to by other users" in told
    assert "chmod go-w" in told and "--migrations-dir" in told
    given.chmod(given.stat().st_mode & ~0o022)
    assert "planted" not in planted.tables()


def test_revisions_of_somebody_else_are_not_run(planted, data):
    if not IS_ROOT:
        return
    everything(planted.revisions, lambda path: os.chown(path, NOBODY, NOBODY))
    result = run_gatehouse("db", "upgrade", "--data-dir", data, cwd=planted.folder)
    assert result.returncode == 1 and "belongs to user nobody" in result.stderr
    everything(planted.revisions, lambda path: os.chown(path, 0, 0))
    assert "planted" not in planted.tables()
    planted.done("upgrade")
    assert "planted" in planted.tables()


@pytest.mark.parametrize(
    "command", [["keys", "list"], ["audit", "list"], ["clients", "list"], ["outbox", "list"], ["db", "current"]]
)
def test_root_is_told_to_become_the_user_of_the_server(data, command):
    if not IS_ROOT:
        return
    everything(data, lambda path: os.chown(path, NOBODY, NOBODY))
    result = run_gatehouse(*command, "--data-dir", data)
    assert result.returncode == 1
    assert "belongs to user nobody; run this as that user: runuser -u nobody -- gatehouse" in result.stderr
    assert "chown" not in result.stdout + result.stderr
