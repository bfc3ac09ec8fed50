"""Names by which no backup can be written or read: what is wrong with them is told, not which call has failed."""

import shutil
from pathlib import Path

import pytest

from tests.support.server import run_gatehouse


@pytest.fixture
def folder(sound_installation, tmp_path):
    return Path(shutil.copytree(sound_installation, tmp_path / "data"))


def test_a_name_that_is_too_long_is_told_as_such(folder, tmp_path):
    name = tmp_path / ("x" * 300)
    result = run_gatehouse("backup", "--to", name, "--data-dir", folder)
    assert result.returncode == 1 and result.stdout == ""
    assert f"no backup was made: cannot make {name}: File name too long" in result.stderr, result.stderr
    result = run_gatehouse("restore", "--from", name, "--data-dir", folder)
    assert result.returncode == 1 and f"there is no backup {name}" in result.stderr, result.stderr


def test_a_folder_is_not_taken_for_a_backup(folder, tmp_path):
    result = run_gatehouse("restore", "--from", ".", "--data-dir", folder, cwd=tmp_path)
    assert result.returncode == 1 and "nothing was restored: . is a folder: name the backup in it" in result.stderr
