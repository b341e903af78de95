"""Plain text: lines → paragraphs and grids."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..model.canonical import Canonical
from .builder import Builder, Piece, clean, guard_cells, strip
from .encoding import Decoded
from .glue import (
    continues,
    cuts_amount,
    first_token,
    is_closed,
    is_row,
    joint,
    starts_field,
    starts_item,
    width,
)
from .links import tell
from .markdown import front_matter, is_markdown, links_in
from .markup import table_cells, tables_in
from .prose_rows import write_rows
from .txt_lines import Line, split_lines
from .txt_runs import runs
from .txt_tables import settle_tabs, whole_rows

MEDIA_TYPE = "text/plain"
LEAST_WRAPPED = 5
_page_number = re.compile(
    r"[-—–－\s]*\d{1,4}[-—–－\s]*|[-—–－\s]*第\s*\d{1,4}\s*页[\s,，/]*(?:共\s*\d{1,4}\s*页)?[-—–－\s]*"
    r"|\d{1,4}\s*/\s*\d{1,4}|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?"
)
_heading = re.compile(r"^ {0,3}(#{1,6})[ \t\u3000]", re.MULTILINE)
_bare_number = re.compile(r"\d{1,4}(?:\s*/\s*\d{1,4})?")


def canonical_text(decoded: Decoded, media_type: str = MEDIA_TYPE) -> Canonical:
    """The canonical text of decoded text; anchors count its characters."""
    builder = Builder()
    if decoded.broken:
        builder.unread(
            "encoding", "", f"按 {decoded.encoding} 解码时有 {decoded.broken} 处字符无法识别"
        )
    text = decoded.text
    guard_cells(text.count("\t"))
    writer = _Writer(builder, text, is_markdown(text))
    done = 0
    if front := front_matter(text):
        done, start, end = front
        if start >= 0 and text[start:end] not in text[done:]:
            builder.paragraph((Piece(text[start:end], start),), "heading", 1)
    for start, end in tables_in(text) if "<" in text else ():
        writer.write(done, start)
        builder.grid(table_cells(text, start, end, writer.markdown))
        done = end
    writer.write(done, len(text))
    return builder.build(media_type)


class _Writer:
    """Writes the parts of a text that are no HTML tables."""

    def __init__(self, builder: Builder, text: str, markdown: bool) -> None:
        self._builder = builder
        self._text = text
        self.markdown = markdown
        self._levels: bool | None = None

    def write(self, start: int, end: int) -> None:
        """Write the headings, paragraphs and tables of ``start:end``."""
        text = self._text[start:end] if start or end < len(self._text) else self._text
        lines = list(split_lines(text, start, self.markdown))
        for run in runs(whole_rows(settle_tabs(lines))):
            if run.cells is not None:
                write_rows(self._builder, run.cells(run.lines))
            elif run.lines[0].level:
                level = run.lines[0].level if self._has_levels() else None
                self._builder.paragraph(run.lines[0].pieces, "heading", level)
            else:
                for paragraph in paragraphs(run.lines):
                    self._builder.paragraph(paragraph)
        if self.markdown:
            for link in links_in(text):
                tell(self._builder, link)

    def _has_levels(self) -> bool:
        """Whether headings have levels that tell something: a converter may give all one level."""
        if self._levels is None:
            self._levels = len({len(mark) for mark in _heading.findall(self._text)}) > 1
        return self._levels


@dataclass(frozen=True, slots=True)
class Habit:
    """How the lines of a text were made.

    ``wrap`` is the column where they were wrapped, if they were, and ``gap`` how many blank lines
    part the lines of such a paragraph. ``hangs`` tells that only first lines are indented.
    """

    wrap: int | None
    gap: int
    indents: bool
    heads: frozenset[str]
    hangs: bool = False


def habit_of(run: Sequence[Line]) -> Habit:
    """Whether a run of lines is hard-wrapped, and which short lines come again and again."""
    widths = [width(line.bare) + line.indent for line in run]
    followed = [w for w, after in zip(widths, run[1:], strict=False) if after.gap <= 1]
    wrap, gap = None, 0
    if len(followed) >= 3:
        edge = sorted(followed)[int(len(followed) * 0.9)]
        full = sum(1 for w in followed if edge - 8 <= w <= edge + 2)
        wrapped = full >= 0.4 * len(followed) or _cuts_sentences(run, widths, edge)
        if 30 <= edge <= 160 and wrapped:
            wrap = edge
            after_full = Counter(
                after.gap for w, after in zip(widths, run[1:], strict=False) if w >= edge - 8
            )
            gap = after_full.most_common(1)[0][0]
    counts = Counter(line.bare for line in run if len(line.text) <= 40 and _may_be_head(line))
    heads = frozenset(text for text, count in counts.items() if count >= 3)
    hangs = wrap is not None and _hangs(run, widths, wrap)
    return Habit(wrap, gap, any(line.indent >= 2 for line in run), heads, hangs)


def _cuts_sentences(run: Sequence[Line], widths: Sequence[int], edge: int) -> bool:
    """Whether lines that end inside a sentence mostly end at the edge.

    Where most paragraphs are a line or two, they tell that the text was wrapped.
    """
    cut = [
        w
        for line, w, after in zip(run, widths, run[1:], strict=False)
        if after.gap <= 1 and not (is_closed(line.bare) or _page_number.fullmatch(line.bare))
    ]
    full = sum(1 for w in cut if edge - 8 <= w <= edge + 2)
    return 2 * full >= max(len(cut), 2 * LEAST_WRAPPED)


def _hangs(run: Sequence[Line], widths: Sequence[int], wrap: int) -> bool:
    """Whether lines that go on with a full one have no indent, as only first lines do."""
    behind = [
        after.indent >= 2
        for line, w, after in zip(run, widths, run[1:], strict=False)
        if w >= wrap - 8 and not is_closed(line.bare)
    ]
    return len(behind) >= LEAST_WRAPPED and sum(behind) * 10 <= len(behind)


def _may_be_head(line: Line) -> bool:
    """Whether a line could be a running head: no sentence and no list item."""
    bare = line.bare
    return not (is_closed(bare) or bare.endswith(("，", "、")) or starts_item(bare))


def paragraphs(run: Sequence[Line]) -> Iterator[list[Piece]]:
    """Lines joined where a line end or page break cut a sentence; page numbers in it left out."""
    habit = habit_of(run)
    numbers = _page_numbers(run)
    kept = [line for i, line in enumerate(run) if i not in numbers]
    index = 0
    while index < len(kept):
        halves = [kept[index]]
        text = kept[index].bare
        index += 1
        while (target := _next_half(kept, index, text, halves[-1], habit)) is not None:
            line = kept[target]
            text = _known(text + joint(text, line.bare) + line.bare)
            halves.append(line)
            index = target + 1
        yield _joined(halves)


def _joined(halves: Sequence[Line]) -> list[Piece]:
    if len(halves) == 1:
        return list(halves[0].pieces)
    pieces: list[Piece] = []
    before = ""
    for line in halves:
        glue = joint(before, line.bare)
        if glue:
            pieces.append(Piece(glue))
        pieces += strip([part for piece in line.pieces for part in clean(piece)])
        before = line.bare
    return pieces


def _known(text: str) -> str:
    """What has to be known of a paragraph to tell whether it goes on: its two ends."""
    return text if len(text) < 2000 else text[:200] + text[-400:]


def _next_half(kept: Sequence[Line], index: int, text: str, last: Line, habit: Habit) -> int | None:
    """The line that goes on with ``text``: the one behind page numbers and heads, or the next."""
    target = index
    while target < min(index + 3, len(kept) - 1) and _is_furniture(kept, target, habit):
        target += 1
    for candidate in dict.fromkeys((target, index)):
        if candidate < len(kept) and _joins(text, last, kept[candidate], habit, candidate > index):
            return candidate
    return None


def _joins(text: str, last: Line, line: Line, habit: Habit, parted: bool) -> bool:
    bare = line.bare
    if habit.wrap is None:
        return continues(text, bare)
    if cuts_amount(text, bare):
        return True
    if is_row(last.bare) or is_row(bare):
        return False
    closed, item = is_closed(text), starts_item(bare)
    if item and (closed or line.indent > 0 or not habit.indents):
        return False
    if closed and starts_field(bare):
        return False
    if habit.indents and line.indent >= 2 and (habit.hangs or line.indent > last.indent):
        return False
    apart = parted or line.gap > habit.gap or line.page_break
    if apart and closed and not habit.indents:
        return False
    here = width(last.bare) + last.indent
    return here + width(bare[: first_token(bare)]) >= habit.wrap and here > habit.wrap // 2


def _is_furniture(kept: Sequence[Line], index: int, habit: Habit) -> bool:
    """Whether a line is a running head or, set apart by blank lines, a page number."""
    bare = kept[index].bare
    if bare in habit.heads:
        return True
    if not _page_number.fullmatch(bare):
        return False
    after = kept[index + 1]
    apart = bool(kept[index].gap and after.gap) or kept[index].page_break or after.page_break
    return apart or not _bare_number.fullmatch(bare)


def _page_numbers(run: Sequence[Line]) -> frozenset[int]:
    """The lines that are page numbers whatever stands round them."""
    found: set[int] = set()
    bare: list[tuple[int, int]] = []
    for index, line in enumerate(run):
        text = line.bare
        if not _page_number.fullmatch(text):
            continue
        if _bare_number.fullmatch(text):
            bare.append((index, int(re.split(r"\D", text)[0])))
        else:
            found.add(index)
    steps = sum(1 for (_, a), (_, b) in pairwise(bare) if b == a + 1)
    if len(bare) >= 3 and steps == len(bare) - 1 and bare[-1][0] - bare[0][0] > 2 * len(bare):
        found.update(index for index, _ in bare)
    return frozenset(found)
