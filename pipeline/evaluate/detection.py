"""How well the checks see a wrong figure: single figures of documents are changed at random.

A figure takes part in an identity where a check of the unchanged document passes with its row as
evidence. One of its first two significant digits is changed; the change is detected where one of
those checks fails with the changed figure in its evidence.
"""

from __future__ import annotations

import csv
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from ..document import Pipeline, Result
from ..ingest.read import read
from ..ingest.source import read_source
from ..model.canonical import Canonical
from ..model.errors import Unreadable
from ..model.identity import row_ids
from ..model.tables import Amount, Check, Rate, Row, Score
from ..run.discover import discover

IDENTITIES = ("sum.", "balance.", "change.", "ratio.", "contradiction.", "score.")
NO_IDENTITY = (
    "score.grade",
    "score.loss_explained",
    "score.formula",
    "score.within_weight",
    "score.weights",
)
# Failures that say what targets and scores hold row by row, and are measured with these tables.
OTHER_TABLES = frozenset({"goal.met", "goal.miss_explained", "score.loss_explained"})
# A score that becomes larger than its weight is told by this check, whatever else it is part of.
ABOVE_WEIGHT = "score.within_weight"
SIGNIFICANT = 2
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_NO_SHA = "0" * 64


class Alarm(NamedTuple):
    """A check that fails in an unchanged document, and what it found."""

    file: str
    check: str
    observed: str


@dataclass(frozen=True, slots=True)
class Detection:
    """Figures changed, those detected, and the others as file, figure and checks.

    ``alarms`` are what fails in the unchanged documents.
    """

    changed: Mapping[str, int]
    detected: Mapping[str, int]
    missed: tuple[str, ...]
    documents: int
    alarms: tuple[Alarm, ...]

    @property
    def share(self) -> float:
        """Detected of changed."""
        total = sum(self.changed.values())
        return sum(self.detected.values()) / total if total else 1.0

    def false_alarms(self, faults: Iterable[Alarm]) -> list[Alarm]:
        """The alarms that are none of the faults that a reader found."""
        known = set(faults)
        return [alarm for alarm in self.alarms if alarm not in known]


def is_identity(check: str) -> bool:
    """Whether a check is one in which figures must add up or agree."""
    return check.startswith(IDENTITIES) and check not in NO_IDENTITY


def detection(
    pipeline: Pipeline, documents: Mapping[str, Canonical], each: int, seed: int
) -> Detection:
    """Change up to ``each`` figures of every document, one at a time, and run the checks again."""
    changed: Counter[str] = Counter()
    detected: Counter[str] = Counter()
    missed: list[str] = []
    alarms: list[Alarm] = []
    for name, canonical in sorted(documents.items()):
        chance = random.Random(f"{seed}|{name}")
        unchanged = pipeline.rows(canonical, _NO_SHA)
        alarms += _alarms(name, unchanged)
        figures = sorted(_taking_part(unchanged).items())
        for (start, end), checks in chance.sample(figures, min(each, len(figures))):
            wrong, place = _with_wrong_digit(canonical, start, end, chance)
            failures = _failures(pipeline.rows(wrong, _NO_SHA))
            seen = {check for check, at in failures if at[0] <= place < at[1]}
            label = "、".join(sorted(checks))
            changed[label] += 1
            if seen & {*checks, ABOVE_WEIGHT}:
                detected[label] += 1
            else:
                missed.append(f"{name} {canonical.text[start:end]}→{wrong.text[start:end]} {label}")
    return Detection(changed, detected, tuple(missed), len(documents), tuple(alarms))


def faults_below(gold: Path) -> list[Alarm]:
    """The faults that a reader found, from ``checks.csv`` of a folder with gold."""
    path = gold / "checks.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [Alarm(r["file"], r["check"], r["observed"]) for r in csv.DictReader(file)]


def _alarms(name: str, result: Result) -> Iterator[Alarm]:
    for check in result.tables[Check.table]:
        assert isinstance(check, Check)
        told = check.status == "fail" and check.severity != "info"
        if told and check.check not in OTHER_TABLES:
            yield Alarm(name, check.check, check.observed)


def documents_below(corpus: Path) -> dict[str, Canonical]:
    """The canonical texts of a folder's readable files, by path."""
    found: dict[str, Canonical] = {}
    for entry in discover(corpus):
        try:
            found[entry.file] = read(read_source(corpus / entry.file))
        except (Unreadable, OSError):
            continue
    return found


def _taking_part(result: Result) -> dict[tuple[int, int], set[str]]:
    """The numbers that passing identities rest on, with the ids of these checks."""
    found: dict[tuple[int, int], set[str]] = {}
    for check, row in _evidence(result, "pass"):
        span = _number(row)
        if span is not None:
            found.setdefault(span, set()).add(check)
    return found


def _failures(result: Result) -> Iterator[tuple[str, tuple[int, int]]]:
    """The failed identities with the places of the rows that they rest on."""
    for check, row in _evidence(result, "fail"):
        yield check, (row.char_start, row.char_end)


def _evidence(result: Result, status: str) -> Iterator[tuple[str, Row]]:
    rows = {
        f"{table}:{name}": row
        for table in (Amount.table, Rate.table, Score.table)
        for name, row in zip(
            row_ids(result.doc_id, table, result.tables[table]), result.tables[table], strict=True
        )
    }
    for check in (c for c in result.tables[Check.table] if isinstance(c, Check)):
        wanted = is_identity(check.check) or (status == "fail" and check.check == ABOVE_WEIGHT)
        if check.status == status and wanted:
            yield from ((check.check, rows[n]) for n in check.evidence.split() if n in rows)


def _number(row: Row) -> tuple[int, int] | None:
    """Where a row prints its figure: a score row prints its score last."""
    spans = [
        (row.char_start + m.start(), row.char_start + m.end())
        for m in _NUMBER.finditer(row.text)
        if not isinstance(row, Score) or Decimal(m.group().replace(",", "")) == row.score
    ]
    if not spans:
        return None
    return spans[-1] if isinstance(row, Score) else spans[0]


def _with_wrong_digit(
    canonical: Canonical, start: int, end: int, chance: random.Random
) -> tuple[Canonical, int]:
    """The text with another digit among the first significant ones, and where it stands."""
    digits = [i for i in range(start, end) if canonical.text[i].isdigit()]
    significant = [i for i in digits if canonical.text[i] != "0"][:1] or digits[:1]
    first = digits.index(significant[0])
    place = chance.choice(digits[first : first + SIGNIFICANT])
    other = chance.choice([d for d in "123456789" if d != canonical.text[place]])
    text = canonical.text[:place] + other + canonical.text[place + 1 :]
    return replace(canonical, text=text), place
