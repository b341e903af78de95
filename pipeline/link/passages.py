"""Where goals are set and where a report tells what came of them: cells, sections, plans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..extract.grids import GridView
from ..model.canonical import Cell
from ..segment.sections import Node
from ..segment.spans import Span
from .context import Text
from .goal_blocks import Block, Blocks
from .remedies import LABEL

SHORTEST_TEXT = 12
SHORTEST_TASK = 4
LONG_TEXT = 40
FEW_CELLS = 3
LONGEST_HEAD = 16
ITEM = re.compile(
    r"(?:任务|目标)[ ]?(\d{1,2})[:：、.](?!\d)|(?:(?<=[。;\n])|^)[ ]*(\d{1,2})[.、]"
    r"(?:(?!\d)|(?=1[12]\d{3}(?:热线|平台|政务|便民|市民)))"
)
_GOAL_LABEL = re.compile(r"[^,。、]{0,8}目标(?:[(][^()]*[)])?:?")
_NOTE = re.compile(r"^(?:其他)?(?:需要?)?(?:说明|备注)(?:的问题|的事项)?:")
_PROJECT = re.compile(r"项目[^,。]{0,6}(?:情况|概况|简介)")
_PLAN = re.compile(r"\s*(?:本|该)?(?:项目|工程|年度)?(?:计划|拟)(?!总?投资)")
_DONE = re.compile(
    r"完成情况|^(?:全年|年[度末终底])?实际情况|实现情况|达成情况|实际完成|完成结果|目标实际|落实情况"
)
_GOAL = re.compile(
    r"(?:绩效|总体|年度|全年|当年|年初|预期|整体|工作|中长期|调整后?[)]?)[^,。]{0,8}目标(?!编制|设[定置]|管理)|^总?目标|总目标$|重点工作任务|^(?:年初|年度|全年)(?:设定|预设)(?:情况)?$"
)
_BENEFIT = re.compile(r"^(?:社会|经济|生态)效益|满意度$|^主要(?:绩效|成效)")
_PART = re.compile(r"^(?:主要|任务|工作|计划|具体|目标)(?:工作)?(?:内容|任务|目标)$|^任务内容")
_PLANNED_WORK = re.compile(
    r"^(?:年初|年度|全年|本年)(?:工作|任务)?(?:计划|安排|任务)$|^(?:工作|任务)(?:计划|安排)$"
)
_REASON = re.compile(r"未能?(?:完成|达标)[^,。]{0,4}原因|偏差原因")
_NOT_SET = re.compile(r"完成|实现|未达|制定|设定|设置|编制|管理")
_TELLS = re.compile(
    r"产出|效益|效果|成效|履职|履行|任务完成|完成情况|实现情况|完成的|未完成|(?:数量|质量|时效|满意度)指标|满意度|公平性|可持续"
)
_FUNDED = re.compile(r"预算|资金|采购|公开|支出|收支|执行率|整改|自评工作|评价工作|组织")
_MANAGES = re.compile(
    r"预算|资金|采购|公开|资产|管理|成本|支出|收支|执行率|执行情况|机构|人员|绩效目标设|目标制定|目标设"
)
_ADVICE = re.compile(r"(?<=[。;])[ ]*(?:建议|整改(?:情况|措施|计划|打算)):")
_AHEAD = re.compile(r"下一?步|打算|(?:改进|整改|工作)措施|对策|工作计划")
_SET = re.compile(r"(?:^|(?<=[。;\n]))[ ]*[^,:。;\n\d]{0,6}(?:目标|指标)(?:值|数)?:")
_RESULT = re.compile(r"(?:实际)?(?:完成|实现|落实)(?:情况|结果)[:]")
_PERFORMANCE = re.compile(r"绩效(?:情况|目标|实现|成果)|履职情况")
_MIXED_KINDS = (["other"], ["deductions"], ["problems"])
_WHY = re.compile(r"原因|问题")
_NEXT = re.compile(r"下一步|今后|(?:改进|整改)措施|拟|将")
_AHEAD_LABEL = re.compile(r"(?:改进|整改)(?:措施|建议)|下一步|结果应用")
_THEN = re.compile(r"下一步|今后|(?:改进|整改)措施:")
_MEASURED = re.compile(r"\d(?![\d.、)年月])")
_OWN_KINDS = frozenset({"profile", "duties", "evaluation_work", "income_expenditure", "targets"})
_PLAIN_KINDS = (["profile"], ["other"], ["duties"])
_GOALS_BEGIN = re.compile(
    r"\s*[^,:。;\n]{0,14}(?:重点工作(?:任务)?|工作任务|(?:绩效|工作|年度|总体)目标)(?:任务)?[是为]?:"
)
_WORKS = re.compile(r"(?:建设|实施|项目|工程)(?:内容|任务|规模|目标)")
_RUN_IN = re.compile(
    r"(?:\d{1,2}[.、]|[(][一二三四五六七八九十\d]{1,3}[)]|[一二三四五六七八九十]{1,2}[、.])\s*([^。:,;\n(]{2,24})(?:[(][^()\n]{0,24}[)])?[。:]"
)
_PLANNED = re.compile(r"力争|计划|争取|拟|将|确保|目标|预期|要求|努力")
_TO_BUILD = re.compile(r"计划(?!总?投资)|拟|将|新建|改建|改造|建设(?!内容|规模|任务|期)|完成")
_REPORTED = re.compile(r"已|完成了|今年以来|目前|全年完成|累计完成|实现了|共完成")
_FAULT_KINDS = frozenset({"problems", "deductions"})
REPORT_KINDS = frozenset({"effectiveness", "results"})
DONE_KINDS = frozenset({"effectiveness", "results", "indicator_analysis", "conclusion"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A cell or section part; ``kind`` is goal, done, reason, gap or measure.

    ``reports`` tells that its achievements count even where no goal is printed; ``planned`` that
    it is a project's plan, which the indicators of a table may answer.
    """

    span: Span
    kind: str
    tabular: bool
    reports: bool = False
    item: str = ""
    planned: bool = False


