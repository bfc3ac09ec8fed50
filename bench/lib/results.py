"""Results on file, so that rows that were measured one by one make one report."""

import datetime
import json
import subprocess

from bench.lib.bench import ROOT
from bench.lib.lines import Figure, Line, Result

FOLDER = ROOT / "build/bench/results"


def commit():
    """The commit of this checkout, with a sign where the sources differ from it."""

    def git(*words):
        done = subprocess.run(["git", "-C", ROOT, *words], capture_output=True, text=True)
        return done.stdout.strip()

    return (git("rev-parse", "--short=10", "HEAD") or "unknown") + (
        "+" if git("status", "--porcelain", "--", "src") else ""
    )


def save(name, results, size, folder=FOLDER):
    folder.mkdir(parents=True, exist_ok=True)
    told = {
        "commit": commit(),
        "at": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "seconds": size.seconds,
        "rounds": size.rounds,
        "lines": [
            {"line": vars(result.line), "figures": [vars(figure) for figure in result.figures]}
            for result in results
        ],
    }
    (folder / f"{name}.json").write_text(json.dumps(told, indent=1))


class Saved:
    """What is on file about one row."""

    def __init__(self, name, told):
        self.name = name
        self.commit, self.at = told["commit"], told["at"]
        self.seconds, self.rounds = told["seconds"], told["rounds"]
        self.results = [
            Result(Line(**one["line"]), tuple(Figure(**figure) for figure in one["figures"]))
            for one in told["lines"]
        ]


def read(names, folder=FOLDER):
    """What is on file about the rows of these names, in their order."""
    files = [(name, folder / f"{name}.json") for name in names]
    return [Saved(name, json.loads(file.read_text())) for name, file in files if file.exists()]
