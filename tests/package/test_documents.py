"""What the package tells of the program: manual pages, completion, settings, each taken as users take it."""

import gzip
import re
import shutil
import subprocess

import pytest

from tests.support.server import run_gatehouse

COMPLETE = r"""
COMP_WORDS=(gatehouse "$@")
COMP_CWORD=$(($# ))
compopt() { :; }
_gatehouse
printf '%s\n' "${COMPREPLY[@]}"
"""


@pytest.fixture
def pages(package):
    return sorted((package.folder / "usr/share/man").rglob("*.gz"))


@pytest.fixture
def commands(binary):
    told = subprocess.run([binary, "--help"], check=True, capture_output=True, text=True).stdout
    return re.findall(r"^  (\w+) +\S", told, re.MULTILINE)


@pytest.fixture
def settings(binary):
    told = subprocess.run([binary, "serve", "--help"], check=True, capture_output=True, text=True).stdout
    return set(re.findall(r"^  (--[\w-]+)", told, re.MULTILINE))


def test_each_page_is_set_without_a_complaint(pages):
    assert len(pages) >= 10
    for page in pages:
        command = ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(page)]
        result = subprocess.run(
            command,
            capture_output=True,
            text=True,
            env={"LC_ALL": "C.UTF-8", "MANROFFSEQ": "", "MANWIDTH": "80", "PATH": "/usr/bin:/bin"},
        )
        assert (result.returncode, result.stderr) == (0, ""), page


def test_a_page_that_is_set_shows_flags_as_they_are_typed(pages):
    (page,) = [page for page in pages if page.name == "gatehouse-keys.1.gz"]
    text = subprocess.run(
        ["man", "-l", str(page)],
        check=True,
        capture_output=True,
        text=True,
        env={"LC_ALL": "C.UTF-8", "MANPAGER": "cat", "PATH": "/usr/bin:/bin"},
    ).stdout
    assert "rotate --now" in text and "gatehouse-keys - " in text and "SEE ALSO" in text


def test_every_command_and_every_setting_has_its_place(pages, commands, settings):
    text = {page.name: gzip.decompress(page.read_bytes()).decode().replace("\\-", "-") for page in pages}
    for command in commands:
        assert f".TP\n\\fB{command}\\fR\n" in text["gatehouse.1.gz"], command
    for setting in settings:
        assert f".TP\n\\fB{setting}" in text["gatehouse.toml.5.gz"], setting


# --- bash

SWITCHED_OFF = {"--no-behind-tls-proxy", "--no-migrate-on-start"}


@pytest.fixture
def bash(package):
    """`bash("keys", "ro")`: what bash offers for the last word."""
    script = package.folder / "usr/share/bash-completion/completions/gatehouse"

    def offered(*words, folder="/"):
        command = ["bash", "--norc", "-euc", f"source {script}\n{COMPLETE}", "bash", *words]
        result = subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder)
        assert result.stderr == ""
        return result.stdout.split()

    return offered


def test_bash_completes_commands_words_and_options(bash, commands, settings):
    assert bash("") == commands
    assert bash("ke") == ["keys"]
    assert bash("keys", "") == ["list", "rotate", "retire"]
    assert bash("keys", "ro") == ["rotate"]
    assert bash("keys", "rotate", "") == []
    assert bash("keys", "rotate", "--now") == ["--now"]
    assert set(bash("keys", "rotate", "--no")) == {"--now", *SWITCHED_OFF}
    assert set(bash("serve", "--")) == {*settings, *SWITCHED_OFF, "--help", "--version"}
    assert set(bash("--data-dir", "x", "serve", "--data-")) == {
        "--data-dir",
        "--data-threads",
        "--data-queue",
    }


def test_bash_completes_values(bash, tmp_path):
    assert bash("serve", "--mailer", "") == ["log", "smtp", "file"]
    assert bash("serve", "--mailer", "=", "s") == ["smtp"]
    assert bash("serve", "--mailer", "=") == ["log", "smtp", "file"]
    assert "account_free=" in bash("serve", "--limit", "account")
    assert bash("serve", "--audience", "") == []
    (tmp_path / "settings.toml").touch()
    (tmp_path / "folder").mkdir()
    assert sorted(bash("serve", "--config", "", folder=tmp_path)) == ["folder", "settings.toml"]
    assert bash("serve", "--data-dir", "", folder=tmp_path) == ["folder"]


# --- fish


@pytest.fixture
def fish(package):
    script = package.folder / "usr/share/fish/vendor_completions.d/gatehouse.fish"

    def offered(line):
        command = ["fish", "--no-config", "-c", f"source {script}; complete -C '{line}'"]
        result = subprocess.run(command, check=True, capture_output=True, text=True)
        assert result.stderr == ""
        return [row.split("\t")[0] for row in result.stdout.splitlines()]

    return offered


def test_fish_completes_commands_words_options_and_values(fish, commands, settings):
    assert set(fish("gatehouse ")) == set(commands)
    assert set(fish("gatehouse keys ")) == {"list", "rotate", "retire"}
    assert fish("gatehouse keys rotate ") == []
    assert "--now" in fish("gatehouse keys rotate --")
    assert settings | SWITCHED_OFF <= set(fish("gatehouse serve --"))
    assert set(fish("gatehouse serve --mailer ")) == {"log", "smtp", "file"}


# --- settings


def test_the_file_of_settings_is_taken_and_changes_what_it_says(package, tmp_path):
    file = shutil.copy(package.folder / "etc/gatehouse/gatehouse.toml", tmp_path)
    told = run_gatehouse("config", "--config", file).stdout
    changed = re.findall(rf"^(\w+) +(\S+) +file {file}$", told, re.MULTILINE)
    assert dict(changed) == {"data_dir": "/var/lib/gatehouse", "migrations_dir": "/etc/gatehouse/migrations"}


def test_the_file_of_settings_names_each_of_them(package, settings):
    text = (package.folder / "etc/gatehouse/gatehouse.toml").read_text()
    named = {"--" + key.replace("_", "-") for key in re.findall(r"^#?(\w+) = ", text, re.MULTILINE)}
    assert settings - {"--config", "--limit"} == named
    assert len(re.findall(r"^#limits\.\w+ = ", text, re.MULTILINE)) >= 20
