"""From marked YAML to entries: strict about keys, types and vocabularies, with errors that help."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import MISSING, fields
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, get_args, get_origin, get_type_hints

import regex

from ..model import tables
from ..model.errors import PackError
from .entries import CUE_VALUES, KINDS, Cue, DocType, Entry, Example, Heading
from .marks import Marked

_RENAMED = {"not": "never"}


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
            raise item.error(f"条目缺少“{name}”", f"请补上 {name}: …")
    if not values["examples"]:
        raise item.error("examples 为空", "每个条目至少写一个例句及其结果")
    values["id"] = f"{pack}:{values['id']}"
    entry = kind(**values, source=f"{item.file}:{item.line}")
    _check_vocabulary(entry, item)
    _check_patterns(entry, item)
    return entry


def _convert(value: Marked, hint: Any, key: str) -> Any:
    if key == "examples":
        return tuple(_example(v) for v in _sequence(value, "examples 应为列表"))
    if get_origin(hint) is tuple:
        items = _sequence(value, f"{key} 应为列表，如 {key}: [甲, 乙]")
        return tuple(_text(v, key) for v in items)
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
    gives = tuple((k, _text(v, k)) for k, v in given.items() if k != "text")
    return Example(_text(given["text"], "text"), gives, value.line)


def _check_vocabulary(entry: Entry, item: Marked) -> None:
    checks: list[tuple[str, str, tuple[str, ...]]] = []
    if isinstance(entry, Cue):
        checks.append(("column", entry.column, tuple(CUE_VALUES)))
        checks.append(("value", entry.value, CUE_VALUES.get(entry.column, ())))
    elif isinstance(entry, Heading):
        checks.append(("kind", entry.kind, tables.SECTION_KINDS))
    elif isinstance(entry, DocType):
        checks.append(("doc_type", entry.doc_type, tables.DOC_TYPES))
    for key, value, allowed in checks:
        if value not in allowed:
            raise item.error(f"{key} 不能是“{value}”", _suggest(value, allowed))


def _check_patterns(entry: Entry, item: Marked) -> None:
    patterns = [getattr(entry, "pattern", ""), *getattr(entry, "patterns", ())]
    patterns += [*getattr(entry, "title", ()), *getattr(entry, "body", ())]
    for pattern in filter(None, patterns):
        try:
            compiled = regex.compile(pattern)
        except regex.error as error:
            raise item.error(f"正则表达式“{pattern}”有误：{error}", "请改正括号或转义") from None
        if compiled.match(""):
            raise item.error(f"正则表达式“{pattern}”会匹配空串", "请至少要求一个字符")


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


def _suggest(word: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    if close:
        return f"是否想写“{close[0]}”？"
    return "可用的有：" + "、".join(known)


__all__ = ["PackError", "entries"]
