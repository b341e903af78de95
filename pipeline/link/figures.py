"""Figures with what they are of: the facts behind amounts, rates and quantities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..extract.found_numbers import Figure
from ..extract.fused import FUSED
from ..packs.entries import Cue
from ..packs.lexicon import Hits, Lexicons
from ..packs.load import Packs
from ..segment.fold import fold
from .context import Context, Text, contexts
from .cues import CHANGES, CueFinder, Told, words_of
from .subject import subject_of
from .year import year_of

AMOUNT_BASIS = "amounts.basis"
COLUMNS = (AMOUNT_BASIS, "rates.kind", "sign", "sign_point", "year", "goal")
Cues = Mapping[str, Hits[Cue]]  # of each of these columns
SIGN_REACH = 12
SHORTEST_LIMIT = 3
_LIMITS = ("at_least", "at_most")
GOAL_SECTIONS = frozenset({"targets", "work_tasks", "measures"})
_LAST_YEARS = re.compile(r"(?:[比较与同和]|相比)(?:上一?年度?|去年|20\d\d年度?)[^,。;\d增减]{0,8}$")
_CHANGED = re.compile(r"[^,。;\d]{0,10}(?:增|减|下降|提高|上升|持平|相比)")
_OWN_RATE = re.compile(r"[\u4e00-\u9fff]{2}(?<!比)率[为是达到至保持:约\s]*$")


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with its context; ``told`` is the basis of an amount or the kind of a rate."""

    figure: Figure
    subject: str
    year: int | None
    told: str
    negative: bool
    qualifier: str
    patterns: tuple[str, ...]


class FigureLinker:
    """Links figures with the words round them; made once for all documents."""

    def __init__(self, packs: Packs) -> None:
        self._cues = Lexicons({column: words_of(packs, column) for column in COLUMNS})
        self._basis = CueFinder(packs, AMOUNT_BASIS)
        self._kind = CueFinder(packs, "rates.kind")
        self._limits = {
            fold(t): e.value
            for e in packs.of(Cue)
            if e.column == "qualifier" and e.side != "after" and e.value in _LIMITS
            for t in e.terms
            if len(t) >= SHORTEST_LIMIT
        }
        words = "|".join(map(re.escape, sorted(self._limits, key=len, reverse=True)))
        self._limit_of = re.compile(rf"({words or '(?!)'})[^,。;:()\d]{{1,12}}的$")
        self._in_goal = {e.id: e.in_goal for e in packs.of(Cue) if e.in_goal}

    def cues(self, folded: str) -> Cues:
        """The words in a text that tell columns of figures."""
        return self._cues.find(folded)

    def link(self, text: Text, figures: Sequence[Figure], cues: Cues) -> Iterator[Fact]:
        """The facts in text order; ``cues`` are those of the text."""
        basis, kinds, signs, points, years, goals = (cues[column] for column in COLUMNS)
        level: Told | None = None
        for context in contexts(text, figures):
            figure = context.figure
            measure = figure.entry.measure
            told, negative = None, False
            if measure == "money":
                told = _by_column(figure) or _by_form(text, context)
                told = told or self._basis_of(text, context, basis)
                told = level if level is not None and _compared(text, context) else told
                level = told if told is not None and told.value not in CHANGES else level
            elif measure == "rate":
                told = _own_rate(text, context, kinds) or self._kind.tell(text, context, kinds)
                negative = _negative(context, signs)
                if figure.entry.unit == "pp":
                    negative = negative or _negative(context, points)
            yield Fact(
                figure=figure,
                subject=subject_of(text, context, measure == "quantity"),
                year=year_of(text, context, years),
                told=told.value if told else "",
                negative=negative,
                qualifier=self._qualifier(text, context, goals),
                patterns=(*figure.patterns, *((told.pattern,) if told else ())),
            )

    def _basis_of(self, text: Text, context: Context, hits: Hits[Cue]) -> Told | None:
        """元/吨 is a price whatever stands before it."""
        if "/" in context.figure.unit:
            return Told("standard", context.figure.entry.id)
        return self._basis.tell(text, context, hits)

    def _qualifier(self, text: Text, context: Context, goals: Hits[Cue]) -> str:
        """以上 is a promise in a goal (at_least) and a report elsewhere (over).

        不超过资金总额的5% limits the rate with words between.
        """
        figure = context.figure
        if figure.entry.measure == "rate" and figure.qualifier == "exact":
            left = text.folded[context.left.start : figure.start]
            limit = self._limit_of.search(left) if left.endswith("的") else None
            return self._limits[limit.group(1)] if limit is not None else figure.qualifier
        promised = next((v for p in figure.patterns if (v := self._in_goal.get(p))), "")
        return promised if promised and is_goal(text, context, goals) else figure.qualifier


def is_goal(text: Text, context: Context, goals: Hits[Cue]) -> bool:
    """Whether the figure is something promised: by its column, its clause or its section."""
    if context.labels is not None and context.labels.above:
        hits = [h for lb in context.labels.above for h in goals.between(lb.start, lb.end)]
        if hits:
            return hits[0].value.value == "yes"
    found = goals.between(context.sentence.start, context.figure.start)
    if found:
        return found[-1].value.value == "yes"
    return any(n.kind in GOAL_SECTIONS for n in text.tree.chain(context.figure.at))


def _compared(text: Text, context: Context) -> bool:
    """比上年的81万元增长3%: last year's figure has the basis of this year's before it."""
    left = text.folded[context.left.start : context.figure.start]
    if context.previous is None or not _LAST_YEARS.search(left):
        return False
    return _CHANGED.match(text.folded, context.figure.end) is not None


def _by_column(figure: Figure) -> Told | None:
    """The basis of a figure whose column the arithmetic of its row proved."""
    return Told(figure.basis, FUSED) if figure.basis else None


def _by_form(text: Text, context: Context) -> Told | None:
    """The basis that a standard form gives to the cells under its heads."""
    found = text.canonical.cell_at(context.figure.at)
    form = text.views[found[0]].form if found is not None else None
    if form is None or not form.basis or context.labels is None:
        return None
    if form.id in context.figure.patterns:
        return Told(form.basis, form.id)
    labels = {lb.text for lb in (*context.labels.above, *context.labels.left)}
    return Told(form.basis, form.id) if labels & set(form.heads) else None


def _own_rate(text: Text, context: Context, hits: Hits[Cue]) -> Told | None:
    """A rate named right before the figure that no pack knows (列养率100%) is of no known kind."""
    left = context.left
    if not _OWN_RATE.search(text.folded[left.start : left.end]):
        return None
    return None if hits.between(left.start, left.end) else Told("other", "")


def _negative(context: Context, signs: Hits[Cue]) -> bool:
    near = max(context.left.start, context.figure.at - SIGN_REACH)
    found = signs.between(near, context.figure.at)
    return bool(found) and found[-1].value.value == "-1"
