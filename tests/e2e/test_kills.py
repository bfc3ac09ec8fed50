"""SIGKILL at a random moment under 64 writing clients, again and again. KILL_ROUNDS says how often, KILL_SEED from which
seed, and KILL_READY_WITHIN in how many seconds a server must be back."""

import os
import random

import pytest

from tests.support.kills.chain import Chain
from tests.support.postgres import FreshDatabase

ROUNDS = int(os.environ.get("KILL_ROUNDS") or 25)
SEED = int(os.environ.get("KILL_SEED") or random.randrange(1_000_000))
READY_WITHIN = float(os.environ.get("KILL_READY_WITHIN") or 1)
IN_A_CHAIN = 25  # then a new database, so that looking at all of it stays quick


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_kills_lose_nothing_that_was_acknowledged(kind, tmp_path, capsys):
    chains = []
    for first in range(0, ROUNDS, IN_A_CHAIN):
        rounds, seed = min(IN_A_CHAIN, ROUNDS - first), SEED + first // IN_A_CHAIN
        print(f"KILL_SEED={seed}, {rounds} rounds on {kind}", flush=True)
        database = FreshDatabase() if kind == "postgresql" else None
        url = database.url if database else f"sqlite:{tmp_path / f'{seed}.db'}"
        chains.append(Chain(url, tmp_path / f"data-{seed}", seed, READY_WITHIN))
        try:
            chains[-1].run(rounds)
        finally:
            chains[-1].close()
        if database:
            database.drop()
        with capsys.disabled():
            print(
                f"\n{kind}, {first + rounds} rounds from seed {SEED}: {figures(chains)}", end="", flush=True
            )


def figures(chains):
    starts = [seconds for chain in chains for seconds in chain.starts]
    return (
        f"{sum(chain.kills for chain in chains)} kills, {sum(chain.acknowledged for chain in chains)} answers, "
        f"{sum(chain.cut_off for chain in chains)} requests cut off, ready within {max(starts):.3f} s"
    )
