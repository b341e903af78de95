"""Scores in running text: 自评得2分; 总分值50分，自评得分44分，依次为预算编制3分、绩效管理13分."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..segment.sections import Tree
from ..segment.spans import Cover, Parts
from .score_mentions import POINTS, Mention, Mentions

LEAST_TOTAL = Decimal(50)
_LEAST_NAMED = Decimal(35)  # of a total that a name tells to be one
_COMPARED = re.compile(r"上年|提高|增加|减少|下降")
_ELSEWHERE = re.compile(r"(?:考核|测评|考试|竞赛|评比|检查|成绩)(?:中|得分|总分|获|取?得|[为是])")
_GROUP = re.compile(
    r"[“\"「]([^“”\"「」]{2,20})[”\"」](?:一级)?指标|一级指标[“\"「]([^“”\"「」]{2,20})[”\"」]"
    r"|(?:^|[。;])[ ]*([\u4e00-\u9fff]{2,12}?)(?:中|方面)[,，]"
)
_ALL = re.compile(r"合计|共计|总计|[共总]得")
# Words of which the name of a total is made, and no indicator's: 部门整体支出绩效, 本次评价.
_TOTAL = re.compile(
    r"(?:20\d\d|年度?|本次|此次|本|该|我|[局委办厅]|部门|单位|项目|预算|财政|资金|支出|整体|综合|总体|总|最终|最后"
    r"|绩效|自评|自我|自|评价|评定|评估|考核|测评|结果|工作|情况|分数|分值|得分| |全部|各项|指标"
    r"|根据|按照|评分|标准|折算|加权|平均|计算|汇总|打分|总评|[经对的,为后])+"
)
_OVERALL = re.compile(
    r"总得分|总评|(?:评分|评价|考核)结果|折算后|加权后|自评总分|总分|综合(?:评价|绩效)?(?:评分|得分)|最[终后]得分"
)
_IN_ORDER = re.compile(r"(?:分别|依次)[为是]?[:]?$")
_NAMES_FIRST = re.compile(
    r"(?:^|[,。;:])([\u4e00-\u9fff、]{4,60}?)(?:[两二三四五六七八九十]个?(?:项|方面|部分|类|大类))?"
    r"(?:一级)?(?:指标)?的?(?:自评)?得分(?:分别|依次)[为是]?:?$"
)
_AND = re.compile(r"[、和及与,]|以及")
_FULL = Decimal(100)
_FIRST_LEVEL = re.compile(r"[\u4e00-\u9fff]{2,3}类?指标")
_WEIGHT_IN_HEADING = re.compile(
    r"[(](?:总分|分值|满分|权重)?[ :为]?(\d{1,3}(?:\.\d{1,3})?)分?(?:[,;]?[^()]*)?[)]"
)
_HEADING_TAIL = re.compile(r"[(].*$")
_BROAD_HEADING = re.compile(
    r"结论|自评|评价|得分|总体|概况|基本情况|分析$|整体|综合|结果|问题|工作|报告"
)


@dataclass(frozen=True, slots=True)
class ProseScore:
    """A score in prose; offsets of the quote. ``level`` 0 is the total, 1–3 an indicator."""

    start: int
    end: int
    level: int
    name: str
    parent: str
    weight: Decimal | None
    score: Decimal


def prose_scores(
    folded: str,
    paragraphs: Parts,
    sentences: Parts,
    tree: Tree,
    closed: Sequence[tuple[int, int]],
    reader: Mentions,
) -> Iterator[ProseScore]:
    """The scores of all paragraphs outside ``closed`` spans (tables), in order."""
    parts = [*_by_paragraph(folded, paragraphs, sentences, tree, closed, reader)]
    whole = next((s.score for part in parts for s in part if not s.level), None)
    heads = [part[0] for part in parts if part[0].level and not part[0].parent]
    # Paragraphs that each begin with a part of the total go through its first level.
    first = _make_up(heads, whole)
    for part in parts:
        for score in part:
            yield replace(score, level=1) if first and score in heads else score


def _by_paragraph(
    folded: str,
    paragraphs: Parts,
    sentences: Parts,
    tree: Tree,
    closed: Sequence[tuple[int, int]],
    reader: Mentions,
) -> Iterator[list[ProseScore]]:
    """The scores of each paragraph that has any."""
    done = -1
    tables = Cover(closed)
    for found in POINTS.finditer(folded):
        paragraph = paragraphs.around(found.start())
        if paragraph.start == done or found.start() in tables:
            continue
        done = paragraph.start
        told = reader.of(folded, paragraph.start, paragraph.end, sentences)
        found_here = [*_levelled([*_parted([*_Paragraph(folded, tree, reader).scores(told)])])]
        if found_here:
            yield found_here


class _Paragraph:
    """Pairs weights and scores of one paragraph."""

    def __init__(self, folded: str, tree: Tree, reader: Mentions) -> None:
        self._folded = folded
        self._reader = reader
        self._tree = tree
        self._parent = ""
        self._weights: dict[str, Decimal] = {}
        self._pending: Mention | None = None
        self._loser = ""

    def scores(self, told: Sequence[Mention]) -> Iterator[ProseScore]:
        """Scores with the weight under the same name, before them or in the bracket behind."""
        told = [*_in_list(told)]
        yield from _weighed(told, [*self._scores(told)])

    def _scores(self, told: Sequence[Mention]) -> Iterator[ProseScore]:
        for index, m in enumerate(told):
            if self._pending is not None and self._is_over(self._pending, m):
                self._pending = None
            group = _GROUP.search(m.before)
            if group is not None:
                self._parent = group.group(1) or group.group(2) or group.group(3)
            if m.kind == "lost":
                self._loser = m.name if m.aside else ""
            elif m.kind == "weight":
                if m.name or not (m.aside and index and told[index - 1].kind == "score"):
                    self._weigh(m, group is not None)
            elif m.kind == "score" and not self._is_elsewhere(m):
                behind = told[index + 1] if index + 1 < len(told) else None
                found = self._score(m, behind)
                if found is not None:
                    yield found
                self._pending = None

    def _is_over(self, pending: Mention, m: Mention) -> bool:
        """Whether a weight is past: the next sentence is another's, but for an item's (10分)."""
        between = self._folded[pending.end : m.end]
        return "。" in between and (bool(m.name) or not pending.aside)

    def _is_elsewhere(self, m: Mention) -> bool:
        """Whether it is another year's score, or one that an examination of others gave."""
        if _COMPARED.search(m.before):
            return True
        return self._pending is None and _ELSEWHERE.search(m.before[-16:]) is not None

    def _weigh(self, m: Mention, is_group: bool) -> None:
        self._weights[m.name or self._parent] = m.value
        if is_group:
            self._weights[self._parent] = m.value
        self._pending = replace(m, name="") if is_group else m

    def _score(self, m: Mention, behind: Mention | None) -> ProseScore | None:
        level = 2 if self._parent else 3
        base = ProseScore(m.start, m.end, level, m.name, self._parent, m.share, m.value)
        if behind is not None and behind.kind == "weight" and behind.aside and not behind.name:
            base = replace(base, weight=behind.value)
        pending = self._pending
        if m.name in self._weights and m.name:
            return replace(base, weight=base.weight or self._weights[m.name])
        if self._is_total(m):
            return replace(base, level=0, parent="")
        if m.name and m.name != self._parent:
            weight = pending.value if pending is not None and not self._parent else None
            return replace(base, weight=base.weight or weight)
        if pending is not None and pending.name and pending.name != self._parent:
            if m.value >= LEAST_TOTAL and _TOTAL.fullmatch(pending.name):
                return replace(base, start=pending.start, level=0, weight=pending.value)
            return replace(base, start=pending.start, name=pending.name, weight=pending.value)
        if self._parent:
            return self._group_score(base)
        if self._loser:
            return replace(base, name=self._loser, weight=pending.value if pending else base.weight)
        return self._under_heading(base, m, pending)

    def _group_score(self, base: ProseScore) -> ProseScore:
        weight = base.weight or self._weights.get(self._parent)
        return replace(base, level=1, name=self._parent, parent="", weight=weight)

    def _is_total(self, m: Mention) -> bool:
        """Whether the words speak of the whole, or sum up a list that no group owns."""
        if self._parent:
            return False
        words = m.before.rsplit("。")[-1]
        named = bool(m.name) and _TOTAL.fullmatch(m.name) is not None
        if m.value < LEAST_TOTAL and not _OVERALL.search(words):
            return named and m.value >= _LEAST_NAMED
        if _ALL.search(words[-6:]) or (not m.name and _OVERALL.search(words[-12:])):
            return True
        return named

    def _under_heading(
        self, base: ProseScore, m: Mention, pending: Mention | None
    ) -> ProseScore | None:
        """自评得2分 below the heading that names the indicator, perhaps with its weight."""
        node = self._tree.at(m.start)
        heading = node.heading if node is not None else ""
        name = self._reader.plain(_HEADING_TAIL.sub("", heading))
        if not name or _BROAD_HEADING.search(name):
            total = m.value >= LEAST_TOTAL and "自评" in m.before
            return replace(base, level=0, name="") if total else None
        stated = _WEIGHT_IN_HEADING.search(heading)
        weight = pending.value if pending is not None else None
        if weight is None and stated is not None and Decimal(stated.group(1)) >= m.value:
            weight = Decimal(stated.group(1))
        return replace(base, name=name, weight=base.weight or weight)


