"""Every day of two years: what the ladders lead to, and what is said of dates that have passed

From the day the catalogue was released on, each rung of each ladder is looked at on each day.
Whether an exam can be taken is worked out here from the first and last days of its versions alone.
Whole, the pages are read too, on each day on which any of them may change.
"""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from benchmarks import apart
from benchmarks.figures import Figure, main
from certifications.catalogue import catalog, ladder
from certifications.catalogue.credential import Credential, Rung, Status, Version
from config import mode

FIRST, DAYS = date(2026, 11, 28), 731
DAY = timedelta(days=1)
SWITCHES = {
    date(2026, 12, 1): "aws-developer-associate: DVA-C02 to DVA-C03",
    date(2027, 1, 14): "aws-ml-engineer-associate: MLA-C02 is no beta any more",
    date(2027, 6, 12): "comptia-security-plus: SY0-701 to SY0-801",
}
"""What vendors have announced, and the catalogue must do by itself."""
CHECKED = (date(2026, 12, 1), date(2027, 1, 15), date(2027, 6, 12), date(2028, 11, 27))


def every_day() -> Iterator[date]:
    return (FIRST + n * DAY for n in range(DAYS))


def run(fast: bool) -> Sequence[Figure]:
    """The subset leaves out the pages and the command, which have tests of their own."""
    found = [*_rungs(), *_switches()]
    if not fast:
        found += [_check(day) for day in CHECKED]
        found += apart.figures("benchmarks.certifications.dated_pages")
    return found


# --- Rungs --------------------------------------------------------------------------------------


def is_open(version: Version, day: date) -> bool:
    """Whether it can be taken, beta or not."""
    begun = version.since is None or version.since <= day
    return begun and (version.until is None or day <= version.until)


def can_be_taken(one: Credential, day: date) -> bool:
    """Whether an exam of it is there and is no beta."""
    if one.retired_on is not None and one.retired_on <= day:
        return False
    opened = (version for version in one.versions if is_open(version, day))
    return any(v.beta_until is None or v.beta_until < day for v in opened)


def is_over(one: Credential, day: date) -> bool:
    """Whether its last known day has passed with nothing known to follow."""
    return all(version.until is not None and version.until < day for version in one.versions)


def _rungs() -> list[Figure]:
    known = catalog.catalogue()
    bare, retired, unsaid, untrue, said = [], [], [], [], Counter[str]()
    looked = 0
    for day in every_day():
        for one in known.ladders:
            for rung, found in ladder.rungs(one, day):
                looked += 1
                where = f"{day} {one.lane.value}/{one.provider.value}/{rung.value}"
                if not any(can_be_taken(it, day) for it in found):
                    bare.append(where)
                for it in found:
                    status = it.status_on(day)
                    if status is Status.RETIRED:
                        retired.append(f"{where}: {it.slug}")
                    if is_over(it, day):
                        said[it.slug] += status is Status.UNKNOWN
                        unsaid += [f"{where}: {it.slug}"] if status is not Status.UNKNOWN else []
                    if ladder.can_be_taken(it, day) and not can_be_taken(it, day):
                        untrue.append(f"{where}: {it.slug}")
    return [
        Figure(
            "rungs looked at",
            f"{looked:,}",
            f"{DAYS * len(known.ladders) * len(Rung):,}",
            looked == DAYS * len(known.ladders) * len(Rung),
            counted=True,
            note=f"{FIRST} to {FIRST + (DAYS - 1) * DAY}, {len(known.ladders)} ladders",
        ),
        _none("of them with nothing that can be taken", bare),
        _none("retired ones on a rung", retired),
        _none(
            "on a rung with its last known day passed, and not said so", unsaid, _until_now(said)
        ),
        _none("said to be there, although no exam of it can be taken on that day", untrue),
    ]


def _until_now(said: Counter[str]) -> str:
    return "said: " + (", ".join(sorted(said)) or "none comes to it")


def _none(name: str, found: Sequence[str], note: str = "") -> Figure:
    told = "; ".join(filter(None, [note, *found[:3]]))
    return Figure(name, str(len(found)), "0", not found, counted=True, note=told)


# --- Versions -----------------------------------------------------------------------------------


def switched(day: date) -> list[str]:
    """What is another exam on ``day`` than the day before, or is no beta any more."""
    found = []
    for one in catalog.catalogue().credentials.values():
        before, after = one.version_on(day - DAY), one.version_on(day)
        if before is None or after is None:
            continue
        if before != after:
            found.append(f"{one.slug}: {before.code} to {after.code}")
        elif before.is_beta(day - DAY) and not after.is_beta(day):
            found.append(f"{one.slug}: {after.code} is no beta any more")
    return found


def _switches() -> list[Figure]:
    every = {day: found for day in every_day() if (found := switched(day))}
    figures = [
        Figure(
            f"switched on {day}",
            "; ".join(every.get(day, [])) or "nothing",
            wanted,
            every.get(day) == [wanted],
            counted=True,
        )
        for day, wanted in SWITCHES.items()
    ]
    others = [
        f"{day} {said}" for day, found in every.items() if day not in SWITCHES for said in found
    ]
    return [*figures, Figure("switched on another day", "; ".join(others) or "nothing")]


def _check(day: date) -> Figure:
    command = [sys.executable, "manage.py", "sync_facts", "--check", "--on", day.isoformat()]
    done = subprocess.run(
        command,
        cwd=mode.BASE_DIR,
        env=apart.environ() | {"FORTE_MODE": "local"},
        check=True,
        capture_output=True,
        text=True,
    )
    lines = done.stdout.splitlines()
    late = [line.split(":")[0] for line in lines if "nothing is known to follow" in line]
    counts = lines[-1].split(": ")[-1].rstrip(".")
    return Figure(f"sync_facts --check --on {day}", counts, note=", ".join(late))


if __name__ == "__main__":
    main(run)
