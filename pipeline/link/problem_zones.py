"""Where a report speaks of problems: sections, 存在问题：in running text, cells of forms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..extract.grids import GridView
from ..model.canonical import Cell
from ..packs.load import Packs
from ..segment.alternation import Expressions
from ..segment.sections import Node, Tree
from ..segment.spans import Cover, Span
from .admissions import ITEM, Admissions
from .remedies import LABEL, MARK, begins_anew

OWN_TEXT = frozenset({"problems", "prior_year_rectification", "deductions"})
FEW_CELLS = 3
PRIOR = "prior_year"
_NUMBER = r"(?:[一二三四五六七八九十\d]{1,2}[、.])?"
_MARK = r"[(]?[一二三四五六七八九十\d]{1,2}[)、.]"
TREATED_REACH = 16
_SENTENCE_END = re.compile(r"[。;\n\t]")
_NEXT_MARK = re.compile(r"(?<=[。;])[ ]*[一二三四五六七八九十]{1,2}、")


@dataclass(frozen=True, slots=True)
class Zone:
    """A passage of problems; ``after`` is what its own label gives as measures.

    ``sure`` is whether each item of a list there is a problem; among notes only some are.
    """

    start: int
    end: int
    origin: str
    after: tuple[Span, ...] = ()
    sure: bool = True


class _Phrases:
    """The expressions that are made of the packs' phrases for places of problems."""

    def __init__(self, packs: Packs) -> None:
        says = Expressions(packs, "zone", NUMBER=_NUMBER, ITEM=ITEM, MARK=_MARK)
        self.cell = says.compile(r"{NUMBER}{title}[:]?")
        self.column = says.compile(r"{NUMBER}{column}[:]?")
        self.run_in = says.compile(r"\s*{NUMBER}(?:(?P<notes>{other})|{title})[:。]")
        self.answer = says.compile(r"{NUMBER}{answer}[:]?")
        self.other = says.compile("{other}")
        self.notes = says.compile(r"(?:{other}|{note})[:]?")
        self.marked = says.compile(r"[ ]*(?:{aside}[:])?{MARK}")
        # Backwards from the colon: ten times as fast as trying every place for a beginning.
        self.inline = says.for_texts(
            r"(?<=(?<![^\n\t。;:])"
            r"(?P<title>[ ]*(?:{aside}[:])?(?:{MARK})?[ ]*(?:{title}|{lacks})))[:]"
        )
        self.late = says.for_texts(r"(?<=[^\n\t。;:]){late}[:]")
        self.headed = says.for_texts(
            r"(?:(?<=[\n\t。;])|^)[ ]*(?:[(]?[一二三四五六七八九十\d]{1,2}[)、.])?"
            r"(?P<told>[^,。;:\n\t]{4,24}){problem}[:]"
        )
        self.treated = says.compile(r"{treated}[^,。;:\n]*$")
        self.told = says.for_texts(
            r"{still}(?:(?P<name>(?:[^,。;:\n\t等]|等[级次待效]){4,40}?)(?:等|的|等方面)*"
            r"|(?P<names>[^。;:\n\t]{6,100}?)等[^,。;:\n\t]{0,14}?)"
            r"{kind}(?=[,。;\n])"
            r"|{lacking}[:,]?|{finding}[,:]"
        )
        self.opening = says.compile(r"{opening}(?:[:,]|。(?=[ ]*(?:{ITEM}|{clause.lead})))")
        self.astray = says.compile("{astray}")
        self.mended = says.compile(r"[\n。][ ]*{mended}[:]")
        self.about = says.compile(
            r"\s*(?:{ITEM})?\s*{about}?[“\"「]?(?P<name>[^“”\"「」]{4,60}?)[”\"」]?(?:等)?(?:方面)?的?{problem}"
        )
        self.prior = says.for_texts(
            r"{prior_year}[^。;\n\t]{0,24}{raised}"
            r"(?:[^。;\n\t]{4,60}{raised_kind}|[^“。;\n\t]{0,8}“[^“”]{4,40}”"
            r"|[^。;,“\n\t]{0,8}{problem}[^。;“\n\t]{0,6}“)"
        )
        self.settled = says.compile(r"[^。;\n\t]{4,60}{problem}[^。;,\n\t]{0,8}{settled}")


