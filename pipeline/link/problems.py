"""Problems that a report admits, one a clause, with the measure that answers them by order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..segment.numbering import mark_at
from ..segment.sections import Node, Tree
from ..segment.spans import Span
from .classify import Classifier

LONGEST_CLAUSE = 70
_SENTENCE = re.compile(r"[。;!\n]")
_CLAUSE = re.compile(r"[,](?!\d{3})")
_LEAD = re.compile(
    r"^[ ]*(?:[(][一二三四五六七八九十\d]{1,2}[)]|[一二三四五六七八九十]{1,2}[、是]"
    r"|\d{1,2}[.、](?!\d)|[①-⑩])?[ ]*"
    r"(?:总结来看|主要是|一方面|另一方面|同时|此外|但是?|另外|还|也|且|其次|首先|再次|主要问题是)?[:、]?"
)
_INTRO = re.compile(
    r"(?:存在|主要|以下|下列|如下)[^,。]{0,14}(?:问题|不足|困难)(?:是|有|如下|:)?[ ]*$|^虽然|^尽管"
)
_MENDED = re.compile(r"已(?:经)?(?:全部)?(?:完成|整改|解决|落实|修订|建立)|整改到位")
_NONE = re.compile(r"^(?:暂?无|没有|不存在)[^,]{0,12}$")


@dataclass(frozen=True, slots=True)
class Problem:
    """An admitted problem; offsets of the quote."""

    start: int
    end: int
    origin: str
    measure: str


def problems(
    folded: str, tree: Tree, deficiency: Classifier, closed: Sequence[tuple[int, int]]
) -> Iterator[Problem]:
    """The problems of all problem sections and of last year's, in order."""
    measures = _measures(folded, tree)
    for node in tree.nodes:
        origin = _origin(node, tree)
        if origin is None or any(a <= node.start < b for a, b in closed):
            continue
        end = next((n.start for n in tree.nodes if n.start > node.start), node.end)
        for index, span in enumerate(
            _clauses(folded, Span(_body(node), min(end, node.end)), deficiency)
        ):
            yield Problem(span.start, span.end, origin, _answer(measures, node, index))


def _origin(node: Node, tree: Tree) -> str | None:
    kinds = [n.kind for n in tree.chain(node.start)]
    if "measures" in kinds[:1]:
        return None
    if "prior_year_rectification" in kinds:
        return "prior_year"
    return "problem_section" if "problems" in kinds else None


def _body(node: Node) -> int:
    """Where the text of a section begins; the heading of a problem below 存在问题 is one itself."""
    return node.heading_end if node.kind == "problems" else node.start


def _clauses(folded: str, within: Span, deficiency: Classifier) -> Iterator[Span]:
    """Clauses with a word of deficiency, joined ones parted."""
    at = within.start
    stops = [m.start() for m in _SENTENCE.finditer(folded, within.start, within.end)]
    for stop in (*stops, within.end):
        for span in _parts(folded, at, stop):
            text = folded[span.start : span.end]
            if len(text) < 4 or _NONE.match(text) or _INTRO.search(text):
                continue
            if deficiency.has(text, "yes") and not _MENDED.search(text):
                yield span
        at = stop + 1


def _parts(folded: str, start: int, end: int) -> Iterator[Span]:
    """The clauses of a sentence without number and introduction."""
    at = start
    marks = [m.start() for m in _CLAUSE.finditer(folded, start, end)]
    for mark in (*marks, end):
        text = folded[at:mark]
        colon = text.rfind(":")
        first = at + (colon + 1 if colon >= 0 else 0)
        lead = _LEAD.match(folded, first, mark)
        first = lead.end() if lead is not None else first
        if mark > first:
            yield Span(first, mark)
        at = mark + 1


def _measures(folded: str, tree: Tree) -> list[str]:
    """The items of the measure sections, in order."""
    items: list[str] = []
    for node in tree.nodes:
        if node.kind != "measures":
            continue
        text = folded[node.heading_end : node.end]
        parts = [p.strip() for p in re.split(r"\n|(?=[(][一二三四五六七八九十][)])", text)]
        items += [_without_number(p) for p in parts if len(p) > 6]
    return items


def _without_number(text: str) -> str:
    mark = mark_at(text, 0, len(text))
    return text[mark.end :] if mark is not None else text


def _answer(measures: list[str], node: Node, index: int) -> str:
    """By the number of the problem's own section, else by its place; one measure answers all."""
    if not measures:
        return ""
    last = node.section_id.rpartition(".")[2]
    at = int(last) - 1 if node.kind != "problems" and last.isdigit() else index
    return measures[at] if at < len(measures) else measures[-1] if len(measures) == 1 else ""
