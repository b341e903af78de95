"""The year that a figure is about: its clause, sentence, paragraph, section, or the form's title."""

from __future__ import annotations

from collections.abc import Sequence

from ..extract.years import YearMention, year_in
from ..packs.entries import Cue
from ..packs.lexicon import Hits
from .context import Context, Text


def year_of(text: Text, context: Context, relative: Hits[Cue]) -> int | None:
    """The four-digit year, or None where nothing says one.

    上年 moves the year of the context by one for the figure that follows it; 较上年 does not.
    """
    year = _stated(text, context)
    shift = _shift(context, relative)
    if shift and year is not None:
        return year + shift
    if shift:
        return text.form_year + shift if text.form_year is not None else None
    return year


def _stated(text: Text, context: Context) -> int | None:
    at = context.figure.at
    for part in (context.clause, context.sentence):
        before = text.years.between(part.start, at)
        if before:
            return before[-1].year
        if part is context.clause:
            after = text.years.between(context.figure.end, part.end)
            if after:
                return after[0].year
    if context.labels is not None:
        for label in context.labels.ordered:
            year = year_in(label.text)
            if year is not None:
                return year
    paragraph = text.paragraphs.around(at)
    before = text.years.between(paragraph.start, at)
    if before:
        return before[-1].year
    if text.form_year is not None:
        return text.form_year
    return _of_headings(text, at)


def _of_headings(text: Text, at: int) -> int | None:
    for node in text.tree.chain(at):
        found: Sequence[YearMention] = text.years.between(node.start, node.heading_end)
        if found:
            return found[-1].year
    return None


def _shift(context: Context, relative: Hits[Cue]) -> int:
    found = relative.between(context.left.start, context.left.end)
    return int(found[-1].value.value) if found else 0
