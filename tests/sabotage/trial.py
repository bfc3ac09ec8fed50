"""One mutant after the other: built, and given to the cheapest test that is to catch it, or to every one."""

import dataclasses
import re

from tests.sabotage.field import LONGEST_TESTS, TooSlow

CAUGHT, SURVIVED, HUNG, NO_PROGRAM = "caught", "SURVIVED", "HUNG", "DOES NOT COMPILE"


@dataclasses.dataclass
class Outcome:
    name: str
    verdict: str
    by: str = ""  # the catcher
    how: str = ""  # which of its tests failed, or what the compiler said
    missed_by: tuple[str, ...] = ()  # catchers that let it live

    @property
    def good(self):
        return self.verdict == CAUGHT and not self.missed_by

    def line(self):
        told = f"{self.name}: {self.verdict}"
        if self.by:
            told += f" by {self.by}"
        if self.missed_by:
            told += f", NOT by {', '.join(self.missed_by)}"
        return told + (f"\n    {self.how}" if self.how else "")


def tried(mutant, every):
    """The cheapest of its catchers, or every one."""
    return mutant.catchers if every else mutant.catchers[:1]


def first_error(output):
    lines = [line for line in output.splitlines() if re.search(r"\berror: ", line)]
    return lines[0] if lines else output[-400:]


def sound(field, catchers):
    """Those that hold of the tree as it is; only what passes there can catch something."""
    fault = field.make({catcher.target for catcher in catchers})
    if fault:
        raise RuntimeError(f"the tree as it is does not build: {first_error(fault)}")
    bad = []
    for target in sorted({catcher.target for catcher in catchers}):
        program = [catcher for catcher in catchers if catcher.target == target]
        ran = field.test(program, LONGEST_TESTS)
        bad += [f"{catcher.written}: {ran.end}" for catcher in program if not ran.holds(catcher)]
    if bad:
        raise RuntimeError("what does not pass in the tree as it is catches nothing:\n" + "\n".join(bad))


def built(field, mutant, every=False):
    """A folder with the programs of its catchers, or the outcome where they cannot be built."""
    targets = {catcher.target for catcher in tried(mutant, every)}
    with field.without(mutant):
        fault = field.make(targets)
    return (
        Outcome(mutant.name, NO_PROGRAM, how=first_error(fault))
        if fault
        else field.keep(mutant.name, targets)
    )


def judged(field, mutant, programs, every=False):
    missed, caught = [], None
    for catcher in tried(mutant, every):
        try:
            ran = field.test([catcher], programs=programs)
        except TooSlow as slow:
            return Outcome(mutant.name, HUNG, catcher.written, str(slow))
        if ran.failed:
            counts = f"{len(ran.failed)} of {len(ran.failed) + len(ran.passed)} failed"
            caught = caught or (catcher.written, f"{counts}, first {ran.failed[0]} {ran.end}".rstrip())
        else:  # an end without a test that fails says nothing about the defence
            missed.append(catcher.written)
    by, how = caught or ("", "")
    return Outcome(mutant.name, CAUGHT if caught else SURVIVED, by, how, tuple(missed))


def trial(field, mutant, every=False):
    programs = built(field, mutant, every)
    return programs if isinstance(programs, Outcome) else judged(field, mutant, programs, every)
