"""Amounts → measures that departments share: 收入, 基本支出, 三公经费 …, by the packs' names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from ..link.context import Text
from ..model.tables import Amount
from ..packs.entries import Cue
from ..packs.load import Packs
from ..packs.rules import Measure
from ..segment.fold import fold
from .groups import BUDGETS
from .measured import Amounts, Measured
from .printed import amount

STAGES = {
    "initial_budget": "initial",
    "adjusted_budget": "adjusted",
    "budget": "budget",
    "final_account": "actual",
    "expenditure": "actual",
    "income": "actual",
    "asset": "actual",
    "carryover": "actual",
    "disbursed": "disbursed",
    "increase": "change",
    "decrease": "change",
}
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_STAGED = re.compile("预算|决算|实际|执行|完成|支付|列支|使用|结转|结余|追加|调[整增减]|收入|占|比")
_CARRIED = re.compile("结转|结余")
_MARK = re.compile(r"^(?:[(]?[一二三四五六七八九十\d]+[)、.)]|[①-⑳])\s*")


class Named(NamedTuple):
    """What a subject names: measure and fund (empty where none), and whether only bare words."""

    measure: str
    fund: str
    bare: bool
    patterns: tuple[str, ...]
    total: Measure | None = None


class MeasureFinder:
    """Finds measures; made once from packs."""

    def __init__(self, packs: Packs) -> None:
        entries = packs.of(Measure)
        self._terms = {
            role: {fold(t): e for e in entries if e.role == role for t in e.terms}
            for role in ("name", "bare", "fund", "beside")
        }
        self._expressions = {role: _any_of(terms) for role, terms in self._terms.items()}
        names = self._terms["name"].items()
        self._totals = _any_of({t: e for t, e in names if e.holds})
        self._default = next((e.measure for e in entries if e.role == "bare"), "")
        self._carried = {e.carried: e.measure for e in entries}
        self._keeping = frozenset(e.measure for e in entries if e.keeps_fund)
        last_year = [fold(t) for c in packs.of(Cue) if c.column == "year" for t in c.terms]
        self._last_year = regex.compile("|".join(map(regex.escape, last_year)) or "(?!)")
        self.named = lru_cache(maxsize=4096)(self._named)

    def find(self, text: Text, amounts: Iterable[Amount], year: int | None) -> Amounts:
        """The amounts in text order, each with its measure; ``year`` is the audited one."""
        return Amounts([*self._found(text, sorted(amounts, key=lambda r: r.char_start), year)])

    def _found(self, text: Text, amounts: Sequence[Amount], year: int | None) -> Iterator[Measured]:
        before: Measured | None = None
        owner: Measured | None = None
        outer: Measured | None = None
        planned = ""
        for row in amounts:
            sentence = bisect_right(text.sentences.marks, row.char_start)
            if before is not None and before.sentence != sentence:
                before = owner = outer = None
                planned = ""
            lead = _lead(text, row, before)
            # 预算80万元(其中上级专项50万元),支出…: what a bracket holds owns nothing behind it.
            if "(" in lead and lead.rfind("(") > lead.rfind(")"):
                outer = owner
            elif ")" in lead and outer is not None:
                owner, outer = outer, None
            named = self._of_subject(text, row, lead)
            planned = "" if row.cell or named.bare else _planned(lead, owner, planned)
            measure, fund, known = self._resolved(text, row, named, owner, lead)
            if row.basis == "carryover" and not named.measure and _CARRIED.search(lead):
                measure, known = self._carried_over(lead), True
            before = Measured(
                row=row,
                rows=(row,),
                value=amount(row),
                measure=measure,
                known=known,
                fund=fund,
                stage=planned if planned and row.basis == "expenditure" else _stage(row, lead),
                prior=self._is_prior(lead, year) and row.basis != "carryover",
                sentence=sentence,
                paragraph=bisect_right(text.paragraphs.marks, row.char_start),
                section=row.section,
                table=row.cell.partition("/")[0],
                patterns=named.patterns,
                bare=named.bare,
                lead=lead,
                holds=named.total.holds if named.total else (),
                scope=named.total.scope if named.total else "",
            )
            # 年初预算…，年中追加上级专项…，调整后预算…: what was added does not own what follows.
            owner = owner if before.stage == "change" and not known and owner else before
            yield before

    def _of_subject(self, text: Text, row: Amount, lead: str) -> Named:
        """What names an amount: its subject, or the labels of its table cell.

        Behind 三公经费控制率 the cells 预算安排数 and 实际支出数 hold those of 三公经费.
        """
        subject, *outer = _subjects(text, row)
        named = self.named(subject)
        if not row.cell:
            return self._as_total(named, lead)
        if not named.bare or named.fund:
            return named
        further = (self.named(label) for label in outer)
        return next((n for n in further if n.measure and not n.bare), named)

    def _as_total(self, named: Named, lead: str) -> Named:
        """A subject loses the 总计 of 支出总计; the words before the amount still have it."""
        found = _last(self._totals, lead)
        if found is None or not self.only_beside(lead[found.end() :].strip()):
            return named
        entry = self._terms["name"][found.group()]
        if named.measure != entry.measure:
            return named
        return Named(entry.measure, named.fund, False, (*named.patterns, entry.id), entry)

    def _is_prior(self, lead: str, year: int | None) -> bool:
        """Whether the words before a figure speak of the year before."""
        if self._last_year.search(lead):
            return True
        years = {int(y[:4]) for y in _YEAR.findall(lead)}
        return bool(years) and year is not None and max(years) < year

    def _carried_over(self, lead: str) -> str:
        """Money carried over is that of the year's beginning or of its end."""
        begins = self._last_year.search(lead) or "年初" in lead
        return self._carried.get("opening" if begins else "closing", "")

    def _resolved(
        self, text: Text, row: Amount, named: Named, before: Measured | None, lead: str
    ) -> tuple[str, str, bool]:
        """Measure, fund and whether the packs know it; bare words follow what stands before."""
        fund = named.fund
        if not fund and before is not None and ")" not in lead and named.measure in self._keeping:
            fund = before.fund
        if not named.bare:
            return named.measure or row.subject, fund, bool(named.measure)
        if before is not None and not (named.measure and _is_income(before.measure)):
            return before.measure, fund, before.known
        sentence = text.sentences.around(row.char_start)
        own = self._last_name(text.folded[sentence.start : row.char_start])
        if own is None and before is None:
            node = text.tree.at(row.char_start)
            own = self._last_name(node.heading) if node is not None else None
        if own is not None and not _is_income(own.measure):
            return own.measure, fund, True
        unnamed = not named.measure and row.cell and not row.subject
        measure = self._default if unnamed else named.measure
        return measure, fund, bool(measure)

    def _named(self, subject: str) -> Named:
        """What the words of a subject name."""
        rest = _MARK.sub("", _YEAR.sub("", "".join(subject.split())))
        used: list[str] = []
        fund = ""
        found = self._expressions["fund"].search(rest)
        if found is not None:
            entry = self._terms["fund"][found.group()]
            fund, rest = entry.measure, rest[: found.start()] + rest[found.end() :]
            used.append(entry.id)
        name = _last(self._expressions["name"], rest)
        if name is not None and self._only_beside(rest[: name.start()] + rest[name.end() :], used):
            entry = self._terms["name"][name.group()]
            total = entry if entry.holds else None
            return Named(entry.measure, fund, False, (*used, entry.id), total)
        bare = _last(self._expressions["bare"], rest)
        if bare is not None and self._only_beside(rest[: bare.start()] + rest[bare.end() :], used):
            entry = self._terms["bare"][bare.group()]
            return Named(entry.measure, fund, True, (*used, entry.id))
        if self._only_beside(rest, used):
            return Named("", fund, True, tuple(used))
        return Named("", fund, False, ())

    def only_beside(self, words: str) -> bool:
        """Whether words, width-folded, change nothing where they stand beside a name."""
        return self._only_beside(words, [])

    def _only_beside(self, rest: str, used: list[str]) -> bool:
        """Whether nothing but words that change nothing is left; their entries go to ``used``."""
        left = self._expressions["beside"].sub("", rest)
        if left:
            return False
        if rest:
            used += sorted({e.id for e in self._terms["beside"].values()} - set(used))
        return True

    def _last_name(self, words: str) -> Measure | None:
        """The name of a measure that stands last in a text."""
        found = _last(self._expressions["name"], fold(words))
        return self._terms["name"][found.group()] if found is not None else None


