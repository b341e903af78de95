"""Write the reference pages that follow from the code: tables, commands, checks, classes, API.

``python tools/make_docs.py`` writes them; with ``--check`` it only
tells which are out of step (exit 1).
"""

from __future__ import annotations

import dataclasses
import inspect
import re
import sys
import types
import typing
from pathlib import Path

import typer.main

import jixiao
from jixiao.cli.app import app
from jixiao.model.corpus_tables import CORPUS_TABLES, WIDE, WIDE_KEYS, WIDE_LABEL
from jixiao.model.tables import KEYS, RUN_TABLES, Contact, own_columns
from jixiao.packs import load
from jixiao.packs.entries import Cue
from jixiao.packs.rules import CheckRule
from jixiao.packs.values import CLASS_COLUMNS

DOCS = Path(__file__).parent.parent / "docs"
TYPES = {
    "str": "文字",
    "int": "整数",
    "bool": "true/false",
    "Decimal": "小数",
    "date": "日期",
    "Box": "坐标",
}


def tables_page() -> str:
    """Every table and column, from the one schema."""
    lines = [
        "# 表和列",
        "",
        "本页由 `python tools/make_docs.py` 从 `pipeline/model/tables.py` 生成。",
        "CSV：UTF-8、LF、RFC 4180，小数精确，空格子表示不知道，日期 ISO 8601。",
        "",
        "每张表开头的列：" + "；".join(f"`{k}` {zh} · {en}" for k, (zh, en) in KEYS.items()) + "。",
    ]
    for table in RUN_TABLES:
        asked = "（只在 --contacts 时输出）" if table is Contact else ""
        lines += described(table, table.label + asked, own_columns(table))
    lines += [
        "",
        "# 由全部文件的行得出的表",
        "",
        "`pipeline/model/corpus_tables.py`。没有上面那些开头的列；"
        "`evidence` 写明由哪些行得出，如 `metrics:行号`。",
    ]
    for corpus_table in CORPUS_TABLES:
        lines += described(corpus_table, corpus_table.label, dataclasses.fields(corpus_table))
    keys = "、".join(f"`{k}`" for k in WIDE_KEYS)
    lines += [
        "",
        f"## {WIDE}：{WIDE_LABEL}",
        "",
        f"{keys}，然后每个指标一列，列名是规则包里的指标编号；分一级指标的得分率是 "
        "`score_rate:一级指标`。只有可比的数值，含义同 `comparison`。",
    ]
    return "\n".join(lines) + "\n"


def described(
    table: type, title: str, columns: typing.Iterable[dataclasses.Field[typing.Any]]
) -> list[str]:
    """The lines of a table."""
    doc = (table.__doc__ or "").split("\n")[0]
    lines = ["", f"## {table.table}：{title}", "", doc, ""]  # type: ignore[attr-defined]
    lines += ["| 列 | 类型 | 含义 | meaning | 取值 |", "|---|---|---|---|---|"]
    hints = typing.get_type_hints(table)
    for f in columns:
        vocabulary = "、".join(f.metadata["vocabulary"])
        lines.append(
            f"| `{f.name}` | {type_name(hints[f.name])} | {f.metadata['zh']} "
            f"| {f.metadata['en']} | {vocabulary} |"
        )
    return lines


def type_name(hint: object) -> str:
    """The Chinese name of a column's type."""
    if isinstance(hint, types.UnionType):
        hint = next(a for a in typing.get_args(hint) if a is not type(None))
    return TYPES[getattr(hint, "__name__", "")]


def cli_page() -> str:
    """The help of every command, as the terminal shows it without colours and frames."""
    command = typer.main.get_command(app)
    lines = ["# 命令行", "", "本页由 `python tools/make_docs.py` 从 `jixiao --help` 生成。"]
    for path, part in walk(command, ("jixiao",)):
        lines += ["", f"## {' '.join(path)}", "", clean(part.help or ""), ""]
        for parameter in part.params:
            lines.append(describe(parameter))
    return "\n".join(lines).rstrip() + "\n"


