"""No room looks where it may not: the includes and the targets obey the table of ARCHITECTURE.md."""

import shutil

import pytest

from tests.support import rooms


@pytest.fixture
def table(root):
    return rooms.table((root / "ARCHITECTURE.md").read_text())


def test_the_table_names_every_room(root, table):
    folders = {str(file.parent.relative_to(root / "src")) for file in (root / "src").rglob("*.[ch]pp")}
    unknown = {folder for folder in folders if rooms.room_of(folder + "/x", table) is None}
    assert len(table) >= 20 and not unknown


def test_no_include_trespasses(root, table):
    assert rooms.trespasses(root, table) == []


def test_the_targets_are_those_of_the_table(root, table):
    targets = rooms.targets((root / "CMakeLists.txt").read_text())
    expected = {room: seen for room, seen in table.items() if seen != {rooms.EVERYTHING}}
    assert targets == expected


def test_the_domain_and_the_use_cases_see_no_machine(table):
    for room, seen in table.items():
        if room.endswith(("/domain", "/app")):
            assert not [
                other
                for other in seen
                if other.startswith("platform") or other.endswith(("adapters", "http"))
            ]


def test_the_contexts_meet_in_messages_alone(table):
    for room, seen in table.items():
        context = room.split("/")[0]
        for other in seen:
            if {context, other.split("/")[0]} == {"user", "auth"}:
                assert room.endswith("/adapters") and other.endswith("/messages"), f"{room} sees {other}"


@pytest.mark.parametrize(
    "place, include",
    [
        ("user/domain/planted.hpp", "platform/sql/database.hpp"),
        ("user/app/planted.cpp", "auth/messages/planted.hpp"),
        ("auth/adapters/planted.cpp", "user/app/ports.hpp"),
        ("platform/sql/planted.hpp", "user/messages/questions.hpp"),
        ("user/http/planted.cpp", "user/adapters/tables.hpp"),
        ("kernel/planted.hpp", "server/main.hpp"),
        ("platform/http/planted_test.cpp", "auth/domain/errors.hpp"),
        ("nowhere/planted.hpp", "kernel/result.hpp"),
    ],
)
def test_a_planted_trespass_is_found(root, table, tmp_path, place, include):
    copy = tmp_path / "house"
    shutil.copytree(root / "src", copy / "src")
    planted = copy / "src" / place
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_text(f'#pragma once\n#include "kernel/error.hpp"\n  # include "{include}"\n')
    found = [sentence for sentence in rooms.trespasses(copy, table) if sentence.startswith(place)]
    assert len(found) == 1 and (include in found[0] or "no room" in found[0])


def test_a_target_that_sees_too_much_is_found(root, table):
    text = (
        (root / "CMakeLists.txt")
        .read_text()
        .replace("room(user/domain SEES kernel", "room(user/domain SEES kernel platform/sql")
    )
    assert rooms.targets(text)["user/domain"] != table["user/domain"]
