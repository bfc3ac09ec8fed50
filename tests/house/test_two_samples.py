"""The test that must find a difference in time is itself tested: on samples of which it is known."""

import random

import pytest

from tests.support.two_samples import compare


def times(seed, count=400, shift=0.0):
    """As a server answers: most at about 1 ms, some late, some very late."""
    chance = random.Random(seed)
    return [chance.lognormvariate(0, 0.2) + shift + (chance.random() < 0.02) * 20 for _ in range(count)]


def test_the_smallest_case_is_as_counted_by_hand():
    # Of the nine pairs the first is larger in one: U = 1.
    assert compare([1, 2, 4], [3, 5, 6]).effect == pytest.approx(1 / 9)


def test_an_example_with_ties_is_as_counted():
    # U = 9 by counting pairs, a tie as a half; variance by the formula with ties: 8·8/12·(17 - 24/240).
    first, second = [1, 2, 2, 3, 4, 5, 5, 6], [4, 5, 6, 7, 8, 8, 9, 10]
    found = compare(first, second)
    pairs = sum((a > b) + (a == b) / 2 for a in first for b in second)
    assert found.effect == pytest.approx(pairs / 64)
    assert 0.005 < found.p < 0.02


def test_it_does_not_matter_which_sample_is_the_first():
    first, second = times(1), times(2, shift=0.05)
    assert compare(first, second).p == pytest.approx(compare(second, first).p)
    assert compare(first, second).effect == pytest.approx(1 - compare(second, first).effect)


def test_equal_values_are_no_difference():
    assert compare([3] * 50, [3] * 50).p == 1.0
    assert compare([1, 2] * 50, [1, 2] * 50).p == pytest.approx(1.0)


def test_alarms_are_as_rare_as_the_threshold_says_where_there_is_no_difference():
    found = [compare(times(seed), times(seed + 100_000)).p for seed in range(1000)]
    assert sum(p < 0.05 for p in found) == pytest.approx(50, abs=25)
    assert sum(p < 0.001 for p in found) <= 5


@pytest.mark.parametrize("shift", [0.1, 0.5, 10.0])
def test_a_difference_is_found_wherever_it_hides(shift):
    for seed in range(20):
        found = compare(times(seed, shift=shift), times(seed + 100_000))
        assert found.p < 0.001 and found.effect > 0.55, found


def test_a_difference_in_few_is_found_only_where_it_is_large_enough_to_matter():
    """What it cannot see: one late answer in a hundred."""
    slow = times(3)
    late = [value + (at % 100 == 0) * 5 for at, value in enumerate(slow)]
    assert compare(slow, late).p > 0.001
