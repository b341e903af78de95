"""Goals in running text and the achievements that answer them, in cells, sections and sentences.

A goal stands in a cell or section of goals, an achievement in one that reports what was done. They
are paired by the number of the task, the unit and the words; an achievement may answer two goals
(an original and a revised one). What one sentence tells of both goes before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..extract.goal_tables import goal_rows
from ..extract.score_row import FormRow
from ..segment.spans import Cover, Span
from .answers import ALIKE, answers, promised
from .context import Text
from .figures import Fact
from .goal_entries import Entry, entries, is_reported, items, measure_entries, told_entries
from .goal_names import SHORTEST, is_worded, name_of, named
from .goals import Facts, Goal, as_aimed, compare, control_goals, form_goals, quoted, value_of
from .likeness import likeness, shared
from .passages import ITEM, Passage, passages
from .remarks import Remark, remarked, remarks
from .roles import Roles
from .told_goals import Closed, Telling, Told, telling
from .worded import Saying, answered_in_words, rate_of, sayings

_OVER = re.compile(r"超额完成|超过(?:年度)?目标")
_REACHED = re.compile(
    r"完成(?:了)?(?:年度|全年)?(?:目标)?任务|完成(?:了)?(?:年初|年度)?(?:设定|既定|预定)的?目标|达到(?:了)?预期(?:目标)?|圆满完成|如期完成"
)
_EXPECTED = re.compile(
    r"达到(?:了)?预期(?:目标)?|完成(?:了)?(?:(?:年度|全年)|(?:年初)?(?:设定|既定|预定)的?)目标"
)
_AS_SET = re.compile(
    r"^[^;。]*\d[^;。\d]{0,12}[,(](?:(?:均|全部|已)?(?:达到|完成)了?(?:年度|当年|年初|全年|设定|预期|预定|的)*(?:目标值?|任务|计划)"
    r"|[与同和](?:年度|当年|年初|全年|设定|预期|预定|的)*(?:目标值?|任务|计划)数?(?:持平|一致|相同|相符))(?=[,;。)]|$)"
)
_NOT_REACHED = re.compile(
    r"^[^;。]*\d[^;。\d]{0,20}未(?:能)?(?:按期)?(?:达到|完成|达成|实现)[^,\d]{0,8}(?:目标|任务|预期|计划)"
)
_DONE_TAIL = re.compile(
    r"[,:]?(?:已|均|都|全部|全面|圆满|超额|如期|总体|综合|平均)*(?:完成|实现|达到)[^。;]*$"
)


@dataclass(frozen=True, slots=True)
class _Book:
    """All that is known of a document before goals and achievements are paired."""

    goals: tuple[Entry, ...]
    of_item: Mapping[str, int]
    done: tuple[Entry, ...]
    reported: frozenset[int]
    reasons: dict[str, Span]
    telling: Telling


def all_goals(text: Text, forms: Sequence[FormRow], facts: Facts, roles: Roles) -> Iterator[Goal]:
    """The goals of forms, of tables without points, of controlled budgets and of running text."""
    known = {row.start for row in forms}
    plain = [r for view in text.views.values() for r in goal_rows(view) if r.start not in known]
    worded = [r for r in plain if is_worded(text, r, facts)]
    apart = {r.start for r in worded}
    plain = [r for r in plain if r.start not in apart]
    controls = [*control_goals(text, facts)]
    rows = [*form_goals(text, forms, facts), *form_goals(text, plain, facts)]
    yield from rows
    yield from controls
    listed = {c.start for r in plain for c in (r.target, r.actual) if c is not None}
    found = [p for p in _passages(text, forms, worded, roles) if p.span.start not in listed]
    yield from task_goals(text, facts, controls, rows, forms, roles, found)


def task_goals(
    text: Text,
    facts: Facts,
    controls: Sequence[Goal],
    rows: Sequence[Goal],
    forms: Sequence[FormRow],
    roles: Roles,
    found: Sequence[Passage],
) -> Iterator[Goal]:
    """The goals of passages with their achievements, and achievements reported without goal.

    ``controls`` are budgets that were held against spending; their figures make no second row.
    ``rows`` are those of tables: what they hold against a goal needs no row without one. The
    remarks of ``forms`` tell outcomes too. ``found`` are the passages that set goals or report.
    """
    told = telling(text, facts, roles, Cover(p.span for p in found if p.kind == "goal"))
    kept = [(g.start, g.end) for g in controls]
    noted = remarks(text, forms, facts, told, Cover(kept))
    held_there = [r for r in noted if r.goal is not None]
    yield from (remarked(text, r) for r in held_there)
    spans = Cover([*kept, *(r.place for r in held_there)])
    book = _book(text, found, facts, told, spans)
    cells = Cover(p.span for p in found if p.tabular and p.kind in ("goal", "done"))
    pairs = [t for t in told.told.values() if _counts(text, t, cells, spans)]
    paired = [goal for t in pairs for goal in _pair(text, t)]
    yield from paired
    reports = Cover(p.span for p in found if p.kind == "done")
    yield from (_close(text, c) for c in told.closed if c.goal.figure.at in reports)
    answered = {t.actual.figure.at for t in pairs}
    printed = _printed(paired, noted)
    goals = [g for g in book.goals if not _is_printed(g.fact, printed)]
    plans = {p.span.start for p in found if p.planned}
    planned = [g for g in goals if g.home in plans]
    goals = [g for g in goals if g.home not in plans]
    outcomes = [*book.done, *_outcomes(text, forms, facts)]
    answer_of = [
        *zip(goals, answers(goals, book.done), strict=True),
        *zip(planned, answers(planned, outcomes), strict=True),
    ]
    made = [_goal(text, goal, answer, book) for goal, answer in answer_of]
    reports = Cover(p.span for p in found if p.kind == "done" and p.reports)
    rates = [r for r in told.alone if r.figure.at in reports]
    made, used = _told_otherwise(
        text, made, sorted(sayings(text, found, roles), key=lambda s: s.at), rates
    )
    yield from made
    answered |= {answer.fact.figure.at for _, answer in answer_of if answer is not None}
    held = _held([*rows, *made])
    for remark in noted:
        if remark.goal is None and remark.actual.figure.at not in answered:
            answered.add(remark.actual.figure.at)
            yield remarked(text, remark)
    for entry in book.done:
        if entry.fact.figure.at not in answered and not _is_in(text, entry, held):
            yield from _achievement(text, entry, book)
    settled = Cover([*(p.span for p in found if p.kind != "goal"), *kept])
    for fact in told.measured:
        if fact.figure.at not in answered and fact.figure.at not in settled:
            yield from (
                goal
                for entry in told_entries(text, fact, facts)
                if not _is_in(text, entry, held)
                for goal in _achievement(text, entry, book)
            )
    for rate in rates:
        if rate.figure.at not in used:
            yield from _completed(text, rate)
    for passage in found:
        if passage.kind == "measure":
            for entry in measure_entries(text, passage, facts):
                if entry.fact.figure.at not in answered:
                    yield _goal(text, entry, None, book)


def _told_otherwise(
    text: Text, made: Sequence[Goal], said: Sequence[Saying], rates: Sequence[Fact]
) -> tuple[list[Goal], set[int]]:
    """Goals with the words or the rate that tell their outcome, and where these rates stand."""
    found, used = list[Goal](), set[int]()
    for goal in made:
        rate = rate_of(goal, rates)
        if rate is None or rate.figure.at in used:
            found.append(answered_in_words(goal, said))
            continue
        used.add(rate.figure.at)
        stated = rate.figure.value
        found.append(
            replace(goal, actual_text=quoted(text, rate), status=_rated(stated), stated=stated)
        )
    return found, used


def _outcomes(text: Text, forms: Sequence[FormRow], facts: Facts) -> Iterator[Entry]:
    """What forms print as done beside a goal, which answers a goal of running text as well."""
    for row in forms:
        if row.target is None or row.actual is None or row.target is row.actual:
            continue
        found = facts.within(row.actual.start, row.actual.end)
        if len(found) == 1:
            fact = replace(found[0], subject=row.indicator)
            yield Entry(fact, "", text.clauses.around(fact.figure.at))


def _passages(
    text: Text, forms: Sequence[FormRow], worded: Sequence[FormRow], roles: Roles
) -> list[Passage]:
    """The passages of a text, and the remarks of forms as far as they are none of these."""
    own = [p for row in worded for p in _of_row(row)]
    apart = Cover(p.span for p in own)
    found = [*own, *(p for p in passages(text, roles.blocks) if p.span.start not in apart)]
    known = Cover(p.span for p in found)
    cells = (row.remark for row in forms if row.remark is not None)
    spans = [Span(c.start, c.end) for c in cells if c.start not in known]
    return [*found, *(Passage(span, "done", True) for span in spans)]


def _of_row(row: FormRow) -> Iterator[Passage]:
    """The goals of a row and what came of them, which belong together by the row's name."""
    for cell, kind in ((row.target, "goal"), (row.actual, "done")):
        if cell is not None:
            yield Passage(Span(cell.start, cell.end), kind, True, True, row.indicator)


