"""`gatehouse backup`, `restore` and `db copy` as tests call them, and what they leave."""

import hashlib
import hmac
import random
import re
import sqlite3
import subprocess
from contextlib import closing

from tests.support.forgery import decode, encode
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


SEAL = re.compile(rb"\ngatehouse backup, sealed: [\w-]{43}\n\Z", re.ASCII)


def unseal(file):
    """Takes the seal off and returns it."""
    whole = file.read_bytes()
    line = SEAL.search(whole).group()
    file.write_bytes(whole[: -len(line)])
    return line


def seal(file, master_key):
    """As the program does it, with the key that is in that file."""
    key = hashlib.blake2b(
        key=decode(master_key.read_text().strip()), digest_size=32, salt=bytes([13] + 15 * [0]), person=b"gatehous"
    ).digest()

    def keyed_hash(*parts):
        framed = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
        return encode(hmac.new(key, framed, hashlib.sha256).digest()).encode()

    whole, chain = file.read_bytes(), b""
    for start in range(0, len(whole), 1 << 20):
        chain = keyed_hash(b"piece", chain, whole[start : start + (1 << 20)])
    file.write_bytes(whole + b"\ngatehouse backup, sealed: " + keyed_hash(b"whole", chain) + b"\n")


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
