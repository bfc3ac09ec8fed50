"""What the documents call proven has just been proven. tests/run asks for this behind all other tests."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.support import evidence  # noqa: E402


def test_every_test_that_a_document_names_ran_and_passed():
    names = evidence.named(ROOT)
    assert len(names) > 200
    assert evidence.unproven(names, evidence.ran(os.environ["GATEHOUSE_RESULTS"])) == []
