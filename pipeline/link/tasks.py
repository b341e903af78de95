"""Goals in running text and the achievements that answer them, in cells, sections and sentences.

A goal stands in a cell or section of goals, an achievement in one that reports what was done. They
are paired by the number of the task, the unit and the words; an achievement may answer two goals
(an original and a revised one). What one sentence tells of both goes before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..extract.score_row import FormRow
from ..segment.spans import Cover, Span
from .answers import answers
from .book import book_of, once
from .context import Text
from .figures import Fact
from .goal_entries import Entry
from .goals import Facts, Goal, control_goals, form_goals, quoted
from .passages import Passage, of_block, passages
from .remarks import remarked, remarks
from .roles import Roles
from .task_rows import achievement_rows, closed_row, completion_rows, goal_row, pair_rows, rated
from .telling import Told
from .told_again import held_by_tables, is_held, is_printed, printed_with_outcome
from .told_goals import telling
from .worded import Saying, answered_in_words, rate_of, sayings


def all_goals(text: Text, forms: Sequence[FormRow], facts: Facts, roles: Roles) -> Iterator[Goal]:
    """The goals of forms, of tables without points, of controlled budgets and of running text."""
    known = {row.start for row in forms}
    plain = [
        r for view in text.views.values() for r in roles.tables.rows(view) if r.start not in known
    ]
    worded = [r for r in plain if roles.names.is_worded(text, r, facts)]
    apart = {r.start for r in worded}
    plain = [r for r in plain if r.start not in apart]
    controls = [*control_goals(text, facts)]
    rows = [*form_goals(text, forms, facts), *form_goals(text, plain, facts)]
    yield from rows
    yield from controls
    listed = {c.start for r in plain for c in (r.target, r.actual) if c is not None}
    found = [p for p in _passages(text, forms, worded, roles) if p.span.start not in listed]
    aims = Cover(p.span for p in found if p.kind == "goal")
    found += [of_block(b) for b in roles.blocks.in_turn(text) if b.span.start not in aims]
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
    yield from (remarked(text, r, roles.names) for r in held_there)
    spans = Cover([*kept, *(r.place for r in held_there)])
    book = book_of(text, found, facts, told, spans, roles.entries)
    cells = Cover(p.span for p in found if p.tabular and p.kind in ("goal", "done"))
    pairs = [t for t in told.told.values() if _counts(text, t, cells, spans)]
    paired = [goal for t in pairs for goal in pair_rows(text, t, roles.names)]
    yield from paired
    answered = {t.actual.figure.at for t in pairs}
    printed = printed_with_outcome(paired, noted)
    goals = [g for g in book.goals if not is_printed(g.fact, printed)]
    plans = {p.span.start for p in found if p.planned}
    planned = [g for g in goals if g.home in plans]
    goals = [g for g in goals if g.home not in plans]
    outcomes = [*book.done, *_outcomes(text, forms, facts)]
    answer_of = [
        *zip(goals, answers(goals, book.done), strict=True),
        *zip(planned, answers(planned, outcomes), strict=True),
    ]
    made = [goal_row(text, goal, answer, book, roles.names) for goal, answer in answer_of]
    reports = Cover(p.span for p in found if p.kind == "done" and p.reports)
    rates = [r for r in told.alone if r.figure.at in reports]
    made, used = _told_otherwise(
        text, made, sorted(sayings(text, found, roles), key=lambda s: s.at), rates
    )
    yield from made
    done = Cover(p.span for p in found if p.kind == "done")
    known = printed_with_outcome([*paired, *(g for g in made if g.actual is not None)], ())
    for closed in told.closed:
        if closed.goal.figure.at in done and not is_printed(closed.goal, known):
            yield closed_row(text, closed, roles.names)
    answered |= {answer.fact.figure.at for _, answer in answer_of if answer is not None}
    held = held_by_tables([*rows, *made])
    for remark in noted:
        if remark.goal is None and remark.actual.figure.at not in answered:
            answered.add(remark.actual.figure.at)
            yield remarked(text, remark, roles.names)
    for entry in book.done:
        if entry.fact.figure.at not in answered and not is_held(text, entry, held):
            yield from achievement_rows(text, entry, book, roles)
    settled = Cover([*(p.span for p in found if p.kind != "goal"), *kept])
    for fact in told.measured:
        if fact.figure.at not in answered and fact.figure.at not in settled:
            yield from (
                goal
                for entry in roles.entries.told(text, fact, facts)
                if not is_held(text, entry, held)
                for goal in achievement_rows(text, entry, book, roles)
            )
    for rate in rates:
        if rate.figure.at not in used:
            yield from completion_rows(text, rate)
    measures = (p for p in found if p.kind == "measure")
    for entry in once(e for p in measures for e in roles.entries.measures(text, p, facts)):
        if entry.fact.figure.at not in answered:
            yield goal_row(text, entry, None, book, roles.names)


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
            replace(goal, actual_text=quoted(text, rate), status=rated(stated), stated=stated)
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


def _counts(text: Text, told: Told, cells: Cover, spans: Cover) -> bool:
    """Whether a pair of a sentence is a row: in a table only in a cell of achievements or goals."""
    at = told.actual.figure.at
    if told.goal is None or at in spans:
        return False
    return text.canonical.cell_at(at) is None or at in cells