class Zones:
    """Finds the passages of a text that speak of problems; made once for all documents."""

    def __init__(self, packs: Packs, admissions: Admissions) -> None:
        self.admissions = admissions
        self._says = _Phrases(packs)
        self.mended = self._says.mended  # 整改情况： below a problem of last year

    def find(self, folded: str, tree: Tree, views: Sequence[GridView]) -> list[Zone]:
        """All passages of problems, in order, none inside another."""
        tables = [(view.grid.start, view.grid.end) for view in views]
        prior = [*self._prior(folded)]
        found = [*_without(self._sections(folded, tree, tables), prior)]
        for more in (
            prior,
            self._cells(folded, tree, views),
            self._labelled(folded),
            self._late(folded),
            self._headed(folded),
            self._opened(folded, tree),
            self._rectified(folded, tree),
            self._told(folded, tree),
            self._notes(tree, views),
        ):
            taken = Cover((zone.start, zone.end) for zone in found)
            found += [zone for zone in more if not taken.meets(zone.start, zone.end)]
        parted = (zone if zone.after else _parted(folded, zone) for zone in found)
        return sorted(parted, key=lambda zone: zone.start)

    def _sections(self, folded: str, tree: Tree, tables: Sequence[tuple[int, int]]) -> list[Zone]:
        """The text of problem sections in one piece; a heading below 存在问题 is one itself."""
        adopted = self._adopted(folded, tree)
        following = [*(n.start for n in tree.nodes[1:]), len(folded)]
        closed = Cover(tables)
        found: list[Zone] = []
        for node, limit in zip(tree.nodes, following, strict=False):
            origin = "problem_section" if node in adopted else self._origin(node, tree)
            if origin is None or node.start in closed:
                continue
            start = node.start if node in adopted or self._is_told(node, tree) else node.heading_end
            for piece in _between(tables, start, min(limit, node.end)):
                before = found[-1] if found else None
                if before is not None and before.end == piece.start and before.origin == origin:
                    found[-1] = replace(before, end=piece.end)
                else:
                    found.append(Zone(piece.start, piece.end, origin))
        return found

    def _is_told(self, node: Node, tree: Tree) -> bool:
        """Whether a heading is part of what is told: no title of problems, or one that admits."""
        if node.kind not in OWN_TEXT:
            return True
        below = any(n.kind in OWN_TEXT for n in tree.chain(node.start) if n is not node)
        return below and self.admissions.admits(node.heading)

    def _adopted(self, folded: str, tree: Tree) -> set[Node]:
        """Headings that admit something behind an empty 存在问题 that lost its number."""
        found: set[Node] = set()
        empty = False
        for node, following in zip(tree.nodes, [*tree.nodes[1:], None], strict=False):
            end = following.start if following is not None else len(folded)
            if node.kind == "problems":
                empty = not folded[node.heading_end : end].strip()
            elif empty and node.kind != "measures" and self.admissions.admits(node.heading):
                found.add(node)
            else:
                empty = False
        return found

    def _origin(self, node: Node, tree: Tree) -> str | None:
        kinds = [n.kind for n in tree.chain(node.start)]
        for kind in kinds:
            if kind == "measures":
                return None
            if kind in ("problems", "prior_year_rectification"):
                return PRIOR if "prior_year_rectification" in kinds else "problem_section"
        return self._of_losses(node, kinds, tree)

    def _of_losses(self, node: Node, kinds: Sequence[str], tree: Tree) -> str | None:
        """The origin below 扣分原因 and its own headings; 偏离目标的原因 tells of no points."""
        if "deductions" not in kinds[:2]:
            return None
        heading = next(n.heading for n in tree.chain(node.start) if n.kind == "deductions")
        return "problem_section" if self._says.astray.search(heading) else "deduction"

    def _labelled(self, folded: str) -> Iterator[Zone]:
        """存在问题：… up to the end of its line, or to the next point of the list it stands in."""
        at = 0
        for title in self._says.inline.finditer(folded):
            if title.start("title") < at:
                continue
            end = _line_end(folded, title.end())
            marked = self._says.marked.match(folded, title.start("title")) is not None
            if not marked and not folded[title.end() : end].strip():
                end = _list_end(folded, end)
            following = _NEXT_MARK.search(folded, title.end(), end) if marked else None
            if following is None:
                yield Zone(title.end(), end, "problem_section", _line_below(folded, end))
            else:
                stop = folded.find("\n", following.end(), end)
                at = end if stop < 0 else stop
                label = LABEL.search(folded, following.end() - 1, end)
                after = (Span(following.end(), end),) if label is not None else ()
                yield Zone(title.end(), following.start(), "problem_section", after)

    def _late(self, folded: str) -> Iterator[Zone]:
        """自评得分90分,存在的问题:… where the label is no sentence of its own."""
        for title in self._says.late.finditer(folded):
            at = title.start()
            if not self._says.treated.search(folded, max(0, at - TREATED_REACH), at):
                end = _line_end(folded, title.end())
                yield Zone(title.end(), end, "problem_section", _line_below(folded, end))

    def _cells(self, folded: str, tree: Tree, views: Sequence[GridView]) -> Iterator[Zone]:
        """Cells beside or under a label 存在的问题, and those that begin with it."""
        for view in views:
            texts = {c.start: view.text(c) for c in view.grid.cells}
            yield from self._run_in(folded, view, texts)
            titles = {start for start, text in texts.items() if self._says.cell.fullmatch(text)}
            columns = {start for start, text in texts.items() if self._says.column.fullmatch(text)}
            if not titles and not columns:
                continue
            answers = {start for start, text in texts.items() if self._says.answer.fullmatch(text)}
            after = _beside_or_under(view, answers, answers)
            if after:  # 具体问题 tells of problems only where measures stand beside it
                titles |= columns
            for cell in _beside_or_under(view, titles, answers):
                beside = [c for c in after if c.row == cell.row and c.start > cell.start]
                told = tuple(Span(c.start, c.end) for c in beside or after)
                kinds = [node.kind for node in tree.chain(cell.start)]
                prior = "prior_year_rectification" in kinds
                yield Zone(cell.start, cell.end, PRIOR if prior else "problem_section", told)

    def _run_in(self, folded: str, view: GridView, texts: Mapping[int, str]) -> Iterator[Zone]:
        """What follows 五、存在的问题。 or 六、其他需要说明的情况。 in the same cell."""
        for cell in view.grid.cells:
            if (
                self._says.run_in.match(texts[cell.start])
                and len(view.row(cell.row)) == 1
                and (told := self._says.run_in.match(folded, cell.start, cell.end))
            ):
                yield Zone(told.end(), cell.end, "problem_section", sure=not told.group("notes"))

    def _notes(self, tree: Tree, views: Sequence[GridView]) -> Iterator[Zone]:
        """Sections and cells of notes, where a problem may be admitted among other things."""
        for node in tree.nodes:
            if self._says.other.search(node.heading):
                yield Zone(node.heading_end, node.end, "problem_section", sure=False)
        for view in views:
            texts = {c.start: "".join(view.text(c).split()) for c in view.grid.cells}
            titles = {start for start, text in texts.items() if self._says.notes.fullmatch(text)}
            for cell in _labelled_by(view, titles) if titles else ():
                beside = view.at(cell.start)
                if beside is not None and len(view.row(beside.row)) <= FEW_CELLS:
                    yield Zone(cell.start, cell.end, "problem_section", sure=False)

    def _headed(self, folded: str) -> Iterator[Zone]:
        """资金支付滞后问题：… is a problem and its explanation."""
        for found in self._says.headed.finditer(folded):
            if self.admissions.admits(found.group("told")):
                yield Zone(
                    found.start("told"), _sentence_end(folded, found.end()), "problem_section"
                )

    def _opened(self, folded: str, tree: Tree) -> Iterator[Zone]:
        """还存在一些问题,主要表现在:… up to the end of its paragraph or of the list below it."""
        for found in self._says.opening.finditer(folded):
            if self._is_dealt_with(folded, tree, found.start()):
                continue
            end = _line_end(folded, found.end())
            if not folded[found.end() : end].strip():
                end = _list_end(folded, end)
            label = LABEL.search(folded, found.end(), end)
            stop = label.start() if label is not None else end
            after = (Span(label.end(), end),) if label is not None else ()
            if stop > found.end():
                yield Zone(found.end(), stop, "problem_section", after, sure=False)

    def _told(self, folded: str, tree: Tree) -> Iterator[Zone]:
        """存在…等问题, 不足之处在于… and 自评中发现,… in a section that is not of problems."""
        found: list[Zone] = []
        for turn in self._says.told.finditer(folded):
            if self._is_dealt_with(folded, tree, turn.start()):
                continue
            named = next((g for g in ("name", "names") if turn.group(g)), None)
            after: tuple[Span, ...] = ()
            if named is None:
                start, end = turn.end(), _sentence_end(folded, turn.end())
                after = _behind(folded, end)
            else:
                start, end = turn.span(named)
                if found and found[-1].end > start:
                    found.pop()
            found.append(Zone(start, end, "problem_section", after, sure=False))
        yield from found

    def _rectified(self, folded: str, tree: Tree) -> Iterator[Zone]:
        """Headings 关于台账登记不全的问题 above 整改情况：…"""
        for node in tree.nodes:
            named = self._says.about.match(folded, node.start, node.heading_end)
            label = self.mended.match(folded, node.heading_end, node.end)
            if named is not None and label is not None:
                yield Zone(*named.span("name"), PRIOR, (Span(label.end(), node.end),))

    def _is_dealt_with(self, folded: str, tree: Tree, at: int) -> bool:
        """Whether what stands at a place is what is looked for or mended, not admitted."""
        if self._says.treated.search(folded, max(0, at - TREATED_REACH), at):
            return True
        return any(node.kind in ("measures", "evaluation_work") for node in tree.chain(at))

    def _prior(self, folded: str) -> Iterator[Zone]:
        """上年度自评提出的…问题已整改 in any other section."""
        for found in self._says.prior.finditer(folded):
            end = _sentence_end(folded, found.end())
            while folded.startswith(";", end) and (
                folded.startswith("“", end + 1) or self._says.settled.match(folded, end + 1)
            ):
                end = _sentence_end(folded, end + 1)  # the next of several problems
            yield Zone(found.start(), end, PRIOR)


