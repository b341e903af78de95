"""Values and cells: exact, reversible, the same in result files and in CSV."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.model.canonical import Box
from jixiao.model.identity import row_id
from jixiao.model.tables import TABLES, Amount, Document, own_columns
from jixiao.store.cells import readers, to_cell
from jixiao.store.rows import csv_columns, decode_rows, encode_rows
from jixiao.store.tables import CsvFile


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (Decimal("419.86"), "419.86"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("100.00"), "100.00"),
        (Decimal("-0.5"), "-0.5"),
        (True, "true"),
        (False, "false"),
        (None, ""),
        (2023, "2023"),
        (date(2024, 2, 29), "2024-02-29"),
        (Box(72.0, 700.128, 100.5, 712), "72 700.13 100.5 712"),
        ("=1+1", "=1+1"),
    ],
)
def test_cells(value: object, cell: str) -> None:
    assert to_cell(value) == cell


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(KeyError):
        to_cell(0.1)


@pytest.mark.parametrize("table", TABLES)
def test_every_column_of_every_table_can_be_read_back(table: type) -> None:
    assert set(readers(table)) == {f.name for f in own_columns(table)}
    empty = table()
    assert list(decode_rows(table, encode_rows("0" * 12, table, [empty]))) == [empty]


texts = st.text(st.characters(codec="utf-8"), max_size=20)
amounts = st.builds(
    Amount,
    text=texts,
    char_start=st.integers(0, 10**9),
    char_end=st.integers(0, 10**9),
    page=st.none() | st.integers(1, 999),
    value=st.none() | st.decimals(allow_nan=False, allow_infinity=False),
    unit=texts,
    year=st.none() | st.integers(1900, 2100),
)


@given(st.lists(amounts, max_size=5))
def test_rows_come_back_as_they_were(rows: list[Amount]) -> None:
    assert list(decode_rows(Amount, encode_rows("0" * 12, Amount, rows))) == rows


@given(st.lists(st.lists(texts, min_size=2, max_size=2), max_size=5))
def test_csv_says_what_the_cells_say(tmp_path_factory: pytest.TempPathFactory, rows: list) -> None:
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    file = CsvFile(path, ["a", "b"])
    file.add(rows)
    file.close()
    data = path.read_bytes()
    assert data.startswith(b"a,b\n")
    assert list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))[1:] == rows


def test_records_end_with_lf_and_a_lone_cr_is_quoted(tmp_path: Path) -> None:
    file = CsvFile(tmp_path / "t.csv", ["a", "b"])
    file.add([["x\ry", 'say "x"'], ["1\r\n2\r\n", "，"], ["\r\n", ""]])
    file.close()
    expected = 'a,b\n"x\ry","say ""x"""\n"1\r\n2\r\n",，\n"\r\n",\n'
    assert (tmp_path / "t.csv").read_bytes().decode() == expected


def test_identity_counts_rows_of_one_span() -> None:
    rows = [Amount(char_start=1, char_end=3), Amount(char_start=1, char_end=3)]
    identities = [cells[0] for cells in encode_rows("abc", Amount, rows)]
    assert identities == [row_id("abc", "amounts", 1, 3, 0), row_id("abc", "amounts", 1, 3, 1)]
    assert identities[0] == "f64939856ef06d61", "published identities must never change"


def test_columns_begin_with_the_keys_and_end_with_the_evidence() -> None:
    columns = csv_columns(Document)
    assert columns[:4] == ("row_id", "doc_id", "file", "sha256")
    assert columns[-3:] == ("section", "pattern", "corrected")
