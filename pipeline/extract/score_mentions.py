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

import regex

from ..packs.load import Packs
from ..segment.alternation import Expressions
from ..segment.spans import Parts
from .score_row import balanced

Kind = Literal["weight", "score", "lost", ""]
LONGEST_NAME = 30
LONGEST_ITEM = 20
LONGEST_OPENING = 12
# By ``regex``, which looks for 分 first; it stands in few places of a text.
POINTS = regex.compile(
    r"(?<![\d.])(\d{1,3}(?:\.\d{1,3})?)[ ]?分"
    r"(?![钟之公局院支部类别布析配管担工期批数年级店贝享拨众镇子号会]|中(?!自评|实?得|只|仅))(?:值)?"
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
# 资金支出进度74%,得分7.4分: the figure is no part of the name.
_MEASURED = re.compile(r"(?<=[率度])[为达]?\d{1,3}(?:\.\d+)?%$")
_QUOTES = " “”\"'‘’「」、,:"


@dataclass(frozen=True, slots=True)
class Mention:
    """N分 with the words before it; ``name`` is empty where they name nothing.

    ``aside`` says that it stands in brackets, ``told`` that a word beside it tells its kind;
    ``share`` is a weight in percent before it: 项目决策权重20%，得分18分. ``opening`` is the name
    that opens its sentence: 资产管理，6分给了5分.
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
    opening: str = ""


class Mentions:
    """Finds what every N分 is; made once for all documents."""

    def __init__(self, packs: Packs) -> None:
        says = Expressions(packs, "mention")
        self._full_marks = says.compile("{full}$")
        self._at_once = says.compile(",?{at_once}")
        self._weight_behind = says.compile("的?{weight}")
        # 综合数量、质量因素自评8.6分 tells how it was scored, and names nothing.
        self._weighed = says.compile("(?:^|[,;:(]){weighing}[^,;:()]*{weighed}[^,;:()、]{0,4}$")
        self._proportional = says.compile("{proportional}")
        self._weight = says.compile(r"{points:weight}|占(?=[ ]*$)|(?<=[(])总分(?=[ :为]*$)")
        self._score = says.compile(r"{points:score}|[得给评打]了?(?=[ :为]*$)|计(?=[ ]*$)")
        self._lost = says.compile(
            r"(?:扣[减除掉去]?|[失丢]掉?|少掉?|[失减]去|去掉|少得)了?[ :为的]*$|{points:lost}"
        )
        self._of_losses = says.compile("{points:lost}")
        self._words: tuple[tuple[Kind, re.Pattern[str]], ...] = (
            ("weight", self._weight), ("score", self._score), ("lost", self._lost),
        )  # fmt: skip
        self._rule = says.compile(r"{points:rule}|[(]含[)]|[×*]\d|的\d|(?<![仍只共])计\d")
        self._compared = says.compile(r"{points:compared}(?:了|约|近|到)?[ ]*$")
        self._here = says.compile(
            r"^(?:{points:opener}|经(?![济营费办贸纪验])|我[局委办厅处院站所校]|各?[一二三]级指标|[:,、\s]"
            r"|[该本此这]一?(?:项?指标|项(?!目)|部分|方面|大?类|块))+"
        )
        self._trail = says.compile(
            r"(?:[(\[]?(?:{points:weight|score}|总分|分数|自评得|实际|合计|总计"
            r"|[得计为是共扣占给打仍只仅了评:,，(（]|(?:得分|评分)情况|(?:情况)?分析|[该本此这]一?项目?(?:指标)?)+|\s)+$"
        )
        # What is left of phrases that name nothing: 评价得分, 根据评分标准得, 指标分值, 设定分值.
        self._nothing = says.compile(r"(?:{points:nothing|score})+")
        self._share = re.compile(
            r"([\u4e00-\u9fff“”]{2,20}?)(?:分值|权重)(?:占比?|为|是)?"
            r"(\d{1,3}(?:\.\d+)?)%[,，]?[^,。;\d]{0,6}$"
        )

    def of(self, folded: str, start: int, end: int, sentences: Parts) -> list[Mention]:
        """All mentions of a paragraph; rules of a scoring standard are left out."""
        found = [*self._told(folded, start, end, sentences)]
        return [self._resolved(m, found[i + 1 :]) for i, m in enumerate(found)]

    def _told(self, folded: str, start: int, end: int, sentences: Parts) -> Iterator[Mention]:
        """The mentions by their own words; items of a list take the kind of its head."""
        kind: Kind = ""
        weight: Decimal | None = None
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
            clause_end = _CLAUSE_END.search(folded, found.end())
            behind = folded[found.end() : clause_end.start() if clause_end else end][:6]
            own = self._kind(bracket.group() if bracket is not None else before, behind)
            kind = own or kind
            value = Decimal(found.group(1))
            # 占5分,得满分5分 repeats its weight and is no rule.
            full = weight == value and self._full_marks.search(before) is not None
            if full or not self._is_none(before, behind):
                share = self._share.search(before)
                name = self.plain(share.group(1)) if share else ""
                first = self.plain(_PIECE.split(before)[0]) if last == here.start else ""
                opens = own == "weight" and last == here.start
                own = "score" if full else own
                weight = value if own != "score" else None
                yield Mention(
                    last, found.end(), value, own or ("" if aside else kind),
                    name or self._name(before, aside, opens), before, aside, bool(own),
                    Decimal(share.group(2)) if share else None, first,
                )  # fmt: skip
            last = found.end()

    def _is_none(self, before: str, behind: str) -> bool:
        """Whether N分 is part of a rule, or a difference: 得分低于80分, 与自评分相差3分."""
        words = self._proportional.sub("", before[-12:])
        return bool(self._rule.search(words + behind) or self._compared.search(before))

    def _kind(self, before: str, behind: str) -> Kind:
        """The nearest word before the number decides; 8分的权重 has it behind.

        A word inside the name tells nothing: 自评质量5分.
        """
        if self._weight_behind.match(behind):
            return "weight"
        name = self.plain(_PIECE.split(before)[-1])
        if self._of_losses.search(name):
            return "lost"  # 上述扣分项合计6.8分
        named = range(at, at + len(name)) if name and (at := before.rfind(name)) >= 0 else range(0)
        places: dict[Kind, int] = {
            kind: max(
                (
                    m.end()
                    for m in word.finditer(before)
                    if kind == "lost" or m.start() not in named
                ),
                default=-1,
            )
            for kind, word in self._words
        }
        # 少得0.5分 holds 得, and is a loss.
        best = max(places, key=lambda k: (places[k], k == "lost"))
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
        name = "" if self._weighed.search(before) else self.plain(pieces[-1])
        first = pieces[0]
        longest = LONGEST_ITEM if is_item else LONGEST_OPENING
        if not name and (is_item or opens) and len(pieces) > 1 and len(first) <= longest:
            name = self.plain(first)
        return name

    def plain(self, words: str) -> str:
        """A name without the words for points around it; empty where nothing is left that names."""
        bare = self._trail.sub("", self._here.sub("", words)).strip(_QUOTES)
        bare = balanced(_MEASURED.sub("", bare))
        if not 2 <= len(bare) <= LONGEST_NAME or self._nothing.fullmatch(bare):
            return ""
        return bare if _HAN.search(bare) else ""

    def _resolved(self, mention: Mention, after: Sequence[Mention]) -> Mention:
        """A bare number before a score without name is its weight, before a weight its score."""
        follower = next((m for m in after if m.kind != "lost"), None)
        if mention.told:
            return mention
        if not mention.name:
            at_once = (
                follower is not None and follower.told and self._at_once.fullmatch(follower.before)
            )
            if follower is not None and at_once and follower.value <= mention.value:
                return replace(mention, kind="weight", name=mention.opening)
            return mention
        if follower is not None and follower.told and not follower.name:
            if follower.kind == "score" and follower.value <= mention.value:
                return replace(mention, kind="weight")
            if follower.kind == "weight" and follower.aside and mention.value <= follower.value:
                return replace(mention, kind="score")
        return mention