def _without(zones: Sequence[Zone], taken: Sequence[Zone]) -> Iterator[Zone]:
    """The zones without what stands in ``taken`` ones of another origin."""
    for zone in zones:
        at = zone.start
        for other in taken:
            if zone.origin != other.origin and at <= other.start < zone.end:
                if other.start > at:
                    yield replace(zone, start=at, end=other.start)
                at = other.end
        if at < zone.end:
            yield replace(zone, start=at)


def _between(tables: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[Span]:
    """What of a passage lies outside the tables, which come in order."""
    at = start
    for first, last in tables[bisect_right(tables, (start, start)) :]:
        if first >= end:
            break
        if first > at:
            yield Span(at, first)
        at = max(at, last)
    if end > at:
        yield Span(at, end)


def _parted(folded: str, zone: Zone) -> Zone:
    """The zone up to 改进措施： on a line of its own or above a list that begins anew.

    One at each item stays with its item.
    """
    found = [m for m in LABEL.finditer(folded, zone.start, zone.end) if m.start() > zone.start]
    labels = [m for m in found if folded[m.start() - 1] in "\n\t"]
    if len(labels) != 1:
        labels = [m for m in found if begins_anew(folded, zone.start, m.end(), zone.end)]
    if len(labels) != 1:
        return zone
    return replace(zone, end=labels[0].start(), after=(Span(labels[0].end(), zone.end),))


def _line_end(folded: str, at: int) -> int:
    end = folded.find("\n", at)
    return len(folded) if end < 0 else end


def _list_end(folded: str, at: int) -> int:
    """The end of the list whose items begin the lines below the line that ends at ``at``."""
    while at < len(folded) and MARK.match(folded, at + 1) is not None:
        at = _line_end(folded, at + 1)
    return at


def _line_below(folded: str, end: int) -> tuple[Span, ...]:
    """整改措施：… on the line below a line of problems."""
    label = LABEL.match(folded, end + 1)
    if label is None:
        return ()
    return (Span(label.end(), _line_end(folded, label.end())),)


def _behind(folded: str, at: int) -> tuple[Span, ...]:
    """下一步… behind ``at`` in its line, else on the line below."""
    end = _line_end(folded, at)
    label = LABEL.search(folded, at, end)
    return (Span(label.end(), end),) if label is not None else _line_below(folded, end)


def _beside_or_under(
    view: GridView, titles: Collection[int], answers: Collection[int]
) -> list[Cell]:
    """The cells of titles, ``answers`` aside; of a head row that is not known for one, those below
    its titles."""
    found = [c for c in _labelled_by(view, titles) if c.start not in answers] if titles else []
    heads = [] if found else [c for c in view.grid.cells if c.start in titles]
    rows = range(1, view.grid.rows + 1)
    below = (view.cell(row, head.column) for head in heads for row in rows if row > head.row)
    return found or [*{c.start: c for c in below if c is not None and c.end > c.start}.values()]


def _labelled_by(view: GridView, titles: Collection[int]) -> Iterator[Cell]:
    """The cells beside or under the cells that begin at ``titles``."""
    for cell in view.grid.cells:
        labels = view.labels(cell)
        if cell.start not in titles and any(
            label.start in titles for label in (*labels.left[:1], *labels.above[:1])
        ):
            yield cell


def _sentence_end(folded: str, at: int) -> int:
    stop = _SENTENCE_END.search(folded, at)
    return stop.start() if stop is not None else len(folded)
