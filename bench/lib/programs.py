"""The C++ programs of the measurements: compiled when their sources are newer."""

import subprocess
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1]
BUILT = FOLDER.parent / "build/bench/bin"

_HASHING = ["baseline/raw_hash.cpp", "baseline/kept_memory.cpp"]
_KEPT = ["-l:libsodium.a", "-Wl,--wrap=mmap,--wrap=munmap"]

# name: sources, and what the command line has after them
PROGRAMS = {
    "load": (["load/*.cpp"], []),
    "raw_hash": (["baseline/raw_hash.cpp"], ["-lsodium"]),
    "kept_hash": (_HASHING, ["-DWIPE_BETWEEN_HASHES", *_KEPT]),
    "kept_hash_unwiped": (_HASHING, _KEPT),
    "es256": (["baseline/es256.cpp"], ["-lcrypto"]),
    "sqlite_commits": (["baseline/sqlite_commits.cpp"], ["-lsqlite3"]),
    "slow_disk": (["baseline/slow_disk.cpp"], ["-shared", "-fPIC", "-ldl"]),
}


def program(name):
    """The path of the compiled program."""
    patterns, rest = PROGRAMS[name]
    sources = sorted(file for pattern in patterns for file in FOLDER.glob(pattern))
    binary = BUILT / name
    inputs = [file for source in sources for file in source.parent.glob("*.?pp")]
    if not binary.exists() or any(file.stat().st_mtime > binary.stat().st_mtime for file in inputs):
        BUILT.mkdir(parents=True, exist_ok=True)
        options = ["-O2", "-std=c++20", "-Wall", "-Wextra", "-Wconversion", "-Werror", "-pthread"]
        draft = binary.with_suffix(".new")
        command = ["clang++-19", *options, *map(str, sources), "-o", str(draft), *rest]
        subprocess.run(command, check=True)
        draft.replace(binary)
    return str(binary)
