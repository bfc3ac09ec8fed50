"""A clock that can be set is built for tests alone."""

import json
import re

import pytest

PRESETS = {"test", "asan", "tsan"}


def switches(preset, presets):
    """The value of the switch in a preset, those it inherits from included."""
    own = presets[preset]
    inherited = switches(own["inherits"], presets) if "inherits" in own else None
    return own.get("cacheVariables", {}).get("GATEHOUSE_TEST_CLOCK", inherited)


@pytest.fixture
def presets(root):
    listed = json.loads((root / "CMakePresets.json").read_text())["configurePresets"]
    return {preset["name"]: preset for preset in listed}


def test_only_what_tests_run_has_it(presets):
    assert {name for name in presets if switches(name, presets) not in (None, "OFF")} == PRESETS


def test_nothing_has_it_by_itself(root):
    (default,) = re.findall(r"option\(GATEHOUSE_TEST_CLOCK .* (\w+)\)", (root / "CMakeLists.txt").read_text())
    assert default == "OFF"


def test_ci_looks_for_it_in_the_release(root):
    assert "GATEHOUSE_TEST_CLOCK_FILE" in (root / ".ci/run").read_text()
