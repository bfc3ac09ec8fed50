"""`gatehouse backup`, `restore` and `db copy` as tests call them, and what they leave."""

import random
import sqlite3
import subprocess
from contextlib import closing

from tests.support.server import BINARY, environment, run_gatehouse


def _run(command, database, folder, *words, env=None):
    return run_gatehouse(*command, *words, "--database", database, "--data-dir", folder, env=env)


def back_up(database, folder, to):
    result = _run(["backup"], database, folder, "--to", to)
    assert result.returncode == 0, result
    return result.stdout


def try_back_up(database, folder, to):
    return _run(["backup"], database, folder, "--to", to)


def restore(database, folder, file, *words, env=None):
    result = try_restore(database, folder, file, *words, env=env)
    assert result.returncode == 0, result
    return result.stdout


def try_restore(database, folder, file, *words, env=None):
    return _run(["restore"], database, folder, "--from", file, *words, env=env)


def copy(source, target):
    return run_gatehouse("db", "copy", "--from", source, "--to", target)


def hashes(text):
    """Of a listing: what each table holds, as (hash, rows)."""
    lines = [line.split() for line in text.splitlines() if " rows in " in line]
    return {words[4]: (words[0], int(words[1])) for words in lines}


def ask(file, statement):
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        return database.execute(statement).fetchall()


def is_sound(file):
    return ask(file, "PRAGMA integrity_check") == [("ok",)] and ask(file, "PRAGMA foreign_key_check") == []


class Killer:
    """Kills commands at moments before their usual end, which it learns."""

    def __init__(self, seed, usual):
        self._random, self._usual = random.Random(seed), usual
        self.killed = 0

    def run(self, *words, share=1.0):
        if run_and_kill(self._random.uniform(0, share * self._usual), *words):
            self.killed += 1
        else:
            self._usual *= 0.8


def run_and_kill(after, *words):
    """Starts a command and kills it after so many seconds; whether it was still at work."""
    process = subprocess.Popen(
        [str(BINARY), *map(str, words)], env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False
