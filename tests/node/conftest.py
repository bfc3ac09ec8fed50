"""Tests of what needs Node and npm, which only continuous integration asks for: `.ci/run` calls them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.e2e.conftest import open_server  # noqa: E402, F401
