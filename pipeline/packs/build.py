"""From marked YAML to entries: strict about keys, types and vocabularies, with errors that help."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields
from decimal import Decimal, InvalidOperation
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import regex

from ..model import tables, vocabularies
from ..model.errors import PackError
from .entries import GROUPS, KINDS, Cue, DocType, Form, Heading, Label, Phrase, Unit
from .entry import Entry, Example
from .frameworks import Band, Framework, Indicator, Rated
from .marks import Marked
from .values import CLASS_COLUMNS, CUE_VALUES, LABEL_FIELDS, PHRASES

_RENAMED = {"not": "never"}
_ID = regex.compile(r"[\w.-]+")
_INDICATOR = regex.compile(r"[a-z][a-z0-9_]*")
_BAND = regex.compile(r"([≥≤])\s?(-?\d+(?:\.\d+)?)\s?:\s?(\d{1,3}(?:\.\d+)?)")
_REGEXES = ("pattern", "patterns", "title", "body")
_EXAMPLE_COLUMNS = (
    "cls",
    "words",
    "found",
    *dict.fromkeys(f.name for t in tables.TABLES for f in fields(t)),
)


def entries(file: Marked, pack: str) -> Iterator[Entry]:
    """The entries of one file, each with its pack's name before its id."""
    top = _mapping(file, "文件应写成 kind: … 与 entries: …")
    for key in top:
        if key not in ("kind", "entries"):
            raise top[key].error(f"不认识的键“{key}”", _suggest(key, ("kind", "entries")))
    if "kind" not in top or "entries" not in top:
        raise file.error("缺少 kind 或 entries", "请在文件开头写 kind: units 之类，再写 entries:")
    kind = str(top["kind"].value)
    if kind not in KINDS:
        raise top["kind"].error(f"不认识的 kind“{kind}”", _suggest(kind, tuple(KINDS)))
    for item in _sequence(top["entries"], "entries 应为列表，每项以 - id: 开头"):
        yield _entry(item, KINDS[kind], pack)


def _entry(item: Marked, kind: type[Entry], pack: str) -> Entry:
    given = _mapping(item, "每个条目应为 id: … 等键值")
    values = _values(item, given, kind, "条目")
    if not values["examples"]:
        raise given["examples"].error("examples 为空", "每个条目至少写一个例句及其结果")
    if not _ID.fullmatch(values["id"]):
        raise given["id"].error(
            f"id 不能是“{values['id']}”", "只用文字、数字和 . _ -，如 money.yuan"
        )
    values["id"] = f"{pack}:{values['id']}"
    entry = kind(**values, source=f"{item.file}:{item.line}")
    _check_vocabulary(entry, item, given)
    _check_indicators(entry, item, given)
    for key in _REGEXES:
        if key in given:
            _check_patterns(given[key], GROUPS.get(kind, ""))
    if isinstance(entry, Phrase):
        _check_fragments(given["patterns"])
    return entry


def _values(
    item: Marked, given: dict[str, Marked], kind: type[Entry] | type[Rated], what: str
) -> dict[str, Any]:
    """The keys of an entry, or of a row of a form, as its type wants them."""
    hints = get_type_hints(kind)
    own = {f.name: f for f in fields(kind) if f.name != "source"}
    values: dict[str, Any] = {}
    for key, value in given.items():
        name = _RENAMED.get(key, key)
        if name not in own or key == "never":
            known = tuple("not" if n == "never" else n for n in own)
            raise value.error(f"不认识的键“{key}”", _suggest(key, known))
        values[name] = _convert(value, hints[name], key)
    for name, f in own.items():
        if name not in values and f.default is MISSING:
            raise item.error(f"{what}缺少“{name}”", f"请补上 {name}: …")
    return values


