"""docs/sabotage.md, made of the list; and the counts of a run."""

from collections import Counter

from tests.sabotage.trial import CAUGHT

HEAD = """# Sabotage

Each line below is a defence of Gatehouse that was switched off by changing one place of its source, and the test that
then failed and passes otherwise. Where several are named, the first is the cheapest and the one that is tried, each with
`--every`. `make sabotage` tries all of them anew; [robustness.md](robustness.md#sabotage) says how, and what it found. The list is kept in
`tests/sabotage/mutants`, and this page is made of it with `tests/sabotage/run --write`.
"""


def cell(text):
    return text.replace("|", "\\|")


def catchers(mutant):
    return "<br>".join(
        f"`{written.split('/')[-1] if '::' in written else written}`" for written in mutant.caught_by
    )


def page(mutants):
    lines = [HEAD]
    group = None
    for mutant in mutants:
        if mutant.group != group:
            group = mutant.group
            title = group.replace("_", " ").capitalize()
            lines += [
                f"## {title}",
                "",
                "| mutant | what it takes away | in | caught by |",
                "| --- | --- | --- | --- |",
            ]
        place = mutant.file.removeprefix("src/")
        lines.append(f"| {mutant.name} | {cell(mutant.defence)} | `{place}` | {catchers(mutant)} |")
        if mutant is mutants[-1] or mutants[mutants.index(mutant) + 1].group != group:
            lines.append("")
    lines.append(f"{len(mutants)} mutants.")
    return "\n".join(lines) + "\n"


def kind(catcher):
    return "tests of the whole program" if "::" in catcher else "unit tests"


def summary(outcomes):
    verdicts = Counter(outcome.verdict for outcome in outcomes)
    kinds = Counter(kind(outcome.by) for outcome in outcomes if outcome.verdict == CAUGHT)
    told = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.items())
    by = ", ".join(f"{count} by {name}" for name, count in kinds.items())
    missed = sum(bool(outcome.missed_by) for outcome in outcomes)
    return f"{len(outcomes)} mutants: {told} ({by}); {missed} passed over by a test that was to catch them"
