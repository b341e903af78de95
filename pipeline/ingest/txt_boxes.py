"""Tables drawn with characters: ``┌─┬─┐ │ ├─┼─┤`` and the ``+---+---+`` of plain ASCII.

The verticals of all lines give the columns, the horizontals the rows; a line may be half one and
half the other, where a cell runs through. Each drawn character is one or two columns wide: the
width is taken under which the verticals stand over each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .builder import Piece, TableCell, clean, strip
from .glue import joint
from .txt_lines import Line, part

_HORIZONTAL = "─━═┄┅┈┉╌"
_VERTICAL = "│┃║┆┇┊┋"
_JUNCTION = "┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╭╮╯╰┝┞┟┠┡┢┥┨┩┪┮┯┰┱┲┵┶┷┸┹┺┽┾┿╀╁╂╃╄╅╆╇╈╉╊╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫"
_drawn = re.compile(f"[{_HORIZONTAL}{_VERTICAL}{_JUNCTION}]")
_edge = re.compile(f"[{_VERTICAL}{_JUNCTION}]")
_ascii_rule = re.compile(r"\s*\+(?:[-=:]+\+)+\s*")
_ascii_line = re.compile(r"\s*(?:\|.*\||\|.*\+|\+.*\||\+.*\+)\s*")
_ascii_edge = re.compile(r"[|+]")
_ascii_dash = re.compile(r"[-=:]{2,}")
_dash = re.compile(f"[{_HORIZONTAL}]+")
_figure = re.compile(r"[≥≤＞＜=]?\s*[\d０-９][\d０-９,，.．]*\s*[%％]?")


@dataclass(frozen=True, slots=True)
class Segment:
    """What stands between two edges of a line: where the edges are, and the text between them."""

    left: int
    right: int
    start: int
    end: int
    ruled: bool


@dataclass(slots=True)
class _Open:
    """A cell while its lines are read."""

    row: int
    column: int
    colspan: int
    pieces: list[Piece] = field(default_factory=list)


def box_end(lines: Sequence[Line], start: int) -> int:
    """Where the drawn table that begins at ``start`` ends; ``start`` where there is none."""
    if _drawn.search(lines[start].text):
        belongs, edge = _drawn.search, _edge
    elif _ascii_rule.fullmatch(lines[start].text):
        belongs, edge = _ascii_line.fullmatch, _ascii_edge
    else:
        return start
    end = start
    while end < len(lines) and belongs(lines[end].text) and (end == start or lines[end].gap <= 1):
        end += 1
    run = [line for line in lines[start:end] if edge.search(line.text)]
    content = [line for line in run if _content(line)]
    return end if len(run) >= 2 and content else start


def _content(line: Line) -> bool:
    return any(c.isalnum() for c in line.text)


def box_cells(run: Sequence[Line]) -> Iterator[TableCell]:
    """The cells of a drawn table with their spans, in reading order."""
    drawn = _drawn.search(run[0].text) is not None
    widths = (2, 1) if drawn else (1,)
    tried = [[_segments(line, width, drawn) for line in run] for width in widths]
    read = min(tried, key=lambda found: len(_edges(found)))
    edges = _edges(read)
    if len(edges) > max(len(line) + 1 for line in read) + 2:
        yield from _in_order(run, read)
        return
    columns = {place: index for index, group in enumerate(edges) for place in group}
    yield from _by_place(run, read, columns)


def _segments(line: Line, width: int, drawn: bool) -> list[Segment]:
    """The segments of a line; places are columns of print."""
    edge, dash = (_edge, _dash) if drawn else (_ascii_edge, _ascii_dash)
    found: list[Segment] = []
    place, last = 0, None
    for index, character in enumerate(line.text):
        if edge.match(character) and (drawn or _is_ascii_edge(line.text, index)):
            if last is not None:
                inside = line.text[last[1] : index]
                found.append(
                    Segment(last[0], place, last[1], index, dash.fullmatch(inside) is not None)
                )
            last = (place, index + 1)
        is_drawn = drawn and _drawn.match(character) is not None
        place += width if is_drawn else 1 if character < "\u1100" else 2
    return found


def _is_ascii_edge(text: str, index: int) -> bool:
    """Whether a ``+`` is a corner and no sign: dashes, blanks or the line's end beside it."""
    if text[index] == "|":
        return True
    if text.startswith("--", index + 1):  # also behind a cell that runs through the rule
        return True
    beside = text[index - 1 : index].strip() + text[index + 1 : index + 2].strip()
    return all(c in "-=:" for c in beside) and (text[index - 1 : index] != " " or not beside)


