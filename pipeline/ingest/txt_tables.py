"""Tables in text: rows parted by tabs or pipes, and rows that were broken inside a cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from .builder import Piece, TableCell
from .glue import cuts_amount, is_closed, starts_item
from .short_rows import shifts
from .txt_lines import INVISIBLE, Line, part

_pipe = re.compile(r"(?<!\\)[|｜]")
_tab = re.compile("\t")
_rule = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_note = re.compile(r"[（(][^（）()]{1,12}[）)]")  # a head's second line: （A）, （万元）
_figure = re.compile(r"[≥≤＞＜=＝><~-]*\s*[\d０-９][\d０-９,，.．]*.{0,5}")
_list_number = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、．.]+|[①-⑳●■◆★▲◇○※•-]"
)
_hanzi = re.compile("[\u4e00-\u9fff]")
_words = re.compile("[\u4e00-\u9fff（）/]{1,8}")
LONGEST_PIECE = 8
MOST_PIECES = 4
_item = re.compile(r"(\d{1,2})\s?[.、．](?!\d)")
_items = re.compile(r"(?:^|[。；;])\s*(\d{1,2})\s?[.、．](?!\d)")


def pipe_end(lines: Sequence[Line], start: int) -> int:
    """Where the pipe-parted table that begins at ``start`` ends; ``start`` where there is none.

    A rule below the first line makes a table of rows with one pipe too. Without blank lines
    between them, two tables are told apart by the rule below the head of the second.
    """
    headed = start + 1 < len(lines) and _is_rule(lines[start + 1])
    fewest = 1 if headed else 2
    end = start
    while end < len(lines) and _pipes(lines[end]) >= fewest and not lines[end].level:
        after = lines[end + 1] if end + 1 < len(lines) else None
        if end > start + 1 and lines[end].gap and after is not None and _is_rule(after):
            break
        end += 1
    return end if end - start >= 2 else start


def _pipes(line: Line) -> int:
    return sum(1 for _ in _pipe.finditer(line.text)) if "|" in line.text or "｜" in line.text else 0


def _is_rule(line: Line) -> bool:
    """Whether a line is the rule below the heads of a Markdown table."""
    return "|" in line.text and _rule.fullmatch(line.bare) is not None


def settle_tabs(lines: list[Line]) -> list[Line]:
    """The lines with tabs that make no table taken as blanks.

    Such are an indent, the gap after a list number, and a lone line of labels.
    """
    strong = [_is_row(line) for line in lines]
    out = []
    for index, line in enumerate(lines):
        if line.has_cells:
            before = index > 0 and lines[index - 1].has_cells and line.gap <= 1
            after = (
                index + 1 < len(lines) and lines[index + 1].has_cells and lines[index + 1].gap <= 1
            )
            beside = (before and strong[index - 1]) or (after and strong[index + 1])
            labels = not (before or after) and "：" in line.text and not _begins_list(line)
            if (not strong[index] and not beside) or labels:
                line = line.as_text()
        out.append(line)
    return out


def _is_row(line: Line) -> bool:
    """Whether a line with tabs is a table row by itself: two cells, or empty ones behind."""
    if not line.has_cells:
        return False
    cells = line.cells()
    filled = [cell for cell in cells if cell]
    if len(filled) == 2 and len(cells) == 2 and _list_number.fullmatch(filled[0]):
        return len(filled[1]) < 12 and "。" not in filled[1]
    return len(filled) >= 2 or not cells[-1]


def _begins_list(line: Line) -> bool:
    """Whether a line is a label and, in the cell beside it, the first item of a list."""
    *labels, last = [cell for cell in line.cells() if cell]
    found = _item.match(last)
    return len(labels) == 1 and found is not None and found.group(1) == "1"


def tab_cells(run: Sequence[Line]) -> Iterator[TableCell]:
    """The cells of a tab-parted table, up to the last that is not empty in each row."""
    for row, line in enumerate(run, 1):
        yield from _cells(row, _cut(line.pieces, _tab))


def pipe_cells(run: Sequence[Line]) -> Iterator[TableCell]:
    """The cells of a pipe-parted table; a pipe before the first cell of every row parts nothing."""
    rows = [line for line in run if not _rule.fullmatch(line.bare)]
    framed = all(line.bare.startswith(("|", "｜")) for line in rows)
    cut = [_cut(part(line.pieces, *_inside(line)), _pipe) for line in rows]
    cells = [[_unescaped(cell) for cell in row[1 if framed else 0 :]] for row in cut]
    if framed and any(_rule.fullmatch(line.bare) for line in run):
        moved = shifts([[_plain(cell) for cell in row] for row in cells])
        cells = [[[]] * by + row for by, row in zip(moved, cells, strict=True)]
    for number, row in enumerate(cells, 1):
        yield from _cells(number, row)


def _plain(cell: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in cell)


def _inside(line: Line) -> tuple[int, int]:
    """Where a line's text begins and ends without the blanks round it."""
    start = len(line.text) - len(line.text.lstrip(INVISIBLE))
    return start, start + len(line.bare)


