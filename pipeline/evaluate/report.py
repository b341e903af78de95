"""The quality of a run's tables as a Chinese report."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..words import TABLES
from .detection import Alarm, Detection
from .left_out import LeftOut
from .quality import Accuracy, Quality, TableQuality, Wrong, quality
from .tables import Cells

_HIDDEN = frozenset(
    (
        "file",
        "text",
        "row_id",
        "doc_id",
        "char_start",
        "char_end",
        "page",
        "bbox",
        "confidence",
        "section",
    )
)
_QUOTE = 60
LARGEST_COST = 0.05


def report(
    outputs: Path, gold: Path | None = None, misses: int = 0, *, by_document: bool = False
) -> str:
    """The report; ``misses`` rows a table that differ, ``by_document`` with a line for each."""
    found = quality(outputs, gold)
    parts = [_against_gold(found, misses)] if gold is not None else []
    parts.append(_numbers(found))
    if by_document:
        parts.append(_documents(found))
    return "\n\n".join(parts)


def detection_report(found: Detection, faults: Sequence[Alarm], misses: int) -> str:
    """How many changed figures the checks noticed, by the checks that the figures took part in.

    ``faults`` are those that the unchanged documents really have.
    """
    rows = [("参加的核对", "改动", "发现", "比例")]
    for check in sorted(found.changed):
        changed, detected = found.changed[check], found.detected.get(check, 0)
        rows.append((check, str(changed), str(detected), f"{detected / changed:.1%}"))
    changed, detected = sum(found.changed.values()), sum(found.detected.values())
    rows.append(("合计", str(changed), str(detected), f"{found.share:.1%}"))
    parts = ["随机改动一个数字，核对能否发现", align(rows, left=1)]
    parts += [f"  没有发现  {line}" for line in found.missed[:misses]]
    false = found.false_alarms(faults)
    parts.append(
        f"没有改动时：{found.documents} 份文件，{len(found.alarms)} 处不符，"
        f"其中误报 {len(false)} 处（标注里没有的）"
    )
    parts += [f"  误报  {a.file} {a.check} {_short(a.observed)}" for a in false[:misses]]
    return "\n".join(parts)


def left_out_report(found: Sequence[LeftOut]) -> str:
    """F1 with the pack of a province, without it, and the difference, a table a line."""
    rows = [("规则包", "文件", "表", "有", "没有", "差")]
    for one in found:
        for with_, without in one.tables:
            loss = with_.f1 - without.f1
            figures = (f"{with_.f1:.3f}", f"{without.f1:.3f}", f"{loss:+.3f}")
            rows.append((one.pack, str(len(one.files)), with_.table, *figures))
    others: list[tuple[str, ...]] = [("规则包", "framework 有", "没有", "indicator_id 有", "没有")]
    others += [(o.pack, *map(str, (*o.frameworks, *o.indicators))) for o in found]
    worst = max((one.cost for one in found), default=0.0)
    return "\n".join(
        [
            "去掉一个省的规则包，该省文件的 F1",
            align(rows, left=3),
            f"最多损失 {worst:.3f}（要求不超过 {LARGEST_COST}）",
            "F1 不看的：有指标框架的文件数，有指标编号的得分行数",
            align(others, left=1),
        ]
    )


def _against_gold(found: Quality, misses: int) -> str:
    parts = [f"同人工标注比较：{len(found.files)} 份文件"]
    if found.lost:
        parts.append("\n".join(["输出里没有的文件：", *(f"  {f}" for f in found.lost)]))
    if found.tables:
        parts += [_tables(found.tables), _attributes(found.tables)]
        parts.append(f"各表 F1 平均：{found.macro_f1:.3f}（{len(found.tables)} 张表）")
    if found.documents:
        parts.append("\n".join(["文件信息（标注填了的格子）", *_columns(found.documents)]))
    if misses:
        parts += [_differences(t, misses) for t in found.tables if t.missed or t.extra or t.wrong]
        if found.wrong:
            parts.append("\n".join(["documents 不符", *_wrong(found.wrong, misses)]))
    return "\n\n".join(parts)


def _tables(tables: Sequence[TableQuality]) -> str:
    rows = [("表", "", "标注", "输出", "相符", "精确率", "召回率", "F1")]
    for t in tables:
        counts = (str(t.gold), str(t.found), str(t.right))
        shares = (f"{t.precision:.3f}", f"{t.recall:.3f}", f"{t.f1:.3f}")
        rows.append((TABLES[t.table], t.table, *counts, *shares))
    return align(rows, left=2)


def _attributes(tables: Sequence[TableQuality]) -> str:
    rows = [
        (t.table, a.column, f"{a.right}/{a.gold}", f"{a.share:.3f}")
        for t in tables
        for a in t.attributes
    ]
    return align([("属性（相符的行）", "列", "相符/标注", "准确率"), *rows], left=2)


def _columns(columns: Iterable[Accuracy]) -> list[str]:
    rows = [(f"  {a.column}", f"{a.right}/{a.gold}", f"{a.share:.3f}") for a in columns]
    return [align(rows, left=1)]


def _differences(table: TableQuality, limit: int) -> str:
    lines = [f"{table.table}：漏 {len(table.missed)}，多 {len(table.extra)}"]
    lines += [f"  漏  {_describe(row)}" for row in table.missed[:limit]]
    lines += [f"  多  {_describe(row)}" for row in table.extra[:limit]]
    for accuracy in table.attributes:
        lines += _wrong([w for w in table.wrong if w.column == accuracy.column], limit)
    return "\n".join(lines)


def _wrong(cells: Iterable[Wrong], limit: int) -> Iterator[str]:
    for cell in list(cells)[:limit]:
        quote = f"（{_short(cell.text)}）" if cell.text else ""
        yield f"  异  {cell.file}{quote} {cell.column}：标注 {cell.gold}，输出 {cell.found or '空'}"


def _describe(row: Cells) -> str:
    cells = " ".join(f"{k}={_short(v)}" for k, v in row.items() if v and k not in _HIDDEN)
    at = f"@{row['char_start']}" if row.get("char_start") else ""
    return f"{row['file']}{at}「{_short(row.get('text', ''))}」{cells}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _QUOTE else f"{line[:_QUOTE]}…"


def _numbers(found: Quality) -> str:
    whole = sum(n.numbers for n in found.numbers)
    unexplained = sum(n.unexplained for n in found.numbers)
    head = f"未解释的数字：{unexplained} / {whole} = {found.unexplained:.2%}"
    return f"{head}（{len(found.numbers)} 份文件，不需要标注）"


def _documents(found: Quality) -> str:
    differ = {file: [0, 0] for file in found.files}
    for table in found.tables:
        for place, rows in enumerate((table.missed, table.extra)):
            for row in rows:
                differ.setdefault(row["file"], [0, 0])[place] += 1
    lines = [("文件", "数字", "未解释", "比例", "漏", "多")]
    for n in found.numbers:
        missed, extra = map(str, differ.get(n.file, ("", "")))
        lines.append((n.file, str(n.numbers), str(n.unexplained), f"{n.share:.2%}", missed, extra))
    return align(lines, left=1)


def align(rows: Sequence[Sequence[str]], left: int) -> str:
    """Columns under each other, Chinese characters two wide; the first ``left`` to the left."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            cell + " " * (width - _width(cell))
            if place < left
            else " " * (width - _width(cell)) + cell
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)