def _weighed(told: Sequence[Mention], scores: list[ProseScore]) -> Iterator[ProseScore]:
    """The scores with the weights of a list that only goes by their order: 满分分别为10分、50分."""
    bare = [m for m in told if m.kind == "weight" and not m.name and not m.aside]
    items = [s for s in scores if s.level and s.weight is None]
    listed = bool(bare) and _IN_ORDER.search(bare[0].before) is not None
    if not listed or len(bare) != len(items) or items[-1].end > bare[0].start:
        yield from scores
        return
    fits = all(m.value >= s.score for m, s in zip(bare, items, strict=True))
    weights = {s.start: m.value for m, s in zip(bare, items, strict=True)} if fits else {}
    for score in scores:
        yield replace(score, weight=score.weight or weights.get(score.start))


def _in_list(told: Sequence[Mention]) -> Iterator[Mention]:
    """The names of 决策、过程、产出三项得分分别为18分、19分、28分 go to their scores."""
    names: list[str] = []
    for m in told:
        found = _NAMES_FIRST.search(m.before)
        if found is not None:
            names = _AND.split(found.group(1))
            names = names if len(names) > 1 else []
        elif m.name or not _AND.fullmatch(m.before.strip()):
            names = []
        yield replace(m, name=names.pop(0), kind="score") if names else m


