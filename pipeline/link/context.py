"""The text round a figure: where its words may stand, and where its neighbours' words begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ..extract.found_numbers import Figure
from ..extract.grids import GridView, Labels
from ..extract.years import Years
from ..model.canonical import Canonical, Cell
from ..segment.sections import Tree
from ..segment.spans import Parts, Span


@dataclass(frozen=True)
class Text:
    """A document as the linkers see it: text, parts, sections, tables, years."""

    canonical: Canonical
    folded: str
    clauses: Parts
    sentences: Parts
    paragraphs: Parts
    tree: Tree
    views: dict[int, GridView]
    years: Years
    form_year: int | None

    def with_form_year(self, year: int | None) -> Text:
        """The same text, with the year that the title of a form gives to its figures."""
        return replace(self, form_year=year)


class Context(NamedTuple):
    """One figure with the spans in which its words are looked for.

    ``left`` reaches from the end of the figure before it (or the clause) to the figure, ``right``
    from the figure to the next one (or the clause's end). ``labels`` are those of its table cell.
    """

    figure: Figure
    clause: Span
    sentence: Span
    left: Span
    right: Span
    labels: Labels | None
    cell: Cell | None
    previous: Figure | None


def contexts(text: Text, figures: Sequence[Figure]) -> Iterator[Context]:
    """The contexts of the figures, in order; ``figures`` must be in text order."""
    last = len(figures) - 1
    previous: Figure | None = None
    for index, figure in enumerate(figures):
        clause = text.clauses.around(figure.at)
        sentence = text.sentences.around(figure.at)
        following = figures[index + 1] if index < last else None
        left_start = clause.start
        if previous is not None and previous.end > clause.start:
            left_start = previous.end
        right_end = max(clause.end, figure.end)
        if following is not None and following.start < right_end:
            right_end = max(following.start, figure.end)
        found = text.canonical.cell_at(figure.at)
        labels = text.views[found[0]].labels(found[1]) if found else None
        yield Context(
            figure,
            clause,
            sentence,
            Span(left_start, max(figure.start, left_start)),
            Span(figure.end, right_end),
            labels,
            found[1] if found else None,
            previous if previous is not None and previous.end > sentence.start else None,
        )
        previous = figure
