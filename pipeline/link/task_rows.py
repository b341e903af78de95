"""Rows of goals and achievements of running text, with the status that numbers or words give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from .answers import promised
from .book import Book
from .context import Text
from .figures import Fact
from .goal_entries import Entry
from .goal_names import SHORTEST, GoalNames
from .goals import Goal, as_aimed, compare, quoted, value_of
from .passages import ITEM
from .roles import Roles
from .telling import Closed, Told

_OVER = re.compile(r"超额完成|超过(?:年度)?目标")
_REACHED = re.compile(
    r"完成(?:了)?(?:年度|全年)?(?:目标)?任务|完成(?:了)?(?:年初|年度)?(?:设定|既定|预定)的?目标|达到(?:了)?预期(?:目标)?|圆满完成|如期完成"
)
_EXPECTED = re.compile(
    r"达到(?:了)?预期(?:目标)?|完成(?:了)?(?:(?:年度|全年)|(?:年初)?(?:设定|既定|预定)的?)目标"
)
_NOT_REACHED = re.compile(
    r"^[^;。]*\d[^;。\d]{0,20}未(?:能)?(?:按期)?(?:达到|完成|达成|实现)[^,\d]{0,8}(?:目标|任务|预期|计划)"
)
_DONE_TAIL = re.compile(
    r"[,:]?(?:已|均|都|全部|全面|圆满|超额|如期|总体|综合|平均)*(?:完成|实现|达到)[^。;]*$"
)


def pair_rows(text: Text, told: Told, names: GoalNames) -> Iterator[Goal]:
    """The rows of the goals and the achievement that one sentence tells: as set, as revised."""
    goals = [g for g in (told.first, told.goal) if g is not None]
    named_first = goals[0] if told.named_by_goal else told.actual
    name = names.named(text, named_first, told.actual if told.named_by_goal else goals[-1])
    actual, done = value_of(told.actual), quoted(text, told.actual)
    for goal in goals:
        start = text.clauses.around(min(goal.figure.at, told.actual.figure.at)).start
        end = text.clauses.around(max(goal.figure.at, told.actual.figure.at)).end
        target, quote = promised(text, goal), quoted(text, goal)
        reached = as_aimed(name, target, actual)
        status = compare(name, target, reached)
        yield Goal(start, end, "", name, quote, target, done, reached, status, "", told.stated)


def closed_row(text: Text, closed: Closed, names: GoalNames) -> Goal:
    """The row of a goal whose outcome is told in words alone."""
    clause = text.clauses.around(closed.goal.figure.at)
    last = text.clauses.around(closed.words.start)
    words = text.canonical.text[max(last.start, closed.goal.figure.end) : last.end].strip()
    return Goal(
        clause.start,
        last.end,
        "",
        names.of(text, closed.goal),
        quoted(text, closed.goal),
        promised(text, closed.goal),
        words,
        None,
        closed.status,
        "",
    )


def _is_sole(goal: Entry, book: Book) -> bool:
    """Whether a reason given for a task can only be of this goal, even where it was met."""
    return not goal.revised and book.of_item[goal.item] == 1


def goal_row(text: Text, goal: Entry, answer: Entry | None, book: Book, names: GoalNames) -> Goal:
    target = promised(text, goal.fact)
    actual = value_of(answer.fact) if answer is not None else None
    status = compare(goal.fact.subject, target, actual) if actual is not None else "no_actual"
    span = book.reasons.get(goal.item)
    reason = text.canonical.text[span.start : span.end].strip() if span is not None else ""
    return Goal(
        goal.clause.start,
        goal.clause.end,
        goal.item,
        names.of(text, goal.fact),
        quoted(text, goal.fact),
        target,
        quoted(text, answer.fact) if answer is not None else "",
        actual,
        status,
        reason if status == "unmet" or _is_sole(goal, book) else "",
        book.telling.stated(answer.fact) if answer is not None else None,
    )


def achievement_rows(text: Text, entry: Entry, book: Book, roles: Roles) -> Iterator[Goal]:
    """An achievement without a printed goal, where its place or its words make it one."""
    told = book.telling.of(entry.fact)
    place = entry.fact.figure.at
    words = text.folded[entry.clause.start : text.sentences.around(place).end]
    as_set = place in book.telling.as_set
    known = told is not None or as_set
    known = known or any(p.search(words) for p in (_OVER, _EXPECTED, _NOT_REACHED))
    if not roles.entries.is_reported(text, entry) or (place not in book.reported and not known):
        return
    yield Goal(
        entry.clause.start,
        entry.clause.end,
        entry.item,
        roles.names.of(text, entry.fact),
        "",
        None,
        quoted(text, entry.fact),
        value_of(entry.fact),
        _told_status(told, words, as_set),
        "",
        told.stated if told is not None else None,
    )


def completion_rows(text: Text, rate: Fact) -> Iterator[Goal]:
    """各项任务超额完成年度目标,完成率116.7%: neither goal nor outcome is printed as a figure."""
    sentence = text.sentences.around(rate.figure.at)
    name = _DONE_TAIL.sub("", ITEM.sub("", text.folded[sentence.start : rate.figure.start]))
    name = name.strip(" ,:的")
    if len(name) < SHORTEST:
        return
    stated = rate.figure.value
    done = text.canonical.text[sentence.start : sentence.end].strip()
    yield Goal(
        sentence.start, sentence.end, "", name, "", None, done, None, rated(stated), "", stated,
    )  # fmt: skip


def _told_status(told: Told | None, words: str, as_set: bool) -> str:
    """The status that the words give to an achievement whose goal is not printed."""
    if told is not None and told.stated is not None:
        return rated(told.stated)
    if told is not None and told.lower is not None:
        return "unmet" if told.lower else "exceeded"
    if _OVER.search(words):
        return "exceeded"
    if _NOT_REACHED.search(words):
        return "unmet"
    return "met" if as_set or _REACHED.search(words) else "no_target"


def rated(stated: Decimal) -> str:
    return "exceeded" if stated > 100 else "met" if stated == 100 else "unmet"
