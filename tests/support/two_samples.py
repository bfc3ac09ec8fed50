"""Whether two samples of times can be told apart: the Mann-Whitney U test, which asks nothing of their distribution."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Comparison:
    p: float  # how likely a difference as large as this one is where there is none
    effect: float  # how likely a value of the first sample is larger than one of the second; 0.5: there is nothing to tell

    def __str__(self):
        return f"p = {self.p:.2g}, effect = {self.effect:.3f}"


def compare(first, second):
    """Two-sided, by the normal approximation with a correction for ties and for continuity: for 20 values or more each."""
    n, m = len(first), len(second)
    ranks, ties = rank_sum(first, second)
    u = ranks - n * (n + 1) / 2
    mean = n * m / 2
    size = n + m
    variance = n * m / 12 * (size + 1 - ties / (size * (size - 1)))
    if variance <= 0:  # all values are the same
        return Comparison(1.0, 0.5)
    z = max(abs(u - mean) - 0.5, 0.0) / math.sqrt(variance)
    return Comparison(math.erfc(z / math.sqrt(2)), u / (n * m))


def rank_sum(first, second):
    """The sum of the first sample's ranks among all values, equal ones sharing theirs; and t³ - t summed over the ties."""
    values = sorted([(value, True) for value in first] + [(value, False) for value in second])
    ranks, ties, at = 0.0, 0, 0
    while at < len(values):
        end = at
        while end < len(values) and values[end][0] == values[at][0]:
            end += 1
        shared = (at + 1 + end) / 2
        ranks += shared * sum(1 for _, is_first in values[at:end] if is_first)
        ties += (end - at) ** 3 - (end - at)
        at = end
    return ranks, ties
