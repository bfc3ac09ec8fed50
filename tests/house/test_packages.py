"""There is one list of packages, packaging/debian-12.txt, and everything that names a package agrees with it."""

import re
import sys

import pytest

KINDS = {"build", "test", "package", "develop", "bench"}


@pytest.fixture
def listed(root):
    rows = [
        line.split()
        for line in (root / "packaging/debian-12.txt").read_text().splitlines()
        if line.strip() and not line.startswith("#")
    ]
    assert all(len(row) >= 2 and set(row[1].split(",")) <= KINDS for row in rows), rows
    return {row[0]: row[1] for row in rows}


def test_no_package_is_listed_twice(root):
    names = [
        line.split()[0]
        for line in (root / "packaging/debian-12.txt").read_text().splitlines()
        if line.strip() and not line.startswith("#")
    ]
    assert sorted(set(names)) == sorted(names)


def test_documents_name_no_other_package(root, listed):
    documents = [*root.glob("*.md"), *(root / "docs").rglob("*.md")]
    assert documents
    for document in documents:
        for command in re.findall(r"apt(?:-get)? install ([^\n`]*)", document.read_text()):
            for package in [word for word in command.split() if not word.startswith(("-", "./"))]:
                assert package in listed, f"{document.name} installs {package}"


def test_the_build_names_no_other_package(root, listed):
    text = (root / "cmake/libraries.cmake").read_text()
    named = set(re.findall(r"\b(lib[a-z0-9.+-]+-dev|prometheus-cpp-dev)\b", text))
    assert named and named <= set(listed), named - set(listed)


def test_every_python_import_is_listed(root, listed):
    packages = {
        "pytest": "python3-pytest",
        "jwt": "python3-jwt",
        "cryptography": "python3-cryptography",
        "hypothesis": "python3-hypothesis",
        "psycopg2": "python3-psycopg2",
        "jsonschema": "python3-jsonschema",
        "selenium": "python3-selenium",
        "aiosmtpd": "python3-aiosmtpd",
    }
    for file in [*(root / "tests").rglob("*.py"), *(root / "bench").rglob("*.py")]:
        for name in re.findall(r"^\s*(?:import|from) (\w+)", file.read_text(), re.MULTILINE):
            known = name in sys.stdlib_module_names or name in ("tests", "bench")
            assert known or packages.get(name) in listed, f"{file.name} imports {name}"