def _book(text: Text, found: Sequence[Passage], facts: Facts, told: Telling, spans: Cover) -> _Book:
    by_kind = {
        kind: [e for p in found if p.kind == kind for e in entries(text, p, facts)]
        for kind in ("goal", "done", "reason")
    }
    paired = {t.actual.figure.at for t in told.told.values() if t.goal is not None}
    out = told.others | paired | {f.figure.at for f in told.measured}
    goals = [e for e in by_kind["goal"] if e.fact.figure.at not in out]
    out = told.others | paired | {e.fact.figure.at for e in goals}
    done = [
        e for e in by_kind["done"] if e.fact.figure.at not in out and e.fact.figure.at not in spans
    ]
    reports = Cover(p.span for p in found if p.kind == "done" and p.reports)
    goals += [e for e in by_kind["reason"] if e.revised]
    return _Book(
        tuple(goals),
        Counter(e.item for e in goals),
        tuple(done),
        frozenset(e.fact.figure.at for e in done if e.fact.figure.at in reports),
        _reasons(text, found),
        told,
    )


def _reasons(text: Text, found: Sequence[Passage]) -> dict[str, Span]:
    """Why goals were missed, by task: of numbered lists, and behind the label of a block."""
    reasons = {p.item: p.span for p in found if p.kind == "gap" and p.item}
    listed = (part for p in found if p.kind == "reason" for part in items(text, p))
    return {**reasons, **dict(listed)}