def _lead(text: Text, row: Amount, before: Measured | None) -> str:
    """The words between the amount before, or the sentence's begin, and an amount."""
    sentence = text.sentences.around(row.char_start)
    start = max(sentence.start, before.row.char_end if before is not None else 0)
    return text.folded[start : row.char_start]


def _planned(lead: str, owner: Measured | None, planned: str) -> str:
    """The stage of the parts of a budget, 其中基本支出…,项目支出…, as far as no word ends them."""
    if ")" in lead or _STAGED.search(lead):
        return ""
    if "其中" in lead:
        return owner.stage if owner is not None and owner.stage in BUDGETS else ""
    return planned


def _stage(row: Amount, lead: str) -> str:
    """The stage by the basis; 比上年的41286.73万元增长 is a level, whatever follows it."""
    stage = STAGES.get(row.basis, "other")
    return "actual" if stage == "change" and lead.rstrip().endswith(("的", "年", "期")) else stage


def _subjects(text: Text, row: Amount) -> Sequence[str]:
    """The words that name an amount: its subject, or the labels of its table cell from it on."""
    found = text.canonical.cell_at(row.char_start) if row.cell else None
    if found is None or text.folded[found[1].start : row.char_start].strip("≥≤<>=约 "):
        return (row.subject,)
    left = text.views[found[0]].labels(found[1]).left
    return [label.text for label in left if label.text] or (row.subject,)


def _any_of(terms: dict[str, Measure]) -> regex.Pattern[str]:
    words = sorted(map(regex.escape, terms), key=len, reverse=True)
    return regex.compile("|".join(words) or "(?!)")


def _last(expression: regex.Pattern[str], text: str) -> regex.Match[str] | None:
    """The longest of the matches that end last."""
    best: regex.Match[str] | None = None
    for found in expression.finditer(text, overlapped=True):
        if best is None or found.end() > best.end():
            best = found
    return best


def _is_income(measure: str) -> bool:
    return measure.endswith("收入")
