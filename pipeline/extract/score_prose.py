"""Scores in running text: 自评得2分; 总分值50分，自评得分44分，依次为预算编制3分、绩效管理13分."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..packs.load import Packs
from ..segment.alternation import Expressions
from ..segment.sections import Tree
from ..segment.spans import Cover, Parts
from .item_labels import label_at
from .score_mentions import POINTS, Mention, Mentions

LEAST_TOTAL = Decimal(50)
_LEAST_NAMED = Decimal(35)  # of a total that a name tells to be one
_AND = re.compile(r"[、和及与,]|以及")
_FULL = Decimal(100)
_LARGEST_GROUP = Decimal(60)  # of the points of a first level, in any framework
_LEVELS = {"一": 1, "二": 2, "三": 3}
_HEADING_TAIL = re.compile(r"(?:方面)?(?:[(].*)?$")
_HAN = r"\u4e00-\u9fff"


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


class _Phrases:
    """The expressions that are made of the packs' phrases for scores."""

    def __init__(self, packs: Packs) -> None:
        says = Expressions(packs, "prose", HAN=_HAN, QUOTED='[“"「]([^“”"「」]{2,20})[”"」]')
        self.full = re.compile(r"[,(]?[ ]*(?:满分|总分|分值)[为是:]?")
        self.compared = says.compile("{compared}")
        self.elsewhere = says.compile("{elsewhere}")
        self.group = says.compile(
            r"{QUOTED}{group_behind}|{group_before}{QUOTED}"
            r"|(?:^|[。;])[ ]*([{HAN}]{2,12}?){within}[,，]"
        )
        # 一级指标中,决策得14.5分 tells the level of what follows.
        self.of_level = says.compile(r"([一二三])级指标{of_level}[,:，]")
        self.all = says.compile("{all}")
        self.total = says.compile(r"(?:{total}| )+")
        self.overall = says.compile("{overall}")
        self.own = says.compile("{own}")
        self.in_order = says.compile(r"{in_order}[为是]?[:]?$")
        self.names_first = says.compile(
            r"(?:^|[,。;:])([{HAN}、]{4,60}?)(?:[两二三四五六七八九十]个?{counted})?"
            r"{theirs}{in_order}[为是]?:?$"
        )
        self.first_level = says.compile("{first_level}")
        self.weight_in_heading = says.compile(
            r"[(]{weight_label}?[ :为]?(\d{1,3}(?:\.\d{1,3})?)分?(?:[,;]?[^()]*)?[)]"
        )
        self.broad_heading = says.compile("{broad_heading}")


class ProseScores:
    """Finds the scores in running text; made once for all documents."""

    def __init__(self, packs: Packs) -> None:
        self._reader = Mentions(packs)
        self._says = _Phrases(packs)

    def find(
        self,
        folded: str,
        paragraphs: Parts,
        sentences: Parts,
        tree: Tree,
        closed: Sequence[tuple[int, int]],
    ) -> Iterator[ProseScore]:
        """The scores of all paragraphs outside ``closed`` spans (tables), in order."""
        parts = [*self._by_paragraph(folded, paragraphs, sentences, tree, closed)]
        whole = next((s.score for part in parts for s in part if not s.level), None)
        heads = [part[0] for part in parts if part[0].level and not part[0].parent]
        # Paragraphs that each begin with a part of the total go through its first level, but for
        # those that stand below headings of several parts, as 产出指标 and 效益指标.
        first = _make_up(heads, whole) and not _below_groups(heads, tree)
        if not first:
            # Headings with points, 产出情况(30分,自评26.8分), above paragraphs or forms of items.
            heads = [head for head in heads if folded.startswith(")", head.end)]
            first = _make_up(heads, whole) and not _below_groups(heads, tree)
        for part in parts:
            for score in part:
                yield replace(score, level=1) if first and score in heads else score

    def _by_paragraph(
        self,
        folded: str,
        paragraphs: Parts,
        sentences: Parts,
        tree: Tree,
        closed: Sequence[tuple[int, int]],
    ) -> Iterator[list[ProseScore]]:
        """The scores of each paragraph that has any."""
        done = -1
        tables = Cover(closed)
        for found in POINTS.finditer(folded):
            paragraph = paragraphs.around(found.start())
            if paragraph.start == done or found.start() in tables:
                continue
            done = paragraph.start
            told = self._reader.of(folded, paragraph.start, paragraph.end, sentences)
            scores = _Paragraph(folded, tree, self._reader, self._says).scores(told)
            found_here = [*_levelled([*_parted([*scores])], self._says)]
            if found_here:
                yield found_here


