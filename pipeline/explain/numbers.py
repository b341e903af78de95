"""A number at a place: how it was read, which rules took part, and why the others lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..document import Reading, all_figures
from ..extract.found_numbers import Bare, Explained, Figure
from ..extract.numerals import parse
from ..link.context import Context, contexts
from ..model.tables import Row
from ..packs.entries import Cue, Head
from ..segment.spans import Span
from ..store.cells import to_cell
from .cues import sign_lines, told_lines, year_lines
from .knowledge import Knowledge
from .lines import Line

_COLUMNS = {"money": "amounts.basis", "rate": "rates.kind"}
_SOURCES = {
    "context": "取自表头、行首或表上方的“单位：”",
    "form": "由标准表式规定",
}
_MOST_NAMES = 3


def figures_at(reading: Reading, span: Span) -> list[Context]:
    """The contexts of the figures that meet the span."""
    figures = all_figures(reading.resolved)
    return [
        c
        for c in contexts(reading.text, figures)
        if c.figure.start < span.end and c.figure.end > span.start
    ]


def bare_at(reading: Reading, span: Span) -> list[Bare]:
    """The numbers that nothing explains."""
    return [b for b in reading.resolved.numbers.bare if b.start < span.end and b.end > span.start]


def explained_at(reading: Reading, span: Span) -> list[Explained]:
    """The numbers that are no values."""
    found = reading.resolved.numbers.explained
    return [e for e in found if e.start < span.end and e.end > span.start]


def figure_lines(
    knowledge: Knowledge, reading: Reading, context: Context, row: Row | None
) -> Iterator[Line]:
    """Unit, names, qualifier, basis or kind, sign and year of one figure."""
    figure = context.figure
    made = row.pattern.split("+") if row is not None else list(figure.patterns)
    yield "数字", _value(figure)
    yield from _unit(knowledge, reading, figure)
    yield from _names(knowledge, reading.text.folded, figure)
    yield from _qualifier(knowledge, figure, row)
    column = _COLUMNS.get(figure.entry.measure)
    if column is not None:
        yield from told_lines(knowledge, reading.text, context, column, made)
    if figure.entry.measure == "rate":
        yield from sign_lines(knowledge, reading.text, context)
    year = getattr(row, "year", None)
    yield from year_lines(knowledge, reading.text, context, year)


def _value(figure: Figure) -> str:
    high = f"，上限 {figure.high}" if figure.high is not None else ""
    return f"{figure.value}{high}，单位“{figure.unit}”，第 {figure.at} 字符起"


def _unit(knowledge: Knowledge, reading: Reading, figure: Figure) -> Iterator[Line]:
    text = reading.text
    source = reading.resolved.unit_sources.get(figure.at, "inline")
    own = next((p for p in figure.patterns), figure.entry.id)
    if source != "inline":
        yield "单位", f"单元格里没有单位，“{figure.unit}”{_SOURCES[source]}（{own}）"
        return
    if figure in reading.resolved.no_unit:
        yield "单位", f"表头说明是金额（{own}），但哪里都没有写单位，amount_wan 为空"
        return
    after = _after_number(text.folded, figure)
    words = knowledge.units_at(text.folded, after)
    if not any(u is figure.entry for _, u in words):
        yield "单位", f"“{figure.unit}”→{figure.entry.id}：数字后没有紧跟单位，{_borrowed(figure)}"
        return
    for index, (form, unit) in enumerate(words):
        why = "采用" if index == 0 else "未采用：词较短"
        yield "单位", f"“{form}”→{unit.measure}（{unit.id}，{why}）"


def _after_number(folded: str, figure: Figure) -> int:
    """Where the unit of a figure may begin, behind the last digit of a range."""
    end = figure.at
    while (numeral := parse(folded, end)) is not None and numeral.end <= figure.end:
        end = numeral.end
        link = end
        while link < figure.end and folded[link] in " -~—–至到":
            link += 1
        if link == end or figure.high is None:
            break
        end = link
    while end < len(folded) and folded[end] in " 余多来几":
        end += 1
    return end


def _borrowed(figure: Figure) -> str:
    if figure.entry.measure == "rate":
        return "单位写在数字前（百分之、千分之）"
    if not figure.unit.strip("十百千万亿"):
        return "但本分句说的是钱，按元计（18万）"
    return "与后面的数共用单位"


def _names(knowledge: Knowledge, folded: str, figure: Figure) -> Iterator[Line]:
    found = knowledge.names_at(folded, figure.at)
    if not found:
        yield "名称规则", "没有编号、日期、名称一类的规则在此匹配"
    told = knowledge.finder.is_value(folded, figure.at)
    first = "凭数字前后几个字已知是数值" if told else "此数由表格或词内的读法先取走"
    for entry, words in found[:_MOST_NAMES]:
        why = "只在数字没有单位时才试" if entry.late else first
        yield "名称规则", f"{entry.id} 匹配“{words}”，未采用：{why}"


def _qualifier(knowledge: Knowledge, figure: Figure, row: Row | None) -> Iterator[Line]:
    told = to_cell(getattr(row, "qualifier", figure.qualifier))
    ids = [
        p
        for p in figure.patterns
        if isinstance(e := knowledge.entry(p), Cue) and e.column == "qualifier"
    ]
    if ids:
        moved = f"，因属于目标记为 {told}" if told != figure.qualifier else ""
        yield "限定", f"{figure.qualifier}（{'、'.join(ids)}）{moved}"
    elif told != "exact":
        yield "限定", f"{told}：由范围、余数或表中的运算符得出"


def explained_lines(knowledge: Knowledge, reading: Reading, number: Explained) -> Iterator[Line]:
    """Why a number is no value."""
    folded = reading.text.folded
    words = reading.text.canonical.text[number.start : number.end]
    yield "不是数值", f"“{words}”归为 {number.cls}，不进表"
    entry = knowledge.entry(number.pattern)
    if entry is not None:
        how = "表头或行首的规则" if isinstance(entry, Head) else "名称规则"
        yield "规则", f"{how} {knowledge.named(number.pattern)}"
    else:
        yield "规则", _WITHOUT_RULE.get(number.cls, "程序本身的规定")
    others = [(e, w) for e, w in knowledge.names_at(folded, number.start) if e is not entry]
    for other, matched in others[:_MOST_NAMES]:
        yield "未采用", f"{other.id} 也匹配“{matched}”，但排在后面"
    numeral = parse(folded, number.start)
    if numeral is not None:
        for form, unit in knowledge.units_at(folded, numeral.end)[:1]:
            yield (
                "未采用",
                f"后面的“{form}”可作单位（{unit.id}），但名称规则先试，或汉字数字在词中不计",
            )


_WITHOUT_RULE = {
    "policy": "在书名号或文号之内，见 policies 表",
    "word": "汉字数字是词的一部分，或后面没有可数的单位",
    "points": "评分表中没有另作说明的数字",
}


def bare_lines(knowledge: Knowledge, reading: Reading, number: Bare) -> Iterator[Line]:
    """Why a number is in the rejects."""
    text = reading.text
    after = text.folded[number.end : number.end + 6].split("\n")[0]
    units = knowledge.units_at(text.folded, number.end)
    yield (
        "单位",
        f"数字后的“{after.strip()}”不是已知的单位"
        if not units
        else (f"后面的“{units[0][0]}”是单位（{units[0][1].id}），但这里没有当作单位"),
    )
    names = knowledge.names_at(text.folded, number.at)
    yield "名称规则", "、".join(e.id for e, _ in names) or "没有一条匹配"
    found = text.canonical.cell_at(number.at)
    if found is None:
        yield "表头", "不在表格里，没有表头可看"
    else:
        view, cell = text.views[found[0]], found[1]
        labels = view.labels(cell).ordered
        heads = [f"“{lb.text}”→{lb.head.role}（{lb.head.id}）" for lb in labels if lb.head]
        yield "表头", "、".join(heads) or "上方和左边没有认识的表头"
        if len(view.text(cell)) > number.end - number.start:
            yield "表头", "单元格里除数字外还有别的文字，表头不适用"
    yield "怎么办", "在自己的规则包里补一条 units、names 或 heads，见 docs/packs.md"


def row_at(rows: Sequence[Row], figure: Figure) -> Row | None:
    """The row that a figure became."""
    tables = {"money": "amounts", "rate": "rates", "quantity": "quantities"}
    wanted = tables[figure.entry.measure]
    return next((r for r in rows if r.table == wanted and r.char_start == figure.start), None)
