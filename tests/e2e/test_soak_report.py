"""The verdict of a soak finds each thing that must not be."""

import collections
from types import SimpleNamespace

import pytest

from tests.soak import report
from tests.soak.gauges import Reading
from tests.soak.soak import Watched

LONG = 1800


def server(**answers):
    return SimpleNamespace(answers=collections.Counter({int(k[1:]): n for k, n in answers.items()}))


@pytest.fixture
def watched():
    fine = Watched.__new__(Watched)
    fine.tally = collections.Counter({("readThis", 200): 9, ("readThis", 503): 1})
    fine.operations = {
        "/this": {"get": {"operationId": "readThis"}},
        "/that": {"get": {"operationId": "readThat"}},
    }
    fine.tally["/that", 304] = 1
    fine.troubles = []
    fine.house = SimpleNamespace(
        surprises=[], most_database=18, servers=[server(_200=9, _503=1), server(_200=3)]
    )
    fine.at_rest = [Reading(360, 100_000, 27, 40, 0, 18), Reading(1800, 101_900, 27, 40, 3, 17)]
    fine.readings = [Reading(5, 50_000, 20, 30, 9, 1), Reading(900, 150_000, 27, 55, 90, 18)]
    return fine


def test_nothing_is_found_where_all_is_well(watched):
    assert report.faults(watched, LONG) == []


def change_at_rest(**values):
    return lambda watched: vars(watched.at_rest[1]).update(values)


@pytest.mark.parametrize(
    "what, harm",
    [
        ("resident memory grew by 2.1%", change_at_rest(resident=102_100)),
        ("threads", change_at_rest(threads=28)),
        ("threads", lambda watched: vars(watched.readings[1]).update(threads=28)),
        ("descriptors", change_at_rest(own=42)),
        ("descriptors", change_at_rest(database=19)),
        ("answers", lambda watched: watched.tally.update({("readThis", 502): 1})),
        ("answers", lambda watched: watched.house.servers[1].answers.update({500: 1})),
        ("readThat", lambda watched: watched.tally.pop(("/that", 304))),
        ("surprised", lambda watched: watched.house.surprises.append("surprised")),
        ("no answer", lambda watched: watched.troubles.append("no answer")),
    ],
)
def test_what_must_not_be_is_found(watched, what, harm):
    harm(watched)
    (found,) = report.faults(watched, LONG)
    assert what in found


def test_memory_of_a_short_soak_is_still_on_its_way(watched):
    watched.at_rest[1].resident = 200_000
    assert report.faults(watched, 60) == []
