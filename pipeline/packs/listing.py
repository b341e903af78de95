"""What packs hold, for ``jixiao packs list``."""

from __future__ import annotations

from collections.abc import Sequence

from .entries import KINDS
from .entry import Entry
from .load import Packs

KIND_TITLES = {
    "units": "单位词",
    "names": "不是数值的数字",
    "no_policies": "不算文件引用的书名号",
    "cues": "提示词",
    "phrases": "说法",
    "headings": "章节标题",
    "labels": "封面标签",
    "doc_types": "文档类型",
    "heads": "表头",
    "forms": "标准表式",
    "families": "部门类别",
    "indicators": "指标",
    "frameworks": "指标框架",
    "reporters": "正文里的填报部门",
    "totals": "总分和等级",
    "words": "分词词语",
    "measures": "各部门共有的指标",
    "metrics": "比较用的指标",
    "checks": "核对",
}


def describe(packs: Packs, verbose: bool = False) -> str:
    """The packs with their kinds and how many entries, examples and counter-examples each has."""
    lines: list[str] = []
    for pack in packs.packs:
        lines.append(f"{pack.name}  {pack.title}  （{pack.path}）")
        lines.append(f"  {pack.description}")
        own = [e for e in packs.entries if e.id.startswith(f"{pack.name}:")]
        for kind, made in KINDS.items():
            found = [e for e in own if type(e) is made]
            if found:
                lines.append(f"  {kind:<12} {_counts(found)}  {KIND_TITLES[kind]}")
            if verbose:
                lines += [f"    {e.id}  {e.source}" for e in found]
        lines.append(f"  {'合计':<10} {_counts(own)}")
    lines.append(f"{'总计':<12} {_counts(packs.entries)}")
    return "\n".join(lines)


def _counts(entries: Sequence[Entry]) -> str:
    examples = sum(len(e.examples) for e in entries)
    never = sum(len(e.never) for e in entries)
    return f"{len(entries):>4} 条 {examples:>4} 例 {never:>4} 反例"