def _edges(lines: Sequence[Sequence[Segment]]) -> list[list[int]]:
    """The places of all edges, those beside each other as one."""
    groups: list[list[int]] = []
    for place in sorted({p for line in lines for s in line for p in (s.left, s.right)}):
        if groups and place - groups[-1][-1] <= 1:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _by_place(
    run: Sequence[Line], read: Sequence[Sequence[Segment]], columns: dict[int, int]
) -> Iterator[TableCell]:
    done: list[tuple[_Open, int]] = []
    opened: dict[int, _Open] = {}
    row, filled = 1, False
    splits = _split_lines(run, read)
    for index, (line, segments) in enumerate(zip(run, read, strict=True)):
        if (any(s.ruled for s in segments) or index in splits) and filled:
            row, filled = row + 1, False
        for segment in segments:
            left, right = columns[segment.left], columns[segment.right]
            over = [c for c in opened if c < right and c + opened[c].colspan > left]
            cell = opened.get(left)
            if (segment.ruled or index in splits) or cell is None or cell.colspan != right - left:
                done += ((opened.pop(c), row - 1) for c in over)
            if segment.ruled or left == right:
                continue
            filled = True
            cell = opened.setdefault(left, _Open(row, left + 1, right - left))
            _add(cell, part(line.pieces, segment.start, segment.end))
    done += ((cell, row if filled else row - 1) for cell in opened.values())
    for cell, last in sorted(done, key=lambda pair: (pair[0].row, pair[0].column)):
        rowspan = max(last - cell.row + 1, 1)
        yield TableCell(cell.row, cell.column, (cell.pieces,), rowspan, cell.colspan)


def _split_lines(run: Sequence[Line], read: Sequence[Sequence[Segment]]) -> frozenset[int]:
    """The lines that begin a row although no rule stands before them.

    Between two rules every line is a row of its own if each begins with a name and has a figure.
    """
    found: set[int] = set()
    band: list[int] = []
    for index in range(len(run) + 1):
        if index < len(run) and read[index] and not any(s.ruled for s in read[index]):
            band.append(index)
            continue
        texts = [[run[i].text[s.start : s.end].strip() for s in read[i]] for i in band]
        if all(t and t[0] and any(map(_figure.fullmatch, t[1:])) for t in texts):
            found.update(band[1:])
        band.clear()
    return frozenset(found)


def _add(cell: _Open, pieces: Sequence[Piece]) -> None:
    """Put the next line of a cell behind those before it."""
    more = strip([part for piece in pieces for part in clean(piece)])
    if not more:
        return
    glue = joint("".join(p.text for p in cell.pieces)[-60:], more[0].text)
    if glue:
        cell.pieces.append(Piece(glue))
    cell.pieces += more


def _in_order(run: Sequence[Line], read: Sequence[Sequence[Segment]]) -> Iterator[TableCell]:
    """The cells where the edges do not stand over each other: a row a line, in order."""
    row = 0
    for line, segments in zip(run, read, strict=True):
        if not any(line.text[s.start : s.end].strip() and not s.ruled for s in segments):
            continue
        row += 1
        for column, segment in enumerate(segments, 1):
            pieces = [] if segment.ruled else part(line.pieces, segment.start, segment.end)
            yield TableCell(row, column, (pieces,))