def passages(text: Text, blocks: Blocks) -> Iterator[Passage]:
    """All passages of a document, those of tables first; labelled blocks before their sections."""
    for view in text.views.values():
        yield from _cells(text, view)
    labelled = [*blocks.find(text)]
    yield from map(of_block, labelled)
    yield from _outside(_sections(text), [b.span for b in labelled])


def of_block(block: Block) -> Passage:
    """A part below a label; what it tells as done is reported."""
    return Passage(block.span, block.kind, False, block.kind == "done", block.item)


def _outside(found: Iterable[Passage], spans: Sequence[Span]) -> Iterator[Passage]:
    """The passages as far as they lie outside of spans, which are in order."""
    for passage in found:
        start = passage.span.start
        for span in spans:
            if span.end <= start or span.start >= passage.span.end:
                continue
            if span.start > start:
                yield replace(passage, span=Span(start, span.start))
            start = span.end
        if start < passage.span.end:
            yield replace(passage, span=Span(start, passage.span.end))


def _cells(text: Text, view: GridView) -> Iterator[Passage]:
    """Long cells whose heads, label or first words say what they hold."""
    for cell in view.grid.cells:
        content = view.text(cell)
        if len(content) < SHORTEST_TASK or not any(map(str.isdigit, content)):
            continue
        labels = view.labels(cell)
        span = Span(cell.start, cell.end)
        head = labels.above[0].text if labels.above else ""
        task = _task_kind(view, cell, head)
        if task:
            yield Passage(span, task, True, True, _task_name(view, cell))
            continue
        if len(content) < SHORTEST_TEXT and not _AHEAD_LABEL.search(head):
            continue
        beside = labels.left[0].text if labels.left else ""
        label = beside if len(view.row(cell.row)) <= FEW_CELLS else ""
        label = label if _AHEAD_LABEL.search(label) else head
        if _AHEAD_LABEL.search(label):
            yield from _ahead(text, cell, label)
            continue
        if _NOTE.match(content) and len(view.row(cell.row)) <= FEW_CELLS:
            yield Passage(span, "done", True)
            continue
        if len(content) <= LONG_TEXT and not _counts_short(text, view, cell, beside):
            continue
        kind = _cell_kind(view, cell, head, beside, content)
        if kind:
            yield Passage(span, kind, True, True)


