"""What docs/threat-model.md and docs/asvs.csv name is there. That it ran is held against the run, by tests/evidence."""

import collections
import re

import pytest

from tests.support import evidence

CASES = {"P": 32, "J": 23, "A": 20, "C": 14, "S": 13, "L": 11, "F": 25, "G": 5, "K": 10}
DEFECTS = 40
STATUSES = ("met", "partly", "not")


@pytest.fixture
def model(root):
    return (root / evidence.MODEL).read_text()


def cells_of(text):
    rows = [line.strip().strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows]


def test_every_named_test_is_there(root):
    known = evidence.written(root)
    missing = {name: where for name, where in evidence.named(root).items() if name not in known}
    assert len(known) > 1000 and missing == {}


def test_every_named_document_is_there(root):
    found = evidence.documents(root)
    assert {name: where for name, where in found.items() if not evidence.exists(root, name)} == {}


def test_each_requirement_has_one_whole_row(root):
    rows = evidence.requirements(root)
    ids = [row["id"] for row in rows]
    assert len(ids) == len(set(ids)) and all(re.fullmatch(r"V\d+\.\d+\.\d+", name) for name in ids)
    for row in rows:
        assert row["level"] in ("1", "2", "3") and row["requirement"] and row["status"] in STATUSES, row
        assert row["status"] == "not" or (row["how"] and row["evidence"]), row
        assert bool(row["gap"]) == (row["status"] != "met"), row


def test_the_counts_are_those_of_the_rows(root, model):
    counted = collections.Counter((row["level"], row["status"]) for row in evidence.requirements(root))
    expected = {
        f"level {level}": [sum(counted[level, status] for status in STATUSES)]
        + [counted[level, status] for status in STATUSES]
        for level in ("1", "2", "3")
    }
    expected["all levels"] = [sum(column) for column in zip(*expected.values())]
    told = {row[0]: [int(cell) for cell in row[1:]] for row in cells_of(model) if row[0] in expected}
    assert told == expected


def test_each_case_has_one_row_with_a_proof_or_says_what_is_open(model):
    rows = [row for row in cells_of(model) if re.fullmatch(r"[PJACSLFGK]\d\d", row[0])]
    expected = [f"{group}{number:02}" for group, count in CASES.items() for number in range(1, count + 1)]
    assert [row[0] for row in rows] == expected
    assert [row[0] for row in rows if not evidence.TEST.search(row[-1]) and "Open:" not in row[-1]] == []


def test_each_known_defect_has_one_row_with_its_proof(model):
    rows = [row for row in cells_of(model) if re.fullmatch(r"\d{1,2}", row[0]) and len(row) == 4]
    assert [int(row[0]) for row in rows] == list(range(1, DEFECTS + 1))
    case = re.compile(r"\b[PJACSLFGK]\d\d\b")
    proven = [row for row in rows if evidence.TEST.search(row[-1]) or case.search(row[-1]) or "Open:" in row[-1]]
    assert proven == rows


REPORT = """<testsuites><testsuite>
<testcase classname="tests.e2e.test_x" name="test_good[sqlite]"/>
<testcase classname="tests.e2e.test_x" name="test_good[postgresql]"/>
<testcase classname="tests.e2e.test_x" name="test_half[sqlite]"/>
<testcase classname="tests.e2e.test_x" name="test_half[postgresql]"><{fault} message="x"/></testcase>
</testsuite></testsuites>"""


@pytest.mark.parametrize("fault", ["skipped", "failure", "error"])
def test_what_did_not_pass_in_each_of_its_cases_proves_nothing(tmp_path, fault):
    (tmp_path / "test_x.xml").write_text(REPORT.format(fault=fault))
    outcomes = evidence.ran(tmp_path)
    assert evidence.unproven({"tests/e2e/test_x.py::test_good": "here"}, outcomes) == []
    assert evidence.unproven({"tests/e2e/test_x.py::test_half": "here"}, outcomes) == [
        f"here names tests/e2e/test_x.py::test_half, which ended with {fault}"
    ]
    assert evidence.unproven({"tests/e2e/test_x.py::test_godo": "here"}, outcomes) == [
        "here names tests/e2e/test_x.py::test_godo, which has not run"
    ]


@pytest.mark.parametrize(
    "state, proven",
    [
        ('status="run" result="completed"', True),
        ('status="run" result="skipped"', False),
        ('status="notrun" result="suppressed"', False),
    ],
)
def test_a_unit_test_is_known_by_its_program(tmp_path, state, proven):
    case = f'<testcase classname="Databases/Waits" name="HoldAfterARestart/Sqlite" {state}/>'
    (tmp_path / "test_platform_throttle.xml").write_text(f"<testsuites>{case}</testsuites>")
    names = {"test_platform_throttle::Waits.HoldAfterARestart": "here"}
    assert (evidence.unproven(names, evidence.ran(tmp_path)) == []) == proven
    assert evidence.unproven({"test_kernel::Waits.HoldAfterARestart": "here"}, evidence.ran(tmp_path))


def test_a_heading_that_is_not_there_is_found(root):
    assert evidence.exists(root, "docs/limits.md#signing-in")
    assert not evidence.exists(root, "docs/limits.md#singing-in")
    assert not evidence.exists(root, "docs/limitz.md")
