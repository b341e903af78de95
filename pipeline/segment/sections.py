"""The section tree of a report, also where numbering is lost, restarted or mixed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ..model.canonical import Block, Canonical
from ..packs.entries import Heading
from ..packs.load import Packs
from ..packs.longest import longest
from .numbering import Mark, Style, mark_at

LONGEST_HEADING = 45
LONGEST_BARE_HEADING = 28
CACHED_HEADINGS = 4096
_STOP = re.compile(r"[。;!?]")
_BREAK = re.compile(r"[。:]")
_NO_HEADING_END = re.compile(r"[,、;。!?]$")
_ADMISSION = re.compile(r"[不未没]|有待|欠|缺")
_COVER_LINE = re.compile(r"^[^:]{2,18}:")


@dataclass(frozen=True, slots=True)
class Node:
    """A section: its heading, its extent and its place in the tree; offsets of canonical text."""

    section_id: str
    parent_id: str
    level: int
    heading: str
    kind: str
    start: int
    end: int
    heading_end: int
    pattern: str


@dataclass(frozen=True)
class Tree:
    """All sections of a document in text order."""

    nodes: tuple[Node, ...]
    _starts: list[int] = field(init=False, repr=False, compare=False)
    _by_id: dict[str, Node] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", [n.start for n in self.nodes])
        object.__setattr__(self, "_by_id", {n.section_id: n for n in self.nodes})

    def at(self, position: int) -> Node | None:
        """The innermost section that holds the code point."""
        index = bisect_right(self._starts, position) - 1
        return self.nodes[index] if index >= 0 else None

    def chain(self, position: int) -> tuple[Node, ...]:
        """The sections that hold the code point, the innermost first."""
        node = self.at(position)
        found: list[Node] = []
        while node is not None:
            found.append(node)
            node = self._by_id.get(node.parent_id)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class _Head:
    start: int
    end: int
    text: str
    style: Style
    outline: int | None
    kind: str
    pattern: str


class SectionFinder:
    """Finds the headings of a text and builds the tree; made once for all documents."""

    def __init__(self, packs: Packs) -> None:
        entries = packs.of(Heading)
        self._kinds = [(longest(e.patterns), e) for e in entries]
        self._any = longest([p for e in entries for p in e.patterns] or [r"(?!)"])
        self._best = lru_cache(maxsize=CACHED_HEADINGS)(self._find_best)

    def find(self, canonical: Canonical, folded: str) -> Tree:
        """The section tree; empty where the text has no heading."""
        heads = [
            head
            for block in canonical.blocks
            if block.kind != "row" and (head := self._head(block, folded)) is not None
        ]
        return Tree(_nest(heads, len(folded)))

    def kind_of(self, heading: str) -> tuple[str, str]:
        """The kind of a heading and the id of the pattern that told it."""
        kind, pattern, _ = self._best("".join(heading.split()))
        return kind, pattern

    def _find_best(self, heading: str) -> tuple[str, str, float]:
        """Kind, pattern and the share of the heading that the longest match explains."""
        best = ("other", "", 0.0)
        if self._any.search(heading) is None:
            return best
        for pattern, entry in self._kinds:
            found = pattern.search(heading)
            share = len(found.group()) / len(heading) if found is not None else 0.0
            if share > best[2]:
                best = (entry.kind, entry.id, share)
        return best

    def _head(self, block: Block, folded: str) -> _Head | None:
        if block.end - block.start < 2:
            return None
        mark = mark_at(folded, block.start, block.end)
        if mark is not None:
            return self._numbered(block, folded, mark)
        return self._bare(block, folded)

    def _numbered(self, block: Block, folded: str, mark: Mark) -> _Head | None:
        text = folded[mark.end : block.end].strip()
        short = text.rstrip("。.:; ")
        if not short:
            return None
        kind, pattern = self.kind_of(short)
        whole = len(short) <= LONGEST_HEADING and not _STOP.search(short)
        listed = text.endswith((";", "。")) and not (kind != "other" and len(short) <= 20)
        if whole and not listed and not _NO_HEADING_END.search(short):
            return _Head(block.start, block.end, short, mark.style, block.level, kind, pattern)
        return self._run_in(block, folded, mark)

    def _run_in(self, block: Block, folded: str, mark: Mark) -> _Head | None:
        """A heading with its text in the same paragraph: （一）评价小组情况。组长…"""
        stop = _BREAK.search(folded, mark.end, block.end)
        if stop is None:
            return None
        text = folded[mark.end : stop.start()].strip()
        kind, pattern = self.kind_of(text)
        if not 2 <= len(text) <= 24 or (kind == "other" and mark.style not in ("han", "han_paren")):
            return None
        if "," in text or re.search(r"\d", text):
            return None
        return _Head(block.start, stop.end(), text, mark.style, block.level, kind, pattern)

    def _bare(self, block: Block, folded: str) -> _Head | None:
        """A heading that has lost its number, or that the format marks as one."""
        text = folded[block.start : block.end].strip()
        short = text.rstrip("。:")
        if block.kind == "heading" and 2 <= len(short) <= LONGEST_HEADING:
            kind, pattern = self.kind_of(short)
            return _Head(block.start, block.end, short, "none", block.level, kind, pattern)
        if len(short) > LONGEST_BARE_HEADING:
            return self._bare_run_in(block, folded)
        if _COVER_LINE.match(text) or _STOP.search(short) or "," in short:
            return self._bare_run_in(block, folded)
        if text.endswith("。") and _ADMISSION.search(text):
            return None
        kind, pattern, covered = self._best("".join(short.split()))
        if covered < 0.6 or (text.endswith("。") and re.search(r"\d", text)):
            return None
        return _Head(block.start, block.end, short, "none", None, kind, pattern)

    def _bare_run_in(self, block: Block, folded: str) -> _Head | None:
        """自评工作过程。接到…: a known heading without number before its text."""
        stop = _BREAK.search(folded, block.start, min(block.end, block.start + 22))
        if stop is None or stop.group() != "。":
            return None
        text = folded[block.start : stop.start()].strip()
        kind, pattern, covered = self._best(text)
        if covered < 0.9:
            return None
        return _Head(block.start, stop.end(), text, "none", None, kind, pattern)


def _nest(heads: Sequence[_Head], length: int) -> tuple[Node, ...]:
    """Levels by the order in which styles first nest; a lost number is taken for a sibling."""
    stack: list[tuple[_Head, int]] = []
    nodes: list[Node] = []
    counters: list[int] = []
    ids: list[str] = []
    ends: dict[int, int] = {}
    for index, head in enumerate(heads):
        depth = _depth(head, [h for h, _ in stack])
        for _, closed in stack[depth:]:
            ends[closed] = head.start
        del stack[depth:], counters[depth + 1 :], ids[depth:]
        if len(counters) <= depth:
            counters.append(0)
        counters[depth] += 1
        parent = ids[depth - 1] if depth else ""
        own = f"{parent}.{counters[depth]}" if parent else str(counters[depth])
        ids.append(own)
        stack.append((head, index))
        nodes.append(
            Node(
                own, parent, depth + 1, head.text, head.kind,
                head.start, length, head.end, head.pattern,
            )
        )  # fmt: skip
    return tuple(replace(n, end=ends[i]) if i in ends else n for i, n in enumerate(nodes))


def _depth(head: _Head, stack: Sequence[_Head]) -> int:
    """How many of the open sections stay open above the new heading."""
    styles = [h.style for h in stack]
    if head.style == "none":
        if head.outline is not None:
            return sum(1 for h in stack if h.outline is not None and h.outline < head.outline)
        return _depth_of_bare(styles)
    if head.style in styles:
        return styles.index(head.style)
    return len(stack) if not stack or stack[-1].style != "none" else len(stack) - 1


def _depth_of_bare(styles: Sequence[Style]) -> int:
    """A bare heading stands beside the last heading of a high style, below the highest."""
    high = [i for i, s in enumerate(styles) if s in ("part", "han", "han_paren", "none")]
    return high[-1] if len(high) > 1 else len(high)
