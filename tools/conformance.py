"""How many of a set of cases the program reads as the set expects.

A case is a JSON object on a line: ``text``, ``start``, ``end`` (half-open), ``raw`` (null: nothing
may be found), ``value``, ``unit`` and ``kind`` (``number``, ``percent`` or ``money``).

    python tools/conformance.py PATH...
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Found:
    """A mention as the program reads it; ``value`` is None where it gave no number."""

    start: int
    end: int
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Case:
    """One line of a file."""

    text: str
    start: int | None
    end: int | None
    value: float | None
    kind: str

    @property
    def expected(self) -> str:
        if self.start is None:
            return "nothing"
        return f"{self.text[self.start : self.end]!r} {self.start}:{self.end} = {self.value}"


Reader = Callable[[str], list[Found]]


def main() -> int:
    """Print the share read right for each file, and each miss."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Plain)
    parser.add_argument("path", nargs="+", type=Path)
    arguments = parser.parse_args()
    ensure_importable()
    readers: dict[str, Reader] = {"number": numbers_of, "percent": percents_of, "money": money_of}
    for path in arguments.path:
        report(path, read_cases(path), readers)
    return 0


class _Plain(argparse.RawDescriptionHelpFormatter):
    """Help as it is written above."""


def ensure_importable() -> None:
    """Make ``import jixiao`` work from a checkout that is not installed."""
    if importlib.util.find_spec("jixiao") is not None:
        return
    folder = ROOT / "pipeline"
    spec = importlib.util.spec_from_file_location(
        "jixiao", folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    if spec is None or spec.loader is None:
        raise SystemExit(f"no package in {folder}")
    module = importlib.util.module_from_spec(spec)
    sys.modules["jixiao"] = module
    spec.loader.exec_module(module)


def read_cases(path: Path) -> list[Case]:
    """The cases of a file."""
    lines = path.read_text("utf-8").splitlines()
    return [_case(json.loads(line)) for line in lines if line.strip()]


def _case(line: dict[str, Any]) -> Case:
    nothing = line["raw"] is None
    return Case(
        text=line["text"],
        start=None if nothing else line["start"],
        end=None if nothing else line["end"],
        value=line["value"],
        kind=line["kind"],
    )


def report(path: Path, cases: Iterable[Case], readers: dict[str, Reader]) -> None:
    """Print how a file went."""
    total, missed = 0, []
    for case in cases:
        found = readers[case.kind](case.text)
        total += 1
        if not is_right(case, found):
            missed.append((case, found))
    right = total - len(missed)
    share = 100 * right / total if total else 0.0
    print(f"{path.name}: {right}/{total} right ({share:.1f} %)")
    for case, found in missed:
        got = "; ".join(
            f"{case.text[f.start : f.end]!r} {f.start}:{f.end} = {f.value}" for f in found
        )
        print(f"  {case.text}\n    expected {case.expected}\n    found    {got or 'nothing'}")


def is_right(case: Case, found: list[Found]) -> bool:
    """Whether the expected mention is among those found, or none is where none may be."""
    if case.start is None:
        return not found
    return any(
        f.start == case.start and f.end == case.end and _same(case.value, f.value) for f in found
    )


def _same(expected: float | None, found: Decimal | None) -> bool:
    if expected is None or found is None:
        return expected is None and found is None
    return abs(float(found) - expected) <= 1e-9 * max(1.0, abs(expected)) or (
        0 < abs(expected) < 1 and abs(float(found) - expected) <= 1e-6 * abs(expected)
    )


def numbers_of(text: str) -> list[Found]:
    """The numbers of a text."""
    from jixiao.extract.numbers import find_numbers

    return [Found(n.start, n.end, n.value) for n in find_numbers(text)]


def percents_of(text: str) -> list[Found]:
    """The rows of the rates table that a file with this text gives."""
    return [Found(row.char_start, row.char_end, row.rate_pct) for row in rows_of(text, "rates")]


def money_of(text: str) -> list[Found]:
    """The rows of the amounts table that a file with this text gives, in units of the currency."""
    return [
        Found(
            row.char_start,
            row.char_end,
            None if row.amount_wan is None else row.amount_wan * 10_000,
        )
        for row in rows_of(text, "amounts")
    ]


def rows_of(text: str, table: str) -> Sequence[Any]:
    """The rows of one table of a plain text file."""
    from jixiao.document import process

    result = process(text.encode(), _packs())
    if result.canonical.text.rstrip("\n") != text:
        # Offsets would not be those of the case.
        print(f"  the text is changed on the way in: {text!r} {result.canonical.text!r}")
    return result.tables[table]


@cache
def _packs() -> Any:
    from jixiao.packs import load

    return load()


if __name__ == "__main__":
    sys.exit(main())
