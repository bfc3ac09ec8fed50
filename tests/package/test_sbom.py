"""The bill of materials: valid CycloneDX, and true of the binary beside it."""

import copy
import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import jsonschema
import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def bill(package):
    return json.loads((package.folder / "usr/share/gatehouse/gatehouse.cdx.json").read_text())


@pytest.fixture(scope="module")
def validator(tmp_path_factory):
    """Of CycloneDX 1.5, with the schemas that it refers to; the registry may be busy once."""
    folder = tmp_path_factory.mktemp("cyclonedx")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / "cyclonedx" / name, folder)
    command = [
        "npm",
        "ci",
        "--ignore-scripts",
        "--legacy-peer-deps",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]
    if subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL).returncode != 0:
        subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, check=True)
    schemas = folder / "node_modules/@cyclonedx/cyclonedx-library/res/schema"
    read = {file.name: json.loads(file.read_text()) for file in schemas.glob("*.schema.json")}
    schema = read["bom-1.5.SNAPSHOT.schema.json"]
    store = {schema["$id"].rsplit("/", 1)[0] + "/" + name: document for name, document in read.items()}
    return jsonschema.Draft7Validator(
        schema, resolver=jsonschema.RefResolver.from_schema(schema, store=store)
    )


def faults(validator, bill):
    return [f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(bill)]


def components(bill):
    return {component["name"]: component for component in bill["components"]}


def linkage(component):
    return {each["name"]: each["value"] for each in component["properties"]}["gatehouse:linkage"]


def test_it_is_cyclonedx(validator, bill):
    assert faults(validator, bill) == []
    assert bill["specVersion"] == "1.5"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda bill: bill.pop("bomFormat"),
        lambda bill: bill["components"][0].pop("name"),
        lambda bill: bill["components"][0].update(type="livrary"),
        lambda bill: bill["components"][0].update(licenses=[{"license": {"id": "Expat"}}]),
        lambda bill: bill["metadata"]["component"]["hashes"][0].update(content="x"),
        lambda bill: bill.update(invented=1),
    ],
)
def test_what_is_not_is_found(validator, bill, spoil):
    spoilt = copy.deepcopy(bill)
    spoil(spoilt)
    assert faults(validator, spoilt)


def test_it_is_about_this_binary(bill, binary):
    (digest,) = bill["metadata"]["component"]["hashes"]
    assert digest["content"] == hashlib.sha256(binary.read_bytes()).hexdigest()
    told = subprocess.run([binary, "--version"], check=True, capture_output=True, text=True).stdout
    assert told.split() == ["gatehouse", bill["metadata"]["component"]["version"]]


def test_each_library_that_the_loader_brings_is_there_in_the_version_of_dpkg(bill, binary):
    listed = components(bill)
    paths = re.findall(
        r"=> (/\S+) ", subprocess.run(["ldd", binary], check=True, capture_output=True, text=True).stdout
    )
    assert len(paths) >= 20
    places = [*paths, *(str(Path(path).resolve()) for path in paths)]
    told = subprocess.run(["dpkg", "-S", *places], capture_output=True, text=True).stdout
    package_of = {row.split(": ", 1)[1]: row.split(":", 1)[0] for row in told.splitlines()}
    wanted = {path: package_of.get(path) or package_of.get(str(Path(path).resolve())) for path in paths}
    assert set(wanted.values()) == {name for name, each in listed.items() if linkage(each) == "shared"}
    asked = ["dpkg-query", "-W", "-f=${Package} ${Version}\n", *wanted.values()]
    versions = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    for package, version in {tuple(row.split(" ")) for row in versions.splitlines()}:
        assert listed[package]["version"] == version, package


def test_what_is_inside_the_binary_is_there_too(bill):
    listed = components(bill)
    assert linkage(listed["libsodium-dev"]) == "static"
    for package in ("libboost1.81-dev", "libcli11-dev", "libkainjow-mustache-dev"):
        assert linkage(listed[package]) == "headers", package
    assert "libgtest-dev" not in listed and "libgmock-dev" not in listed


def test_each_component_has_a_licence_and_a_package_url(bill):
    for component in bill["components"]:
        assert component["licenses"], component["name"]
        assert re.fullmatch(
            r"pkg:deb/debian/[^@]+@[^?]+\?arch=\w+&distro=debian-12", component["purl"]
        ), component["purl"]


def test_everything_hangs_together(bill):
    references = {component["bom-ref"] for component in bill["components"]} | {"gatehouse"}
    uses = {entry["ref"]: set(entry["dependsOn"]) for entry in bill["dependencies"]}
    assert set(uses) == references
    reached, waiting = set(), ["gatehouse"]
    while waiting:
        reference = waiting.pop()
        if reference not in reached:
            reached.add(reference)
            waiting.extend(uses[reference])
    assert reached == references
