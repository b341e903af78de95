"""Heads of a form that stand in running text: 一级指标 二级指标 三级指标 分值 得分."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from .lost_fit import NUMBER
from .lost_tokens import Token
from .operators import OPERATORS

LONGEST_HEAD = 24
LONGEST_BEGUN, LONGEST_REST = 8, 6  # characters of a head that went over two lines
LONGEST_END = 2  # of what surely is but the end of one
ROOM = 8  # tokens, empty cells among them, in which a label and its number stand
SHORTEST = 2  # of a word before a head that alone is none
LEVELS = ("level1", "level2", "level3", "indicator")
OF_INDICATOR = frozenset({"target", "actual", "weight", "score"})
POINTS_OR_MONEY = frozenset({"money", "weight"})
FUNDS = frozenset({"money", "rate", "weight", "score", "points", "reason"})
_NOTE = re.compile(r"[(](?!\d+(?:\.\d+)?分[)])[^()]{1,12}[)]")


@dataclass(frozen=True, slots=True)
class Column:
    """A head: its tokens as one, and what stands below it."""

    head: Token
    role: str


@dataclass(frozen=True, slots=True)
class Heads:
    """The columns of a block in their order; tokens from ``first`` up to ``end`` told them.

    ``lower`` counts the columns at the front whose heads stand in a row below the others.
    """

    columns: tuple[Column, ...]
    first: int
    end: int
    lower: int = 0

    @property
    def roles(self) -> list[str]:
        """The role of each column."""
        return [column.role for column in self.columns]

    @property
    def is_funds(self) -> bool:
        """Whether they head the money block of a form."""
        return self.roles.count("money") >= 2

    @property
    def are_goals(self) -> bool:
        """Whether they head two texts, the overall goals and what became of them."""
        return self.roles == ["target", "actual"]


class HeadSearch:
    """Finds heads by what a pack takes texts for; ``is_name`` tells names of indicator classes."""

    def __init__(self, role_of: Callable[[str], str], is_name: Callable[[str], bool]) -> None:
        self._known = role_of
        self._is_name = is_name

    def heads(self, found: Sequence[Token]) -> Iterator[Heads]:
        """The heads of indicators and of money among tokens, in order."""
        at = 0
        while at + 1 < len(found):
            if max(len(found[at].text), len(found[at + 1].text)) > LONGEST_HEAD:
                at += 1  # a head alone tells nothing, and most lines are sentences
                continue
            run = self._run(found, at)
            heads = _heads(run, at) if len(run) > 1 else None
            if heads is not None and (not heads.is_funds or _has_rows(found, heads.end)):
                yield heads
            at = max(at + 1, run[-1][1] if run else 0)

    def _run(self, found: Sequence[Token], at: int) -> list[tuple[Column, int]]:
        """The heads that follow each other from a token on, each with where the next may begin."""
        run: list[tuple[Column, int]] = []
        while at < len(found):
            told = self._head(found, at, run[-1][0].role if run else "")
            if told is None:
                break
            run.append(told)
            at = told[1]
        if run and at < len(found) and run[-1][0].role == "money" and found[at].text[:1].isdigit():
            run.pop()  # 年度资金总额 right before its figures is the label of a row
        return run

    def _head(self, found: Sequence[Token], at: int, before: str) -> tuple[Column, int] | None:
        """The head that begins at a token: it alone, or with what went to the next line or two."""
        text = found[at].text
        if len(text) > LONGEST_HEAD:
            return None
        role = self._role(text)
        if self._is_name(text) and not (role == "rate" and before in POINTS_OR_MONEY):
            return None
        end = at + 1
        for last in (at + 1, at + 2):
            if self._is_cut(found, at, last):
                text = "".join(t.text for t in found[at : last + 1])
                role, end = self._role(text), last + 1
                break
        if not role:
            return None
        while end < len(found) and _NOTE.fullmatch(found[end].text):
            text += found[end].text
            end += 1
        return Column(found[at].with_rest(found[end - 1], text), role), end

    def _is_cut(self, found: Sequence[Token], at: int, last: int) -> bool:
        """Whether tokens are one head: 一级 and 指标, 年度指标 and 值, 实际完成 and 值."""
        if last >= len(found) or len(found[last].text) > LONGEST_REST:
            return False
        text, *rest = [t.text for t in found[at : last + 1]]
        if len(text) > LONGEST_BEGUN:
            return False
        whole = self._role(text + "".join(rest))
        if not whole:
            return False
        own, alone = self._role(text), self._role(rest[-1])
        if any(map(self._role, rest[:-1])):
            return False
        if whole == alone:
            return self._is_half(found, at, last, own == alone)
        if any(map(self._is_name, rest)):
            return False
        begins = False
        if last + 1 < len(found):
            after = found[last + 1]
            apart = found[last].first and not after.first
            begins = apart and NUMBER.fullmatch(after.text) is None
        if begins and not alone and len(rest[-1]) <= LONGEST_END:
            return True
        return whole != own and own in ("", "text") and not (own and alone)

    def _is_half(self, found: Sequence[Token], at: int, last: int, alike: bool) -> bool:
        """Whether a short word is the first line of a head that needs none: 年初 of 预算数."""
        lines = found[at : last + 2]
        own_lines = all(token.first for token in lines) and last == at + 1
        own = self._role(found[at].text)
        return own_lines and len(found[at].text) <= SHORTEST and (alike or own in ("", "text"))

    def _role(self, text: str) -> str:
        fits = 2 <= len(text) <= LONGEST_HEAD and not text[0].isdigit()
        return self._known(text) if fits else ""


def _has_rows(found: Sequence[Token], at: int) -> bool:
    """Whether a label and a number follow."""
    told = (t.text for t in found[at : at + ROOM] if t.text)
    label, *behind = [*islice(told, 4)] or [""]
    worded = label[:1].isalpha() and label not in OPERATORS
    return worded and any(NUMBER.fullmatch(text) for text in behind)


def _heads(run: Sequence[tuple[Column, int]], first: int) -> Heads | None:
    columns = [column for column, _ in run]
    roles = [column.role for column in columns]
    if roles.count("money") >= 2 and not set(LEVELS) & set(roles):
        begin = max((i + 1 for i, role in enumerate(roles) if role not in FUNDS), default=0)
        if roles[begin:].count("money") < 2:
            return None
        return Heads(tuple(columns[begin:]), run[begin - 1][1] if begin else first, run[-1][1])
    if roles[-2:] == ["target", "actual"] and not (set(LEVELS) | POINTS_OR_MONEY) & set(roles):
        return Heads(tuple(columns[-2:]), first, run[-1][1])
    if not set(LEVELS) & set(roles) or not OF_INDICATOR & set(roles) or len(roles) < 3:
        return None
    begin = next(i for i, role in enumerate(roles) if role in LEVELS)
    if "level1" in roles[begin:]:
        begin = roles.index("level1")
    if begin and roles[begin - 1] == "serial":
        begin -= 1
    over = [c for c in columns[:begin] if c.role in OF_INDICATOR | {"reason", "measure"}]
    lower = columns[begin:]
    own = {column.role for column in lower}
    behind = [c for c in over if c.role not in own]
    return Heads((*lower, *behind), first, run[-1][1], len(lower) if behind else 0)