class _Paragraph:
    """Pairs weights and scores of one paragraph."""

    def __init__(self, folded: str, tree: Tree, reader: Mentions, says: _Phrases) -> None:
        self._folded = folded
        self._says = says
        self._reader = reader
        self._tree = tree
        self._parent = ""
        self._weights: dict[str, Decimal] = {}
        self._pending: Mention | None = None
        self._alone: Decimal | None = None
        self._loser = ""
        self._level = 0

    def scores(self, told: Sequence[Mention]) -> Iterator[ProseScore]:
        """Scores with the weight under the same name, before them or in the bracket behind."""
        told = [*_in_list(told, self._says)]
        weights = [m for m in told if m.kind == "weight"]
        if len(weights) == 1 and not weights[0].name:
            self._alone = weights[0].value
        yield from _weighed(told, _summed([*self._scores(told)], self._says), self._says)

    def _scores(self, told: Sequence[Mention]) -> Iterator[ProseScore]:
        for index, m in enumerate(told):
            if self._pending is not None and self._is_over(self._pending, m):
                self._pending = None
            stated = self._says.of_level.search(m.before)
            if stated is not None:
                self._level = _LEVELS[stated.group(1)]
            group = self._says.group.search(m.before) if stated is None else None
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
        """Whether a weight is past: the next sentence is another's, but for an item's (10分).

        Of two names that a semicolon parts, the second has no weight of the first. A weight whose
        name opens the paragraph is that of all the paragraph.
        """
        between = self._folded[pending.end : m.end]
        opens = bool(pending.name) and self._folded[pending.start - 1 : pending.start] in ("", "\n")
        if ";" in between and m.name and not pending.name:
            return True
        return "。" in between and (bool(m.name) or not (pending.aside or opens))

    def _is_elsewhere(self, m: Mention) -> bool:
        """Whether it is another year's score, or one that an examination of others gave."""
        if self._says.compared.search(m.before):
            return True
        return self._pending is None and self._says.elsewhere.search(m.before[-16:]) is not None

    def _weigh(self, m: Mention, is_group: bool) -> None:
        self._weights[m.name or self._parent] = m.value
        if is_group:
            self._weights[self._parent] = m.value
        self._pending = replace(m, name="") if is_group else m

    def _score(self, m: Mention, behind: Mention | None) -> ProseScore | None:
        level = self._level or (2 if self._parent else 3)
        base = ProseScore(m.start, m.end, level, m.name, self._parent, m.share, m.value)
        if behind is not None and behind.kind == "weight" and self._is_own(behind):
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
            if m.value >= LEAST_TOTAL and self._says.total.fullmatch(pending.name):
                return replace(base, start=pending.start, level=0, weight=pending.value)
            return replace(base, start=pending.start, name=pending.name, weight=pending.value)
        if self._parent:
            return self._group_score(base)
        if self._loser:
            return replace(base, name=self._loser, weight=pending.value if pending else base.weight)
        return self._under_heading(base, m, pending)

    def _is_own(self, weight: Mention) -> bool:
        """Whether a weight is of the score before it: 得9分(满分10分), 得9分,满分10分."""
        return not weight.name and (
            weight.aside or self._says.full.fullmatch(weight.before) is not None
        )

    def _group_score(self, base: ProseScore) -> ProseScore:
        weight = base.weight or self._weights.get(self._parent)
        return replace(base, level=1, name=self._parent, parent="", weight=weight)

    def _is_total(self, m: Mention) -> bool:
        """Whether the words speak of the whole, or sum up a list that no group owns."""
        if self._parent:
            return False
        words = m.before.rsplit("。")[-1]
        named = bool(m.name) and self._says.total.fullmatch(m.name) is not None
        if m.value < LEAST_TOTAL and not self._says.overall.search(words):
            return named and m.value >= _LEAST_NAMED
        if self._says.all.search(words[-6:]):
            return True
        return named or (not m.name and self._says.overall.search(words[-12:]) is not None)

    def _under_heading(
        self, base: ProseScore, m: Mention, pending: Mention | None
    ) -> ProseScore | None:
        """自评得2分 below the heading that names the indicator, perhaps with its weight."""
        node = self._tree.at(m.start)
        line = self._folded.rfind("\n", 0, m.start) + 1
        heading = label_at(self._folded, line, m.start) or (
            node.heading if node is not None else ""
        )
        name = self._reader.plain(_HEADING_TAIL.sub("", heading))
        if not name or self._says.broad_heading.search(name):
            total = m.value >= LEAST_TOTAL and self._says.own.search(m.before) is not None
            return replace(base, level=0, name="") if total else None
        stated = self._says.weight_in_heading.search(heading)
        weight = pending.value if pending is not None else None
        if weight is None and stated is not None:
            weight = Decimal(stated.group(1))
        weight = weight or self._alone
        if pending is None and weight is not None and weight < m.value:
            weight = None
        return replace(base, name=name, weight=base.weight or weight)