def _counts_short(text: Text, view: GridView, cell: Cell, beside: str) -> bool:
    """Whether a short cell counts: a list, one beside a label of goals or beside an outcome."""
    if ITEM.search(text.folded, cell.start, cell.end) or _BENEFIT.search(beside):
        return True
    few = len(view.row(cell.row)) <= FEW_CELLS
    labelled = few and _GOAL_LABEL.fullmatch(beside) is not None
    return labelled or _is_answered(view, cell)


def _ahead(text: Text, cell: Cell, label: str) -> Iterator[Passage]:
    """A cell of measures; one that gives reasons too counts from 下一步 or 今后 on in each line."""
    mixed = _WHY.search(label) is not None
    for part in text.paragraphs.spans(cell.start, cell.end):
        found = _THEN.search(text.folded, part.start, part.end) if mixed else None
        if found is not None or not mixed:
            start = found.start() if found is not None else part.start
            yield Passage(Span(start, part.end), "measure", True)


def _task_kind(view: GridView, cell: Cell, head: str) -> str:
    """任务名称 | 主要内容 | 完成情况: what is to be done stands under a head of contents."""
    heads = [_PART] if view.in_score_block(cell) else [_PART, _PLANNED_WORK]
    if any(h.search(head) for h in heads) and _beside(view, cell, _DONE):
        return "goal"
    return "done" if _DONE.search(head) and any(_beside(view, cell, h) for h in heads) else ""


def _task_name(view: GridView, cell: Cell) -> str:
    """The task of a cell: the nearest label on its left that is no contents or outcome itself."""
    for label in view.labels(cell).left:
        own = view.at(label.start)
        head = view.head_label(own) if own is not None else None
        if head is None or not any(h.search(head.text) for h in (_PART, _PLANNED_WORK, _DONE)):
            return label.text
    return ""


def _is_answered(view: GridView, cell: Cell) -> bool:
    """Whether a short cell is one of a row of goals and outcomes; rows of indicators are not."""
    kinds = {_column_kind(view, c) for c in view.row(cell.row)}
    return {"goal", "done"} <= kinds and _column_kind(view, cell) != ""


def _column_kind(view: GridView, cell: Cell) -> str:
    """What is announced right above a cell: goal, done or nothing."""
    over = view.cell(cell.row - 1, cell.column)
    if over is None or over.row == cell.row or len(view.text(over)) > LONGEST_HEAD:
        return ""
    return kind_of(view.text(over))


def _beside(view: GridView, cell: Cell, head: re.Pattern[str]) -> bool:
    others = (view.head_label(c) for c in view.row(cell.row) if c is not cell)
    return any(label is not None and head.search(label.text) for label in others)


def _cell_kind(view: GridView, cell: Cell, head: str, beside: str, content: str) -> str:
    """The head decides before the label beside; what is right above counts where no head is.

    年初设定目标 and 全年实际完成情况 right above the cells of a row decide before all others.
    """
    if _is_answered(view, cell):
        return _column_kind(view, cell)
    above = view.cell(cell.row - 1, cell.column)
    over = view.text(above) if above is not None and above.row != cell.row else ""
    over = over if len(over) <= LONGEST_HEAD else ""
    beside_kind = kind_of(beside)
    own = kind_of(content[:16])
    names = [head, over, beside, content[:16]]
    if beside_kind in ("done", "reason"):
        names = [beside, *names]
    if own in ("done", "reason"):
        return own
    found = next((k for n in names if (k := kind_of(n))), "")
    plain = len(view.row(cell.row)) <= FEW_CELLS and not view.in_score_block(cell)
    return found or ("done" if plain and _BENEFIT.search(beside) else "")


def kind_of(name: str) -> str:
    """What a head or label announces: reason, done, goal or nothing."""
    if _REASON.search(name):
        return "reason"
    if _DONE.search(name):
        return "done"
    return "goal" if _GOAL.search(name) else ""


