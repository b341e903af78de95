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

from ..packs.load import Packs
from ..segment.alternation import any_of
from ..segment.spans import Parts
from .score_row import balanced

Kind = Literal["weight", "score", "lost", ""]
LONGEST_NAME = 30
LONGEST_ITEM = 20
LONGEST_OPENING = 12
POINTS = re.compile(
    r"(?<![\d.])(\d{1,3}(?:\.\d{1,3})?)[ ]?分"
    r"(?![钟之公局院支部类别布析配管担工期批数年级店贝享拨众镇子号中会])(?:值)?"
)
_CLAUSE_END = re.compile(r"[,。;、\n]|$")
_PIECE = re.compile(r"[、,;:()\n]|(?:依次|分别)[为是]")
_ITEM = re.compile(
    r"^[ ]*(?:\d{1,2}[.、](?!\d)|[(]\d{1,2}[)]|[①-⑳]|[一二三四五六七八九十]{1,2}、"
    r"|[(][一二三四五六七八九十]{1,2}[)])[ ]*"
)
_LISTED = re.compile(r"[(](?:其中|包括|分别)")
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")
_BRACKET = re.compile(r"[(][^()]*$")
_QUOTES = " “”\"'‘’「」、,:"


@dataclass(frozen=True, slots=True)
class Mention:
    """N分 with the words before it; ``name`` is empty where they name nothing.

    ``aside`` says that it stands in brackets, ``told`` that a word beside it tells its kind;
    ``share`` is a weight in percent before it: 项目决策权重20%，得分18分.
    """

    start: int
    end: int
    value: Decimal
    kind: Kind
    name: str
    before: str
    aside: bool
    told: bool
    share: Decimal | None = None


class Mentions:
    """Finds what every N分 is; made once for all documents."""

    def __init__(self, packs: Packs) -> None:
        def words(*values: str) -> str:
            return any_of(packs, "points", *values)

        self._weight = re.compile(rf"{words('weight')}|(?<=[(])总分(?=[ :为]*$)")
        self._score = re.compile(rf"{words('score')}|得(?=[ :为]*$)|计(?=[ ]*$)")
        self._lost = re.compile(rf"(?:扣(?:减|除|掉)?|失|丢|少得)(?:了)?[ :为的]*$|{words('lost')}")
        self._rule = re.compile(rf"{words('rule')}|[(]含[)]|[×*]\d|[的计]\d")
        self._here = re.compile(
            rf"^(?:{words('opener')}|各?[一二三]级指标|该?本?此?项指标|[该本此]项(?!目)|[:,、\s])+"
        )
        self._trail = re.compile(
            rf"(?:[(\[]?(?:{words('weight', 'score')}|总分|自评得|实际|合计|总计"
            r"|[得计为是共扣占:,，(（]|(?:得分|评分)情况|(?:情况)?分析)+|\s)+$"
        )
        # What is left of phrases that name nothing: 评价得分, 根据评分标准得, 指标分值, 设定分值.
        self._nothing = re.compile(rf"(?:{words('nothing', 'score')})+")
        self._share = re.compile(
            r"([\u4e00-\u9fff“”]{2,20}?)(?:分值|权重)(?:占比?|为|是)?"
            r"(\d{1,3}(?:\.\d+)?)%[,，]?[^,。;\d]{0,6}$"
        )

    def of(self, folded: str, start: int, end: int, sentences: Parts) -> list[Mention]:
        """All mentions of a paragraph; rules of a scoring standard are left out."""
        found = [*self._told(folded, start, end, sentences)]
        return [_resolved(m, found[i + 1 :]) for i, m in enumerate(found)]

    def _told(self, folded: str, start: int, end: int, sentences: Parts) -> Iterator[Mention]:
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
            bracket = _BRACKET.search(before)
            if bracket is not None and _LISTED.match(bracket.group()):
                bracket = None
            aside = bracket is not None
            own = self._kind(bracket.group() if bracket is not None else before)
            kind = own or kind
            clause_end = _CLAUSE_END.search(folded, found.end())
            behind = folded[found.end() : clause_end.start() if clause_end else end][:6]
            if not self._rule.search(before[-12:] + behind):
                share = self._share.search(before)
                name = self.plain(share.group(1)) if share else ""
                opens = own == "weight" and last == here.start
                yield Mention(
                    last, found.end(), Decimal(found.group(1)), own or ("" if aside else kind),
                    name or self._name(before, aside, opens), before, aside, bool(own),
                    Decimal(share.group(2)) if share else None,
                )  # fmt: skip
            last = found.end()

    def _kind(self, before: str) -> Kind:
        """The nearest word before the number decides."""
        places: dict[Kind, int] = {
            "weight": max((m.end() for m in self._weight.finditer(before)), default=-1),
            "score": max((m.end() for m in self._score.finditer(before)), default=-1),
            "lost": max((m.end() for m in self._lost.finditer(before)), default=-1),
        }
        best = max(places, key=lambda k: places[k])
        return best if places[best] >= 0 else ""

    def _name(self, before: str, aside: bool, opens: bool) -> str:
        """The words that name an item: those right before the number, else its first words.

        2.“三公经费”控制率，标准分5分 has a clause between; ``opens`` says that the number is the
        first of its sentence and a weight, so that its first words may be a name also without a
        list number.
        """
        if aside:
            before = before[: before.rindex("(")]
        is_item = _ITEM.match(before) is not None
        pieces = _PIECE.split(_ITEM.sub("", before))
        name = self.plain(pieces[-1])
        first = pieces[0]
        longest = LONGEST_ITEM if is_item else LONGEST_OPENING
        if not name and (is_item or opens) and len(pieces) > 1 and len(first) <= longest:
            name = self.plain(first)
        return name

    def plain(self, words: str) -> str:
        """A name without the words for points around it; empty where nothing is left that names."""
        bare = balanced(self._trail.sub("", self._here.sub("", words)).strip(_QUOTES))
        if not 2 <= len(bare) <= LONGEST_NAME or self._nothing.fullmatch(bare):
            return ""
        return bare if _HAN.search(bare) else ""


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