def _summed(scores: list[ProseScore], says: _Phrases) -> list[ProseScore]:
    """渔业专项资金自评88.4分,其中成本8分、产出43.9分… names no indicator, but what was scored."""
    if len(scores) < 3 or not all(s.level for s in scores):
        return scores
    whole, *parts = scores
    is_sum = whole.score == sum(s.score for s in parts) and whole.weight in (None, _FULL)
    is_group = bool(whole.parent) or says.first_level.search(whole.name) is not None
    if not is_sum or is_group or whole.score <= _LARGEST_GROUP:
        return scores
    return [replace(whole, level=0, name=""), *parts]


def _weighed(
    told: Sequence[Mention], scores: list[ProseScore], says: _Phrases
) -> Iterator[ProseScore]:
    """The scores with the weights of a list that only goes by their order: 满分分别为10分、50分."""
    bare = [m for m in told if m.kind == "weight" and not m.name and not m.aside]
    items = [s for s in scores if s.level and s.weight is None]
    listed = bool(bare) and says.in_order.search(bare[0].before) is not None
    if not listed or len(bare) != len(items) or items[-1].end > bare[0].start:
        yield from scores
        return
    fits = all(m.value >= s.score for m, s in zip(bare, items, strict=True))
    weights = {s.start: m.value for m, s in zip(bare, items, strict=True)} if fits else {}
    for score in scores:
        yield replace(score, weight=score.weight or weights.get(score.start))


def _in_list(told: Sequence[Mention], says: _Phrases) -> Iterator[Mention]:
    """The names of 决策、过程、产出三项得分分别为18分、19分、28分 go to their scores."""
    names: list[str] = []
    for m in told:
        found = says.names_first.search(m.before)
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


def _below_groups(heads: Sequence[ProseScore], tree: Tree) -> bool:
    """Whether parts stand below several headings, one of which has more than one of them."""
    nodes = [tree.at(head.start) for head in heads]
    counts = Counter(node.section_id for node in nodes if node is not None)
    return len(counts) > 1 and max(counts.values()) > 1


def _levelled(scores: Sequence[ProseScore], says: _Phrases) -> Iterator[ProseScore]:
    """The items of a list that make up the total are of the first level, and 产出指标 is."""
    total = next((s.score for s in scores if s.level == 0), None)
    items = [s for s in scores if s.level and not s.parent]
    whole = _make_up(items, total)
    for score in scores:
        if not score.level:
            yield replace(score, name="")
            continue
        is_first = (whole and score in items) or (
            score.level and not score.parent and says.first_level.fullmatch(score.name)
        )
        yield replace(score, level=1) if is_first else score
