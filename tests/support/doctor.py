"""`gatehouse doctor` as tests ask it, and the sound installation in which they plant faults."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.support.server import run_gatehouse

# A machine that runs tests may open fewer files than a server, and be so quick that usual hashes are cheap.
SOUND = {"--max-connections": "300", "--hash-memory": "64MiB", "--hash-iterations": "3", "--hash-threads": "2"}


def sound(options=()):
    """What is sound on any machine, but for what is asked otherwise."""
    given = {str(option).split("=")[0] for option in options}
    return [word for flag, value in SOUND.items() if flag not in given for word in (flag, value)]


def examine(folder, *options, env=None, cwd=None, watcher=()):
    """The findings by their names. `watcher`: the command that starts it."""
    words = ["doctor", "--json", "--data-dir", folder, *sound(options), *options]
    result = run_gatehouse(*words, env=env, cwd=cwd or Path(folder).parent, watcher=watcher)
    told = json.loads(result.stdout)
    assert result.returncode == (1 if told["findings"] else 0), result
    for finding in told["findings"]:
        assert all(finding[part] for part in ("id", "what", "why", "remedy")), finding
    return {finding["id"]: finding["what"] for finding in told["findings"]}


def own_database(folder):
    return folder / "gatehouse.db"


def change(folder, *statements):
    with closing(sqlite3.connect(own_database(folder))) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()
