"""Each kind of mistake in a pack is told with file, line, what is wrong and what to write."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from jixiao.check_packs import Checker
from jixiao.model.errors import PackError
from jixiao.packs import load
from jixiao.packs.entries import Cue
from jixiao.packs.values import CLASS_COLUMNS, CUE_VALUES

WritePack = Callable[..., Path]

UNIT = """kind: units
entries:
- id: measure.mu
  measure: quantity
  forms: [丘]
  examples:
  - {text: 新修梯田12丘。, value: "12", unit: 丘}
"""
CUE = """kind: cues
entries:
- id: basis.toll
  column: amounts.basis
  value: income
  terms: [过路费]
  examples:
  - {text: 过路费12万元, basis: income}
"""
NAME = """kind: names
entries:
- id: name.route
  cls: name
  pattern: 'G\\d+(?=线)'
  examples:
  - {text: 沿G12线。, cls: name}
"""
HEADING = """kind: headings
entries:
- id: heading.toll
  kind: results
  patterns: [收费情况]
  examples:
  - {text: 一、收费情况, kind: results}
"""
REPORTER = """kind: reporters
entries:
- id: reporter.own
  pattern: '我们是(?P<name>.{3,9}局)'
  examples:
  - {text: 我们是某某县水利局, department: 某某县水利局}
"""
PHRASE = """kind: phrases
entries:
- id: phrase.blame
  phrase: reason.behind
  patterns: [归咎于]
  examples:
  - {text: 预算编制扣1分，归咎于年中追加较多。, found: 归咎于}