def _sections(text: Text) -> Iterator[Passage]:
    """Sections of goals, those that tell what came of them, and what is to be done next."""
    nodes = text.tree.nodes
    for index, node in enumerate(nodes):
        end = min(node.end, nodes[index + 1].start) if index + 1 < len(nodes) else node.end
        if text.canonical.cell_at(node.start) is not None:
            continue
        chain = list(text.tree.chain(node.start))
        if _is_sentence(text, chain, end):
            chain = chain[1:]
            yield from _of_part(text, chain, [n.kind for n in chain], "", Span(node.start, end))
            continue
        kinds = [n.kind for n in chain]
        whole = node.kind in ("work_tasks", "targets", "measures")
        whole = whole and not (node.kind == "work_tasks" and _TELLS.search(node.heading))
        told = any(c.isdigit() for c in node.heading) and any(m in node.heading for m in ":,")
        start = node.start if told else node.heading_end
        body = [("", Span(start, end))] if whole or told else _parts(text, node, end)
        for name, span in body:
            yield from _of_part(text, chain, kinds, name, span)


def _is_sentence(text: Text, chain: list[Node], end: int) -> bool:
    """Whether a heading is a numbered sentence of its section: (二)“三公”经费不突破12万元。"""
    node = chain[0] if len(chain) > 1 else None
    if node is None or end - node.heading_end > 1 or _MEASURED.search(node.heading) is None:
        return False
    return text.folded[node.start : end].rstrip().endswith(("。", ";"))


def _parts(text: Text, node: Node, end: int) -> Iterator[tuple[str, Span]]:
    """The text of a section cut at headings that run into their paragraph (2.任务完成。全市…)."""
    name, start = "", node.heading_end
    for paragraph in text.paragraphs.spans(node.heading_end, end):
        found = _RUN_IN.match(text.folded, paragraph.start, paragraph.end)
        if found is None:
            continue
        if paragraph.start > start:
            yield name, Span(start, paragraph.start)
        name, start = found.group(1), paragraph.start
    if end > start:
        yield name, Span(start, end)


def _of_part(
    text: Text, chain: list[Node], kinds: list[str], name: str, span: Span
) -> Iterator[Passage]:
    heading = chain[0].heading if chain else ""
    named = name or heading
    ahead = kinds[:1] in _MIXED_KINDS and _AHEAD.search(heading) is not None
    if "measures" in kinds[:2] or ahead:
        mixed = _NEXT.search(text.folded, span.start, span.end) if _WHY.search(heading) else None
        start = mixed.start() if mixed is not None else span.start
        yield Passage(Span(start, span.end), "measure", False)
    elif _FAULT_KINDS & set(kinds[:2]):
        yield from _answers_to(text, span)
    elif kinds[:1] == ["targets"] and not _tells_of_goals(chain):
        yield Passage(span, "goal", False)
    elif _WORKS.search(named) and not _DONE.search(named):
        yield from _works(text, span)
    elif kinds[:1] == ["work_tasks"] and _TELLS.search(heading):
        yield from _labelled(text, span, _reports([name, heading], kinds))
    elif kinds[:1] == ["work_tasks"]:
        yield from _plans(text, span)
        yield Passage(span, "done", False)
    elif _is_below_goals(kinds) and not _NOT_SET.search(chain[1].heading):
        yield Passage(span, "goal", False)
    elif _is_below_goals(kinds) and _DONE.search(chain[1].heading):
        of_money = _MANAGES.search(named) is not None and not _TELLS.search(named)
        yield from _labelled(text, span, not of_money)
    elif (
        "work_tasks" in kinds[:2]
        or "targets" in kinds[:1]
        or DONE_KINDS & set(kinds[:3])
        or (_DONE.search(heading) and not _FUNDED.search(heading))
    ):
        plain = chain[:2] if kinds[0] in ("other", "targets") else chain[:1]
        yield from _labelled(text, span, _reports([name, *(n.heading for n in plain)], kinds))
    elif kinds[:1] in _PLAIN_KINDS:
        yield from _set_in(text, span)
        if _PROJECT.search(heading):
            yield from _planned_in(text, span)
        if _PERFORMANCE.search(heading):
            yield Passage(span, "done", False)


