"""The list of mutants fits the tree, its page is made of it, and what is wrong with a list is found."""

import dataclasses

import pytest

from tests.sabotage import mutants as listed
from tests.sabotage.catchers import Catcher, Ran
from tests.sabotage.field import TooSlow
from tests.sabotage.report import page, summary
from tests.sabotage.trial import CAUGHT, HUNG, NO_PROGRAM, SURVIVED, sound, trial

MUTANT = listed.Mutant(
    "skips-the-door",
    "planted",
    "A door is shut",
    "src/door.cpp",
    "shut",
    "open",
    ("user/app Door.IsShut", "tests/e2e/test_door.py::test_it_is_shut"),
)


@pytest.fixture
def house(tmp_path):
    """A tree with a door and the tests of it."""
    for name, text in {
        "src/door.cpp": "shut",
        "src/user/app/door_test.cpp": "TEST_F(Door, IsShut) {}",
        "tests/e2e/test_door.py": "def test_it_is_shut(house):\n    pass\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_every_mutant_can_be_tried(root):
    assert [fault for mutant in listed.load() for fault in listed.faults(mutant, root)] == []


def test_there_are_as_many_as_were_asked_for():
    assert len(listed.load()) >= 80


def test_the_page_is_made_of_the_list(root):
    assert (root / "docs/sabotage.md").read_text() == page(listed.load()), "run tests/sabotage/run --write"


# --- a list that has rotted


def test_a_list_that_fits_has_no_faults(house):
    assert listed.faults(MUTANT, house) == []


@pytest.mark.parametrize(
    "change, words",
    [
        ({"file": "src/gone.cpp"}, "no file"),
        ({"text": "ajar"}, "0 times"),
        ({"text": "u();", "file": "src/user/app/door_test.cpp"}, "2 times"),
        ({"becomes": "shut"}, "changes nothing"),
        ({"caught_by": ()}, "names no test"),
        ({"caught_by": ("user/app Door.IsOpen",)}, "there is no test"),
        ({"caught_by": ("user/domain Door.IsShut",)}, "there is no test"),
        ({"caught_by": ("tests/e2e/test_door.py::test_it_is",)}, "there is no test"),
        ({"caught_by": ("the unit tests",)}, "is neither"),
        ({"caught_by": ("tests/house/test_door.py::test_it_is_shut",)}, "is neither"),
    ],
)
def test_what_has_rotted_is_told(house, change, words):
    (house / "src/user/app/door_test.cpp").write_text("TEST_F(Door, IsShut) { u(); u(); }")
    told = listed.faults(dataclasses.replace(MUTANT, **change), house)
    assert len(told) == 1 and told[0].startswith("skips-the-door: ") and words in told[0]


@pytest.mark.parametrize(
    "text", ["[one-name]\ndefence = ''", "[name]\n" + "\n".join(f"{key} = ''" for key in listed.KEYS)]
)
def test_what_is_no_mutant_is_refused(tmp_path, text):
    (tmp_path / "planted.toml").write_text(text)
    with pytest.raises(listed.BadList):
        listed.load(tmp_path)


# --- the verdict


class Planted:
    """A field whose builds and tests end as the test of this file says."""

    def __init__(self, *runs, error=None):
        self.runs, self.error, self.standing = list(runs), error, True

    def without(self, mutant):
        return self

    def __enter__(self):
        self.standing = False

    def __exit__(self, *_):
        self.standing = True

    def make(self, targets):
        return self.error

    def keep(self, name, targets):
        return "kept"

    def test(self, catchers, seconds=0, programs=None):
        ran = self.runs.pop(0)
        if isinstance(ran, Exception):
            raise ran
        return ran


GOOD, BAD = Ran(("Door.IsShut",)), Ran(("Door.IsShut/0",), ("Door.IsShut/1",))


@pytest.mark.parametrize(
    "field, verdict, missed",
    [
        (Planted(BAD, BAD), CAUGHT, 0),
        (Planted(GOOD, BAD), CAUGHT, 1),
        (Planted(GOOD, GOOD), SURVIVED, 2),
        (Planted(Ran((), (), "ended with 2"), GOOD), SURVIVED, 2),
        (Planted(Ran((), ("Door.IsShut",), "ended with -6"), BAD), CAUGHT, 0),
        (Planted(TooSlow("no end")), HUNG, 0),
        (Planted(error="door.cpp:1: error: no such handle"), NO_PROGRAM, 0),
    ],
)
def test_a_mutant_is_caught_by_a_test_that_fails_and_by_nothing_else(field, verdict, missed):
    outcome = trial(field, MUTANT, every=True)
    assert (outcome.verdict, len(outcome.missed_by)) == (verdict, missed)
    assert outcome.good == (verdict == CAUGHT and missed == 0)
    assert field.standing


WHOLE = Ran(("tests/e2e/test_door.py::test_it_is_shut[sqlite]",))


def test_what_passes_in_the_tree_as_it_is_may_catch():
    sound(Planted(WHOLE, GOOD), MUTANT.catchers)


@pytest.mark.parametrize(
    "ran", [BAD, Ran(()), Ran(("Door.IsShutToo",)), Ran(GOOD.passed, (), "ended with 2")]
)
def test_what_does_not_pass_anyhow_catches_nothing(ran):
    with pytest.raises(RuntimeError, match="user/app Door.IsShut"):
        sound(Planted(WHOLE, ran), MUTANT.catchers)


def test_the_output_of_test_programs_is_read():
    unit, whole = MUTANT.catchers
    begun = "[ RUN      ] Two/Door.IsShut/1\n"
    good = unit.read(0, begun + "[       OK ] Two/Door.IsShut/1 (3 ms)\n")
    assert good == Ran(("Two/Door.IsShut/1",)) and good.holds(unit)
    bad = unit.read(1, begun + "[  FAILED  ] Two/Door.IsShut/1, where GetParam() = 4 (3 ms)\n")
    assert bad == Ran((), ("Two/Door.IsShut/1",)) and not bad.holds(unit)
    shown = '[  FAILED  ] Two/Door.IsShut/1, where GetParam() = "a\\xFF"\n    As Text: "a?" (0 ms)\n'
    listed_again = "[  FAILED  ] 1 test, listed below:\n[  FAILED  ] Two/Door.IsShut/1, where GetParam() = 4\n"
    assert unit.read(1, begun + shown + listed_again) == Ran((), ("Two/Door.IsShut/1",))
    assert unit.read(1, begun) == Ran((), (), "ended with 1")
    assert unit.read(-6, begun) == Ran((), ("Two/Door.IsShut/1",), "ended with -6")
    name = "tests/e2e/test_door.py::test_it_is_shut[sqlite]"
    assert whole.read(0, f"PASSED {name}\n1 passed in 0.1s\n") == Ran((name,))
    assert whole.read(1, f"FAILED {name} - assert 1 == 2\n1 failed in 1s\n") == Ran((), (name,))
    assert not whole.read(1, f"PASSED {name}\nERROR {name} - TimeoutError\n").holds(whole)


def test_the_first_test_is_enough_unless_every_one_is_asked_for():
    assert trial(Planted(BAD), MUTANT).good
    assert trial(Planted(GOOD), MUTANT).missed_by == MUTANT.caught_by[:1]


def test_the_counts_of_a_run_are_told():
    outcomes = [trial(Planted(BAD), MUTANT), trial(Planted(GOOD), MUTANT)]
    assert summary(outcomes).startswith("2 mutants: 1 caught, 1 SURVIVED (1 by unit tests)")


def test_catchers_know_what_to_build():
    assert Catcher.of("server/wiring Writer.Stops").target == "test_server"
    assert Catcher.of("auth/app Door.IsShut").target == "test_auth_app"
    assert Catcher.of("tests/e2e/test_door.py::test_it_is_shut").target == "gatehouse"
