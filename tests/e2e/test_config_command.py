"""`gatehouse config` and what a bad setting does: which value is in force, where it came from, exit code 2."""

import os
import re

import pytest

from tests.support.server import REPOSITORY, run_gatehouse


def shown(*arguments, **more):
    result = run_gatehouse("config", *arguments, **more)
    assert result.returncode == 0, result.stderr
    return result.stdout


def line_of(text, name):
    (line,) = [line for line in text.splitlines() if re.match(rf"\s*{name}\b", line)]
    return line


def test_defaults_are_shown_as_such(tmp_path):
    text = shown(cwd=tmp_path)
    assert "127.0.0.1:8080" in line_of(text, "listen") and "default" in line_of(text, "listen")


def test_the_nearer_source_wins(tmp_path):
    (tmp_path / "own.toml").write_text('listen = "127.0.0.1:1001"\n')
    file = ["--config", tmp_path / "own.toml"]
    assert "127.0.0.1:1001" in line_of(shown(*file, cwd=tmp_path), "listen")
    env = {"GATEHOUSE_LISTEN": "127.0.0.1:1002"}
    assert "127.0.0.1:1002" in line_of(shown(*file, cwd=tmp_path, env=env), "listen")
    nearest = line_of(shown(*file, "--listen", "127.0.0.1:1003", cwd=tmp_path, env=env), "listen")
    assert "127.0.0.1:1003" in nearest


def test_each_source_is_named(tmp_path):
    (tmp_path / "own.toml").write_text('log_level = "warn"\n')
    text = shown(
        "--config",
        tmp_path / "own.toml",
        "--listen",
        "127.0.0.1:1003",
        cwd=tmp_path,
        env={"GATEHOUSE_ISSUER": "https://login.example.com"},
    )
    assert "own.toml" in line_of(text, "log_level")
    assert "GATEHOUSE_ISSUER" in line_of(text, "issuer")
    assert "--listen" in line_of(text, "listen")


@pytest.mark.parametrize("how", ["flag", "variable", "file"])
def test_the_password_of_the_database_is_masked(tmp_path, how):
    url = "postgresql://app:s3cret-canary@db.example.com/app"
    if how == "flag":
        text = shown("--database", url, cwd=tmp_path)
    elif how == "variable":
        text = shown(cwd=tmp_path, env={"GATEHOUSE_DATABASE": url})
    else:
        (tmp_path / "own.toml").write_text(f'database = "{url}"\n')
        text = shown("--config", tmp_path / "own.toml", cwd=tmp_path)
    assert "s3cret-canary" not in text and "db.example.com" in line_of(text, "database")


BAD = {
    "listen": ["nowhere", "127.0.0.1:99999", "127.0.0.1:-1", "127.0.0.1:http", ":", ""],
    "admin_listen": ["127.0.0.1:99999"],
    "database": ["mysql://x/y", "sqlite:", "nonsense"],
    "issuer": ["a\r\nb"],
    "log_level": ["loud", ""],
}


@pytest.mark.parametrize("name, value", [(name, value) for name, values in BAD.items() for value in values])
@pytest.mark.parametrize("command", ["serve", "config"])
def test_a_bad_value_stops_with_exit_code_2_and_names_its_option(tmp_path, name, value, command):
    result = run_gatehouse(command, "--" + name.replace("_", "-"), value, cwd=tmp_path)
    assert result.returncode == 2, result
    assert name.replace("_", "-") in result.stderr.replace("_", "-"), result.stderr
    assert not (tmp_path / "data").exists(), "nothing is made before the settings are good"


@pytest.mark.parametrize(
    "arguments", [["serve", "--unknown"], ["unknown"], ["serve", "extra"], ["db", "unknown"], ["--listen"]]
)
def test_a_command_line_that_is_not_understood_stops_with_exit_code_2(tmp_path, arguments):
    result = run_gatehouse(*arguments, cwd=tmp_path)
    assert result.returncode == 2 and result.stderr and "terminate" not in result.stderr


@pytest.mark.parametrize(
    "text", ["listen = ", 'unknown_key = "x"\n', "listen = 5\n", 'listen = "nowhere"\n', "\xff"]
)
def test_a_bad_file_stops_with_exit_code_2_and_is_named(tmp_path, text):
    (tmp_path / "bad.toml").write_text(text, encoding="latin-1")
    result = run_gatehouse("serve", "--config", tmp_path / "bad.toml", cwd=tmp_path)
    assert result.returncode == 2 and "bad.toml" in result.stderr, result.stderr


def test_a_file_that_is_not_there_is_told(tmp_path):
    result = run_gatehouse("serve", "--config", tmp_path / "absent.toml", cwd=tmp_path)
    assert result.returncode == 2 and "absent.toml" in result.stderr


def test_a_bad_variable_is_told_by_its_name(tmp_path):
    result = run_gatehouse("serve", cwd=tmp_path, env={"GATEHOUSE_LISTEN": "nowhere"})
    assert result.returncode == 2 and "GATEHOUSE_LISTEN" in result.stderr


def test_a_refused_secret_is_not_repeated(tmp_path):
    result = run_gatehouse("serve", "--database", "mysql://app:s3cret-canary@x/y", cwd=tmp_path)
    assert result.returncode == 2 and "s3cret-canary" not in result.stderr + result.stdout


def test_help_and_version_answer(tmp_path):
    assert "serve" in run_gatehouse("--help", cwd=tmp_path).stdout
    version = run_gatehouse("--version", cwd=tmp_path)
    assert version.returncode == 0 and re.search(r"\d+\.\d+\.\d+", version.stdout)


