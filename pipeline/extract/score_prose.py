"""Scores in running text: 自评得2分; 总分值50分，自评得分44分，依次为预算编制3分、绩效管理13分."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from ..segment.sections import Tree
from ..segment.spans import Parts

Kind = Literal["weight", "score", "lost", ""]
LONGEST_NAME = 30
_POINTS = re.compile(
    r"(?<![\d.])(\d{1,3}(?:\.\d{1,3})?)[ ]?分"
    r"(?![钟之公局院支部类别布析配管担工期批数年级店贝享拨众镇子号中会])(?:值)?"
)
_WEIGHT = re.compile(r"分值|满分|权重|标准分|总分值|应得")
_SCORE = re.compile(r"得分|自评分|自评|实得|评分|得(?=[ :为]*$)|计(?=[ ]*$)")
_LOST = re.compile(r"扣(?:减|除|掉)?(?:了)?[ :为]*$|扣分")
_RULE = re.compile(
    r"每|[(]含[)]|[×*]\d|的得|不得分|得满分|以上得|以下|及以上|扣完|酌情|否则|[的计]\d|为止|最高|按比例"
)
_FULL_MARKS = re.compile(r"[ ]?[(](?:满分|分值|权重|总分)")
_ITEM = re.compile(r"^[ ]*(?:\d{1,2}[.、]|[(]\d{1,2}[)]|[①-⑳])")
# 产出指标(40分)得36.78分, 满意度指标(10分,自评8分), 效益指标27.4分(满分30分)
_SIDE_BY_SIDE = re.compile(
    r"([\u4e00-\u9fff“”、]{2,20})[(](?:分值|满分|权重|标准分)?[ :为]?(\d{1,3}(?:\.\d{1,3})?)分?"
    r"(?:[)][,:]?|[,;:、])(?:本项|此项)?(?:自评|实际|实)?(?:得分|得|评分|自评分)?[为:是]?"
    r"(\d{1,3}(?:\.\d{1,3})?)[ ]?分"
)
_COMPARED = re.compile(r"上年|提高|增加|减少|下降")
_QUOTED = re.compile(
    r"[“\"「]([^“”\"「」]{2,20})[”\"」](?:一级)?指标|[“\"「]([^“”\"「」]{2,20})[”\"」]"
)
_HERE = re.compile(
    r"^(?:其中|包括|包含|我局|我单位|我委|本部门|本单位|分别为|依次为|分别是|各?[一二三]级指标|共?合计|和|及|、|:|,|\s)+"
)
_TRAIL = re.compile(
    r"(?:[(\[]?(?:分值|满分|权重|自评得?分?|得分|总分值?|标准分|实得|评分|得|计|为|是|共|合计|扣|:|,|，|[(（])+|\s)+$"
)
_OVERALL = re.compile(
    r"(?:整体|综合|总体|绩效|部门|年度)[^,。;]{0,16}(?:自评|评价|评)?[^,。;]{0,6}"
    r"(?:得分|分数|评分|总分|得)[为是:共合计达]*[ ]?$|总得分|自评总分"
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


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    value: Decimal
    kind: Kind
    name: str
    aside: bool = False


def prose_scores(
    folded: str, paragraphs: Parts, sentences: Parts, tree: Tree, closed: Sequence[tuple[int, int]]
) -> Iterator[ProseScore]:
    """The scores of all paragraphs outside ``closed`` spans (tables), in order."""
    done = -1
    for found in _POINTS.finditer(folded):
        paragraph = paragraphs.around(found.start())
        if paragraph.start == done or any(a <= found.start() < b for a, b in closed):
            continue
        done = paragraph.start
        beside = [*_SIDE_BY_SIDE.finditer(folded, paragraph.start, paragraph.end)]
        for pair in beside:
            name = _HERE.sub("", pair.group(1))
            weight, score = Decimal(pair.group(2)), Decimal(pair.group(3))
            yield ProseScore(pair.start(), pair.end(), 1, name, "", weight, score)
        mentions = list(_mentions(folded, paragraph.start, paragraph.end, sentences))
        told = [
            m for m in mentions if not any(m.start < b.end() and b.start() < m.end for b in beside)
        ]
        yield from _pair(told, tree, folded)


def _mentions(folded: str, start: int, end: int, sentences: Parts) -> Iterator[_Mention]:
    """Every N分 with what it is and whose; items of a list take the kind of its head."""
    kind: Kind = ""
    sentence = -1
    last = start
    for found in _POINTS.finditer(folded, start, end):
        here = sentences.around(found.start())
        if here.start != sentence:
            goes_on = folded.startswith("其中", here.start)
            kind, sentence, last = kind if goes_on else "", here.start, here.start
        before = folded[last : found.start()]
        own = _kind(before)
        if own:
            kind = own
        elif _FULL_MARKS.match(folded, found.end()):
            kind = "score"
        clause_end = re.compile(r"[,。;、\n]|$").search(folded, found.end())
        rule = _RULE.search(
            before[-12:] + folded[found.end() : clause_end.start() if clause_end else end][:6]
        )
        if kind and not rule:
            value = Decimal(found.group(1))
            aside = before.lstrip().startswith("(")
            yield _Mention(last, found.end(), value, kind, _name(before), aside)
        last = found.end()


def _kind(before: str) -> Kind:
    """The nearest word before the number decides."""
    places = {
        "weight": max((m.end() for m in _WEIGHT.finditer(before)), default=-1),
        "score": max((m.end() for m in _SCORE.finditer(before)), default=-1),
        "lost": max((m.end() for m in _LOST.finditer(before)), default=-1),
    }
    best = max(places, key=lambda k: places[k])
    return best if places[best] >= 0 else ""  # type: ignore[return-value]


def _name(before: str) -> str:
    """The words that name an item: behind the last mark, without the words for points."""
    if before.rstrip(" :").endswith(("(分值", "(满分", "(权重", "(标准分")):
        before = before[: before.rindex("(")]
    words = re.split(r"[、,;:()\n]|(?:依次|分别)[为是]", _ITEM.sub("", before))[-1]
    words = _TRAIL.sub("", _HERE.sub("", words)).strip(" “”\"'、,:")
    return (
        words if 2 <= len(words) <= LONGEST_NAME and re.search(r"[\u4e00-\u9fff]{2}", words) else ""
    )


def _pair(mentions: list[_Mention], tree: Tree, folded: str) -> Iterator[ProseScore]:
    """Scores with the weight under the same name, before them or in the bracket behind."""
    parent = ""
    weights: dict[str, Decimal] = {}
    pending: _Mention | None = None
    for index, m in enumerate(mentions):
        text = folded[m.start : m.end]
        if pending is not None and "。" in folded[pending.end : m.end]:
            pending = None
        quoted = _QUOTED.search(text)
        if quoted is not None and "指标" in text:
            parent = quoted.group(1) or quoted.group(2)
        if m.kind == "weight" and not m.aside:
            weights[m.name or parent] = m.value
            if quoted is not None:
                weights[parent] = m.value
            pending = m
        elif m.kind == "score" and not _COMPARED.search(text):
            after = mentions[index + 1] if index + 1 < len(mentions) else None
            if after is not None and after.kind == "weight" and after.aside and m.name:
                yield ProseScore(m.start, m.end, 1, m.name, "", after.value, m.value)
                continue
            if pending is not None and pending.name and not m.name:
                start = pending.start
                yield ProseScore(start, m.end, 3, pending.name, "", pending.value, m.value)
            else:
                yield _score(m, parent, weights, pending.value if pending else None, tree, text)
            pending = None


def _score(
    m: _Mention,
    parent: str,
    weights: dict[str, Decimal],
    pending: Decimal | None,
    tree: Tree,
    text: str,
) -> ProseScore:
    base = ProseScore(m.start, m.end, 3, m.name, parent, None, m.value)
    if m.name in weights:
        return replace(base, level=2 if parent else 3, weight=weights[m.name])
    if _OVERALL.search(text[: text.rfind("分")].rstrip("0123456789. ")) and not parent:
        return replace(base, level=0, name="")
    if not m.name or re.search(r"合计|得分$", m.name):
        if parent:
            return replace(base, level=1, name=parent, parent="", weight=weights.get(parent))
        node = tree.at(m.start)
        return replace(base, name=node.heading if node else "", weight=pending)
    return replace(base, weight=pending if pending is not None and not parent else None)
