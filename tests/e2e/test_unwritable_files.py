"""Files of its own that a server cannot write: it says which and what to do, and does not start to refuse each change."""

import os
import shutil
from pathlib import Path

import pytest

from tests.support.doctor import examine
from tests.support.server import Server

# Root may write whatever it likes, but for one without this right.
PLAIN = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []


@pytest.fixture
def folder(sound_installation, tmp_path):
    return Path(shutil.copytree(sound_installation, tmp_path / "data"))


def try_to_serve(folder):
    """What is said where it does not start."""
    server = Server(data_dir=folder)
    server.watcher = PLAIN
    try:
        server.start().stop()
        return ""
    except AssertionError:
        assert server._reap() == 1, server.stderr
        return server.stderr
    finally:
        server.close()


def found(folder):
    """What a doctor finds; of the folder it may tell once more."""
    findings = examine(folder, watcher=PLAIN)
    assert set(findings) - {"data_dir_unusable"} <= {"files_unusable"}, findings
    return findings.get("files_unusable", "")


@pytest.mark.parametrize("name", ["gatehouse.db", "gatehouse.db-wal", "gatehouse.db-shm", "gatehouse.db.lock", "hand-over"])
def test_a_server_does_not_start_on_what_it_cannot_write(folder, name):
    file = folder / name
    file.touch(0o600)
    assert try_to_serve(folder) == ""
    file.touch(0o600)
    file.chmod(0o400)
    told = try_to_serve(folder)
    assert str(file) in told and "Permission denied" in told
    told = found(folder)
    assert str(file) in told and f"chmod 600 {file}" in told
    file.chmod(0o600)
    assert found(folder) == "" and try_to_serve(folder) == ""


@pytest.mark.parametrize("name", ["gatehouse.db-shm", "gatehouse.db.lock", "hand-over"])
def test_a_folder_in_the_place_of_a_file_is_named(folder, name):
    (folder / name).unlink(missing_ok=True)
    (folder / name).mkdir()
    assert str(folder / name) in try_to_serve(folder)
    assert f"{folder / name} is no regular file" in found(folder)


def test_a_folder_in_which_no_log_can_be_made_is_named(folder):
    folder.chmod(0o500)
    for told in (try_to_serve(folder), found(folder)):
        assert f"the folder {folder} cannot be written to" in told, told
    folder.chmod(0o700)
    assert try_to_serve(folder) == ""
