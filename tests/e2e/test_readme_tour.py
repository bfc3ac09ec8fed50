"""The tour of the README, run as it is written against a server of its own; in both languages."""

import subprocess

import pytest

from tests.support.server import PATIENCE, REPOSITORY, environment
from tests.support.walkthrough import answers_match, steps

MARK = "=====end of the answer====="


@pytest.mark.parametrize("document", ["README.md", "README.ko.md"])
def test_each_answer_is_the_documented_one(open_server, tmp_path, document):
    house = open_server()
    tour = steps((REPOSITORY / document).read_text())
    assert len(tour) >= 8

    shell = subprocess.Popen(
        ["bash"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=tmp_path,
        env=environment(),
    )
    try:
        for step in tour:
            command = step.command.replace("localhost:8080", "{}:{}".format(*house.server.address))
            if command.startswith("CODE="):
                command = "CODE=" + house.server.wait_for_code(1)
            if command.startswith("RESET_CODE="):
                command = "RESET_CODE=" + house.server.wait_for_line("password_reset_code")["verify_code"]
            shell.stdin.write(f"{command}\necho; echo '{MARK}'\n")
            shell.stdin.flush()
            said = "".join(iter(shell.stdout.readline, MARK + "\n"))
            assert answers_match(step.answer, said), f"{step.command}\n{said}\nis not\n{step.answer}"
    finally:
        shell.stdin.close()
        shell.wait(PATIENCE)
    house.server.stop()


def test_both_languages_take_the_same_tour():
    english, korean = (steps((REPOSITORY / name).read_text()) for name in ("README.md", "README.ko.md"))
    assert [step.answer for step in english] == [step.answer for step in korean]
    assert [step.command.split("#")[0] for step in english] == [step.command.split("#")[0] for step in korean]


@pytest.mark.parametrize(
    "expected, actual, same",
    [
        ('{"a":1}', '{ "a": 1 }', True),
        ('{"a":1}', '{"a":2}', False),
        ('{"a":1}', '{"a":1,"b":2}', False),
        ('{"a":1}', '{"a":true}', False),
        ('{"a":"…"}', '{"a":"x"}', True),
        ('{"a":"…"}', '{"a":""}', False),
        ("[1]", "[1,1]", False),
        ("204", "204\n", True),
        ("204", "200", False),
    ],
)
def test_the_comparison_can_tell(expected, actual, same):
    assert answers_match(expected, actual) is same