def _counts(text: Text, told: Told, cells: Cover, spans: Cover) -> bool:
    """Whether a pair of a sentence is a row: in a table only in a cell of achievements or goals."""
    at = told.actual.figure.at
    if told.goal is None or at in spans:
        return False
    return text.canonical.cell_at(at) is None or at in cells


def _held(rows: Sequence[Goal]) -> dict[tuple[Decimal, str], list[str]]:
    """The indicators of the tables' goals by what was achieved, in the unit without 万 and 亿."""
    held: dict[tuple[Decimal, str], list[str]] = {}
    for row in rows:
        if row.target is not None and row.actual is not None:
            held.setdefault((row.actual.scaled, row.actual.base), []).append(row.indicator)
    return held


def _is_in(text: Text, entry: Entry, held: Mapping[tuple[Decimal, str], list[str]]) -> bool:
    """Whether running text repeats an achievement that a table holds against its goal."""
    if text.canonical.cell_at(entry.fact.figure.at) is not None:
        return False
    value = value_of(entry.fact)
    names = held.get((value.scaled, value.base), ())
    return any(likeness(name, entry.fact.subject) >= ALIKE for name in names)


def _printed(paired: Sequence[Goal], noted: Sequence[Remark]) -> dict[Decimal, list[str]]:
    """The names of goals that sentences and remarks tell with their outcome, by their value."""
    found: dict[Decimal, list[str]] = {}
    for goal in paired:
        if goal.target is not None:
            found.setdefault(goal.target.scaled, []).append(goal.indicator)
    for remark in noted:
        if remark.goal is not None:
            names = found.setdefault(value_of(remark.goal).scaled, [])
            names += [remark.row.indicator, remark.goal.subject, remark.actual.subject]
    return found


def _is_printed(goal: Fact, printed: Mapping[Decimal, list[str]]) -> bool:
    """Whether a sentence that tells the outcome prints a goal again."""
    names = printed.get(value_of(goal).scaled, ())
    return any(likeness(n, goal.subject) >= ALIKE or shared(n, goal.subject) > 1 for n in names)