def _convert(value: Marked, hint: Any, key: str) -> Any:
    if key == "examples":
        return tuple(_example(v) for v in _sequence(value, "examples 应为列表"))
    if key == "rows":
        return tuple(_rated(v) for v in _sequence(value, "rows 应为列表，每项是表的一行"))
    if key == "bands":
        return tuple(_band(v) for v in _sequence(value, "bands 应为列表，如 ['≥90:100']"))
    if get_origin(hint) is UnionType:
        hint = get_args(hint)[0]
    if get_origin(hint) is tuple:
        items = _sequence(value, f"{key} 应为列表，如 {key}: [甲, 乙]")
        if not items and key != "not":
            raise value.error(f"{key} 是空的", f"请至少写一项，或删去 {key}")
        return tuple(_filled(v, key) for v in items)
    text = _text(value, key)
    if get_origin(hint) is Literal:
        if text not in get_args(hint):
            raise value.error(f"{key} 不能是“{text}”", _suggest(text, get_args(hint)))
        return text
    if hint is bool:
        if text not in ("true", "false"):
            raise value.error(f"{key} 不能是“{text}”", "请写 true 或 false")
        return text == "true"
    if hint is int or hint is Decimal:
        try:
            return hint(text)
        except (ValueError, InvalidOperation):
            raise value.error(f"{key} 应为数字，而非“{text}”", "请写数字") from None
    return text


def _example(value: Marked) -> Example:
    """``text: {column: value}``, or a mapping with ``text`` and the expected cells."""
    given = _mapping(value, "每个例子应写成 {text: …, 列名: 值}")
    if "text" not in given:
        raise value.error("例子缺少 text", "请写 - {text: 例句, 列名: 值}")
    for key, cell in given.items():
        if key != "text" and key not in _EXAMPLE_COLUMNS:
            raise cell.error(f"例子里不认识的列“{key}”", _suggest(key, _EXAMPLE_COLUMNS))
    gives = tuple((k, _text(v, k)) for k, v in given.items() if k != "text")
    if not gives:
        raise value.error("例子没有写结果", "请在 text 后写应得的列和值，如 unit: 万元")
    return Example(_filled(given["text"], "text"), gives, value.line)


def _rated(value: Marked) -> Rated:
    """A row of a form."""
    given = _mapping(value, "每一行应写成 {indicator: …, level: 3, weight: 10, …}")
    row = Rated(**_values(value, given, Rated, "表的一行"))
    if row.scoring == "bands" and not row.bands:
        raise value.error("缺少“bands”", "请补上 bands: ['≥90:100', '≥80:80'] 之类")
    return row


def _band(value: Marked) -> Band:
    """``≥90:80``: from 90 percent on, 80 percent of the weight."""
    text = _text(value, "bands")
    found = _BAND.fullmatch(text)
    if found is None:
        raise value.error(f"bands 中不能写“{text}”", "请写 '≥90:80'，意思是比率达到90%得分值的80%")
    operator: Literal["≥", "≤"] = "≥" if found.group(1) == "≥" else "≤"
    return Band(operator=operator, bound=Decimal(found.group(2)), share=Decimal(found.group(3)))


def _check_indicators(entry: Entry, item: Marked, given: dict[str, Marked]) -> None:
    """Ids are ASCII, and a row's parent is a row of the same form."""
    if isinstance(entry, Indicator) and not _INDICATOR.fullmatch(entry.indicator):
        raise given["indicator"].error(
            f"indicator 不能是“{entry.indicator}”",
            "只用小写字母、数字和 _，字母开头，如 budget_execution_rate",
        )
    if isinstance(entry, Framework):
        known = tuple(row.indicator for row in entry.rows)
        for row in entry.rows:
            if row.parent and row.parent not in known:
                raise given["rows"].error(
                    f"“{row.indicator}”的 parent“{row.parent}”不在本表的行中",
                    _suggest(row.parent, known),
                )


