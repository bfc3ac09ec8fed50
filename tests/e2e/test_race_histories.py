"""Races of 64 with their histories checked: so many rounds of each, on both databases. GATEHOUSE_RACE_ROUNDS says how many."""

import os

import pytest

from tests.support.races import rounds
from tests.support.races.arena import Arena
from tests.support.races.history import as_text

ROUNDS = int(os.environ.get("GATEHOUSE_RACE_ROUNDS") or 50)
WIDTH = 64


@pytest.fixture(scope="module")
def arena(house):
    arena = Arena(house.server, WIDTH)
    yield arena
    arena.close()


@pytest.mark.parametrize("race", rounds.ALL, ids=lambda race: race.__name__)
def test_no_history_breaks_a_rule(arena, race):
    track = race(arena)
    for number in range(ROUNDS):
        events, faults = track.run()
        assert not faults, f"round {number + 1}: {faults}\n{as_text(events)}"
