"""A correction finds its row again, or says why not."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal

import pytest

from jixiao.corrections.apply import Corrector
from jixiao.corrections.entry import Entry, Place
from jixiao.model.identity import row_ids, struck_rows
from jixiao.model.tables import TABLES, Amount, Correction, Document, Row

TEXT = "支出50万元，收入50万元，结余3万元。"
DOC = "0123456789ab"
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()


def amount(start: int, end: int, wan: str, **more: object) -> Amount:
    """An amount of the text."""
    values = {"text": TEXT[start:end], "char_start": start, "char_end": end, **more}
    return Amount(amount_wan=Decimal(wan), value=Decimal(wan), unit="万元", **values)


SPENT, EARNED, LEFT = amount(2, 6, "50"), amount(9, 13, "50"), amount(16, 19, "3")
ENTRY = Entry(
    file="a.txt",
    text_sha256=SHA256,
    table="amounts",
    place=Place(quote="50万元", start=9, end=13, before="支出50万元，收入", after="，结余3万元。"),
    row=(("amount_wan", "50"),),
    column="amount_wan",
    old="50",
    new="60",
    reason="看错了",
)


def applied(
    *entries: Entry, rows: tuple[Row, ...] = (SPENT, EARNED, LEFT), text: str = TEXT
) -> tuple[list[Amount], list[Correction]]:
    """The amounts and what is told of the entries."""
    tables = {t.table: () for t in TABLES} | {"amounts": rows, "documents": (Document(),)}
    made = Corrector(entries)(DOC, text, tables)
    told = [c for c in made["corrections"] if isinstance(c, Correction)]
    return [a for a in made["amounts"] if isinstance(a, Amount)], told


def test_only_the_row_at_the_place_is_corrected() -> None:
    rows, (told,) = applied(ENTRY)
    assert [r.amount_wan for r in rows] == [50, 60, 3]
    assert [r.corrected for r in rows] == ["", "amount_wan", ""]
    assert (told.status, told.text, told.char_start) == ("applied", "50万元", 9)


def test_several_columns_of_a_row() -> None:
    year = replace(ENTRY, column="year", old="", new="2023")
    rows, told = applied(ENTRY, year)
    assert (rows[1].amount_wan, rows[1].year) == (60, 2023)
    assert rows[1].corrected == "amount_wan year"
    assert [t.status for t in told] == ["applied", "applied"]


def test_the_last_word_counts() -> None:
    rows, told = applied(ENTRY, replace(ENTRY, new="70"))
    assert rows[1].amount_wan == 70
    assert [t.status for t in told] == ["replaced", "applied"]


def test_a_row_that_is_none_is_struck_out_and_others_keep_their_ids() -> None:
    twin = replace(EARNED, subject="另一项")
    rows = (SPENT, EARNED, twin)
    before = [*row_ids(DOC, "amounts", rows)]
    strike = replace(ENTRY, column="", old="", new="", row_id=before[1])
    left, (told,) = applied(strike, rows=rows)
    assert left == [SPENT, twin]
    assert told.status == "applied"
    struck = struck_rows({"corrections": (told,)})
    assert [*row_ids(DOC, "amounts", left, struck)] == [before[0], before[2]]


def test_it_survives_text_before_it() -> None:
    moved = "前面多了一段。" + TEXT
    rows = tuple(
        replace(r, char_start=r.char_start + 7, char_end=r.char_end + 7)
        for r in (SPENT, EARNED, LEFT)
    )
    found, (told,) = applied(ENTRY, rows=rows, text=moved)
    assert [r.amount_wan for r in found] == [50, 60, 3]
    assert told.status == "applied"


@pytest.mark.parametrize(
    ("entry", "status", "words"),
    [
        (replace(ENTRY, place=replace(ENTRY.place, start=10, end=14)), "missing", "50万元"),
        (replace(ENTRY, place=Place(quote="51万元")), "missing", "找不到"),
        (replace(ENTRY, place=Place(quote="50万元")), "ambiguous", "2 行"),
        (replace(ENTRY, old="55"), "changed", "“50”"),
        (replace(ENTRY, row=(("unit", "元"),)), "changed", "不同"),
        (replace(ENTRY, old="55", new="50"), "already", "删去"),
        (replace(ENTRY, problem="没有写理由"), "invalid", "没有写理由"),
    ],
)
def test_what_does_not_fit_changes_nothing(entry: Entry, status: str, words: str) -> None:
    rows, (told,) = applied(entry)
    assert rows == [SPENT, EARNED, LEFT]
    assert told.status == status
    assert words in told.message
    assert (told.text, told.char_start, told.char_end) == ("", 0, 0)


def test_the_same_words_with_others_around_are_not_it() -> None:
    other = "去年收入50万元。"
    row = replace(EARNED, char_start=4, char_end=8)
    rows, (told,) = applied(ENTRY, rows=(row,), text=other)
    assert rows == [row]
    assert told.status == "missing"
