"""Every N分 in running text: whether it is a weight, a score or a loss, and whose.

得9.5分 is a score, 分值10分 a weight, 扣0.5分 a loss. A bare number takes the kind of the list in
which it stands (自评得分依次为预算编制3分、绩效管理13分), but before a score without a name of its
own it is the weight of that score: 资金管理30分，得分26分; 预算完成率（10分）…得9.5分.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from ..segment.spans import Parts
from .score_row import balanced

Kind = Literal["weight", "score", "lost", ""]
LONGEST_NAME = 30
LONGEST_ITEM = 20
POINTS = re.compile(
    r"(?<![\d.])(\d{1,3}(?:\.\d{1,3})?)[ ]?分"
    r"(?![钟之公局院支部类别布析配管担工期批数年级店贝享拨众镇子号中会])(?:值)?"
)
_WEIGHT = re.compile(r"分值|满分|权重|标准分|总分值|(?<=[(])总分(?=[ :为]*$)|应得")
_SCORE = re.compile(r"得分|自评分|自评|实得|评分|得(?=[ :为]*$)|计(?=[ ]*$)")
_LOST = re.compile(r"扣(?:减|除|掉)?(?:了)?[ :为]*$|扣分")
_RULE = re.compile(
    r"每|[(]含[)]|[×*]\d|的得|不得分|得满分|以上得|以下|及以上|扣完|酌情|否则|[的计]\d|为止|最高|按比例"
)
_CLAUSE_END = re.compile(r"[,。;、\n]|$")
_PIECE = re.compile(r"[、,;:()\n]|(?:依次|分别)[为是]")
_ITEM = re.compile(
    r"^[ ]*(?:\d{1,2}[.、](?!\d)|[(]\d{1,2}[)]|[①-⑳]|[一二三四五六七八九十]{1,2}、"
    r"|[(][一二三四五六七八九十]{1,2}[)])[ ]*"
)
_HERE = re.compile(
    r"^(?:其中|包括|包含|经|我局|我单位|我委|我部门|本部门|本单位|该?单位|分别为|依次为|分别是"
    r"|各?[一二三]级指标|该?本?此?项指标|该指标|[该本此]项|共?合计|共计|总计|和|及|、|:|,|\s)+"
)
_TRAIL = re.compile(
    r"(?:[(\[]?(?:分值|满分|权重|自评得?分?|实际|得分|总分值?|标准分|实得|评分|得|计|为|是|共|合计|总计|扣"
    r"|应得|(?:得分|评分)情况|(?:情况)?分析|占|:|,|，|[(（])+|\s)+$"
)
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")
_BRACKET = re.compile(r"[(][^()]*$")
_QUOTES = " “”\"'‘’「」、,:"


@dataclass(frozen=True, slots=True)
class Mention:
    """N分 with the words before it; ``name`` is empty where they name nothing.

    ``aside`` says that it stands in brackets, ``told`` that a word beside it tells its kind.
    """

    start: int
    end: int
    value: Decimal
    kind: Kind
    name: str
    before: str
    aside: bool
    told: bool


def mentions(folded: str, start: int, end: int, sentences: Parts) -> list[Mention]:
    """All mentions of a paragraph; rules of a scoring standard are left out."""
    found = [*_told(folded, start, end, sentences)]
    return [_resolved(m, found[i + 1 :]) for i, m in enumerate(found)]


def _told(folded: str, start: int, end: int, sentences: Parts) -> Iterator[Mention]:
    """The mentions by their own words; items of a list take the kind of its head."""
    kind: Kind = ""
    sentence = -1
    last = start
    for found in POINTS.finditer(folded, start, end):
        here = sentences.around(found.start())
        if here.start != sentence:
            goes_on = folded.startswith("其中", here.start)
            kind, sentence = kind if goes_on else "", here.start
            last = max(last, here.start)
        before = folded[last : found.start()]
        aside = _BRACKET.search(before) is not None
        own = _kind(_BRACKET.search(before).group() if aside else before)  # type: ignore[union-attr]
        kind = own or kind
        clause_end = _CLAUSE_END.search(folded, found.end())
        behind = folded[found.end() : clause_end.start() if clause_end else end][:6]
        if not _RULE.search(before[-12:] + behind):
            yield Mention(
                last, found.end(), Decimal(found.group(1)), own or ("" if aside else kind),
                _name(before, aside), before, aside, bool(own),
            )  # fmt: skip
        last = found.end()


def _resolved(mention: Mention, after: Sequence[Mention]) -> Mention:
    """A bare number before a score without name is its weight, before a weight its score."""
    follower = next((m for m in after if m.kind != "lost"), None)
    if mention.told or not mention.name:
        return mention
    if follower is not None and follower.told and not follower.name:
        if follower.kind == "score" and follower.value <= mention.value:
            return replace(mention, kind="weight")
        if follower.kind == "weight" and follower.aside and mention.value <= follower.value:
            return replace(mention, kind="score")
    return mention


def _kind(before: str) -> Kind:
    """The nearest word before the number decides."""
    places: dict[Kind, int] = {
        "weight": max((m.end() for m in _WEIGHT.finditer(before)), default=-1),
        "score": max((m.end() for m in _SCORE.finditer(before)), default=-1),
        "lost": max((m.end() for m in _LOST.finditer(before)), default=-1),
    }
    best = max(places, key=lambda k: places[k])
    return best if places[best] >= 0 else ""


def _name(before: str, aside: bool) -> str:
    """The words that name an item: those right before the number, else those that the item opens.

    2.“三公经费”控制率，标准分5分 names it one clause further on.
    """
    if aside:
        before = before[: before.rindex("(")]
    is_item = _ITEM.match(before) is not None
    pieces = _PIECE.split(_ITEM.sub("", before))
    name = plain_words(pieces[-1])
    if not name and is_item and len(pieces) > 1 and len(pieces[0]) <= LONGEST_ITEM:
        name = plain_words(pieces[0])
    return name


def plain_words(words: str) -> str:
    """A name without the words for points around it; empty where nothing is left that names."""
    bare = balanced(_TRAIL.sub("", _HERE.sub("", words)).strip(_QUOTES))
    return bare if 2 <= len(bare) <= LONGEST_NAME and _HAN.search(bare) else ""
