"""``docs/packs.md`` names every kind, key and value, and its own example works as told."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Literal, get_args, get_origin, get_type_hints

import pytest

from jixiao.check_packs import Checker
from jixiao.document import process
from jixiao.model import vocabularies
from jixiao.model.tables import Amount, Quantity
from jixiao.packs import load
from jixiao.packs.entries import KINDS, DocType, Label, Phrase
from jixiao.packs.entry import Entry
from jixiao.packs.frameworks import Rated
from jixiao.packs.values import CUE_VALUES, LABEL_FIELDS, PHRASES

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "packs.md").read_text("utf-8")
SENTENCE = "全年出动巡护艇180艇次，航道疏浚费86.5万元。"
COMMON = {"id": "id", "examples": "examples", "never": "not", "note": "note"}


def part(kind: str) -> str:
    """What the page says of one kind."""
    found = re.search(rf"^### `{kind}`$(.*?)(?=^### |\Z)", DOCS, re.M | re.S)
    assert found, f"docs/packs.md has no heading ### `{kind}`"
    return found.group(1)


def keys(text: str) -> set[str]:
    return set(re.findall(r"^\| `(\w+)` \|", text, re.M))


def test_every_kind_is_documented_once_and_no_other() -> None:
    assert re.findall(r"^### `(\w+)`$", DOCS, re.M) == list(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_a_kind_is_documented(kind: str) -> None:
    own = {f.name for f in fields(KINDS[kind])} - {f.name for f in fields(Entry)}
    assert keys(part(kind)) - set(CUE_VALUES) == own


def test_common_keys_are_documented() -> None:
    shared = {f.name for f in fields(Entry)} - {"source"}
    assert {COMMON[name] for name in shared} <= keys(DOCS.split("## 各类条目")[0])


@pytest.mark.parametrize("kind", KINDS)
def test_every_choice_is_documented(kind: str) -> None:
    hints = get_type_hints(KINDS[kind])
    for hint in hints.values():
        for choice in get_args(hint) if get_origin(hint) is Literal else ():
            assert f"`{choice}`" in part(kind), choice


def test_every_value_of_a_cue_is_documented() -> None:
    rows = dict(re.findall(r"^\| `([\w.]+)` \| (.*) \|$", part("cues"), re.M))
    for column, values in CUE_VALUES.items():
        for value in values:
            assert f"`{value}`" in rows[column], (column, value)


def test_every_key_of_a_row_of_a_form_is_documented() -> None:
    told = set(re.findall(r"`(\w+)`", part("frameworks").split("`rows` 的每一行")[1]))
    assert {f.name for f in fields(Rated)} <= told
    for hint in get_type_hints(Rated).values():
        for choice in get_args(hint) if get_origin(hint) is Literal else ():
            assert choice in told


def test_vocabularies_are_documented() -> None:
    kinds = {kind: name for name, kind in KINDS.items()}
    told = re.findall(r"^\| `(\w+\.\w+)` \|", part(kinds[Phrase]), re.M)
    assert told == list(PHRASES)
    for field in LABEL_FIELDS:
        assert f"`{field}`" in part(kinds[Label])
    for doc_type in vocabularies.DOC_TYPES:
        assert f"`{doc_type}`" in part(kinds[DocType])


def written(folder: str, path: Path, files: int) -> Path:
    """The files of a folder as the page prints them."""
    found = re.findall(rf"`{folder}/(\w+\.yml)`.*?```yaml\n(.*?)   ```", DOCS, re.S)
    assert len(found) == files
    for name, content in found:
        lines = [line.removeprefix("   ") for line in content.splitlines()]
        (path / name).write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The pack of the ten-minute example, as the page prints it."""
    return written("我的规则", tmp_path, 3)


def test_before_the_example_the_sentence_is_not_understood() -> None:
    made = process(SENTENCE.encode(), load()).tables
    assert [r.text for r in made["rejects"]] == ["180"]
    assert [getattr(r, "basis", "") for r in made["amounts"]] == ["other"]


def test_the_example_works_as_told(pack: Path) -> None:
    def failures() -> list[str]:
        packs = load([str(pack)])
        own = [e for e in packs.entries if e.id.startswith("hangdao:")]
        assert len(own) == 2
        return [str(f) for f in Checker(packs).failures(own)]

    [message] = failures()
    assert "三艇次第出发" in message
    units = pack / "units.yml"
    units.write_text(units.read_text("utf-8").replace("  forms", "  han: false\n  forms"), "utf-8")
    assert failures() == []
    made = process(SENTENCE.encode(), load([str(pack)])).tables
    [amount], [quantity] = made["amounts"], made["quantities"]
    assert isinstance(amount, Amount)
    assert isinstance(quantity, Quantity)
    assert (amount.basis, quantity.unit) == ("expenditure", "艇次")
    assert amount.pattern == "core:money.yuan+hangdao:basis.dredging"


FORM = """某某局2023年度部门整体支出绩效自评表
一级指标\t三级指标\t分值\t自我打分
履责成效\t重点工作办结率\t30\t29
内部治理\t三重一大制度执行率\t10\t9.5
公众评议\t群众投诉办结率\t10\t8
"""


def test_the_form_of_the_page_is_known_with_its_pack(tmp_path: Path) -> None:
    packs = load([str(written("我市的表", tmp_path, 4))])
    own = [e for e in packs.entries if e.id.startswith("woshi:")]
    assert [str(f) for f in Checker(packs).failures(own)] == []
    tables_made = process(FORM.encode(), packs).tables
    [document] = tables_made["documents"]
    assert getattr(document, "framework", "") == "我市履责成效/内部治理/公众评议"
    ids = [getattr(s, "indicator_id", "") for s in tables_made["scores"]]
    assert ids == ["key_work_rate", "major_rules_rate", "complaints_settled_rate"]
