"""The release binary is hardened, as the file itself tells."""

import subprocess

import pytest

from tests.package.elf import exported, property_notes, weaknesses

HARDENED = [
    "-O2 -fPIE -pie -fstack-protector-strong -D_FORTIFY_SOURCE=3 -fstack-clash-protection -fcf-protection=full",
    "-fvisibility=hidden -Wl,-z,relro,-z,now -Wl,-z,noexecstack -Wl,-z,shstk",
]
PROGRAM = """
#include <cstdio>
#include <cstring>
void take(char* text);
int main(int, char** arguments) {
  char text[64];
  std::strcpy(text, arguments[0]);
  std::puts(text);
}
"""


def built(tmp_path, *options, source=PROGRAM):
    """A little program, built as the release is, and then with the given options."""
    file = tmp_path / "program.cpp"
    file.write_text(source)
    command = ["g++", *" ".join(HARDENED).split(), *options, str(file), "-o", str(tmp_path / "program")]
    subprocess.run(command, check=True, capture_output=True)
    return tmp_path / "program"


def test_the_release_binary_lacks_nothing(binary):
    assert weaknesses(binary) == set()
    assert exported(binary) == set()


def test_what_we_compile_has_landing_pads_and_shadow_stacks(release):
    archives = sorted(release.rglob("lib*.a"))
    ours = [archive for archive in archives if "generated" not in archive.parts]
    assert len(ours) >= 10
    for archive in ours:
        notes = property_notes(archive)
        assert notes and all("IBT" in note and "SHSTK" in note for note in notes.values()), (archive, notes)


def test_stacks_are_probed_and_copies_checked_as_the_build_says(release):
    commands = subprocess.run(
        ["ninja", "-C", release, "-t", "commands", "gatehouse"], check=True, capture_output=True, text=True
    ).stdout
    ours = [line for line in commands.splitlines() if " -c " in line]
    assert len(ours) >= 100
    for flag in (
        "-fstack-clash-protection",
        "-fstack-protector-strong",
        "-D_FORTIFY_SOURCE=3",
        "-fcf-protection=full",
    ):
        assert [line for line in ours if flag not in line] == [], flag


@pytest.mark.parametrize(
    "options, weakness",
    [
        (["-fno-pie", "-no-pie"], "pie"),
        (["-Wl,-z,norelro"], "relro"),
        (["-Wl,-z,lazy"], "bind now"),
        (["-Wl,-z,execstack"], "stack that cannot run"),
        (["-fno-stack-protector"], "stack canaries"),
        (["-U_FORTIFY_SOURCE"], "checked copies"),
        (["-Wl,-z,nognustack", "-Wl,-rpath,/tmp"], "no search path of its own"),
        (["-fvisibility=default", "-rdynamic"], "no symbols for others"),
    ],
)
def test_a_weak_program_is_found(tmp_path, options, weakness):
    assert weakness in weaknesses(built(tmp_path, *options))


def test_a_program_without_shadow_stacks_is_found(tmp_path):
    assert "shadow stack" in weaknesses("/bin/true")


def test_a_hardened_program_is_not(tmp_path):
    assert weaknesses(built(tmp_path)) == set()
