"""Commands whose output is lost are not done: a secret is shown once, and half a script must not pass for a whole one."""

import subprocess

import pytest

from tests.support.server import BINARY, environment, run_gatehouse


def into_a_full_disk(*words, cwd):
    with open("/dev/full", "w") as full:
        return subprocess.run([BINARY, *map(str, words)], env=environment(), cwd=cwd, timeout=60, stdin=subprocess.DEVNULL,
                              stdout=full, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize(
    "words",
    [
        ["clients", "add", "reports"],
        ["clients", "list"],
        ["keys", "list"],
        ["audit", "list"],
        ["config"],
        ["doctor", "--json"],
        ["db", "upgrade", "--sql", "base:head"],
        ["version"],
        ["--help"],
    ],
    ids=" ".join,
)
def test_a_command_that_cannot_tell_ends_with_1(sound_installation, tmp_path, words):
    settings = [] if words[0] in {"version", "--help"} else ["--data-dir", sound_installation]
    if words == ["clients", "list"]:
        assert run_gatehouse("clients", "add", "first", *settings, cwd=tmp_path).returncode == 0
    result = into_a_full_disk(*words, *settings, cwd=tmp_path)
    assert result.returncode == 1 and "standard output could not be written" in result.stderr, result
