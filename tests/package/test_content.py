"""What is in the package, and that Debian's own checker finds nothing to say against it."""

import hashlib
import re
import subprocess

FILES = [
    "/etc/gatehouse/gatehouse.toml",
    "/lib/systemd/system/gatehouse.service",
    "/usr/bin/gatehouse",
    "/usr/share/bash-completion/completions/gatehouse",
    "/usr/share/doc/gatehouse/copyright",
    "/usr/share/fish/vendor_completions.d/gatehouse.fish",
    "/usr/share/gatehouse/gatehouse.cdx.json",
    "/usr/share/man/man1/gatehouse.1.gz",
    "/usr/share/man/man1/gatehouse-keys.1.gz",
    "/usr/share/man/man5/gatehouse.toml.5.gz",
]


def test_debians_checker_finds_nothing(package):
    command = [
        "lintian",
        "--allow-root",
        "--fail-on",
        "error,warning",
        "--tag-display-limit",
        "0",
        str(package.path),
    ]
    result = subprocess.run(command, capture_output=True, text=True)
    assert (result.returncode, result.stdout) == (0, ""), result.stdout + result.stderr


def test_nothing_had_to_be_overridden(package):
    assert not (package.folder / "usr/share/lintian").exists()


def test_it_holds_what_it_should_and_only_root_may_change_it(package):
    modes = package.modes()
    assert [file for file in FILES if file not in modes] == []
    assert {owner for _, owner in modes.values()} == {"root/root"}
    assert {
        path: mode for path, (mode, _) in modes.items() if mode[5] == "w" or mode[8] == "w" or "s" in mode[1:]
    } == {}


def test_the_settings_are_the_administrators(package):
    assert (package.folder / "DEBIAN/conffiles").read_text().split() == ["/etc/gatehouse/gatehouse.toml"]


def test_it_names_what_it_needs_and_what_it_holds(package):
    depends = package.field("Depends")
    for library in ("libssl3", "libsqlite3-0", "libpq5", "libcurl4", "libicu72", "libc6"):
        assert re.search(rf"\b{library}\b", depends), library
    assert "adduser" in depends
    assert re.search(r"\blibsodium \(= ", package.field("Built-Using"))


def test_the_program_in_it_is_the_release(package, binary):
    digests = [
        hashlib.sha256(file.read_bytes()).hexdigest()
        for file in (package.folder / "usr/bin/gatehouse", binary)
    ]
    assert digests[0] == digests[1]


def test_made_again_it_is_the_same_octet_for_octet(package, root, release):
    before = package.path.read_bytes()
    subprocess.run([root / "packaging/deb", release], check=True, capture_output=True)
    assert package.path.read_bytes() == before
