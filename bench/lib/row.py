"""The frame that all rows have in common."""

import contextlib

from bench.lib.load import WrongAnswers
from bench.lib.lines import Result


class Row:
    """Something that is measured. A row gives itself a `name` and `lines`, and says how to prepare, check and measure."""

    name = ""
    lines = ()

    def prepare(self, bench, stack):
        """Starts servers and makes people; what must be closed goes onto the stack."""

    def check(self, bench):
        """Sends what will be measured once, and looks at every answer; raises `WrongAnswers`."""

    def measure(self, bench):
        """One round: a Figure for the key of each line."""
        raise NotImplementedError


def run(row, bench, say=lambda _: None):
    """Prepares, checks, and measures as many rounds as the run has."""
    rounds = []
    with contextlib.ExitStack() as stack:
        row.prepare(bench, stack)
        row.check(bench)
        for number in range(bench.size.rounds):
            found = row.measure(bench)
            say(f"round {number + 1}: " + "; ".join(_told(line, found[line.key]) for line in row.lines))
            rounds.append(found)
    return [Result(line, tuple(found[line.key] for found in rounds)) for line in row.lines]


def _told(line, figure):
    parts = ", ".join(f"{name} {value:,.4g}" for name, value in figure.parts.items())
    return f"{line.key} {figure.value:.3f} ({parts})"


def demand(fact, what):
    """For checks of answers."""
    if not fact:
        raise WrongAnswers(what)
