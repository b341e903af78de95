"""Clauses of reasons for lost points, with whose failing each tells: what ``fault`` learns from.

Gold says it without being asked: a clause of a reason that gold also lists as a weakness blames the
department, any other tells another's doing or, where gold finds no cause, the mere result.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

from jixiao.link.opinion import FAULT, OUTSIDE, RESULT, YES
from jixiao.link.taxonomy import NO_CAUSE
from jixiao.packs import Packs
from jixiao.segment.fold import fold

FILE = "reasons.csv"
SHORTEST = 4
ALIKE = 0.75
_CUT = re.compile(r",(?!\d{3}(?!\d))|[。;:]|(?:^|(?<=[,。;:]))[一二三四五]是")
_BLANKS = re.compile(r"[\s\W]")

Clause = tuple[str, str, str]  # the text, its class, and the document that it comes from


def of_packs(packs: Packs) -> Iterator[Clause]:
    """The clauses of reasons.csv of the packs."""
    for pack in packs.packs:
        file = pack.path / FILE
        if file.is_file():
            yield from ((fold(row["text"]), row[FAULT], "") for row in _rows(file))


def of_gold(folders: Iterable[Path]) -> Iterator[Clause]:
    """The clauses of the reasons in gold, each once a document."""
    for folder in folders:
        for file in sorted(folder.rglob("deductions.csv")):
            problems = file.with_name("weaknesses.csv")
            if problems.is_file():
                yield from _of_file(file, problems)


def _of_file(deductions: Path, problems: Path) -> Iterator[Clause]:
    blamed = defaultdict(list)
    for row in _rows(problems):
        if row["origin"] == "deduction":
            blamed[row["file"]].append(fold(row["text"]))
    seen = set()
    for row in _rows(deductions):
        for part in _CUT.split(fold(row["reason"])):
            clause, file = part.strip(), row["file"]
            if len(clause) >= SHORTEST and (file, clause) not in seen:
                seen.add((file, clause))
                yield clause, _class(clause, blamed[file], row["cause"]), file


def _class(clause: str, blamed: Iterable[str], cause: str) -> str:
    if any(_alike(clause, text) for text in blamed):
        return YES
    return RESULT if cause == NO_CAUSE else OUTSIDE


def _alike(one: str, other: str) -> bool:
    one, other = _BLANKS.sub("", one), _BLANKS.sub("", other)
    if one in other or other in one:
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
