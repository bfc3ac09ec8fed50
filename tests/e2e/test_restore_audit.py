"""The audit trail of a backup that was taken while events waited for their place in the chain."""

import os
import subprocess

import pytest

from tests.support import backups
from tests.support.rows import rows
from tests.support.server import BINARY, REPOSITORY, environment, run_gatehouse

WAITING = "SELECT count(*) FROM audit_events WHERE position IS NULL"


@pytest.fixture
def busy(open_server, database_url, tmp_path):
    """A database in which a genuine event waits: no server is there to give it a place."""
    folder = tmp_path / "data"
    house = open_server(database_url, data_dir=folder)
    house.member()
    house.server.stop()
    assert run_gatehouse("keys", "rotate", "--database", database_url, "--data-dir", folder).returncode == 0
    assert rows(database_url, WAITING) != [(0,)], "nothing waits: this says nothing"
    return database_url, folder


def verify(url, folder, **options):
    return run_gatehouse("audit", "verify", "--database", url, "--data-dir", folder, **options)


def test_what_waited_has_its_place_after_a_restore(busy, tmp_path, clock):
    url, folder = busy
    backups.back_up(url, folder, tmp_path / "one.db")
    clock.advance(hours=1)
    result = backups.try_restore(url, folder, tmp_path / "one.db", "--force", env=clock.environment)
    assert result.returncode == 0 and "not intact" not in result.stderr, result
    assert rows(url, WAITING) == [(0,)]
    clock.advance(hours=1)
    checked = verify(url, folder, env=clock.environment)
    assert checked.returncode == 0 and "intact" in checked.stdout, checked


FORGED = {
    "added": "INSERT INTO audit_events (at, what, outcome, hash) VALUES (1, 'signed_in', 'success', 'x') RETURNING id",
    "changed": "UPDATE audit_events SET what = 'signed_in' WHERE position IS NULL RETURNING id",
    "taken away": "DELETE FROM audit_events WHERE position = 2 RETURNING id",
}


@pytest.mark.parametrize("how", FORGED)
def test_what_was_forged_before_the_backup_is_still_named(busy, tmp_path, how):
    url, folder = busy
    assert rows(url, FORGED[how])
    backups.back_up(url, folder, tmp_path / "one.db")
    result = backups.try_restore(url, folder, tmp_path / "one.db", "--force")
    assert result.returncode == 0 and "the audit trail in this backup was not intact" in result.stderr, result
    checked = verify(url, folder)
    assert checked.returncode == 1 and "broken" in checked.stdout, checked


def block_of(page, beginning):
    """The first block of commands behind a sentence."""
    text = (REPOSITORY / "docs" / page).read_text(encoding="utf-8")
    return text[text.index(beginning) :].split("```sh\n")[1].split("```")[0]


def test_trying_a_backup_out_works_as_written(busy, tmp_path, clock):
    url, folder = busy
    here = tmp_path / "elsewhere"
    here.mkdir()
    (here / "gatehouse").symlink_to(BINARY)
    backups.back_up(url, folder, here / "gatehouse-20261123T030000Z.db")
    commands = block_of("backup.md", "Try it before you need it")
    for written, tried in (("/etc/safe/", f"{folder}/"), ("127.0.0.1:8999", "127.0.0.1:0")):
        assert written in commands
        commands = commands.replace(written, tried)
    clock.advance(hours=1)
    settings = {"PATH": f"{here}:{os.environ['PATH']}", "GATEHOUSE_ADMIN_LISTEN": "off", **clock.environment}
    shell = subprocess.Popen(
        ["sh", "-e", "-c", commands.replace("&& gatehouse serve", "&& exec gatehouse serve")],
        cwd=here, env=environment(settings), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    told = []
    try:
        for line in shell.stdout:
            told.append(line)
            if '"listening"' in line:
                break
    finally:
        shell.terminate()
        shell.communicate(timeout=60)
    assert any("intact" in line and "not intact" not in line for line in told) and '"listening"' in told[-1], told

