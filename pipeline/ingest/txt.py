"""Plain text: lines → paragraphs and grids."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..model.canonical import Canonical
from .builder import Builder, Piece, TableCell, clean, strip
from .encoding import Decoded, decode
from .glue import continues, cuts_amount, first_token_width, is_closed, joint, starts_item, width
from .markup import has_markup, without_markup

MEDIA_TYPE = "text/plain"
_page_number = re.compile(
    r"[-—–－\s]*\d{1,4}[-—–－\s]*|[-—–－\s]*第\s*\d{1,4}\s*页[\s,，/]*(?:共\s*\d{1,4}\s*页)?[-—–－\s]*"
    r"|\d{1,4}\s*/\s*\d{1,4}|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?"
)
_bare_number = re.compile(r"\d{1,4}(?:\s*/\s*\d{1,4})?")
_markdown_rule = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_line = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]*(?:\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its text as printed, its pieces, and what stands before it."""

    text: str
    pieces: tuple[Piece, ...]
    gap: int
    indent: int
    page_break: bool

    @property
    def has_cells(self) -> bool:
        """Whether the line is a row of a tab-parted table."""
        return "\t" in self.text.strip(" ")


def read_txt(data: bytes) -> Canonical:
    """The canonical text of the bytes of a text file."""
    return canonical_text(decode(data))


def canonical_text(decoded: Decoded, media_type: str = MEDIA_TYPE) -> Canonical:
    """The canonical text of decoded text; anchors count its characters."""
    builder = Builder()
    if decoded.broken:
        builder.unread(
            "encoding", "", f"按 {decoded.encoding} 解码时有 {decoded.broken} 处字符无法识别"
        )
    found = list(split_lines(decoded.text))
    for run in runs(found):
        if run[0].has_cells:
            builder.grid(tab_cells(run))
        elif is_markdown_table(run):
            builder.grid(pipe_cells(run))
        else:
            for paragraph in paragraphs(run):
                builder.paragraph(paragraph)
    return builder.build(media_type)


def split_lines(text: str) -> Iterator[Line]:
    """The lines of a text that are not blank."""
    gap, page_break, start = 0, False, 0
    for raw in text.splitlines(keepends=True):
        end = start + len(raw)
        content = raw.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
        bare = content.strip(" \u3000\u00a0\ufeff\u200b\t")
        if bare:
            indent = len(content) - len(content.lstrip(" \u3000\u00a0"))
            if content.lstrip(" ").startswith("\u3000"):
                indent *= 2
            pieces = (
                tuple(without_markup(content, start))
                if has_markup(content)
                else (Piece(content, start),)
            )
            shown = content if len(pieces) == 1 else "".join(p.text for p in pieces)
            if shown.strip():
                yield Line(shown, pieces, gap, indent, page_break)
                gap, page_break = -1, False
        gap += 1
        if "\x0c" in raw[-1:]:
            page_break = True
        start = end


