"""The examples in the packs are run as tests, and a failing one says what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jixiao.check_packs import Checker
from jixiao.packs import Packs, load
from jixiao.packs.entries import KINDS
from jixiao.packs.listing import KIND_TITLES, describe

WritePack = Callable[..., Path]


@pytest.fixture(scope="module")
def core() -> Packs:
    return load()


def failures(path: Path) -> list[str]:
    """What the check says of the entries of a pack of one's own."""
    packs = load([str(path)])
    own = [e for e in packs.entries if e.id.startswith("own:")]
    return [str(f) for f in Checker(packs).failures(own)]


@pytest.mark.parametrize("entry", load().entries, ids=lambda e: e.id)
def test_examples_come_true(entry: object, core: Packs, checked: dict[str, list[str]]) -> None:
    assert not checked.get(getattr(entry, "id", ""))


@pytest.fixture(scope="module")
def checked(core: Packs) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for failure in Checker(core).failures(core.entries):
        found.setdefault(failure.entry, []).append(str(failure))
    return found


def test_a_true_example_passes(write_pack: WritePack) -> None:
    units = (
        "kind: units\nentries:\n- id: measure.qiu\n  measure: quantity\n  forms: [丘]\n"
        '  examples:\n  - {text: 新修梯田12丘。, value: "12.0", unit: 丘}\n  not: [沙丘。]\n'
    )
    assert failures(write_pack(own=units)) == []


def test_wrong_cells_are_told(write_pack: WritePack) -> None:
    units = (
        "kind: units\nentries:\n- id: measure.qiu\n  measure: quantity\n  forms: [丘]\n"
        '  examples:\n  - {text: 新修梯田12丘。, value: "13"}\n'
    )
    path = write_pack(own=units)
    [message] = failures(path)
    assert message.startswith(f"{path / 'own.yml'}:7: own:measure.qiu: “新修梯田12丘。”")
    assert "应有 value=13，得到的是 quantities“12丘”（value=12）" in message
    assert "请改例子里的值，或改条目" in message


def test_another_entry_that_was_first_is_named(write_pack: WritePack) -> None:
    cues = (
        "kind: cues\nentries:\n- id: basis.own\n  column: amounts.basis\n  value: income\n"
        "  terms: [过路费]\n  examples:\n  - {text: 过路费的决算数12万元, basis: final_account}\n"
    )
    [message] = failures(write_pack(own=cues))
    assert "由 core:basis.final_account、core:money.yuan 得出，本条目没有起作用" in message


def test_wide_characters_that_never_match_are_told(write_pack: WritePack) -> None:
    names = (
        "kind: names\nentries:\n- id: name.own\n  cls: name\n  pattern: '\\d+（甲）'\n"
        "  examples:\n  - {text: 见12（甲）。, cls: name}\n"
    )
    [message] = failures(write_pack(own=names))
    assert "匹配前“（”已变为“(”" in message


def test_a_counter_example_that_makes_something(write_pack: WritePack) -> None:
    units = (
        "kind: units\nentries:\n- id: measure.qiu\n  measure: quantity\n  forms: [丘]\n"
        '  examples:\n  - {text: 新修梯田12丘。, value: "12"}\n  not: [商丘市有3丘。]\n'
    )
    path = write_pack(own=units)
    [message] = failures(path)
    assert message.startswith(f"{path / 'own.yml'}:3: own:measure.qiu: “商丘市有3丘。”")
    assert "反例中不应有任何结果，得到的是 quantities“3丘”" in message


# Kinds whose entries leave no id in a row: keys, an example with its cell, a text without the
# entry's words, and what is told of that one.
SILENT = {
    "words": ("words: [度假庄]", "建成度假庄一处", "words: 度假庄", "建成酒庄", "分词应有"),
    "labels": (
        "field: department\n  labels: [本单位叫]",
        "本单位叫：某某县水利局",
        "department: 某某县水利局",
        "他们叫：某某县水利局",
        "documents",
    ),
    "families": (
        "family: 茶业\n  terms: [茶业发展]",
        "部门名称：某某县茶业发展局",
        "department_family: 茶业",
        "部门名称：某某县水利局",
        "documents",
    ),
    "frameworks": (
        "framework: 某地框架\n  terms: [甲类成效, 乙类成效]\n  at_least: 2",
        "部门整体支出绩效自评报告\\n\\n甲类成效、乙类成效",
        "framework: 某地框架",
        "部门整体支出绩效自评报告\\n\\n甲类成效、丙类成效",
        "documents",
    ),
    "reporters": (
        "pattern: '我们就是(?P<name>[\\u4e00-\\u9fff]{4,9}局)'",
        "我们就是某某县盐务局",
        "department: 某某县盐务局",
        "他们就是某某县盐务局",
        "documents",
    ),
    "no_policies": (
        "pattern: '戏本$'",
        "演出《牡丹戏本》",
        "cls: no_policy",
        "执行《牡丹条例》",
        "应认出不算文件引用的书名号",
    ),
    "phrases": (
        "phrase: reason.behind\n  patterns: [归咎于]",
        "预算编制扣1分，归咎于年中追加较多。",
        "found: 归咎于, reason: 年中追加较多",
        "预算编制扣1分，归功于年中追加较多。",
        "应找到“归咎于”",
    ),
}


@pytest.mark.parametrize("kind", SILENT)
def test_kinds_that_leave_no_id(write_pack: WritePack, kind: str) -> None:
    keys, text, cell, wrong, told = SILENT[kind]
    entry = f"kind: {kind}\nentries:\n- id: own\n  {keys}\n  examples:\n"
    entry += f'  - {{text: "{text}", {cell}}}\n'
    assert failures(write_pack(own=entry)) == []
    [message] = failures(write_pack(own=entry.replace(text, wrong)))
    assert told in message
    [message] = failures(write_pack(own=entry + f'  not: ["{text}"]\n'))
    assert "反例中本条目不应起作用，但起了作用" in message


@pytest.mark.parametrize("column", ["sign", "year", "goal"])
def test_cues_that_leave_no_id(write_pack: WritePack, column: str) -> None:
    value, text, cells = {
        "sign": ("-1", "产量走低8%。", 'rate_pct: "-8"'),
        "year": ("-1", "2023年支出走低12万元。", 'year: "2022"'),
        "goal": ("yes", "走低办节会6场以上。", "qualifier: at_least"),
    }[column]
    cues = (
        f'kind: cues\nentries:\n- id: own\n  column: {column}\n  value: "{value}"\n'
        f"  terms: [走低]\n  examples:\n  - {{text: {text}, {cells}}}\n"
    )
    assert failures(write_pack(own=cues)) == []
    [message] = failures(write_pack(own=cues.replace(text, text.replace("走低", "较低"))))
    assert "得到的是" in message
    [message] = failures(write_pack(own=cues + f"  not: [{text}]\n"))
    assert "起了作用" in message


def test_the_list_names_packs_kinds_and_numbers(core: Packs) -> None:
    text = describe(core)
    assert text.startswith("core  ")
    for kind, title in KIND_TITLES.items():
        assert any(kind in line and title in line for line in text.splitlines()), kind
    examples = sum(len(e.examples) for e in core.entries)
    total = text.splitlines()[-1]
    assert total.startswith("总计")
    assert f"{len(core.entries)} 条" in total
    assert f"{examples} 例" in total
    assert "core:money.yuan" not in text
    assert "core:money.yuan" in describe(core, verbose=True)


def test_every_kind_has_a_title() -> None:
    assert list(KIND_TITLES) == list(KINDS)
