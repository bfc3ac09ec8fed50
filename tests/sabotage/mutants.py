"""The list: each mutant switches one defence off by changing one place of the source."""

import dataclasses
import re
import tomllib
from pathlib import Path

from tests.sabotage.catchers import Catcher, NoCatcher

FOLDER = Path(__file__).parent / "mutants"
KEYS = {"defence", "file", "text", "becomes", "caught_by"}
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")


@dataclasses.dataclass(frozen=True)
class Mutant:
    name: str
    group: str  # the file of the list that it stands in
    defence: str
    file: str
    text: str
    becomes: str
    caught_by: tuple[str, ...]

    @property
    def catchers(self):
        return [Catcher.of(written) for written in self.caught_by]

    def of(self, source):
        """The source without the defence."""
        return source.replace(self.text, self.becomes)


class BadList(Exception):
    """The list holds something that is no mutant."""


def made_of(name, group, entry):
    if not isinstance(entry, dict) or set(entry) != KEYS:
        raise BadList(f"{group}: {name} must have {', '.join(sorted(KEYS))}, and nothing else")
    if not NAME.fullmatch(name):
        raise BadList(f"{group}: {name} is no name in words-with-hyphens")
    return Mutant(name, group, **{**entry, "caught_by": tuple(entry["caught_by"])})


def load(folder=FOLDER):
    """All mutants, in the order of the groups and of each group's file."""
    found = {}
    for file in sorted(folder.glob("*.toml")):
        for name, entry in tomllib.loads(file.read_text()).items():
            if name in found:
                raise BadList(f"{file.stem}: {name} stands in the list twice")
            found[name] = made_of(name, file.stem, entry)
    return list(found.values())


def faults(mutant, root):
    """Why the mutant cannot be tried in the tree as it is, as sentences."""
    file = root / mutant.file
    if not file.is_file():
        return [f"{mutant.name}: there is no file {mutant.file}"]
    told = []
    times = file.read_text().count(mutant.text)
    if times != 1:
        told.append(
            f"{mutant.name}: its text stands {times} times in {mutant.file}, and must stand there once"
        )
    if mutant.text == mutant.becomes:
        told.append(f"{mutant.name}: it changes nothing")
    if not mutant.caught_by:
        told.append(f"{mutant.name}: it names no test that catches it")
    for written in mutant.caught_by:
        try:
            if not Catcher.of(written).exists(root):
                told.append(f"{mutant.name}: there is no test {written}")
        except NoCatcher as fault:
            told.append(f"{mutant.name}: {fault}")
    return told
