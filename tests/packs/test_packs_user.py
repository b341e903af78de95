"""A folder of one's own adds units, cues and headings without any code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.cli import main
from jixiao.document import process
from jixiao.model.tables import Amount, Quantity, Section
from jixiao.packs import load

WritePack = Callable[..., Path]
TEXT = """某某县水利局2023年度部门整体支出绩效自评报告

一、河长履职打卡
全年巡河1200棹次，护岸砌石费86.5万元。
"""
FILES = {
    "units": (
        "kind: units\nentries:\n- id: measure.zhao\n  measure: quantity\n  forms: [棹次]\n"
        '  examples:\n  - {text: 巡河12棹次。, value: "12", unit: 棹次}\n'
    ),
    "cues": (
        "kind: cues\nentries:\n- id: basis.stone\n  column: amounts.basis\n  value: investment\n"
        "  terms: [砌石费]\n  examples:\n  - {text: 砌石费86.5万元, basis: investment}\n"
    ),
    "headings": (
        "kind: headings\nentries:\n- id: heading.river\n  kind: work_tasks\n"
        "  patterns: [河长履职打卡]\n  examples:\n"
        '  - {text: "一、河长履职打卡\\n无。", kind: work_tasks}\n'
    ),
}


def jixiao(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """Run a command line in this process; gives its exit status."""
    monkeypatch.setattr(sys, "argv", ["jixiao", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_without_the_pack_nothing_is_known() -> None:
    tables = process(TEXT.encode(), load()).tables
    assert not tables["quantities"]
    assert "own:" not in "".join(r.pattern for rows in tables.values() for r in rows)


def test_rows_name_the_entries_of_the_pack(write_pack: WritePack) -> None:
    tables = process(TEXT.encode(), load([str(write_pack(**FILES))])).tables
    [quantity] = tables["quantities"]
    assert isinstance(quantity, Quantity)
    assert (quantity.value, quantity.unit) == (Decimal(1200), "棹次")
    assert quantity.pattern == "own:measure.zhao"
    [amount] = tables["amounts"]
    assert isinstance(amount, Amount)
    assert amount.basis == "investment"
    assert amount.pattern == "core:money.yuan+own:basis.stone"
    [section] = tables["sections"]
    assert isinstance(section, Section)
    assert (section.kind, section.pattern) == ("work_tasks", "own:heading.river")


def test_the_command_line_takes_the_folder(
    write_pack: WritePack,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pack = str(write_pack(**FILES))
    report = tmp_path / "报告.txt"
    report.write_text(TEXT, "utf-8")
    assert jixiao(monkeypatch, "packs", "list", "--packs", pack, "-v") == 0
    assert "own:measure.zhao" in capsys.readouterr().out
    assert jixiao(monkeypatch, "explain", str(report), "--text", "棹次", "--packs", pack) == 0
    assert "own:measure.zhao" in capsys.readouterr().out
    out = tmp_path / "结果"
    assert jixiao(monkeypatch, "run", str(report), "--out", str(out), "--packs", pack) == 0
    assert "own:basis.stone" in (out / "amounts.csv").read_text("utf-8")


def test_the_check_fails_with_status_1(
    write_pack: WritePack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = FILES["units"].replace('value: "12"', 'value: "13"')
    pack = str(write_pack(units=wrong))
    assert jixiao(monkeypatch, "packs", "check", "--packs", pack) == 1
    told = capsys.readouterr().err
    assert f"{pack}/units.yml:7: own:measure.zhao" in told
    assert "处不符。" in told