"""


def error_of(path: Path) -> str:
    """The message with which loading the pack fails."""
    with pytest.raises(PackError) as raised:
        load([str(path)])
    return str(raised.value)


def test_the_files_of_these_tests_are_right(write_pack: WritePack) -> None:
    path = write_pack(u=UNIT, c=CUE, n=NAME, h=HEADING, r=REPORTER, p=PHRASE)
    loaded = load([str(path)])
    assert loaded.names[0] == "core"
    own = [e for e in loaded.entries if e.id.startswith("own:")]
    assert len(own) == 6
    unit = next(e for e in own if e.id == "own:measure.mu")
    assert unit.source == f"{path / 'u.yml'}:3"


MISTAKES = [
    # what the file holds, the line, what is wrong, what to write instead
    ("units:\n- id: a\n", 2, "不认识的键“units”", "可用的有：kind、entries"),
    ("kind: units\n", 1, "缺少 kind 或 entries", "请在文件开头写 kind: units 之类"),
    ("kind: unit\nentries: []\n", 1, "不认识的 kind“unit”", "是否想写“units”？"),
    ("- kind: units\n", 1, "此处应为键值", "kind: … 与 entries: …"),
    ("kind: units\nentries: 丘\n", 2, "此处应为列表", "每项以 - id: 开头"),
    ("kind: units\nentries: [丘]\n", 2, "此处应为键值", "每个条目应为 id: … 等键值"),
    (UNIT.replace("forms:", "form:"), 5, "不认识的键“form”", "是否想写“forms”？"),
    (UNIT.replace("  forms: [丘]\n", ""), 3, "条目缺少“forms”", "请补上 forms: …"),
    (UNIT.replace("[丘]", "丘"), 5, "此处应为列表", "forms 应为列表，如 forms: [甲, 乙]"),
    (UNIT.replace("[丘]", "[[丘]]"), 5, "forms 应为一个值", "请写 forms: 值"),
    (UNIT.replace("[丘]", "[]"), 5, "forms 是空的", "请至少写一项"),
    (UNIT.replace("[丘]", '[丘, ""]'), 5, "forms 中有空的一项", "删去这一项"),
    (UNIT.replace("quantity", "[quantity]"), 4, "measure 应为一个值", "请写 measure: 值"),
    (UNIT.replace("quantity", "quanity"), 4, "measure 不能是“quanity”", "是否想写“quantity”？"),
    (UNIT.replace("quantity", "rate"), 3, "unit 不能是“”", "可用的有：pct、pp、permille"),
    (UNIT.replace("  forms", "  factor: 十\n  forms"), 5, "factor 应为数字，而非“十”", "请写数字"),
    (UNIT.replace("  forms", "  han: 是\n  forms"), 5, "han 不能是“是”", "请写 true 或 false"),
    (UNIT.replace("measure.mu", "measure+mu"), 3, "id 不能是“measure+mu”", "money.yuan"),
    (UNIT.split("  examples")[0], 3, "条目缺少“examples”", "请补上 examples: …"),
    (UNIT.split("  - {text")[0].replace("examples:", "examples: []"), 6, "examples 为空", "例句"),
    (UNIT.replace("{text", "{新修: 1, text"), 7, "例子里不认识的列“新修”", "可用的有："),
    (UNIT.replace('value: "12", unit', "unti"), 7, "例子里不认识的列“unti”", "是否想写“unit”？"),
    (
        UNIT.replace(', value: "12", unit: 丘', ""),
        7,
        "例子没有写结果",
        "请在 text 后写应得的列和值",
    ),
    (UNIT.replace("text: 新修梯田12丘。, ", ""), 7, "例子缺少 text", "{text: 例句, 列名: 值}"),
    (
        UNIT.replace("{text", "[text").replace("丘}", "丘]"),
        7,
        "此处应为键值",
        "{text: …, 列名: 值}",
    ),
    (CUE.replace("amounts.basis", "basis"), 4, "column 不能是“basis”", "可用的有：amounts.basis"),
    (CUE.replace("value: income", "value: incomes"), 5, "value 不能是“incomes”", "“income”"),
    (CUE.replace("  terms", "  in_goal: x\n  terms"), 6, "in_goal 不能是“x”", "可用的有："),
    (
        CUE.replace("  terms", "  side: left\n  terms"),
        6,
        "side 不能是“left”",
        "before、after、either",
    ),
    (HEADING.replace("kind: results\n", "kind: result\n"), 4, "kind 不能是“result”", "“results”"),
    (NAME.replace("(?=线)", "(?=线"), 5, "正则表达式“G\\d+(?=线”有误", "请改正括号或转义"),
    (
        NAME.replace("'G\\d+(?=线)'", "'\\d*'"),
        5,
        "正则表达式“\\d*”会匹配空串",
        "请至少要求一个字符",
    ),
    (HEADING.replace("[收费情况]", "[收费情况, '(']"), 5, "正则表达式“(”有误", "请改正"),
    (PHRASE.replace("behind", "behin"), 4, "phrase 不能是“reason.behin”", "“reason.behind”"),
    (PHRASE.replace("[归咎于]", "['(归咎|归罪)于']"), 5, "有捕获组", "(?:…)"),
    (PHRASE.replace("[归咎于]", "['\\p{Han}于']"), 5, "“\\p{Han}于”有误", "re 库"),
    (REPORTER.replace("P<name>", "P<who>"), 4, "缺少名为 name 的组", "(?P<name>…)"),
    (UNIT + "- id: x\n  id: y\n", 9, "“id”写了两次", "请只留一处"),
    (
        UNIT.replace("  measure: q", "   measure: q"),
        4,
        "YAML语法错误",
        "请检查缩进、冒号后的空格和引号",
    ),
    (
        UNIT.replace("forms: [丘]", "forms: [丘"),
        6,
        "YAML语法错误",
        "请检查缩进、冒号后的空格和引号",
    ),
    ("", 1, "文件为空", "请写 kind: 与 entries:"),
    (UNIT + UNIT.split("entries:\n")[1], 8, "编号“own:measure.mu”与", "请换一个 id"),
    (UNIT.replace("[丘]", "[丘, 丘]"), 3, "“丘”已在", "请删去一处，或写更长的词来区分"),
]


@pytest.mark.parametrize(("content", "line", "problem", "remedy"), MISTAKES)
def test_a_mistake_is_told(
    write_pack: WritePack, content: str, line: int, problem: str, remedy: str
) -> None:
    path = write_pack(own=content)
    message = error_of(path)
    assert message.startswith(f"{path / 'own.yml'}:{line}: "), message
    what, _, instead = message.partition("；")
    assert problem in what
    assert remedy in instead


@pytest.mark.parametrize(
    ("word", "owner"),
    [
        (UNIT.replace("[丘]", "[亩]"), "core:measure.area"),
        (CUE.replace("过路费", "决算数"), "core:basis.final_account"),
    ],
)
def test_a_clash_with_another_pack_names_both(write_pack: WritePack, word: str, owner: str) -> None:
    path = write_pack(own=word)
    message = error_of(path)
    assert message.startswith(f"{path / 'own.yml'}:3: ")
    assert owner in message
    assert re.search(r"patterns/core/\w+\.yml:\d+", message)
    assert "请删去一处" in message


def test_a_label_may_not_mean_two_fields(write_pack: WritePack) -> None:
    label = (
        "kind: labels\nentries:\n- id: label.own\n  field: report_date\n  labels: [部门名称]\n"
        "  examples:\n  - {text: 部门名称：2023年1月2日, report_date: 2023-01-02}\n"
    )
    assert "“部门名称”已在" in error_of(write_pack(own=label))


def test_a_file_that_is_not_utf8(write_pack: WritePack) -> None:
    path = write_pack(own=UNIT.encode("gb18030"))
    message = error_of(path)
    assert message.startswith(f"{path / 'own.yml'}: 不是UTF-8编码")
    assert "请另存为UTF-8" in message


def test_control_characters(write_pack: WritePack) -> None:
    message = error_of(write_pack(own=UNIT.replace("丘", "\x01")))
    assert "own.yml" in message
    assert "请删去文件中的控制字符" in message


def test_there_is_no_such_folder(tmp_path: Path) -> None:
    message = error_of(tmp_path / "没有")
    assert message == f"{tmp_path / '没有'}: 没有这个规则包文件夹；请检查名字或路径"


def test_pack_yml_is_missing(write_pack: WritePack) -> None:
    path = write_pack(pack=None, own=UNIT)
    message = error_of(path)
    assert message.startswith(f"{path}: 不是规则包（缺少 pack.yml）")
    assert "含 name、title、description" in message


@pytest.mark.parametrize(
    ("pack", "line", "problem", "remedy"),
    [
        ("name: own\ntitle: 甲\n", 1, "缺少“description”", "请补上 description: …"),
        ("name:\ntitle: 甲\ndescription: 乙\n", 1, "缺少“name”", "请补上 name: …"),
        ("name: own\ntitle: 甲\ndescription: 乙\nauthor: 丙\n", 4, "不认识的键“author”", "只有"),
        ("name: own:a\ntitle: 甲\ndescription: 乙\n", 1, "name 不能是“own:a”", "如 hubei"),
        ("- name\n", 1, "pack.yml 应为键值", "请写 name: …、title: …、description: …"),
    ],
)
def test_pack_yml_is_wrong(
    write_pack: WritePack, pack: str, line: int, problem: str, remedy: str
) -> None:
    path = write_pack(pack=pack, own=UNIT)
    message = error_of(path)
    assert message.startswith(f"{path / 'pack.yml'}:{line}: ")
    what, _, instead = message.partition("；")
    assert problem in what
    assert remedy in instead


def test_two_packs_of_one_name(write_pack: WritePack) -> None:
    first, second = write_pack("甲"), write_pack("乙")
    with pytest.raises(PackError) as raised:
        load([str(first), str(second)])
    assert str(raised.value) == f"{second}: 规则包名“own”与 {first} 重复；请换一个 name"


def test_a_pack_that_comes_along_may_be_named() -> None:
    assert load(["core"]).digest == load().digest


def test_any_byte_of_a_pack_changes_the_digest(write_pack: WritePack) -> None:
    path = write_pack(own=UNIT)
    before = load([str(path)]).digest
    (path / "own.yml").write_text(UNIT.replace("12丘", "13丘"), "utf-8")
    assert load([str(path)]).digest != before != load().digest


CLASS = """kind: cues
entries:
- id: weakness.system
  column: weakness
  value: information_system
  definition: 信息系统的建设和使用
  terms: [信息系统]
  examples:
  - {text: 信息系统功能不完善。, weakness: information_system}
"""


def test_a_pack_may_add_a_class_that_it_defines(write_pack: WritePack) -> None:
    packs = load([str(write_pack(own=CLASS))])
    assert list(Checker(packs).failures([e for e in packs.of(Cue) if e.definition][-1:])) == []


def test_a_class_without_definition_is_told(write_pack: WritePack) -> None:
    path = write_pack(own=CLASS.replace("  definition: 信息系统的建设和使用\n", ""))
    with pytest.raises(
        PackError, match=r"own\.yml:3: value 不能是“information_system”；.*definition"
    ):
        load([str(path)])


@pytest.mark.parametrize("column", CLASS_COLUMNS)
def test_every_class_is_defined_with_examples_and_counter_examples(column: str) -> None:
    own = [e for e in load().of(Cue) if e.column == column and e.definition]
    assert {e.value for e in own} | {"other"} == set(CUE_VALUES[column])
    assert all(len(e.examples) >= 4 and e.never for e in own)
