"""``import jixiao``: light; ``jixiao.read``: a frame per table, exact and complete."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from dataclasses import FrozenInstanceError
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

import jixiao
from jixiao.model.canonical import Box
from jixiao.model.tables import TABLES
from jixiao.store.rows import csv_columns, encode_rows

CORPUS = Path(__file__).parents[1] / "corpus"
TEXT = (
    "某县民政局2022年度部门整体支出绩效自评报告\n2022年支出419.86万元，同比下降23.4%，走访20家。\n"
)
HEAVY = ("pandas", "numpy", "spacy", "regex", "rjieba", "yaml", "lxml", "pypdfium2", "pdfplumber")


def one_of(suffix: str) -> Path:
    return next(iter(sorted(CORPUS.glob(f"*.{suffix}"))))


def run(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_import_is_light() -> None:
    program = (
        "import sys, time\n"
        "before, start = set(sys.modules), time.process_time()\n"
        "import jixiao\n"
        "print(time.process_time() - start, *(set(sys.modules) - before))\n"
    )
    seconds, *modules = run(program).split()
    assert float(seconds) < 0.05
    assert not {name.split(".")[0] for name in modules} & set(HEAVY)
    assert [name for name in modules if name.startswith("jixiao.")] == []


def test_reading_alone_needs_neither_pandas_nor_spacy() -> None:
    program = (
        "import sys, jixiao\n"
        f"report = jixiao.read({str(one_of('txt'))!r})\n"
        "print(*({'pandas', 'spacy'} & set(sys.modules)), len(report.rows['amounts']) > 0)\n"
    )
    assert run(program).split() == ["True"]


def test_the_names_of_the_package() -> None:
    assert {"read", "load", "Report", "__version__"} <= set(dir(jixiao))
    for name in jixiao.__all__:
        assert getattr(jixiao, name) is not None
    with pytest.raises(AttributeError, match="raed"):
        jixiao.raed  # noqa: B018


def test_a_frame_per_table_with_the_columns_of_the_csv() -> None:
    report = jixiao.read(TEXT.encode())
    assert list(report.tables) == [table.table for table in TABLES]
    for table in TABLES:
        found = getattr(report, table.table)
        assert isinstance(found, pd.DataFrame)
        assert tuple(found.columns) == csv_columns(table)
        assert found is report.tables[table.table]
    assert len(report.rejects) == 0


def test_exact_decimals_and_types() -> None:
    report = jixiao.read(TEXT.encode())
    amounts = report.amounts
    assert list(amounts.amount_wan) == [Decimal("419.86")]
    assert list(amounts.value_high) == [None]
    assert list(report.rates.rate_pct) == [Decimal("-23.4")]
    assert list(report.quantities["unit"]) == ["家"]
    assert amounts.year.dtype == "Int64"
    assert list(amounts.year) == [2022]
    assert amounts.page.dtype == "Int64"
    assert amounts.page.isna().all()
    assert amounts.char_start.dtype == "int64"
    assert report.documents.ocr.dtype == bool
    assert report.documents.report_date.dtype.kind == "M"
    assert report.documents.fiscal_year.dtype == "Int64"


def test_empty_tables_have_the_same_types() -> None:
    full, empty = jixiao.read(TEXT.encode()), jixiao.read("附件\n".encode())
    for table in ("amounts", "rates", "quantities"):
        assert len(empty.tables[table]) == 0
        assert dict(empty.tables[table].dtypes) == dict(full.tables[table].dtypes)


def test_sums_are_exact() -> None:
    report = jixiao.read("支出0.1万元。\n支出0.2万元。\n".encode())
    assert report.amounts.amount_wan.sum() == Decimal("0.3")


@pytest.mark.parametrize("suffix", ["pdf", "docx", "html", "xlsx", "txt"])
def test_frames_hold_what_the_csv_holds(suffix: str) -> None:
    path = one_of(suffix)
    report = jixiao.read(path)
    assert report.documents.file[0] == path.name
    assert sum(map(len, report.rows.values())) > 10
    for table in TABLES:
        frame = report.tables[table.table]
        cells = list(encode_rows(report.doc_id, table, report.rows[table.table]))
        assert list(frame.row_id) == [row[0] for row in cells]
        assert frame.row_id.is_unique
        assert (frame.doc_id == report.doc_id).all()
        for row in frame.itertuples():
            assert report.text[row.char_start : row.char_end] == row.text


def test_a_pdf_has_boxes_and_pages() -> None:
    amounts = jixiao.read(one_of("pdf")).amounts
    assert (amounts.page >= 1).all()
    assert all(isinstance(box, Box) for box in amounts.bbox)


def test_path_string_and_bytes_give_the_same() -> None:
    path = one_of("txt")
    by_path, by_name = jixiao.read(path), jixiao.read(str(path))
    by_bytes = jixiao.read(path.read_bytes(), file=path.name)
    for table in by_path.tables:
        pd.testing.assert_frame_equal(by_path.tables[table], by_name.tables[table])
        pd.testing.assert_frame_equal(by_path.tables[table], by_bytes.tables[table])
    assert jixiao.read(path.read_bytes()).file == ""
    assert jixiao.read(path, file="2022/a.txt").amounts.file[0] == "2022/a.txt"


def test_a_frame_can_be_written_and_read() -> None:
    written = jixiao.read(TEXT.encode()).amounts.to_csv(index=False)
    (row,) = csv.DictReader(io.StringIO(written))
    assert (row["amount_wan"], row["year"], row["value_high"]) == ("419.86", "2022", "")


def test_repr_says_what_was_read() -> None:
    report = jixiao.read(TEXT.encode(), file="a.txt")
    assert repr(report).startswith("<Report a.txt，")
    assert "2022 年" in repr(report)
    assert "amounts 1" in repr(report)
    assert "rates: 1" in repr(report.tables)


def test_rows_are_typed_and_frozen() -> None:
    report = jixiao.read(TEXT.encode())
    (amount,) = report.rows["amounts"]
    assert amount.text == "419.86万元"
    assert report.document.fiscal_year == 2022
    with pytest.raises(FrozenInstanceError):
        amount.text = ""


def test_an_unknown_table_is_named() -> None:
    report = jixiao.read(TEXT.encode())
    with pytest.raises(AttributeError, match=r"amuonts.*amounts"):
        report.amuonts  # noqa: B018
    assert {"amounts", "text", "tables"} <= set(dir(report))
    with pytest.raises(KeyError):
        report.tables["amuonts"]


def test_errors_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        jixiao.read(tmp_path / "没有.pdf")
    with pytest.raises(jixiao.Unreadable):
        jixiao.read(b"%PDF-1.7\nbroken")
    with pytest.raises(jixiao.PackError, match=r"pack\.yml"):
        jixiao.read(TEXT.encode(), packs=tmp_path)
    huge = tmp_path / "大.txt"
    with huge.open("wb") as file:
        file.truncate(201 << 20)
    with pytest.raises(jixiao.Unreadable, match="200 MB"):
        jixiao.read(huge)


def test_to_spacy_takes_the_rows_of_the_file() -> None:
    report = jixiao.read(one_of("docx"))
    doc = report.to_spacy()
    assert doc.text == report.text
    assert doc._.jixiao == report.document
    assert [s._.jixiao for s in doc.spans["jixiao_amounts"]] == list(report.rows["amounts"])
