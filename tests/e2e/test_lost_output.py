"""Commands whose output is lost are not done: a secret is shown once, and half a script must not pass for a whole one."""

import subprocess

import pytest

from tests.support.eventually import eventually
from tests.support.server import BINARY, Server, environment, run_gatehouse


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


@pytest.mark.parametrize("how", [">&-", "1</dev/null"], ids=["closed", "open for reading alone"])
@pytest.mark.parametrize("words", ["clients add reports", "keys rotate --now", "config", "version"])
def test_a_command_that_nobody_can_hear_does_nothing(sound_installation, tmp_path, words, how):
    settings = [] if words == "version" else ["--data-dir", str(sound_installation)]

    def told():
        return [run_gatehouse(*command.split(), "--data-dir", sound_installation, cwd=tmp_path).stdout
                for command in ("clients list", "keys list")]

    before = told()
    command = ["sh", "-c", f'exec "$@" {how}', "sh", str(BINARY), *words.split(), *settings]
    result = subprocess.run(command, env=environment(), cwd=tmp_path, timeout=60, stdin=subprocess.DEVNULL,
                            stderr=subprocess.PIPE, text=True)
    assert result.returncode == 1 and "standard output is closed: nothing was done" in result.stderr, result
    assert told() == before


def test_a_server_needs_nobody_to_hear_it(tmp_path):
    class Unheard(Server):
        watcher = ["sh", "-c", 'exec "$@" >&-', "sh"]

    server = Unheard(data_dir=tmp_path / "data").launch()
    try:
        eventually((tmp_path / "data/gatehouse.db").exists)
        eventually(lambda: run_gatehouse("clients", "list", "--data-dir", tmp_path / "data").returncode == 0)
        server.stop()
    finally:
        server.close()
