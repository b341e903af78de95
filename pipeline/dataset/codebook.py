"""``codebook.zh.md`` and ``codebook.en.md``: every table and column, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from .. import words
from .about import SOFTWARE, Dataset, Made
from .schema import Column

Language = Literal["zh", "en"]
_NAMES = {
    "doc_type": words.DOC_TYPES,
    "weakness": words.WEAKNESSES,
    "cause": words.CAUSES,
    "origin": words.ORIGINS,
    "severity": words.SEVERITIES,
    "how": words.HOWS,
    "between": words.BETWEEN,
}


@dataclass(frozen=True, slots=True)
class _Words:
    """The codebook's own words in one language."""

    title: str
    intro: str
    contents: str
    heads: tuple[str, ...]
    rows: str
    key: str
    reference: str
    vocabularies: str
    types: dict[type, str]


_SAID = {
    "zh": _Words(
        title="编码手册",
        intro=(
            "由 {software} {version} 按数据库的定义生成，版本 {content}。\n\n"
            "CSV 是 UTF-8、LF、RFC 4180；空格子表示不知道，不是零；小数精确；日期 ISO 8601；"
            "布尔值 true/false。`parquet/` 类型相同；`excel/` 有 BOM 和中文列名，"
            "单元格前的单引号表示按文字看；`stata/` 的行多时分成几个文件。"
            "怎样读见 `examples/`，每个文件的来源见 `provenance` 表。"
        ),
        contents="表",
        heads=("列", "含义", "类型", "单位", "取值", "注意"),
        rows="{rows} 行。",
        key="主键：{columns}。",
        reference="{columns} → {table}（{named}）。",
        vocabularies="取值的含义",
        types={str: "文字", int: "整数", bool: "布尔", Decimal: "小数", date: "日期"},
    ),
    "en": _Words(
        title="Codebook",
        intro=(
            "Made by {software} {version} from its one schema; version {content}.\n\n"
            "CSV is UTF-8, LF, RFC 4180; an empty cell is unknown, never nought; decimals are "
            "exact; dates are ISO 8601; booleans true/false. `parquet/` has the same types; "
            "`excel/` has a BOM and Chinese heads, where an apostrophe before a cell means text; "
            "`stata/` parts long tables into several files. `examples/` shows how to read them, "
            "table `provenance` where each file came from."
        ),
        contents="Tables",
        heads=("column", "meaning", "type", "unit", "values", "beware"),
        rows="{rows} rows.",
        key="Primary key: {columns}.",
        reference="{columns} → {table} ({named}).",
        vocabularies="Chinese names of values",
        types={str: "text", int: "integer", bool: "boolean", Decimal: "decimal", date: "date"},
    ),
}


def codebook(dataset: Dataset, language: Language) -> str:
    """The codebook in one language, as Markdown."""
    said = _SAID[language]
    made_by = dataset.made_by
    intro = said.intro.format(software=SOFTWARE, version=made_by.version, content=dataset.version)
    lines = [f"# {dataset.settings.title}：{said.title}", "", intro, "", f"## {said.contents}", ""]
    for made in dataset.tables:
        name, label = made.table.name, getattr(made.table.said, language)
        lines.append(f"- [`{name}`](#{name}) {label}（{said.rows.format(rows=made.rows)}）")
    for made in dataset.tables:
        lines += ["", *_table(made, said, language)]
    lines += ["", f"## {said.vocabularies}", "", *_vocabularies(dataset)]
    return "\n".join(lines) + "\n"


def _table(made: Made, said: _Words, language: Language) -> Iterator[str]:
    table = made.table
    facts = [said.rows.format(rows=made.rows)]
    if table.key:
        facts.append(said.key.format(columns=_listed(table.key)))
    for r in table.references:
        columns, named = _listed(r.columns), _listed(r.named)
        facts.append(said.reference.format(columns=columns, table=f"`{r.table}`", named=named))
    yield from (f"## {table.name}", "", getattr(table.said, language), "", " ".join(facts), "")
    yield "| " + " | ".join(said.heads) + " |"
    yield "|" + "---|" * len(said.heads)
    for column in table.columns:
        yield "| " + " | ".join(_row(column, said, language)) + " |"


def _row(column: Column, said: _Words, language: Language) -> Iterator[str]:
    yield f"`{column.name}`"
    yield getattr(column.said, language)
    yield said.types[column.kind]
    yield getattr(column.unit, language) if column.unit else ""
    yield "、".join(f"`{value}`" for value in column.vocabulary)
    yield getattr(column.hazard, language) if column.hazard else ""


def _vocabularies(dataset: Dataset) -> Iterator[str]:
    found = {c.name for made in dataset.tables for c in made.table.columns if c.vocabulary}
    for name in sorted(found & set(_NAMES)):
        values = "；".join(f"`{value}` {zh}" for value, zh in _NAMES[name].items() if value)
        yield f"- `{name}`：{values}"


def _listed(columns: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in columns)
