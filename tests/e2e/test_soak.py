"""A soak of half a minute: `make soak` does the same for as long as one likes, and looks at memory too."""

import os
import random

from tests.soak import report
from tests.soak.houses import KINDS
from tests.soak.soak import Soak

SECONDS = int(os.environ.get("SOAK_SECONDS") or 30)


def test_a_short_soak_finds_nothing(tmp_path):
    soak = Soak(SECONDS, KINDS, tmp_path, seed=random.randrange(1_000_000))
    try:
        soak.run()
    finally:
        soak.close()
    print(report.page(soak))
    assert [fault for watched in soak.watched for fault in report.faults(watched, SECONDS)] == []
