"""What docs/threat-model.md and docs/asvs.csv name as proof, what of it is there, and what of it has run.

A test is named as pytest does it, `tests/e2e/test_sign_in.py::test_answers_with_a_bearer_token`, or by its program,
`test_kernel::Utf8.IsText`. Whatever its parameters, all that ran under that name must have passed.
"""

import csv
import re
import xml.etree.ElementTree as xml
from pathlib import Path

MODEL = "docs/threat-model.md"
REQUIREMENTS = "docs/asvs.csv"

TEST = re.compile(r"tests/[\w/]+\.py::\w+|test_\w+::\w+\.\w+")
UNIT_TEST = re.compile(r"^\s*(?:TEST|TEST_F|TEST_P|RC_GTEST_PROP)\(\s*(\w+)\s*,\s*(\w+)", re.MULTILINE)


def requirements(root):
    with open(Path(root) / REQUIREMENTS, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def named(root):
    """{test: where it is named} of both documents."""
    found = {}
    for row in requirements(root):
        for name in row["evidence"].split():
            if "::" in name:
                found.setdefault(name, f"{REQUIREMENTS} {row['id']}")
    for number, line in enumerate((Path(root) / MODEL).read_text().splitlines(), 1):
        for name in re.findall(r"`([^`]*::[^`]*)`", line):
            found.setdefault(name, f"{MODEL}:{number}")
    return found


def documents(root):
    """{document: where it is named}; a document is a file of the repository, perhaps with `#heading`."""
    found = {}
    for row in requirements(root):
        for name in row["evidence"].split():
            if "::" not in name:
                found.setdefault(name, f"{REQUIREMENTS} {row['id']}")
    for number, line in enumerate((Path(root) / MODEL).read_text().splitlines(), 1):
        for link in re.findall(r"\]\(([^)]+)\)", line):
            place = MODEL + link if link.startswith("#") else str(Path("docs", link))
            found.setdefault(place.replace("docs/../", ""), f"{MODEL}:{number}")
    return found


def exists(root, document):
    path, _, heading = document.partition("#")
    file = Path(root) / path
    if not file.is_file() or not heading:
        return file.is_file()
    titles = re.findall(r"^#+ (.+)$", file.read_text(), re.MULTILINE)
    return heading in [re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles]


def written(root):
    """Every test that stands in the sources."""
    root = Path(root)
    found = set()
    for file in (root / "tests").rglob("test_*.py"):
        place = file.relative_to(root)
        found |= {f"{place}::{name}" for name in re.findall(r"^def (test_\w+)", file.read_text(), re.MULTILINE)}
    for file in (root / "src").rglob("*_test.cpp"):
        room = file.parent.relative_to(root / "src").parts
        program = "test_" + ("server" if room[0] == "server" else "_".join(room))
        found |= {f"{program}::{suite}.{name}" for suite, name in UNIT_TEST.findall(file.read_text())}
    for file in (root / "tests").rglob("*_test.cpp"):  # machinery with programs of its own
        programs = re.findall(r"add_executable\((test_\w+)", (file.parent / "CMakeLists.txt").read_text())
        tests = UNIT_TEST.findall(file.read_text())
        found |= {f"{program}::{suite}.{name}" for program in programs for suite, name in tests}
    return found


def ran(results):
    """{test: how each of its cases ended} of the reports that tests/run has gathered: `passed` or what else happened."""
    found = {}
    for report in sorted(Path(results).glob("*.xml")):
        for case in xml.parse(report).getroot().iter("testcase"):
            found.setdefault(_name(report, case), []).append(_outcome(case))
    return found


def _name(report, case):
    suite, name = case.get("classname"), case.get("name")
    if case.get("status") is None:  # pytest: tests.e2e.test_sign_in, test_x[sqlite]
        return f"{suite.replace('.', '/')}.py::{name.split('[')[0]}"
    # GoogleTest: Databases/Waits, HoldAfterARestart/Sqlite
    program = re.sub(r"_\d+$", "", report.stem)  # that of a second run of it is numbered
    return f"{program}::{suite.split('/')[-1]}.{name.split('/')[0]}"


def _outcome(case):
    if case.get("status") == "notrun" or case.get("result") in ("skipped", "suppressed"):
        return "skipped"
    faults = [child.tag for child in case if child.tag in ("failure", "error", "skipped")]
    return faults[0] if faults else "passed"


def unproven(names, outcomes):
    """What is wrong with the run of the named tests, as sentences."""
    faults = []
    for name, where in sorted(names.items()):
        others = sorted(set(outcomes.get(name, [])) - {"passed"})
        if name not in outcomes:
            faults.append(f"{where} names {name}, which has not run")
        elif others:
            faults.append(f"{where} names {name}, which ended with {', '.join(others)}")
    return faults
