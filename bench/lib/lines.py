"""What is measured, and how a verdict is made of it.

A *row* is what runs at once: a file of bench/rows makes one, or some. It has *lines*, each with a mark that must be
reached and one that we would like to. A round of a row gives for each line a `Figure`: one number, and those that it
was made of. The median of the rounds is held against the marks.
"""

import math
import statistics
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Line:
    """One line of the report."""

    key: str
    what: str  # is measured
    against: str  # what it is held
    must: float | None = None
    stretch: float | None = None
    at_least: bool = True  # whether more is better
    unit: str = ""  # of a figure that is no ratio


@dataclass(frozen=True)
class Figure:
    """What one round has found for a line."""

    value: float
    parts: dict = field(default_factory=dict)  # name with unit: the absolute numbers behind it


def ratio(ours, theirs, **parts):
    """A figure that is one number over another; `parts` name them, and others worth telling."""
    return Figure(ours / theirs if theirs else math.nan, parts)


def reaches(line, value, mark):
    """Whether the value is on the right side of a mark; what could not be computed is not."""
    if mark is None:
        return True
    if math.isnan(value):
        return False
    return value >= mark if line.at_least else value <= mark


@dataclass(frozen=True)
class Result:
    """A line with the figures of all its rounds."""

    line: Line
    figures: tuple

    @property
    def value(self):
        values = [figure.value for figure in self.figures]
        return math.nan if any(map(math.isnan, values)) else statistics.median(values)

    @property
    def parts(self):
        """The median of each absolute number."""
        names = list(dict.fromkeys(name for figure in self.figures for name in figure.parts))
        return {
            name: statistics.median([figure.parts[name] for figure in self.figures if name in figure.parts])
            for name in names
        }

    @property
    def verdict(self):
        """`stretch`, `must`, `below`; `told` where there is no mark; or `not measured`."""
        if math.isnan(self.value):
            return "not measured"
        if self.line.must is None:
            return "told"
        if not reaches(self.line, self.value, self.line.must):
            return "below"
        return "stretch" if reaches(self.line, self.value, self.line.stretch) else "must"
