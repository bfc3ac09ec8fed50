"""Ten thousand tokens, sound and broken: the verdict on each is that of another JOSE library, or stricter for a reason
that is named."""

import json
import shutil
import subprocess
import time

from tests.support.server import BINARY, REPOSITORY

COMPARER = REPOSITORY / "tests/node/jose"
MAKER = BINARY.parent / "tests/fuzz/jws_verdicts"


def install(folder):
    """What the lock file says, and nothing else; one more try, for a registry that was busy."""
    command = ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    for last in (False, True):
        if subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, timeout=120).returncode == 0:
            return
        assert not last, "npm could not install jose"
        time.sleep(5)


def test_verdicts_are_those_of_jose(tmp_path):
    folder = tmp_path / "jose"
    shutil.copytree(COMPARER, folder, ignore=shutil.ignore_patterns("node_modules"))
    install(folder)
    made = subprocess.run([MAKER, "10000"], check=True, capture_output=True, timeout=120)
    told = subprocess.run(["node", "verdicts.js"], cwd=folder, input=made.stdout, capture_output=True, timeout=300)
    outcome = json.loads(told.stdout)
    assert outcome["faults"] == [] and told.returncode == 0, outcome
    assert outcome["tokens"] == 10_000 and outcome["good"] >= 1_500 and outcome["bad"] >= 5_000, outcome
