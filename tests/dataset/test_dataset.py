"""The dataset is complete, the same twice, without persons; validators and programs read it."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import subprocess
import sys
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import dataset_corpus as made_corpus
import duckdb
import frictionless
import mlcroissant
import pandas as pd
import pyarrow.parquet as pq
import pytest
import yaml

from jixiao.dataset.about import Dataset, Settings
from jixiao.dataset.build import write_dataset
from jixiao.dataset.parquet import Parquet
from jixiao.dataset.stata import Stata, stata_names
from jixiao.dataset.text_files import Excel
from jixiao.model.corpus_tables import CORPUS_TABLES
from jixiao.model.errors import JixiaoError
from jixiao.model.notes import HAZARDS
from jixiao.model.tables import KEY_COLUMNS, TABLES
from jixiao.store.spreadsheet import as_text, harmless


def cells(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(1 << 28)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_of_the_run_is_in_it(made: Dataset, dataset: Path, outputs: Path) -> None:
    names = {t.table for t in (*TABLES, *CORPUS_TABLES)} - {"contacts"}
    assert names | {"comparison_wide", "provenance"} == {t.table.name for t in made.tables}
    for table in made.tables:
        rows = cells(dataset / "csv" / f"{table.table.name}.csv")
        assert len(rows) == table.rows
        if table.table.name != "provenance":
            assert len(rows) == len(cells(outputs / f"{table.table.name}.csv"))
    assert sum(t.rows for t in made.tables) > 1_000


def test_frictionless_finds_nothing_wrong(dataset: Path) -> None:
    package = frictionless.Package(str(dataset / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])[:5]
    amounts = package.get_resource("amounts").schema
    assert amounts.primary_key == ["row_id", "file"]
    assert amounts.get_field("amount_wan").type == "number"
    assert amounts.get_field("qualifier").constraints["enum"][:2] == ["exact", "approx"]
    assert amounts.get_field("amount_wan").to_descriptor()["unit"] == "10,000 units of `currency`"


def test_frictionless_sees_a_row_without_its_document(dataset: Path, tmp_path: Path) -> None:
    descriptor = json.loads((dataset / "datapackage.json").read_text("utf-8"))
    wanted = ("documents", "policies")
    descriptor["resources"] = [r for r in descriptor["resources"] if r["name"] in wanted]
    (tmp_path / "csv").mkdir()
    for resource in descriptor["resources"]:
        text = (dataset / resource["path"]).read_text("utf-8")
        if resource["name"] == "documents":
            text = "\n".join(text.split("\n")[:2]) + "\n"
        (tmp_path / resource["path"]).write_text(text, "utf-8")
        del resource["hash"], resource["bytes"]
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert {error[0] for error in report.flatten(["type"])} == {"foreign-key"}


def test_croissant_loads_and_gives_every_row(made: Dataset, dataset: Path) -> None:
    croissant = mlcroissant.Dataset(jsonld=str(dataset / "croissant.json"))
    assert not croissant.metadata.ctx.issues.errors
    for table in made.tables:
        if table.table.name in ("documents", "scores", "comparison", "provenance"):
            found = list(croissant.records(record_set=table.table.name))
            assert len(found) == table.rows
    assert set(found[0]) == {f"provenance/{c.name}" for c in made.tables[-1].table.columns}


def test_two_runs_give_the_same_bytes(dataset: Path, outputs: Path, tmp_path: Path) -> None:
    other = made_corpus.run(outputs.parent / "corpus", tmp_path / "other", jobs=2)
    settings = Settings(out=other, target=tmp_path / "again", authors=("某研究所",))
    write_dataset(settings)
    sums = (dataset / "SHA256SUMS").read_text("utf-8")
    assert (tmp_path / "again" / "SHA256SUMS").read_text("utf-8") == sums
    write_dataset(settings)  # in the place of the first one
    assert (tmp_path / "again" / "SHA256SUMS").read_text("utf-8") == sums
    assert sorted(p.name for p in tmp_path.iterdir()) == ["again", "other"]


def test_the_sums_are_those_of_all_files(dataset: Path) -> None:
    told = dict(
        reversed(line.split("  ", 1))
        for line in (dataset / "SHA256SUMS").read_text("utf-8").splitlines()
    )
    files = {p.relative_to(dataset).as_posix(): p for p in dataset.rglob("*") if p.is_file()}
    assert set(told) == set(files) - {"SHA256SUMS"}
    for name, told_sum in told.items():
        assert hashlib.sha256(files[name].read_bytes()).hexdigest() == told_sum


def test_no_person_is_in_it_unless_asked_for(dataset: Path, outputs: Path, tmp_path: Path) -> None:
    def naming(folder: Path, person: str) -> set[str]:
        found = (folder / "csv").rglob("*.csv")
        return {p.stem for p in found if person in p.read_text("utf-8")}

    with_persons = tmp_path / "personal"
    write_dataset(Settings(out=outputs, target=with_persons, personal=True))
    for person in made_corpus.PERSONS:
        assert "contacts" in naming(with_persons, person)
        assert naming(dataset, person) == set()
        data = person.encode()
        for path in dataset.rglob("*"):
            assert path.suffix == ".parquet" or not path.is_file() or data not in path.read_bytes()
    assert "欧阳若兰" in str(pq.read_table(with_persons / "parquet/weaknesses.parquet")["text"])
    for row in cells(dataset / "csv" / "weaknesses.csv"):
        assert len(row["text"]) == int(row["char_end"]) - int(row["char_start"])
    assert any("＊＊＊＊" in r["text"] for r in cells(dataset / "csv" / "weaknesses.csv"))


def test_provenance_names_the_source_of_every_file(dataset: Path) -> None:
    found = {r["file"]: r for r in cells(dataset / "csv" / "provenance.csv")}
    assert len(found) == 7
    known = found["2022_始兴县综合交通运输局_整体自评报告.txt"]
    assert known["url"] == "https://example.invalid/a"
    assert known["retrieved"] == "2024-05-01"
    assert re.fullmatch(r"[0-9a-f]{64}", known["sha256"])
    assert known["sha256"].startswith(known["doc_id"])
    assert re.search(r"\bcore@[0-9a-f]{12}\b", known["packs"])
    assert found["读不了.pdf"]["status"] == "failed"
    assert found["读不了.pdf"]["error"]
    assert found["又一份.txt"]["url"] == ""
    duplicates = [r["duplicate_of"] for r in found.values() if r["duplicate_of"]]
    assert duplicates == ["又一份.txt"]


def test_pandas_and_duckdb_read_it_as_the_examples_say(made: Dataset, dataset: Path) -> None:
    command = [sys.executable, "examples/read.py"]
    done = subprocess.run(command, cwd=dataset, capture_output=True, text=True, check=True)
    assert len(done.stdout.splitlines()) == len(made.tables)
    script = (dataset / "examples" / "read.sql").read_text("utf-8")
    with duckdb.connect() as db:
        for statement in script.replace("'parquet/", f"'{dataset}/parquet/").split(";\n"):
            if statement.strip():
                rows = db.execute(statement).fetchall()
        assert sum(row[2] for row in rows) == len(
            {r["doc_id"] for r in cells(dataset / "csv/documents.csv") if r["status"] == "filled"}
        )
        total = db.execute("SELECT sum(amount_wan) FROM amounts").fetchall()[0][0]
    exact = [r["amount_wan"] for r in cells(dataset / "csv/amounts.csv") if r["amount_wan"]]
    assert total == sum(map(Decimal, exact))


def test_parquet_holds_the_cells_of_the_csv(made: Dataset, dataset: Path) -> None:
    for table in made.tables:
        path = dataset / "parquet" / f"{table.table.name}.parquet"
        stored = pq.read_table(path)
        assert stored.schema.field(0).metadata[b"zh"]
        rows = cells(dataset / "csv" / f"{table.table.name}.csv")
        for column in table.table.columns:
            values = stored[column.name].to_pylist()
            given = [r[column.name] for r in rows]
            if column.kind is Decimal:
                assert [Decimal(g) if g else None for g in given] == values
            elif column.kind is bool:
                assert [{"true": True, "false": False}.get(g) for g in given] == values
            else:
                assert ["" if v is None else str(v) for v in values] == given


def test_stata_reads_labels_and_long_texts(made: Dataset, dataset: Path) -> None:
    for table in made.tables:
        paths = [dataset / file.path for file in table.files["stata"]]
        assert sum(len(pd.read_stata(p)) for p in paths) == table.rows
    path = dataset / "stata" / "sections.dta"
    with pd.read_stata(path, iterator=True) as reader:
        frame = reader.read()
        assert reader.variable_labels()["heading"] == "heading without its number"
        assert list(reader.value_labels()["kind"].values())[:2] == ["profile", "duties"]
    rows = cells(dataset / "csv" / "sections.csv")
    assert list(frame["text"]) == [r["text"] for r in rows]
    assert max(len(r["text"]) for r in rows) > 131_072  # what Python's csv takes unless told
    assert list(frame["kind"]) == [r["kind"] for r in rows]
    documents = pd.read_stata(dataset / "stata" / "documents.dta")
    assert str(documents["report_date"].dropna().iloc[0].date()).startswith("202")


def test_stata_names() -> None:
    long = "a_very_long_name_of_more_than_32_characters"
    names = stata_names(["score_rate:产出", long, long + "_too", "year"])
    assert names == ["score_rate_产出", long[:32], f"{long[:29]}_2", "year"]


def test_long_tables_become_several_files(made: Dataset, dataset: Path, tmp_path: Path) -> None:
    (scores,) = (t for t in made.tables if t.table.name == "scores")
    rows = [list(r.values()) for r in cells(dataset / "csv" / "scores.csv")]
    stata, excel = Stata(tmp_path, scores.table, 20), Excel(tmp_path, scores.table, 20)
    for writer in (stata, excel):
        writer.add(rows[:15])
        writer.add(rows[15:])
        writer.close()
    parts = -(-len(rows) // 20)
    assert parts > 2
    assert [p.name for p in stata.paths][:2] == ["scores.dta", "scores-2.dta"]
    assert len(stata.paths) == len(excel.paths) == parts
    read = [row for p in stata.paths for row in pd.read_stata(p)["row_id"]]
    assert read == [row[0] for row in rows]
    assert sum(len(pd.read_csv(p)) for p in excel.paths) == len(rows)


def test_spreadsheets_run_nothing_and_change_nothing(dataset: Path) -> None:
    for path in (dataset / "excel").glob("*.csv"):
        data = path.read_bytes()
        assert data.startswith("\ufeff".encode())
        text = data.decode("utf-8-sig")
        rows = list(csv.reader(text.splitlines(keepends=True)))
        assert all(re.search(r"[\u4e00-\u9fff]", head) for head in rows[0])
        assert len(set(rows[0])) == len(rows[0])
        for row in rows[1:]:
            for cell in row:
                assert len(cell) < 32_767
                assert not re.match(r"\s*[=+@＝]", cell)
                assert not cell.startswith("-") or re.fullmatch(r"-[\d.]+", cell)
    sections = (dataset / "excel" / "sections.csv").read_text("utf-8")
    assert "=HYPERLINK" in (dataset / "csv" / "sections.csv").read_text("utf-8")
    assert "（截断，全文见 csv）" in sections


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" =1", "' =1"),
        ("＝1+1", "'＝1+1"),
        ("\t=1", "'\t=1"),
        ("-12.50", "-12.50"),
        ("+3.5%", "+3.5%"),
        ("自评=优", "自评=优"),
        ("", ""),
    ],
)
def test_formulas_are_made_harmless(cell: str, safe: str) -> None:
    assert harmless(cell) == safe


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("1/3/6", "'1/3/6"),
        ("0123", "'0123"),
        ("12345678901e2", "'12345678901e2"),
        ("true", "'true"),
        ("1.10", "'1.10"),
        ("bffb592f0fed", "bffb592f0fed"),
        ("228.9万元", "228.9万元"),
        ("=1", "'=1"),
    ],
)
def test_texts_stay_texts(cell: str, safe: str) -> None:
    assert as_text(cell) == safe


def test_numbers_beyond_all_decimals_are_kept_as_floats(made: Dataset, tmp_path: Path) -> None:
    (rates,) = (t.table for t in made.tables if t.table.name == "rates")
    table = rates.with_columns(c for c in rates.columns if c.name in ("row_id", "rate_pct"))
    writer = Parquet(tmp_path, table, {"rate_pct": (30, 20)})
    writer.add([["a", "1" * 30 + "." + "5" * 20], ["b", ""]])
    writer.close()
    assert pq.read_table(writer.paths[0])["rate_pct"].to_pylist() == [float("1" * 30), None]


def test_the_codebooks_say_every_column_and_hazard(made: Dataset, dataset: Path) -> None:
    for language in ("zh", "en"):
        text = (dataset / f"codebook.{language}.md").read_text("utf-8")
        for table in made.tables:
            assert f"\n## {table.table.name}\n" in text
            for column in table.table.columns:
                assert f"| `{column.name}` | {getattr(column.said, language)} |" in text
        for hazard in (HAZARDS["amounts.amount_wan"], HAZARDS["*.text"]):
            assert getattr(hazard, language) in text


def test_every_hazard_is_of_a_column() -> None:
    known = {
        f"{t.table}.{name}" for t in TABLES for name in (*KEY_COLUMNS, *(f.name for f in fields(t)))
    } | {f"{t.table}.{f.name}" for t in CORPUS_TABLES for f in fields(t)}
    known |= {f"*.{name.partition('.')[2]}" for name in known}
    assert set(HAZARDS) <= known


def test_every_column_is_described_in_both_languages(made: Dataset) -> None:
    for table in made.tables:
        assert table.table.said.zh
        assert table.table.said.en
        for column in table.table.columns:
            assert column.said.zh
            assert column.said.en


def test_the_citation_names_version_and_author(made: Dataset, dataset: Path) -> None:
    cited = yaml.safe_load((dataset / "CITATION.cff").read_text("utf-8"))
    assert cited["cff-version"] == "1.2.0"
    assert cited["version"] == made.version
    assert cited["authors"] == [{"name": "某研究所"}]
    assert cited["type"] == "dataset"


def test_what_cannot_be_done_is_said(outputs: Path, made: Dataset, tmp_path: Path) -> None:
    settings = replace(made.settings, target=tmp_path / "new")
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "论文.docx").write_text("x")
    for wrong, said in (
        (replace(settings, out=tmp_path), "没有完整的表格"),
        (replace(settings, target=foreign), "有别的文件"),
        (replace(settings, licence="CC BY"), "SPDX"),
        (replace(settings, manifest=tmp_path / "无.csv"), "找不到"),
    ):
        with pytest.raises(JixiaoError, match=said):
            write_dataset(wrong)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["foreign"]


def test_without_contacts_the_database_says_who_is_named(outputs: Path, tmp_path: Path) -> None:
    """And the other way round, as after a run on a cluster; without both nothing is written."""
    sums = set()
    for missing in ("contacts.csv", "jixiao.sqlite"):
        out = tmp_path / missing
        shutil.copytree(outputs, out, ignore=shutil.ignore_patterns("dataset", missing))
        manifest = outputs.parent / "corpus" / "manifest.csv"
        write_dataset(Settings(out=out, target=tmp_path / "new", manifest=manifest))
        sums.add((tmp_path / "new" / "SHA256SUMS").read_text("utf-8"))
        assert (out / missing).exists() is False
    assert len(sums) == 1
    (out / "contacts.csv").unlink()
    with pytest.raises(JixiaoError, match="无法遮住"):
        write_dataset(Settings(out=out, target=tmp_path / "none"))


def test_a_manifest_of_another_form_is_refused(made: Dataset, tmp_path: Path) -> None:
    manifest = tmp_path / "来源.csv"
    manifest.write_text("网址,文件\na,b\n", "utf-8")
    settings = replace(made.settings, target=tmp_path / "new", manifest=manifest)
    with pytest.raises(JixiaoError, match="第一行应是列名"):
        write_dataset(settings)
    manifest.write_text("file,url\n甲,乙\n", "gb18030")
    with pytest.raises(JixiaoError, match="不是 UTF-8"):
        write_dataset(settings)


def test_a_table_changed_by_hand_is_refused(outputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "甲.txt").write_text("某局2023年部门整体支出绩效自评报告\n预算100万元。\n", "utf-8")
    made_corpus.run(corpus, out)
    amounts = out / "amounts.csv"
    amounts.write_text(amounts.read_text("utf-8").replace(",100,", ",一百,"), "utf-8")
    with pytest.raises(JixiaoError, match=r"amounts\.csv"):
        write_dataset(Settings(out=out, target=tmp_path / "new"))
    assert not (tmp_path / "new").exists()