def test_every_option_of_the_help_is_documented(tmp_path):
    text = run_gatehouse("serve", "--help", cwd=tmp_path).stdout
    options = set(re.findall(r"--[a-z][a-z-]+", text)) - {"--help"}
    documents = (REPOSITORY / "README.md").read_text() + (REPOSITORY / "docs/configuration.md").read_text()
    assert len(options) >= 8 and {option for option in options if f"`{option}" not in documents} == set()


def test_every_documented_option_is_in_the_help(tmp_path):
    text = run_gatehouse("serve", "--help", cwd=tmp_path).stdout
    table = re.findall(r"^\| `(--[a-z-]+)", (REPOSITORY / "docs/configuration.md").read_text(), re.MULTILINE)
    assert table and {option for option in table if option not in text} == set()


def test_every_documented_default_is_the_one_in_force(tmp_path):
    text = run_gatehouse("serve", "--help", cwd=tmp_path).stdout
    blocks = re.split(r"^  (?=--(?!limit ))", text, flags=re.MULTILINE)[1:]
    blocks = [block.split("\n  --limit ")[0] for block in blocks]
    defaults = {"--limit": ""}
    for block in blocks:
        found = re.search(r"; default ([^\]]*)\]", block)
        defaults[re.match(r"--[a-z-]+", block).group()] = found.group(1) if found else ""
    rows = re.findall(
        r"^\| `(--[a-z-]+)` \|\s*`?([^|`]*)`?\s*\|",
        (REPOSITORY / "docs/configuration.md").read_text(),
        re.MULTILINE,
    )
    assert {name: value.strip() for name, value in rows} == defaults


def test_every_documented_range_is_the_one_in_force(tmp_path):
    text = run_gatehouse("serve", "--help", cwd=tmp_path).stdout
    blocks = re.split(r"^  (?=--)", text, flags=re.MULTILINE)[1:]
    ranges = {}
    for block in blocks:
        found = re.search(r"; from (\S+) to (\S+); default", block)
        if found and not block.startswith("--limit "):
            ranges[re.match(r"--[a-z-]+", block).group()] = found.groups()
    rows = re.findall(
        r"^\| `(--[a-z-]+)` \|.* \(from `(\S+)` to `(\S+)`\) \|$",
        (REPOSITORY / "docs/configuration.md").read_text(),
        re.MULTILINE,
    )
    assert len(ranges) > 20 and {name: (least, most) for name, least, most in rows} == ranges


def test_a_value_out_of_its_range_is_told_the_range_of_the_help(tmp_path):
    assert "[GATEHOUSE_HASH_THREADS, hash_threads; from 0 to 256; default 0]" in run_gatehouse("serve", "--help").stdout
    result = run_gatehouse("serve", "--hash-threads", "257", cwd=tmp_path)
    assert result.returncode == 2 and "must be a whole number from 0 to 256" in result.stderr


def test_the_documented_limits_are_those_of_the_help(tmp_path):
    text = run_gatehouse("serve", "--help", cwd=tmp_path).stdout
    limits = {}
    for block in re.split(r"^  --limit (?=\w+=)", text, flags=re.MULTILINE)[1:]:
        name, sentence, default = re.match(
            r"(\w+)=\w+\n(.*?)\n +\[.*; default (\w+)\]", block, re.DOTALL
        ).groups()
        limits[name] = (default, " ".join(sentence.split()))
    document = (REPOSITORY / "docs/limits.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \| (.*) \|$", document, re.MULTILINE)
    assert len(limits) > 20 and {name: (default, sentence) for name, default, sentence in rows} == limits
    shown_now = shown(cwd=tmp_path)
    for name, (default, _) in limits.items():
        assert re.search(rf"^limit\.{name} +{default} +default$", shown_now, re.MULTILINE), name


def test_limits_are_switched_off_loudly_and_only_where_nobody_else_comes(tmp_path, open_server):
    result = run_gatehouse("serve", "--limits", "off", "--listen", "0.0.0.0:0", cwd=tmp_path)
    assert result.returncode == 2 and "--limits off" in result.stderr
    without = open_server(limits=False).server
    assert without.wait_for_line("limits_off")["level"] == "warn"
    without.stop()
    limited = open_server(limits=True).server
    assert "limits_off" not in [line["event"] for line in limited.lines]


UNENCODED = "postgresql://shop:canary@canary/5canary:c@127.0.0.1:1/shop"


@pytest.mark.parametrize(
    "command",
    [["serve"], ["config"], ["doctor"], ["db", "current"], ["keys", "list"], ["db", "copy", "--from", UNENCODED, "--to", "sqlite:x.db"]],
    ids=lambda words: " ".join(words[:2]),
)
def test_no_piece_of_a_password_that_was_not_encoded_is_told(command, tmp_path):
    env = {} if "copy" in command else {"GATEHOUSE_DATABASE": UNENCODED}
    result = run_gatehouse(*command, cwd=tmp_path, env=env)
    told = result.stdout + result.stderr
    assert result.returncode == (1 if command == ["doctor"] else 2), result
    assert "percent-encode it: %40 for @, %2F for /" in told and "canary" not in told


@pytest.mark.parametrize("option", ["--config", "--tls-cert"])
@pytest.mark.parametrize("command", ["serve", "doctor"])
def test_no_pipe_is_waited_for(option, command, tmp_path):
    os.mkfifo(tmp_path / "pipe", 0o600)
    (tmp_path / "tls.key").touch(0o600)
    more = ["--tls-key", "tls.key"] if option == "--tls-cert" else []
    result = run_gatehouse(command, option, "pipe", *more, cwd=tmp_path, timeout=20)
    assert result.returncode in (1, 2) and "is no regular file" in result.stdout + result.stderr, result
