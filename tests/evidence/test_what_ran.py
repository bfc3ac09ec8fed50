"""What the documents call proven has just been proven. tests/run asks for this behind all other tests, for those that it
runs; `.ci/run` asks for all, with GATEHOUSE_PROVEN=everywhere."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.support import evidence  # noqa: E402

BY_CI_ALONE = ("tests/node/", "tests/package/")


def test_every_test_that_a_document_names_ran_and_passed():
    names = evidence.named(ROOT)
    if os.environ.get("GATEHOUSE_PROVEN") != "everywhere":
        names = {name: where for name, where in names.items() if not name.startswith(BY_CI_ALONE)}
    assert len(names) > 200
    assert evidence.unproven(names, evidence.ran(os.environ["TEST_RESULTS"])) == []
