"""Where a report speaks of problems: sections, 存在问题：in running text, cells of forms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from ..extract.grids import GridView
from ..segment.sections import Node, Tree
from ..segment.spans import Cover, Span
from .admissions import Admissions
from .remedies import LABEL

OWN_TEXT = frozenset({"problems", "prior_year_rectification", "deductions"})
FEW_CELLS = 3
_TITLE = (
    r"(?:主要|目前|项目|绩效管理|[^,。;:\n\t]{0,8}[中里])?(?:存在|面临|发现)的?(?:主要|突出)?(?:问题|不足|困难|差距)"
    r"(?:(?:及|和|与|、)?(?:不足|困难|原因|建议|对策|改进措施|整改措施|改进建议|解决措施|下一步改进措施|原因分析|分析|差距)){0,2}"
)
_OTHER = re.compile(r"其他需?要?(?:予以)?说明的(?:问题|情况|事项)")
_NOTES = re.compile(rf"(?:{_OTHER.pattern}|备注|说明)[:]?")
_LACKS = (
    r"(?:主要|突出|目前|工作中)?的?(?:不足|短板|问题|困难)(?:之处|方面)?"
    r"(?:主要)?(?:在于|表现在|体现在|是|有)?"
)
_CELL = re.compile(rf"(?:[一二三四五六七八九十\d]{{1,2}}[、.])?{_TITLE}[:]?")
_ANSWER = re.compile(
    r"(?:[一二三四五六七八九十\d]{1,2}[、.])?(?:拟采取的?|下一步)?(?:(?:改进|整改)(?:工作)?(?:的)?(?:措施|建议|意见|办法)?"
    r"|下一步(?:措施|工作|打算|计划))[:]?"
)
_INLINE = re.compile(
    r"(?:(?<=[\n\t。;:])|^)[ ]*(?:(?:备注|说明|注)[:])?"
    rf"(?P<mark>[(]?[一二三四五六七八九十\d]{{1,2}}[)、.])?[ ]*(?:{_TITLE}|{_LACKS})[:]"
)
_HEADED = re.compile(
    r"(?:(?<=[\n\t。;])|^)[ ]*(?:[(]?[一二三四五六七八九十\d]{1,2}[)、.])?"
    r"(?P<told>[^,。;:\n\t]{4,24})问题[:]"
)
TREATED_REACH = 16
_TREATED = re.compile(r"(?:针对|对|解决|整治|排查)[^,。;:\n]*$")
_TOLD = re.compile(
    r"(?:但|仍然?|还|尚|依然)存在(?P<name>[^,。;:\n\t]{4,40}?)(?:等|的|等方面)*(?:问题|不足|现象|困难)(?=[,。;\n])"
    r"|(?:不足之处|主要不足|不足)(?:主要)?(?:在于|是|表现在|体现在)[:,]?"
    r"|(?:自评|评价|自查|检查|工作)(?:过程)?中也?还?发现[,:]"
)
_ASTRAY = re.compile(r"^[^扣失丢减分]*偏[离差][^扣失丢减分]*$")
_SENTENCE_END = re.compile(r"[。;\n\t]")
_NEXT_MARK = re.compile(r"(?<=[。;])[ ]*[一二三四五六七八九十]{1,2}、")
_PRIOR = re.compile(
    r"(?:[上前往](?:一)?(?:年度?|期)|以前年度|20\d\d年度?)[^。;\n\t]{0,24}(?:反映|提出|指出|发现|反馈)(?:出|到)?的[^。;\n\t]{4,60}问题"
)


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


def zones(folded: str, tree: Tree, views: Sequence[GridView], admissions: Admissions) -> list[Zone]:
    """All passages of problems, in order, none inside another."""
    tables = [(view.grid.start, view.grid.end) for view in views]
    found = [*_sections(folded, tree, tables, admissions)]
    for more in (
        _cells(views),
        _labelled(folded),
        _headed(folded, admissions),
        _prior(folded),
        _told(folded, tree),
        _notes(tree, views),
    ):
        taken = Cover((zone.start, zone.end) for zone in found)
        found += [zone for zone in more if not taken.meets(zone.start, zone.end)]
    return sorted(found, key=lambda zone: zone.start)


def _sections(
    folded: str, tree: Tree, tables: Sequence[tuple[int, int]], admissions: Admissions
) -> list[Zone]:
    """The text of problem sections in one piece; a heading below 存在问题 is a problem itself."""
    adopted = _adopted(folded, tree, admissions)
    following = [*(n.start for n in tree.nodes[1:]), len(folded)]
    closed = Cover(tables)
    starts = [start for start, _ in tables]
    found: list[Zone] = []
    for node, limit in zip(tree.nodes, following, strict=False):
        origin = "problem_section" if node in adopted else _origin(node, tree)
        if origin is None or node.start in closed:
            continue
        start = node.heading_end if node.kind in OWN_TEXT and node not in adopted else node.start
        table = bisect_right(starts, node.start)
        end = min(limit, node.end, *starts[table : table + 1])
        before = found[-1] if found else None
        if before is not None and before.end == start and before.origin == origin:
            found[-1] = replace(before, end=end)
        elif end > start:
            found.append(Zone(start, end, origin))
    return [_parted(folded, zone) for zone in found]


def _adopted(folded: str, tree: Tree, admissions: Admissions) -> set[Node]:
    """Headings that admit something behind an empty 存在问题 that lost its number."""
    found: set[Node] = set()
    empty = False
    for node, following in zip(tree.nodes, [*tree.nodes[1:], None], strict=False):
        end = following.start if following is not None else len(folded)
        if node.kind == "problems":
            empty = not folded[node.heading_end : end].strip()
        elif empty and node.kind != "measures" and admissions.admits(node.heading):
            found.add(node)
        else:
            empty = False
    return found


def _origin(node: Node, tree: Tree) -> str | None:
    kinds = [n.kind for n in tree.chain(node.start)]
    for kind in kinds:
        if kind == "measures":
            return None
        if kind in ("problems", "prior_year_rectification"):
            return "prior_year" if "prior_year_rectification" in kinds else "problem_section"
    return _of_losses(node, kinds, tree)


def _of_losses(node: Node, kinds: Sequence[str], tree: Tree) -> str | None:
    """The origin below 扣分原因 and its own headings; 偏离目标的原因 tells of no points."""
    if "deductions" not in kinds[:2]:
        return None
    heading = next(n.heading for n in tree.chain(node.start) if n.kind == "deductions")
    return "problem_section" if _ASTRAY.search(heading) else "deduction"


def _parted(folded: str, zone: Zone) -> Zone:
    """The zone up to 改进措施： on a line of its own; one at each item stays with its item."""
    found = LABEL.finditer(folded, zone.start, zone.end)
    labels = [m for m in found if folded[m.start() - 1] in "\n\t"]
    if len(labels) != 1 or labels[0].start() <= zone.start:
        return zone
    return replace(zone, end=labels[0].start(), after=(Span(labels[0].end(), zone.end),))


def _labelled(folded: str) -> Iterator[Zone]:
    """存在问题：… up to the end of its line, or to the next point of the list it stands in."""
    at = 0
    for title in _INLINE.finditer(folded):
        if title.start() < at:
            continue
        end = folded.find("\n", title.end())
        end = len(folded) if end < 0 else end
        following = _NEXT_MARK.search(folded, title.end(), end) if title.group("mark") else None
        if following is None:
            yield Zone(title.end(), end, "problem_section", _line_below(folded, end))
        else:
            stop = folded.find("\n", following.end(), end)
            at = end if stop < 0 else stop
            label = LABEL.search(folded, following.end() - 1, end)
            after = (Span(following.end(), end),) if label is not None else ()
            yield Zone(title.end(), following.start(), "problem_section", after)


def _line_below(folded: str, end: int) -> tuple[Span, ...]:
    """整改措施：… on the line below a line of problems."""
    label = LABEL.match(folded, end + 1)
    if label is None:
        return ()
    stop = folded.find("\n", label.end())
    return (Span(label.end(), len(folded) if stop < 0 else stop),)


def _cells(views: Sequence[GridView]) -> Iterator[Zone]:
    """Cells beside or under a label 存在的问题."""
    for view in views:
        texts = {c.start: "".join(view.text(c).split()) for c in view.grid.cells}
        titles = {start for start, text in texts.items() if _CELL.fullmatch(text)}
        if not titles:
            continue
        answers = {start for start, text in texts.items() if _ANSWER.fullmatch(text)}
        after = tuple(_labelled_by(view, answers)) if answers else ()
        for span in _labelled_by(view, titles):
            yield Zone(span.start, span.end, "problem_section", after)


def _notes(tree: Tree, views: Sequence[GridView]) -> Iterator[Zone]:
    """Sections and cells of notes, where a problem may be admitted among other things."""
    for node in tree.nodes:
        if _OTHER.search(node.heading):
            yield Zone(node.heading_end, node.end, "problem_section", sure=False)
    for view in views:
        texts = {c.start: "".join(view.text(c).split()) for c in view.grid.cells}
        titles = {start for start, text in texts.items() if _NOTES.fullmatch(text)}
        for span in _labelled_by(view, titles) if titles else ():
            beside = view.at(span.start)
            if beside is not None and len(view.row(beside.row)) <= FEW_CELLS:
                yield Zone(span.start, span.end, "problem_section", sure=False)


def _labelled_by(view: GridView, titles: Collection[int]) -> Iterator[Span]:
    """The cells beside or under the cells that begin at ``titles``."""
    for cell in view.grid.cells:
        labels = view.labels(cell)
        if cell.start not in titles and any(
            label.start in titles for label in (*labels.left[:1], *labels.above[:1])
        ):
            yield Span(cell.start, cell.end)


def _headed(folded: str, admissions: Admissions) -> Iterator[Zone]:
    """资金支付滞后问题：… is a problem and its explanation."""
    for found in _HEADED.finditer(folded):
        if admissions.admits(found.group("told")):
            yield Zone(found.start("told"), _sentence_end(folded, found.end()), "problem_section")


def _sentence_end(folded: str, at: int) -> int:
    stop = _SENTENCE_END.search(folded, at)
    return stop.start() if stop is not None else len(folded)


def _told(folded: str, tree: Tree) -> Iterator[Zone]:
    """但仍存在…的问题, 不足之处在于… and 自评中发现,… in a section that is not of problems."""
    for found in _TOLD.finditer(folded):
        kinds = {node.kind for node in tree.chain(found.start())}
        if _TREATED.search(folded, max(0, found.start() - TREATED_REACH), found.start()):
            continue
        if not kinds & {"measures", "evaluation_work"}:
            end = found.end("name") if found.group("name") else _sentence_end(folded, found.end())
            start = found.start("name") if found.group("name") else found.end()
            yield Zone(start, end, "problem_section", sure=False)


def _prior(folded: str) -> Iterator[Zone]:
    """上年度自评提出的…问题已整改 in any other section."""
    for found in _PRIOR.finditer(folded):
        yield Zone(found.start(), _sentence_end(folded, found.end()), "prior_year")
