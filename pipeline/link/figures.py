"""Figures with what they are of: the facts behind amounts, rates and quantities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..extract.figures import Figure
from ..packs.load import Packs
from .context import Text, contexts
from .cues import CueFinder
from .subject import subject_of
from .year import year_of

SIGN_REACH = 12


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with its context; ``told`` is the basis of an amount or the kind of a rate."""

    figure: Figure
    subject: str
    year: int | None
    told: str
    negative: bool
    patterns: tuple[str, ...]


class FigureLinker:
    """Links figures with the words round them; made once for all documents."""

    def __init__(self, packs: Packs) -> None:
        self.basis = CueFinder(packs, "amounts.basis")
        self._kind = CueFinder(packs, "rates.kind")
        self._sign = CueFinder(packs, "sign")
        self._year = CueFinder(packs, "year")

    def link(self, text: Text, figures: Sequence[Figure]) -> Iterator[Fact]:
        """The facts in text order."""
        basis = self.basis.in_text(text.folded)
        kinds = self._kind.in_text(text.folded)
        signs = self._sign.in_text(text.folded)
        years = self._year.in_text(text.folded)
        for context in contexts(text, figures):
            figure = context.figure
            measure = figure.entry.measure
            told = None
            if measure == "money":
                told = self.basis.tell(text, context, basis)
            elif measure == "rate":
                told = self._kind.tell(text, context, kinds)
            negative = False
            if measure == "rate":
                near = max(context.left.start, context.left.end - SIGN_REACH)
                found = signs.between(near, context.left.end)
                negative = bool(found) and found[-1].value.value == "-1"
            yield Fact(
                figure=figure,
                subject=subject_of(text, context, measure == "quantity"),
                year=year_of(text, context, years),
                told=told.value if told else "",
                negative=negative,
                patterns=(*figure.patterns, *((told.pattern,) if told else ())),
            )
