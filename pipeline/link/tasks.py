"""Goals in running text and the achievements that answer them, in cells, sections and sentences.

A goal stands in a cell or section of goals, an achievement in one that reports what was done. They
are paired by the number of the task, the unit and the words; an achievement may answer two goals
(an original and a revised one).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from ..segment.spans import Span
from .context import Text
from .figures import Fact
from .goals import Facts, Goal, compare, value_of

SHORTEST_TEXT = 12
ALIKE = 0.34
_DONE = re.compile(r"完成情况|实现情况|实际完成|完成结果|目标实际")
_GOAL = re.compile(r"(?:绩效|总体|年度|预期|整体|工作)[^,。]{0,8}目标|预期目标|^目标|重点工作任务")
_REASON = re.compile(r"未能?(?:完成|达标)[^,。]{0,4}原因|偏差原因")
_ITEM = re.compile(r"(?:任务|目标)[ ]?(\d{1,2})[:：、.]|(?:(?<=[。;\n])|^)[ ]*(\d{1,2})[.、](?!\d)")
_PLANNED = re.compile(r"力争|计划|争取|拟|将|确保|目标|预期|要求|努力")
_REPORTED = re.compile(r"已|完成了|今年以来|目前|全年完成|累计完成|实现了|共完成")
_REVISED = re.compile(r"目标(?:值|数)?(?:调整)?[为是达]+[ ]*$")
_OVER = re.compile(r"超额完成|超过(?:年度)?目标")
_REACHED = re.compile(
    r"完成(?:了)?(?:年度|全年)?(?:目标)?任务|达到(?:了)?预期(?:目标)?|圆满完成|如期完成"
)
_EXPECTED = re.compile(r"达到(?:了)?预期(?:目标)?|完成(?:了)?(?:年度|全年)目标")
_ASIDE = re.compile(r"[(][^()]{0,6}共?[^()]{0,4}$|上年(?:的|同期)?[^,。]{0,4}$|从[^,。]{0,6}$")
REPORT_KINDS = frozenset({"effectiveness", "results"})
DONE_KINDS = frozenset({"effectiveness", "results", "indicator_analysis", "conclusion"})


@dataclass(frozen=True, slots=True)
class _Entry:
    """A figure as part of a task: its item number, the clause it stands in."""

    fact: Fact
    item: str
    clause: Span
    revised: bool = False


@dataclass(frozen=True, slots=True)
class _Passage:
    span: Span
    kind: str
    tabular: bool
    reports: bool = False


def task_goals(text: Text, facts: Facts) -> Iterator[Goal]:
    """The goals of all passages with their achievements, and achievements reported without goal."""
    passages = [*_cells(text), *_sections(text)]
    goals = [e for p in passages if p.kind == "goal" for e in _entries(text, p, facts)]
    planned = {e.fact.figure.at for e in goals}
    done = [
        e
        for p in passages
        if p.kind == "done"
        for e in _entries(text, p, facts)
        if e.fact.figure.at not in planned
    ]
    revised = [
        e for p in passages if p.kind == "reason" for e in _entries(text, p, facts) if e.revised
    ]
    reasons = {item: span for p in passages if p.kind == "reason" for item, span in _items(text, p)}
    reported = {
        id(e) for p in passages if p.kind == "done" and p.reports for e in done if _in(e, p)
    }
    rates = {id(e) for e in done if _is_completion(e, done)}
    answered: set[int] = set()
    for goal in (*goals, *revised):
        answer = _answer(goal, [e for e in done if id(e) not in rates])
        if answer is not None:
            answered.add(id(answer))
        yield _goal(text, goal, answer, _reason(text, goal.item, reasons))
    for entry in done:
        if id(entry) in answered or id(entry) in rates:
            continue
        stated = _completion(entry, done)
        words = text.folded[entry.clause.start : _sentence_end(text, entry)]
        told = stated is not None or _OVER.search(words) or _EXPECTED.search(words)
        if id(entry) not in reported and not told:
            continue
        yield _achievement(text, entry, stated, words)


def _cells(text: Text) -> Iterator[_Passage]:
    """Long cells whose label or first words say whether they hold goals or achievements."""
    for view in text.views.values():
        for cell in view.grid.cells:
            content = view.text(cell)
            if len(content) < SHORTEST_TEXT:
                continue
            labels = view.labels(cell)
            names = [content[:16], *(lb.text for lb in (*labels.left[:1], *labels.above[:1]))]
            kind = next((k for n in names if (k := _kind(n))), "")
            if kind and (_ITEM.search(text.folded, cell.start, cell.end) or len(content) > 40):
                yield _Passage(Span(cell.start, cell.end), kind, True, reports=True)


def _kind(name: str) -> str:
    if _REASON.search(name):
        return "reason"
    if _DONE.search(name):
        return "done"
    return "goal" if _GOAL.search(name) else ""


def _sections(text: Text) -> Iterator[_Passage]:
    """Sections of goals, and those that tell what came of them."""
    nodes = text.tree.nodes
    for index, node in enumerate(nodes):
        end = min(node.end, nodes[index + 1].start) if index + 1 < len(nodes) else node.end
        span = Span(node.heading_end, end)
        if text.canonical.cell_at(node.start) is not None:
            continue
        kinds = [n.kind for n in text.tree.chain(node.start)]
        if "targets" in kinds[:1]:
            yield _Passage(span, "goal", False)
        elif "work_tasks" in kinds[:2] or DONE_KINDS & set(kinds[:3]):
            yield _Passage(span, "done", False, reports=bool(REPORT_KINDS & set(kinds[:2])))
    yield from _plans(text)


def _plans(text: Text) -> Iterator[_Passage]:
    """Paragraphs of a section of tasks that speak of what is to come."""
    for node in text.tree.nodes:
        if node.kind != "work_tasks":
            continue
        for part in text.paragraphs.spans(node.heading_end, node.end):
            words = text.folded[part.start : part.end]
            before = text.folded[node.heading_end : part.end]
            if _PLANNED.search(before) and not _REPORTED.search(words):
                yield _Passage(part, "goal", False)


def _entries(text: Text, passage: _Passage, facts: Facts) -> Iterator[_Entry]:
    marks = list(_ITEM.finditer(text.folded, passage.span.start, passage.span.end))
    for fact in facts.within(passage.span.start, passage.span.end):
        at = fact.figure.at
        in_cell = text.canonical.cell_at(at) is not None
        if in_cell != passage.tabular:
            continue
        clause = text.clauses.around(at)
        before = text.folded[clause.start : fact.figure.start]
        if _ASIDE.search(before) or fact.figure.unit in ("日", "岁", "天"):
            continue
        if passage.kind == "goal" and _is_no_goal(text, fact):
            continue
        item = next((m.group(1) or m.group(2) for m in reversed(marks) if m.start() <= at), "")
        yield _Entry(fact, item, clause, _REVISED.search(before) is not None)


def _is_no_goal(text: Text, fact: Fact) -> bool:
    """Nothing counted is promised, and a written-out number in prose (四项清单) is no measure."""
    nothing = fact.figure.value == 0 and fact.figure.entry.measure != "rate"
    return nothing or not text.folded[fact.figure.at].isascii()


def _items(text: Text, passage: _Passage) -> Iterator[tuple[str, Span]]:
    """The numbered parts of a passage: their number and their text."""
    marks = list(_ITEM.finditer(text.folded, passage.span.start, passage.span.end))
    ends = [*(m.start() for m in marks[1:]), passage.span.end]
    for mark, end in zip(marks, ends, strict=False):
        yield mark.group(1) or mark.group(2), Span(mark.end(), end)


def _in(entry: _Entry, passage: _Passage) -> bool:
    return passage.span.start <= entry.fact.figure.at < passage.span.end


def _is_completion(entry: _Entry, done: Sequence[_Entry]) -> bool:
    """完成率103% behind 新增1,616座 tells how far that was reached and is no row of its own."""
    return entry.fact.told == "completion" and any(
        other.item == entry.item
        and 0 < entry.fact.figure.at - other.fact.figure.at < 60
        and other.fact.told != "completion"
        for other in done
    )


def _completion(entry: _Entry, done: Sequence[_Entry]) -> Decimal | None:
    after = [
        o
        for o in done
        if o.fact.told == "completion"
        and o.item == entry.item
        and 0 < o.fact.figure.at - entry.fact.figure.at < 60
    ]
    nearer = [
        o
        for o in done
        if after and entry.fact.figure.at < o.fact.figure.at < after[0].fact.figure.at
    ]
    return value_of(after[0].fact).value if after and not nearer else None


def _answer(goal: _Entry, done: Sequence[_Entry]) -> _Entry | None:
    """The achievement with the same unit whose words are most alike, of the same task first."""
    best: tuple[float, _Entry] | None = None
    for entry in done:
        if _unit(entry.fact) != _unit(goal.fact):
            continue
        likeness = _likeness(goal.fact.subject, entry.fact.subject)
        likeness += 0.3 if goal.item and goal.item == entry.item else 0.0
        if likeness >= ALIKE and (best is None or likeness > best[0]):
            best = (likeness, entry)
    return best[1] if best is not None else None


def _unit(fact: Fact) -> str:
    return fact.figure.entry.id if fact.figure.entry.measure != "quantity" else fact.figure.unit


def _likeness(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _goal(text: Text, goal: _Entry, answer: _Entry | None, reason: str) -> Goal:
    target = value_of(goal.fact)
    actual = value_of(answer.fact) if answer is not None else None
    status = compare(goal.fact.subject, target, actual) if actual is not None else "no_actual"
    return Goal(
        goal.clause.start,
        goal.clause.end,
        goal.item,
        _name(goal.fact),
        _clause(text, goal),
        target,
        _clause(text, answer) if answer is not None else "",
        actual,
        status,
        reason if status == "unmet" else "",
    )


def _achievement(text: Text, entry: _Entry, stated: Decimal | None, words: str) -> Goal:
    status = "no_target"
    if stated is not None:
        status = "exceeded" if stated > 100 else "met" if stated == 100 else "unmet"
    elif _OVER.search(words):
        status = "exceeded"
    elif _REACHED.search(words):
        status = "met"
    return Goal(
        entry.clause.start,
        entry.clause.end,
        entry.item,
        _name(entry.fact),
        "",
        None,
        _clause(text, entry),
        value_of(entry.fact),
        status,
        "",
        stated,
    )


def _name(fact: Fact) -> str:
    """What is measured; a level and its growth are two things."""
    growth = fact.told == "yoy" and not fact.subject.endswith(("率", "增速"))
    return f"{fact.subject}增速" if growth else fact.subject


def _clause(text: Text, entry: _Entry) -> str:
    return text.canonical.text[entry.clause.start : entry.clause.end].strip()


def _sentence_end(text: Text, entry: _Entry) -> int:
    return text.sentences.around(entry.fact.figure.at).end


def _reason(text: Text, item: str, reasons: dict[str, Span]) -> str:
    span = reasons.get(item)
    return text.canonical.text[span.start : span.end].strip() if span is not None else ""
