"""Problems that a report admits, one a clause, with the measures that answer them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..packs.load import Packs
from ..segment.alternation import Expressions
from ..segment.spans import Span
from .context import Text
from .problem_zones import Zone, Zones
from .remedies import LABEL, Remedies, RemedyFinder, is_first, items, sections

DIRECTLY_BELOW = 40
_LINE = re.compile(r"\n")
_SENTENCE = re.compile(r"[。;!\n\t]")


@dataclass(frozen=True, slots=True)
class Problem:
    """An admitted problem; offsets of the quote and of the item it is taken from.

    ``weakness`` is the class of the indicator that lost points by it.
    """

    start: int
    end: int
    origin: str
    measure: str
    weakness: str = ""
    item: tuple[int, int] = (0, 0)


class Problems:
    """Finds the problems of documents; made once for all."""

    def __init__(self, packs: Packs, zones: Zones) -> None:
        says = Expressions(packs, "remedy")
        self._zones = zones
        self._remedies = RemedyFinder(packs)
        self._done = says.compile(
            r"^[^。;\n]{0,30}?已[^,。;]{0,10}{done}[^,。;]{0,6}[,](?P<told>[^。;\n]{4,120})"
        )
        self._will = says.compile(r"^[^。;\n,]{0,16}?[,。;]{will}(?P<told>[^。;\n]{4,120})")

    def remedies(self, text: Text) -> Remedies:
        """The measures that stand in sections of their own."""
        return self._remedies.of(text.canonical.text, text.folded, sections(text.tree))

    def of(self, text: Text, general: Remedies) -> Iterator[Problem]:
        """The problems of all passages that speak of problems, in order.

        ``general`` are the measures for those that have none of their own.
        """
        for zone in self._zones.find(text.folded, text.tree, [*text.views.values()]):
            own = self._remedies.of(text.canonical.text, text.folded, zone.after)
            yield from self._of_zone(text, zone, own or general)

    def _of_zone(self, text: Text, zone: Zone, found: Remedies) -> Iterator[Problem]:
        """The problems of one passage, item by item; without items each clause is one."""
        listed = items(text.folded, zone.start, zone.end)
        parts = [Span(zone.start, listed[0].start if listed else zone.end), *listed]
        prior = zone.origin == "prior_year"
        # Below what last year's report raised stands what was done about it: 整改：一是…；二是…
        done = listed if prior else []
        under = self._remedies.of(text.canonical.text, text.folded, done)
        likely = zone.sure and zone.origin == "problem_section"
        places = [(-1, len(listed)), *_places(text.folded, listed)]
        splits = [_split(text, part, self._zones.mended if prior else None) for part in parts]
        *before, (last, ahead) = splits
        if len(listed) > 1 and ahead is not None and not any(own for _, own in before):
            # What stands behind the last of several items answers them all.
            splits[-1] = (last, None)
            found = found or self._remedies.of(text.canonical.text, text.folded, [ahead])
        for index, (part, (told, own)) in enumerate(zip(parts, splits, strict=True)):
            measure = _words(text, own) if own is not None else ""
            item = text.folded[told.start : told.end]
            certain = likely and (part in listed or not listed)
            spans = self._zones.admissions.within(
                text.folded, told.start, told.end, mended=prior, likely=likely, certain=certain
            )
            ranks = [*_ranks(text.folded, told.start, spans, len(found))]
            for nth, span in enumerate(spans):
                words = text.folded[span.start : span.end]
                if prior:
                    below = found.within(zone.end, zone.end + DIRECTLY_BELOW)
                    answered = self._mended(text, span.end, part.end) or measure
                    answered = answered or below.answer(item, *places[index])
                    if not answered and index == 0:
                        answered = under.answer(words, ranks[nth], ranks[-1] + 1)
                elif measure:
                    answered = measure
                elif len(listed) > 1:
                    answered = found.answer(item, *places[index])
                else:
                    answered = found.answer(words, ranks[nth], ranks[-1] + 1, item)
                around = (told.start, told.end)
                yield Problem(span.start, span.end, zone.origin, answered, item=around)

    def _mended(self, text: Text, at: int, end: int) -> str:
        """What was done about last year's problem, as the words behind it tell."""
        rest = text.folded[at:end]
        told = self._done.match(rest) or self._will.match(rest)
        if told is None:
            return ""
        start, stop = told.span("told")
        return text.canonical.text[at + start : at + stop]


def sentence_of(folded: str, problem: Problem) -> str:
    """The sentence of its item that a problem stands in, or the problem where it has no item."""
    first, last = problem.item
    start, end = max(first, problem.start), problem.end
    if end > last:
        return folded[problem.start : problem.end]
    left = max((m.end() for m in _SENTENCE.finditer(folded, first, start)), default=first)
    right = _SENTENCE.search(folded, end, last)
    return folded[left : right.start() if right is not None else last]


def _places(folded: str, listed: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The place of each item in its list and how many that has; below 原因： one may begin anew."""
    marks = [folded[a.end : b.start] for a, b in pairwise(listed)]
    starts = [0, *(i for i, mark in enumerate(marks, 1) if is_first(mark)), len(listed)]
    for start, stop in pairwise(starts):
        yield from ((index, stop - start) for index in range(stop - start))


def _ranks(folded: str, start: int, spans: Sequence[Span], count: int) -> Iterator[int]:
    """The place of each problem among the measures, which answer paragraphs, sentences or clauses.

    The first of those of which there are ``count`` with problems; clauses where none fits.
    """
    for mark in (_LINE, _SENTENCE):
        ends = [m.start() for m in mark.finditer(folded, start, spans[-1].end)] if spans else []
        places = [bisect_left(ends, span.start) for span in spans]
        order = sorted({*places})
        if len(order) == count:
            yield from (order.index(place) for place in places)
            return
    yield from range(len(spans))


def _split(text: Text, part: Span, mended: re.Pattern[str] | None) -> tuple[Span, Span | None]:
    """An item up to its own 改进措施：, 下一步 or ``mended``, and the measure behind it."""
    label = LABEL.search(text.folded, part.start + 1, part.end)
    if label is None and mended is not None:
        label = mended.search(text.folded, part.start + 1, part.end)
    if label is None:
        return part, None
    return Span(part.start, label.start()), Span(label.end(), part.end)


def _words(text: Text, span: Span) -> str:
    return text.canonical.text[span.start : span.end].strip().replace("\n", "")