def _pair(text: Text, told: Told) -> Iterator[Goal]:
    """The rows of the goals and the achievement that one sentence tells: as set, as revised."""
    goals = [g for g in (told.first, told.goal) if g is not None]
    named_first = goals[0] if told.named_by_goal else told.actual
    name = named(text, named_first, told.actual if told.named_by_goal else goals[-1])
    actual, done = value_of(told.actual), quoted(text, told.actual)
    for goal in goals:
        start = text.clauses.around(min(goal.figure.at, told.actual.figure.at)).start
        end = text.clauses.around(max(goal.figure.at, told.actual.figure.at)).end
        target, quote = promised(text, goal), quoted(text, goal)
        reached = as_aimed(name, target, actual)
        status = compare(name, target, reached)
        yield Goal(start, end, "", name, quote, target, done, reached, status, "", told.stated)


def _close(text: Text, closed: Closed) -> Goal:
    """The row of a goal whose outcome is told in words alone."""
    clause = text.clauses.around(closed.goal.figure.at)
    last = text.clauses.around(closed.words.start)
    words = text.canonical.text[max(last.start, closed.goal.figure.end) : last.end].strip()
    return Goal(
        clause.start,
        last.end,
        "",
        name_of(text, closed.goal),
        quoted(text, closed.goal),
        promised(text, closed.goal),
        words,
        None,
        closed.status,
        "",
    )


def _is_sole(goal: Entry, book: _Book) -> bool:
    """Whether a reason given for a task can only be of this goal, even where it was met."""
    return not goal.revised and book.of_item[goal.item] == 1


def _goal(text: Text, goal: Entry, answer: Entry | None, book: _Book) -> Goal:
    target = promised(text, goal.fact)
    actual = value_of(answer.fact) if answer is not None else None
    status = compare(goal.fact.subject, target, actual) if actual is not None else "no_actual"
    span = book.reasons.get(goal.item)
    reason = text.canonical.text[span.start : span.end].strip() if span is not None else ""
    return Goal(
        goal.clause.start,
        goal.clause.end,
        goal.item,
        name_of(text, goal.fact),
        quoted(text, goal.fact),
        target,
        quoted(text, answer.fact) if answer is not None else "",
        actual,
        status,
        reason if status == "unmet" or _is_sole(goal, book) else "",
        book.telling.stated(answer.fact) if answer is not None else None,
    )


def _achievement(text: Text, entry: Entry, book: _Book) -> Iterator[Goal]:
    """An achievement without a printed goal, where its place or its words make it one."""
    told = book.telling.of(entry.fact)
    place = entry.fact.figure.at
    words = text.folded[entry.clause.start : text.sentences.around(place).end]
    known = told is not None or any(p.search(words) for p in (_OVER, _EXPECTED, _NOT_REACHED))
    if not is_reported(text, entry) or (place not in book.reported and not known):
        return
    yield Goal(
        entry.clause.start,
        entry.clause.end,
        entry.item,
        name_of(text, entry.fact),
        "",
        None,
        quoted(text, entry.fact),
        value_of(entry.fact),
        _told_status(told, words),
        "",
        told.stated if told is not None else None,
    )


def _completed(text: Text, rate: Fact) -> Iterator[Goal]:
    """各项任务超额完成年度目标,完成率116.7%: neither goal nor outcome is printed as a figure."""
    sentence = text.sentences.around(rate.figure.at)
    name = _DONE_TAIL.sub("", ITEM.sub("", text.folded[sentence.start : rate.figure.start]))
    name = name.strip(" ,:的")
    if len(name) < SHORTEST:
        return
    stated = rate.figure.value
    done = text.canonical.text[sentence.start : sentence.end].strip()
    yield Goal(
        sentence.start, sentence.end, "", name, "", None, done, None, _rated(stated), "", stated,
    )  # fmt: skip


def _told_status(told: Told | None, words: str) -> str:
    """The status that the words give to an achievement whose goal is not printed."""
    if told is not None and told.stated is not None:
        return _rated(told.stated)
    if told is not None and told.lower is not None:
        return "unmet" if told.lower else "exceeded"
    if _OVER.search(words):
        return "exceeded"
    if _NOT_REACHED.search(words):
        return "unmet"
    return "met" if _REACHED.search(words) or _AS_SET.search(words) else "no_target"


def _rated(stated: Decimal) -> str:
    return "exceeded" if stated > 100 else "met" if stated == 100 else "unmet"