def _tells_of_goals(chain: Sequence[Node]) -> bool:
    """Whether a heading of goals, or the one above it, tells what came of them."""
    above = chain[1].heading if len(chain) > 1 else ""
    return _NOT_SET.search(chain[0].heading) is not None or _DONE.search(above) is not None


def _is_below_goals(kinds: Sequence[str]) -> bool:
    """Whether a part stands in a section of goals, whatever its own heading speaks of."""
    return kinds[1:2] == ["targets"] and kinds[0] not in _OWN_KINDS


def _answers_to(text: Text, span: Span) -> Iterator[Passage]:
    """What stands behind 改进措施： or 建议： in the paragraphs of a section of problems."""
    for part in text.paragraphs.spans(span.start, span.end):
        label = LABEL.search(text.folded, part.start, part.end)
        label = label or _ADVICE.search(text.folded, part.start, part.end)
        if label is not None:
            yield Passage(Span(label.end(), part.end), "measure", False)


def _labelled(text: Text, span: Span, reports: bool) -> Iterator[Passage]:
    """A part of achievements; 目标2:… 完成情况:… in one paragraph is a goal and its achievement."""
    start = span.start
    for part in text.paragraphs.spans(span.start, span.end):
        label = _RESULT.search(text.folded, part.start, part.end)
        goal = ITEM.search(text.folded, part.start, label.start()) if label is not None else None
        if label is not None and goal is None:
            goal = _SET.search(text.folded, part.start, label.start())
        if label is None or goal is None:
            continue
        if part.start > start:
            yield Passage(Span(start, part.start), "done", False, reports)
        item = next((number for number in goal.groups() if number), "")
        yield Passage(Span(part.start, label.start()), "goal", False, item=item)
        yield Passage(Span(label.start(), part.end), "done", False, True, item)
        start = part.end
    if span.end > start:
        yield Passage(Span(start, span.end), "done", False, reports)


def _reports(names: Sequence[str], kinds: list[str]) -> bool:
    """Whether a part tells achievements, not how the money was managed; the nearest name first."""
    for words in names:
        if _MANAGES.search(words) and not _TELLS.search(words):
            return False
        if _TELLS.search(words):
            return True
    return bool(REPORT_KINDS & set(kinds[:2])) and kinds[0] not in ("running_costs",)


def _set_in(text: Text, span: Span) -> Iterator[Passage]:
    """Paragraphs that begin with a label of goals: 2022年度重点工作任务:1.…"""
    for part in text.paragraphs.spans(span.start, span.end):
        found = _GOALS_BEGIN.match(text.folded, part.start, part.end)
        if found is not None and not _REPORTED.search(text.folded, part.start, part.end):
            yield Passage(Span(found.end(), part.end), "goal", False)


def _planned_in(text: Text, span: Span) -> Iterator[Passage]:
    """Sentences of a project's profile that tell its plan: 项目计划新植葡萄1.2万亩."""
    for part in text.sentences.spans(span.start, span.end):
        found = _PLAN.match(text.folded, part.start, part.end)
        if found is not None and not _REPORTED.search(text.folded, part.start, part.end):
            yield Passage(Span(found.end(), part.end), "goal", False, planned=True)


def _works(text: Text, span: Span) -> Iterator[Passage]:
    """What a project is to build, from the word that plans it on."""
    for part in text.paragraphs.spans(span.start, span.end):
        found = _TO_BUILD.search(text.folded, part.start, part.end)
        if found is not None and not _REPORTED.search(text.folded, part.start, part.end):
            yield Passage(Span(found.start(), part.end), "goal", False)


def _plans(text: Text, span: Span) -> Iterator[Passage]:
    """Paragraphs that speak of what is to come."""
    for part in text.paragraphs.spans(span.start, span.end):
        words = text.folded[part.start : part.end]
        before = text.folded[span.start : part.end]
        if _PLANNED.search(before) and not _REPORTED.search(words):
            yield Passage(part, "goal", False)
