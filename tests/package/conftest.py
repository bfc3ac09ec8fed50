"""What the tests of the package share: the release build, the package made of it, and a Debian to install it in.

They need a release build, root and Debian's mirror: `make deb-check` and .ci/run call them, not `make test`.
"""

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.package.debian import Debian, Package  # noqa: E402


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def release():
    return Path(os.environ.get("GATEHOUSE_RELEASE") or ROOT / "build/release").resolve()


@pytest.fixture(scope="session")
def binary(release):
    return release / "gatehouse"


@pytest.fixture(scope="session")
def package(tmp_path_factory):
    (file,) = (ROOT / "build/deb").glob("gatehouse_*.deb")
    return Package(file, tmp_path_factory.mktemp("unpacked"))


@pytest.fixture(scope="session")
def debian(tmp_path_factory):
    debian = Debian(tmp_path_factory.mktemp("debian") / "root")
    yield debian
    debian.close()
