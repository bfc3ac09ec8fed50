"""bench/report.md: what was found, on what, and how to find it again."""

import math

from bench.lib import plots

_NOTES = """
## How to read it

- Both sides of a ratio run in turn on the same cores within seconds, each round anew; the value is the median of the
  rounds. Absolute numbers are medians too; they drift by tens of percent with the hour, ratios do not.
- One load generator, [bench/load](load), drives ours and every yardstick that speaks HTTP. It runs on the cores that it
  measures, so its own cost is in all numbers, on both sides.
- The server is the release binary, `--limits off`, everything else as it comes: SQLite at `synchronous=FULL`, PostgreSQL
  with `fsync` and `synchronous_commit` on, e-mail verification on. Its log is appended to a file, as a service's is.
- Before anything is timed, a checking pass sends the same requests and looks at every answer: status, body, whose account
  it tells of, what was written. While a row is timed every status is counted, and one that does not belong ends the row.
- Clients that are answered 503 ask again at once; nobody sleeps on `Retry-After`.
- In the open loop a request is timed from when it was due, not from when it could be sent.
- The raw hash of a lone sign-in is the median while each core hashes, since two clients keep both busy.
- Two servers on two cores leave no core for haproxy, PostgreSQL and the load. So each server is pinned to a core of its
  own and given the same quarter of it, no more and no less, and the rest of both is the others', of which some is left. Both
  sides go through the same haproxy, with 128 clients for each server, and with cores kept awake. The row that is told beside
  it lets the servers have their whole core, and shows what two cores are.
- Start, memory and latency are held against fixed sizes and times, not against a yardstick of the same round.

[docs/performance.md](../docs/performance.md) tells what each part costs and why.
"""


def number(value):
    """As many digits as matter."""
    if math.isnan(value):
        return "–"
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.4g}" if abs(value) < 100 else f"{value:.1f}"


def marks_of(line):
    if line.must is None:
        return "–"
    sign = "≥" if line.at_least else "≤"
    return f"{sign} {line.must:g} / {line.stretch:g}{line.unit}"


def table_row(name, result):
    line = result.line
    rounds = ", ".join(number(figure.value) for figure in result.figures)
    parts = "; ".join(f"{part}: {number(value)}" for part, value in result.parts.items())
    verdict = "**below**" if result.verdict == "below" else result.verdict
    cells = (
        name,
        line.what,
        line.against,
        marks_of(line),
        rounds,
        f"**{number(result.value)}**{line.unit}",
        parts,
        verdict,
    )
    return "| " + " | ".join(cells) + " |"


def summary(saved):
    """One sentence on what falls under its line."""
    below = [
        f"{row.name} ({result.line.key})"
        for row in saved
        for result in row.results
        if result.verdict == "below"
    ]
    if not below:
        return "Nothing falls under its line."
    return f"Under their line: {', '.join(below)}."


def absent(saved, names):
    """One sentence on the rows that there is nothing on file about; empty where there are none."""
    measured = {row.name for row in saved}
    missing = [name for name in names if name not in measured]
    return f"Not measured: {', '.join(missing)}." if missing else ""


def report(saved, machine, names=()):
    rows = [table_row(row.name, result) for row in saved for result in row.results]
    commits = sorted({row.commit for row in saved})
    times = sorted(row.at for row in saved)
    sizes = sorted({f"{row.rounds} rounds of {row.seconds:g} s a side" for row in saved})
    told = [
        "# What was measured",
        "",
        f"Written by `make bench` (`bench/run`, then `bench/report`). Commit {', '.join(commits)}; from {times[0]} to "
        f"{times[-1]}; {', '.join(sizes)}. Each row by itself: `bench/run ROW`.",
        "",
        " ".join(filter(None, [summary(saved), absent(saved, names)])),
        "",
        "| row | what | against | must / stretch | rounds | median | absolute | verdict |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        *rows,
        "",
        "![Each line against its mark](plots/marks.svg)",
        "",
        "![Ours and the yardstick](plots/sides.svg)",
        "",
        "## The machine",
        "",
        "| | |",
        "| --- | --- |",
        *(f"| {name} | {what} |" for name, what in machine),
    ]
    return "\n".join(told) + "\n" + _NOTES


def write(folder, saved, machine, names=()):
    """report.md and its plots; `names` are all rows there are."""
    results = [result for row in saved for result in row.results]
    (folder / "plots").mkdir(parents=True, exist_ok=True)
    (folder / "report.md").write_text(report(saved, machine, names))
    (folder / "plots/marks.svg").write_text(plots.marks(results))
    (folder / "plots/sides.svg").write_text(plots.sides(results))
