"""What a soak has found, for people; and what of it must not be."""

import statistics

MOST_GROWTH = 0.02
LONG_ENOUGH = 300  # seconds; memory is still on its way before that


def growth(watched):
    before, after = watched.at_rest
    return after.resident / before.resident - 1


def after_warm_up(watched):
    return [reading for reading in watched.readings if reading.seconds > watched.at_rest[0].seconds]


def faults(watched, seconds):
    """Sentences; none where all is well."""
    found = [*watched.troubles, *watched.house.surprises]
    before, after = watched.at_rest
    if seconds >= LONG_ENOUGH and growth(watched) > MOST_GROWTH:
        found.append(f"resident memory grew by {growth(watched):.1%}")
    threads = {reading.threads for reading in [*after_warm_up(watched), *watched.at_rest]}
    if len(threads) != 1:
        found.append(f"threads: {sorted(threads)}")
    # A connection that PostgreSQL has cut looks like our own descriptor until somebody wants to use it.
    least = min(reading.own for reading in [*after_warm_up(watched), *watched.at_rest])
    for reading in watched.at_rest:
        if reading.own - least + reading.database > watched.house.most_database:
            found.append(f"descriptors at rest: {reading}, and {least} of its own at least")
    bad = {key: count for key, count in watched.tally.items() if key[1] and key[1] >= 500 and key[1] != 503}
    bad |= {
        status: count
        for server in watched.house.servers
        for status, count in server.answers.items()
        if status >= 500 and status != 503
    }
    if bad:
        found.append(f"answers: {bad}")
    if watched.untouched():
        found.append(f"nobody was served: {watched.untouched()}")
    return found


def page(soak):
    parts = [f"# Soak of {soak.seconds:.0f} s, seed {soak.seed}\n"]
    for watched in soak.watched:
        parts.append(section(watched, soak.seconds))
    return "\n".join(parts)


def section(watched, seconds):
    house, (before, after) = watched.house, watched.at_rest
    loaded = [reading.resident for reading in after_warm_up(watched)]
    tenth = max(1, len(loaded) // 10)
    statuses = {}
    for (_, status), count in watched.tally.items():
        statuses[status] = statuses.get(status, 0) + count
    errors = sum((server.errors for server in house.servers[1:]), house.servers[0].errors)
    rows = [
        ("requests of visitors", sum(statuses.values())),
        ("answers", ", ".join(f"{s}: {n}" for s, n in sorted(statuses.items(), key=str))),
        ("lives from sign-up to deletion", house.lives),
        ("lives cut short by 429 or 503", house.interrupted),
        ("mails that were late", house.mail.late),
        ("rude clients", ", ".join(f"{name}: {n}" for name, n in watched.rudeness.items())),
        ("faults", ", ".join(f"{name}: {n}" for name, n in watched.faults.items()) or "none"),
        (
            "warnings and errors in the logs",
            ", ".join(f"{e}: {n}" for e, n in errors.most_common()) or "none",
        ),
        ("resident at rest, after the warm-up", f"{before.resident / 1024:.1f} MiB"),
        ("resident at rest, at the end", f"{after.resident / 1024:.1f} MiB, {growth(watched):+.2%}"),
        (
            "resident under load, first and last tenth",
            f"{statistics.median(loaded[:tenth]) / 1024:.1f} and {statistics.median(loaded[-tenth:]) / 1024:.1f} MiB",
        ),
        ("threads", ", ".join(str(n) for n in sorted({r.threads for r in after_warm_up(watched)}))),
        ("descriptors at rest", f"{before.own} and {after.own}"),
        ("and for the database", f"{before.database} and {after.database}"),
        ("most connections of clients", max(reading.clients for reading in after_warm_up(watched))),
    ]
    table = "\n".join(f"| {name} | {value} |" for name, value in rows)
    told = "\n".join(f"- {fault}" for fault in faults(watched, seconds)) or "Nothing that must not be."
    return f"## {house.name}\n\n| | |\n| --- | --- |\n{table}\n\n{told}\n"