def runs(found: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Lines parted into table runs (every line with tabs, or with pipes) and text runs."""
    start = 0
    while start < len(found):
        kind = _kind(found[start])
        end = start + 1
        while end < len(found) and _kind(found[end]) == kind:
            end += 1
        yield found[start:end]
        start = end


def _kind(line: Line) -> str:
    if line.has_cells:
        return "tabs"
    bare = line.text.strip()
    return "pipes" if bare.startswith("|") and bare.endswith("|") and len(bare) > 2 else "text"


def tab_cells(run: Sequence[Line]) -> Iterator[TableCell]:
    """The cells of a tab-parted table, up to the last that is not empty in each row."""
    for row, line in enumerate(run, 1):
        yield from _cells(row, _cut(line.pieces, "\t"))


def is_markdown_table(run: Sequence[Line]) -> bool:
    """Whether lines with pipes are a Markdown table: a rule, or at least two rows alike."""
    if _kind(run[0]) != "pipes":
        return False
    counts = {line.text.count("|") for line in run}
    return len(run) > 1 and (len(counts) == 1 or any(_is_rule(line) for line in run))


def pipe_cells(run: Sequence[Line]) -> Iterator[TableCell]:
    """The cells of a Markdown table."""
    rows = [line for line in run if not _is_rule(line)]
    for row, line in enumerate(rows, 1):
        yield from _cells(row, _cut(strip(line.pieces), "|")[1:])


def _is_rule(line: Line) -> bool:
    return _markdown_rule.fullmatch(line.text.strip()) is not None


def _cells(row: int, contents: list[list[Piece]]) -> Iterator[TableCell]:
    last = max((i for i, c in enumerate(contents) if any(p.text.strip() for p in c)), default=-1)
    for column, content in enumerate(contents[: last + 1], 1):
        yield TableCell(row, column, (content,))


def _cut(pieces: Sequence[Piece], mark: str) -> list[list[Piece]]:
    cut: list[list[Piece]] = [[]]
    for piece in pieces:
        start = 0
        for index, part in enumerate(piece.text.split(mark)):
            if index:
                cut.append([])
            if part:
                cut[-1].append(piece.part(start, start + len(part)))
            start += len(part) + len(mark)
    return cut


@dataclass(frozen=True, slots=True)
class Habit:
    """How the lines of a text were made: the column where they wrap, if they do."""

    wrap: int | None
    indents: bool
    heads: frozenset[str]


def habit_of(run: Sequence[Line]) -> Habit:
    """Whether a run of lines is hard-wrapped, and which short lines come again and again."""
    widths = [width(line.text.strip()) + line.indent for line in run]
    followed = [w for w, after in zip(widths, run[1:], strict=False) if after.gap <= 1]
    wrap = None
    if len(followed) >= 3:
        ordered = sorted(followed)
        edge = ordered[int(len(ordered) * 0.9)]
        full = sum(1 for w in followed if edge - 8 <= w <= edge + 2)
        if 30 <= edge <= 160 and full >= 0.45 * len(followed):
            wrap = edge
    counts = Counter(line.text.strip() for line in run if len(line.text) <= 40)
    heads = frozenset(text for text, count in counts.items() if count >= 3)
    return Habit(wrap, any(line.indent >= 2 for line in run), heads)


def paragraphs(run: Sequence[Line]) -> Iterator[list[Piece]]:
    """Lines joined where a line end or page break cut a sentence; page numbers in it left out."""
    habit = habit_of(run)
    sequence = _number_sequence(run)
    kept = [line for i, line in enumerate(run) if i not in sequence]
    current: list[Piece] = []
    text, last = "", None
    index = 0
    while index < len(kept):
        line = kept[index]
        bare = line.text.strip()
        if last is not None:
            target = _next_half(kept, index, text, last, habit)
            if target is not None:
                line = kept[target]
                bare = line.text.strip()
                glue = joint(text, bare)
                current = strip([p for piece in current for p in clean(piece)])
                current += [Piece(glue)] if glue else []
                current += strip([p for piece in line.pieces for p in clean(piece)])
                text, last, index = text + glue + bare, line, target + 1
                continue
            yield current
        current, text, last = list(line.pieces), bare, line
        index += 1
    if last is not None:
        yield current


def _next_half(kept: Sequence[Line], index: int, text: str, last: Line, habit: Habit) -> int | None:
    """The line that goes on with ``text``: the next, or one behind page numbers and heads."""
    for target in range(index, min(index + 4, len(kept))):
        line = kept[target]
        bare = line.text.strip()
        between = _is_furniture(bare, habit)
        if not between or target == index:
            parted = target > index
            if _joins(text, last, line, habit, parted):
                return target
        if not between:
            return None
    return None


def _joins(text: str, last: Line, line: Line, habit: Habit, parted: bool) -> bool:
    bare = line.text.strip()
    if habit.wrap is None or parted or line.gap or line.page_break:
        return continues(text, bare)
    if cuts_amount(text, bare):
        return True
    if starts_item(bare) and (is_closed(text) or line.indent > 0 or not habit.indents):
        return False
    if habit.indents and line.indent >= 2 and line.indent > last.indent:
        return False
    here = width(last.text.strip()) + last.indent
    return here + first_token_width(bare) > habit.wrap and here > habit.wrap // 2


def _is_furniture(bare: str, habit: Habit) -> bool:
    return _page_number.fullmatch(bare) is not None or bare in habit.heads


def _number_sequence(run: Sequence[Line]) -> frozenset[int]:
    """The lines that are page numbers whatever stands round them."""
    found: set[int] = set()
    bare: list[tuple[int, int]] = []
    for index, line in enumerate(run):
        text = line.text.strip()
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