def _check_vocabulary(entry: Entry, item: Marked, given: dict[str, Marked]) -> None:
    checks: list[tuple[str, str, tuple[str, ...]]] = []
    if isinstance(entry, Cue):
        checks.append(("column", entry.column, tuple(CUE_VALUES)))
        if entry.column not in CLASS_COLUMNS:
            checks.append(("value", entry.value, CUE_VALUES.get(entry.column, ())))
        checks.append(("in_goal", entry.in_goal, ("", *CUE_VALUES.get(entry.column, ()))))
    elif isinstance(entry, Phrase):
        checks.append(("phrase", entry.phrase, PHRASES))
    elif isinstance(entry, Heading):
        checks.append(("kind", entry.kind, vocabularies.SECTION_KINDS))
    elif isinstance(entry, DocType):
        checks.append(("doc_type", entry.doc_type, vocabularies.DOC_TYPES))
    elif isinstance(entry, Label):
        checks.append(("field", entry.field, LABEL_FIELDS))
    elif isinstance(entry, Form):
        checks.append(("basis", entry.basis, ("", *vocabularies.BASES)))
    elif isinstance(entry, Unit) and entry.measure == "rate":
        checks.append(("unit", entry.unit, ("pct", "pp", "permille")))
    for key, value, allowed in checks:
        if value not in allowed:
            place = given.get(key, item)
            raise place.error(
                f"{key} 不能是“{value}”", _suggest(value, tuple(filter(None, allowed)))
            )


def _check_patterns(value: Marked, group: str) -> None:
    """Every expression compiles, asks for a character and has the group that its kind reads."""
    for one in value.value if isinstance(value.value, list) else [value]:
        pattern = _text(one, "正则表达式")
        try:
            compiled = regex.compile(pattern)
        except regex.error as error:
            raise one.error(f"正则表达式“{pattern}”有误：{error}", "请改正括号或转义") from None
        if compiled.match(""):
            raise one.error(f"正则表达式“{pattern}”会匹配空串", "请至少要求一个字符")
        if group and group not in compiled.groupindex:
            raise one.error(
                f"正则表达式“{pattern}”缺少名为 {group} 的组", f"请把要取的文字写成 (?P<{group}>…)"
            )


def _check_fragments(value: Marked) -> None:
    """Expressions that code puts into its own: for ``re``, and with no group but (?:…)."""
    for one in _sequence(value, "patterns 应为列表"):
        pattern = _text(one, "正则表达式")
        try:
            groups = re.compile(pattern).groups
        except re.error as error:
            raise one.error(
                f"正则表达式“{pattern}”有误：{error}", "这里只能用 Python 的 re 库的写法"
            ) from None
        if groups:
            raise one.error(f"正则表达式“{pattern}”里有捕获组", "请把 (…) 写成 (?:…)")


def _mapping(value: Marked, remedy: str) -> dict[str, Marked]:
    if not isinstance(value.value, dict):
        raise value.error("此处应为键值", remedy)
    return value.value


def _sequence(value: Marked, remedy: str) -> list[Marked]:
    if not isinstance(value.value, list):
        raise value.error("此处应为列表", remedy)
    return value.value


def _text(value: Marked, key: str) -> str:
    if not isinstance(value.value, str):
        raise value.error(f"{key} 应为一个值", f"请写 {key}: 值")
    return value.value


def _filled(value: Marked, key: str) -> str:
    text = _text(value, key)
    if not text.strip():
        raise value.error(f"{key} 中有空的一项", "请写上文字，或删去这一项")
    return text


def refuse_unknown_classes(found: Iterable[Entry]) -> None:
    """Raise ``PackError`` for a class of causes or weaknesses that no entry defines."""
    cues = [e for e in found if isinstance(e, Cue) and e.column in CLASS_COLUMNS]
    for column in CLASS_COLUMNS:
        own = [e for e in cues if e.column == column]
        known = (*CUE_VALUES[column], *(e.value for e in own if e.definition))
        for entry in own:
            if entry.value not in known:
                raise PackError(
                    f"{entry.source}: value 不能是“{entry.value}”；{_suggest(entry.value, known)}"
                    "；若是新的类，请加一行 definition: 这一类是什么"
                )
            if not _ID.fullmatch(entry.value):
                raise PackError(
                    f"{entry.source}: 类名不能是“{entry.value}”；只用文字、数字和 . _ -"
                )


def _suggest(word: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    if close:
        return f"是否想写“{close[0]}”？"
    return "可用的有：" + "、".join(known)


__all__ = ["PackError", "entries", "refuse_unknown_classes"]