def _parted(scores: Sequence[ProseScore]) -> Iterator[ProseScore]:
    """部门绩效得55分 is a part where a larger total is the sum of it and of the others."""
    whole = max((s.score for s in scores if not s.level), default=Decimal(0))
    rest = [s for s in scores if s.score != whole and not s.parent]
    is_sum = len(rest) > 1 and sum(s.score for s in rest) == whole
    for score in scores:
        part = is_sum and score in rest and bool(score.name)
        yield replace(score, level=score.level or 1) if part else score


def _make_up(parts: Sequence[ProseScore], total: Decimal | None) -> bool:
    """Whether parts are those of the total: their scores add up to it, or their weights to 100.

    The weights tell it too, for a wrong total must not hide that it is one.
    """
    if total is None or len(parts) < 2:
        return False
    weights = sum((part.weight or Decimal(0) for part in parts), Decimal(0))
    return sum(part.score for part in parts) == total or weights == _FULL


def _levelled(scores: Sequence[ProseScore]) -> Iterator[ProseScore]:
    """The items of a list that make up the total are of the first level, and 产出指标 is."""
    total = next((s.score for s in scores if s.level == 0), None)
    items = [s for s in scores if s.level and not s.parent]
    whole = _make_up(items, total)
    for score in scores:
        if not score.level:
            yield replace(score, name="")
            continue
        is_first = (whole and score in items) or (
            score.level and not score.parent and _FIRST_LEVEL.fullmatch(score.name)
        )
        yield replace(score, level=1) if is_first else score
