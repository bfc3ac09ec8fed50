"""The Containerfile, read: what no engine here can show by building it."""

import json
import re

import pytest


class Stage:
    def __init__(self, image):
        self.image, self.steps = image, []

    def values(self, word):
        return [value for name, value in self.steps if name == word]

    def value(self, word):
        (value,) = self.values(word)
        return value


def stages_of(text):
    joined = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
    stages = []
    for line in filter(None, map(str.strip, joined.splitlines())):
        word, rest = line.split(None, 1)
        if word == "FROM":
            stages.append(Stage(rest.split()[0]))
        else:
            stages[-1].steps.append((word, re.sub(r" +", " ", rest)))
    return stages


@pytest.fixture
def stages(root):
    return stages_of((root / "Containerfile").read_text())


@pytest.fixture
def last(stages):
    return stages[-1]


def test_it_is_two_stages_of_a_slim_debian(stages):
    assert [stage.image for stage in stages] == ["docker.io/library/debian:12-slim"] * 2


def test_it_runs_as_a_number_that_is_not_root(last):
    user, group = last.value("USER").split(":")
    assert int(user) >= 10000 and int(group) >= 10000
    made = " ".join(last.values("RUN"))
    assert f"--uid {user}" in made and f"--gid {group}" in made
    words = [word for word, _ in last.steps]
    assert "RUN" not in words[words.index("USER") :]  # nothing is changed as that user


def test_it_says_how_it_is_run(last, package):
    assert last.value("STOPSIGNAL") == "SIGTERM"
    assert last.value("EXPOSE") == "8080/tcp"
    assert last.value("VOLUME") == "/var/lib/gatehouse" == last.value("WORKDIR")
    assert last.value("HEALTHCHECK") == "NONE"
    assert last.value("ENV") == "GATEHOUSE_LISTEN=0.0.0.0:8080"
    command = json.loads(last.value("ENTRYPOINT")) + json.loads(last.value("CMD"))
    unit = (package.folder / "lib/systemd/system/gatehouse.service").read_text()
    assert f"ExecStart={' '.join(command)}\n" in unit


def test_it_brings_the_package_and_what_speaks_to_others_and_no_more(last):
    (installed,) = [run for run in last.values("RUN") if "apt-get install" in run]
    words = installed.split("apt-get install")[1].split("&&")[0].split()
    assert [word for word in words if not word.startswith("-")] == ["/tmp/gatehouse.deb", "ca-certificates"]
    assert "--no-install-recommends" in words and "rm -rf /var/lib/apt/lists/*" in installed
    assert last.values("COPY") == [] and last.values("ADD") == []


def test_the_package_is_made_as_anywhere_else(stages, root):
    (first, _) = stages
    assert "make deb && mv build/deb/*.deb /gatehouse.deb" in first.values("RUN")
    kinds = re.search(r"packaging/install ([\w ]+?) &&", " ".join(first.values("RUN"))).group(1).split()
    assert kinds == ["build", "package"]
    ignored = (root / ".containerignore").read_text().split()
    assert {"build", "data"} <= set(ignored)


def test_a_file_that_runs_as_root_is_found():
    (stage,) = stages_of("FROM debian\nUSER root\n")
    with pytest.raises(ValueError):
        test_it_runs_as_a_number_that_is_not_root(stage)
