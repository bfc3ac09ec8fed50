"""What an ELF file tells of its own hardening, read with readelf."""

import re
import subprocess


def readelf(file, *options):
    return subprocess.run(
        ["readelf", "--wide", *options, str(file)], check=True, capture_output=True, text=True
    ).stdout


def weaknesses(file):
    """What a hardened program has and this one lacks, as words; empty: nothing."""
    header, program, dynamic = readelf(file, "-h"), readelf(file, "-l"), readelf(file, "-d")
    symbols = readelf(file, "--dyn-syms")
    flags = " ".join(re.findall(r"\((?:FLAGS|FLAGS_1)\)\s+(?:Flags: )?(.*)", dynamic))
    stack = re.search(r"GNU_STACK\s.*\s(R[W ][E ])\s+\w+\s*$", program, re.MULTILINE)
    segments = re.findall(r"^\s+LOAD\s.*?\s([R ][W ][E ])\s+0x\S+\s*$", program, re.MULTILINE)
    has = {
        "pie": "DYN (" in header and "PIE" in flags,
        "relro": "GNU_RELRO" in program,
        "bind now": "NOW" in flags,
        "stack that cannot run": stack is not None and "E" not in stack.group(1),
        "nothing writable that runs": bool(segments) and not [s for s in segments if "W" in s and "E" in s],
        "no text relocations": "TEXTREL" not in dynamic,
        "no search path of its own": not re.search(r"\((RPATH|RUNPATH)\)", dynamic),
        "stack canaries": "__stack_chk_fail" in symbols,
        "checked copies": re.search(r"UND __\w+_chk\b", symbols) is not None,
        "shadow stack": "SHSTK" in readelf(file, "-n"),
        "no symbols for others": not exported(file),
    }
    return {name for name, held in has.items() if not held}


def exported(file):
    """Symbols that the file defines for others, but for those that it shares with the C and C++ libraries."""
    rows = [line.split() for line in readelf(file, "--dyn-syms").splitlines()[4:]]
    names = {row[7] for row in rows if len(row) > 7 and row[6] != "UND"}
    return {name for name in names if not SHARED.match(name)}


# Data of the C library that a program has a copy of, and what both sides make of the templates of the C++ library.
SHARED = re.compile(r"(stdin|stdout|stderr|_{0,2}environ)(@|$)|_Z(T[ISV]|Z|GV)?(NK?)?(St|Sa|Ss|9__gnu_cxx)")


def property_notes(archive):
    """The property note of each object of an archive, by its name."""
    notes, name = {}, None
    for line in readelf(archive, "-n").splitlines():
        member = re.match(r"File: .*\((.+)\)$", line)
        if member:
            name = member.group(1)
            notes[name] = ""
        elif name and "Properties:" in line:
            notes[name] += line.split("Properties:")[1].strip()
    return notes