def checks_page() -> str:
    """Every audit check of the packs."""
    lines = [
        "# 核对",
        "",
        "本页由 `python tools/make_docs.py` 从规则包里的 `checks` 条目生成，"
        "怎样加一项核对见 [packs.md](packs.md#checks)。",
        "",
        "每份报告的每项核对在 `checks` 表里至少有一行：相符 `pass`、不符 `fail`，"
        "找不到要核对的数时 `not_evaluable`，`message` 写明缺什么。",
        "数按印出的位数比较：几个四舍五入的数相加，合计可以差最后一位的一半乘个数；"
        "写的是截尾的数，算不符，但只作参考（`info`）。",
        "制度文件不核对。",
        "",
        "| 核对 | 内容 | 严重程度 | 依据 |",
        "|---|---|---|---|",
    ]
    severity = {"error": "错误", "warning": "要说明", "info": "参考"}
    for check in load().of(CheckRule):
        name = check.id.partition(":")[2]
        lines.append(f"| `{name}` | {check.title} | {severity[check.severity]} | {check.note} |")
    return "\n".join(lines) + "\n"


def classes_page() -> str:
    """Every class of causes and weaknesses with its definition, examples and counter-examples."""
    titles = {"cause": "扣分原因（`cause`）", "weakness": "问题（`weakness`）"}
    lines = [
        "# 扣分原因和问题的分类",
        "",
        "本页由 `python tools/make_docs.py` 从规则包生成，怎样加一类见"
        " [packs.md](packs.md#十分钟加一类问题)。",
        "分不出来的是 `other`。反例是容易混淆、但不属于这一类的话。",
    ]
    for column in CLASS_COLUMNS:
        lines += [
            "",
            f"## {titles[column]}",
            "",
            "| 类 | 定义 | 例句 | 反例 |",
            "|---|---|---|---|",
        ]
        for cue in load().of(Cue):
            if cue.column == column and cue.definition:
                examples = "".join(e.text for e in cue.examples)
                never = "".join(cue.never)
                lines.append(f"| `{cue.value}` | {cue.definition} | {examples} | {never} |")
    return "\n".join(lines) + "\n"


def api_page() -> str:
    """The public names of the library: how they are called and what they say of themselves."""
    lines = [
        "# Python 接口",
        "",
        "本页由 `python tools/make_docs.py` 从代码的说明生成；用法举例见 README。",
        "各表的列见 [tables.md](tables.md)。",
    ]
    for name in jixiao.__all__:
        if name != "__version__":
            lines += described_name(f"jixiao.{name}", getattr(jixiao, name), "##")
    return "\n".join(lines) + "\n"


def described_name(name: str, value: typing.Any, mark: str) -> list[str]:
    """A function, or a class with its own public members."""
    kind = "class " if inspect.isclass(value) else ""
    call = "" if kind else signature(value)
    lines = ["", f"{mark} `{name}`", "", "```python", f"{kind}{name}{call}", "```", ""]
    lines.append(inspect.cleandoc(value.__doc__ or "").replace("``", "`"))
    if not kind:
        return lines
    for member, found in vars(value).items():
        doc = inspect.getdoc(found)
        if member.startswith("_") or not doc:
            continue
        call = signature(found) if inspect.isfunction(found) else ""
        lines += ["", f"- `{member}{call}`：{' '.join(doc.replace('``', '`').split())}"]
    return lines


def signature(function: typing.Callable[..., object]) -> str:
    """How a function is called."""
    return str(inspect.signature(function)).replace("'", "").replace("(self, ", "(")


def walk(
    command: typing.Any, path: tuple[str, ...]
) -> typing.Iterator[tuple[tuple[str, ...], typing.Any]]:
    """The command and all below it."""
    yield path, command
    for name, child in getattr(command, "commands", {}).items():
        yield from walk(child, (*path, name))


def describe(parameter: typing.Any) -> str:
    """A parameter as one line of a list."""
    names = ", ".join(f"`{n}`" for n in [*parameter.opts, *parameter.secondary_opts])
    return f"- {names}：{getattr(parameter, 'help', None) or ''}"


def clean(text: str) -> str:
    """Help text without the marks of the terminal."""
    return re.sub(r"\[/?\w+\]", "", text.replace("\b\n", "").replace("\f", "")).strip()


def main() -> int:
    """Write or check the pages."""
    pages = {
        "tables.md": tables_page(),
        "cli.md": cli_page(),
        "checks.md": checks_page(),
        "classes.md": classes_page(),
        "api.md": api_page(),
    }
    stale = []
    for name, text in pages.items():
        path = DOCS / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    if "--check" in sys.argv and stale:
        print("过期的文档：" + "、".join(stale) + "；请运行 python tools/make_docs.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