def _unescaped(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a cell with ``\\|`` as the pipe that it stands for."""
    return [
        piece.part(*found.span())
        for piece in pieces
        for found in re.finditer(r"(?:[^\\]|\\(?!\|))+", piece.text)
    ]


def _cells(row: int, contents: list[list[Piece]]) -> Iterator[TableCell]:
    last = max((i for i, c in enumerate(contents) if any(p.text.strip() for p in c)), default=-1)
    for column, content in enumerate(contents[: last + 1], 1):
        yield TableCell(row, column, (content,))


def _cut(pieces: Sequence[Piece], mark: re.Pattern[str]) -> list[list[Piece]]:
    """The pieces between marks of one character."""
    cut: list[list[Piece]] = [[]]
    for piece in pieces:
        start = 0
        for found in mark.finditer(piece.text):
            if found.start() > start:
                cut[-1].append(piece.part(start, found.start()))
            cut.append([])
            start = found.end()
        if start < len(piece.text):
            cut[-1].append(piece.part(start, len(piece.text)))
    return cut


def whole_rows(lines: list[Line]) -> list[Line]:
    """The lines with table rows that were broken inside a cell put together again."""
    if not any(line.has_cells for line in lines):
        return lines
    lines = _with_labels(_with_items(lines))
    out: list[Line] = []
    at = 0
    while at < len(lines):
        if not lines[at].has_cells:
            out.append(lines[at])
            at += 1
            continue
        end = _end_of_table(lines, at)
        out.extend(_healed(lines[at:end]))
        at = end
    return out


def _with_items(lines: Sequence[Line]) -> list[Line]:
    """The lines with the items of a list back in the cell that begins it: 1.… then 2.…."""
    out: list[Line] = []
    for line in lines:
        if out and out[-1].has_cells and _is_next(out[-1], line):
            out[-1] = out[-1].with_rest(line)
        else:
            out.append(line)
    return out


def _is_next(row: Line, line: Line) -> bool:
    """Whether a line goes on with the numbers of the list in the last cell of a row."""
    found = _item.match(line.cells()[0])
    if found is None or line.gap or line.page_break:
        return False
    numbers = [int(n) for n in _items.findall(row.cells()[-1])]
    return numbers == [*range(1, int(found.group(1)))]


def _with_labels(lines: Sequence[Line]) -> list[Line]:
    """The lines with the label of a list whole again where a narrow column had broken it."""
    out: list[Line] = []
    for line in lines:
        if line.has_cells and _begins_list(line):
            first = _label_begins(out, line)
            for rest in (*out[first + 1 :], line) if first < len(out) else ():
                out[first] = out[first].with_rest(rest)
            if first < len(out):
                del out[first + 1 :]
                continue
        out.append(line)
    return out


def _label_begins(lines: Sequence[Line], row: Line) -> int:
    """Where the pieces of a label before its row begin: short lines right behind a table row."""
    first, after = len(lines), row
    while first and len(lines) - first < MOST_PIECES and _is_piece(lines[first - 1], after):
        first, after = first - 1, lines[first - 1]
    inside = first > 0 and lines[first - 1].has_cells and not after.gap
    return first if inside else len(lines)


def _is_piece(line: Line, after: Line) -> bool:
    """Whether a line may be the beginning of the label that goes on in the line after it."""
    bare = line.bare
    apart = line.has_cells or line.level or after.gap or after.page_break
    return not apart and len(bare) <= LONGEST_PIECE and _words.fullmatch(bare) is not None


def _end_of_table(lines: Sequence[Line], start: int) -> int:
    """Where the tab lines that begin at ``start`` end; lone lines without tabs may stand inside."""
    end = start + 1
    while end < len(lines):
        if lines[end].has_cells:
            end += 1
            continue
        last = end
        while last < len(lines) and last - end < 3 and not _parts(lines[last]):
            last += 1
        if last > end and last < len(lines) and lines[last].has_cells and not lines[last].gap:
            end = last + 1
        else:
            break
    if end < len(lines) and not _parts(lines[end]) and _is_cut(lines[end - 1], lines[end]):
        end += 1
    return end


def _parts(line: Line) -> bool:
    """Whether a line surely is no part of the table row before it."""
    return line.has_cells or line.gap > 0 or line.page_break or len(line.text) > 200


def _is_cut(row: Line, line: Line) -> bool:
    last = row.cells()[-1]
    return last.endswith(("，", "、", ",")) or cuts_amount(last, line.bare)


def _healed(table: Sequence[Line]) -> list[Line]:
    counts = Counter(line.text.count("\t") for line in table if line.has_cells)
    if sum(counts.values()) < 3 or (len(counts) == 1 and all(line.has_cells for line in table)):
        return list(table)
    most, widest = counts.most_common(1)[0][0], max(counts)
    out: list[Line] = []
    for index, line in enumerate(table):
        after = table[index + 1] if index + 1 < len(table) else None
        if out and not line.gap and _goes_on(out[-1], line, after, most, widest, out[:-1]):
            out[-1] = out[-1].with_rest(line)
        else:
            out.append(line)
    return out


def _goes_on(
    row: Line, line: Line, after: Line | None, most: int, widest: int, done: Sequence[Line]
) -> bool:
    """Whether a line is the rest of the row before it, which was broken inside a cell."""
    last, first = row.cells()[-1], line.cells()[0]
    if not last or not first or is_closed(last) or starts_item(first):
        return False
    have, more = row.text.count("\t"), line.text.count("\t")
    if have and have + more <= widest and _note.fullmatch(first) and not _figure.fullmatch(last):
        return True
    if not more:
        at_end = have == widest and len(last) >= 4 and _hanzi.search(last) is not None
        return (have > 0 and at_end and not _figure.fullmatch(last)) or _is_cut(row, line)
    if not have:
        return _heads_row(row, line)
    if have + more > widest or (more < 2 and not _fills(have + more, most, first)):
        return False
    others = [done[-1]] if done else []
    others += [after] if after is not None else []
    widths = {other.text.count("\t") for other in others if other.has_cells}
    if have + more < most and have + more not in widths:
        return False
    return any(_figure.fullmatch(cell) for cell in line.cells()[1:]) and not _figure.fullmatch(last)


def _fills(tabs: int, most: int, first: str) -> bool:
    """Whether one cell behind the rest of a broken figure makes a row as wide as most are."""
    return tabs == most and _figure.fullmatch(first) is not None


def _heads_row(line: Line, row: Line) -> bool:
    """Whether a line without tabs is the beginning of the first cell of the row after it."""
    bare = line.bare
    return (
        len(bare) <= 8
        and len(row.cells()[0]) <= 6
        and not starts_item(bare)
        and not bare.endswith(("表", "：", ":"))
    )
