"""Clauses that admit a problem: joined ones parted, halves that need each other kept together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice, pairwise, zip_longest

from ..packs.lexicon import Lexicon
from ..packs.load import Packs
from ..segment.alternation import Expressions
from ..segment.spans import Span
from .cues import words_of
from .opinion import PROBLEM, YES, Opinions

SHORTEST = 4
SHORTEST_JOINED = 4
COMPLETE = 7
REMEDY_REACH = 10
EVEN = Decimal("0.5")
CLEAR = Decimal("0.8")
DOUBT = Decimal("0.2")
NEAR = 2
ITEM = (
    r"(?:[(][一二三四五六七八九十\d]{1,3}[)]|[一二三四五六七八九十]{1,2}(?:[、,]|是(?!否)|要(?![求素点件因]))"
    r"|\d{1,2}(?:[、)]|\.(?!\d))|[①-⑳⑴-⒇]|[—●■◆]{1,2}|问题[一二三四五六七八九十\d]{1,2}[:、.]|(?:其|第)[一二三四五六](?:是|[,、:])|(?:首先|其次|再次|最后)[,是]?)"
)
_QUOTED = re.compile(r"“[^“”]{4,40}”")
_SENTENCE = re.compile(
    r"[。;!\n\t]|(?<=[\u4e00-\u9fff])\.(?!\d)"
)  # some clerks type half-width stops
_CUT = re.compile(r",(?!\d{3}(?!\d))|(?<!\d):|:(?!\d)")


@dataclass(frozen=True, slots=True)
class _Place:
    """What the place of a sentence makes of its clauses; see ``Admissions.within``."""

    lapses: bool
    mended: bool
    likely: bool


class _Words:
    """The expressions of the packs' words that tell what a clause is to the one beside it."""

    def __init__(self, packs: Packs) -> None:
        says = Expressions(packs, "clause", ITEM=ITEM, QUOTED=_QUOTED.pattern)
        self.mended = says.compile("{already}{clause:mended|ended}|{put_right}")
        self.effect = says.compile("{clause:effect}")
        self.half = says.compile("{still}?(?:{clause:half|effect}|{compared})")
        self.praise = says.compile("{clause:praise}")
        self.bare = says.compile("{bare}")
        self.aside = says.compile("{aside}")
        self.under = says.compile("{under}")
        self.dealt = says.compile("{clause:ended}|对[^,]{2,30}{clause:sanction}")
        self.lead = says.compile(r"[ ]*(?:{ITEM})?[ ]*{lead}?[:、]?")
        self.intro = says.compile(
            r"(?:{exists}|^)(?:{generic}|[\d一二三四五六七八九十两 ])+$|{intro}"
        )
        self.lopsided = says.compile("{lopsided}")
        self.opened = says.compile(
            r"[^“”,]{0,6}“(?P<name>[^“”]{4,40})”(?=(?:的|等)*[^“”,]{0,12}{settled})"
        )
        self.turn = says.compile(r"[ ,;]*{turn}")
        self.about = says.compile(
            r"{about}(?P<name>[^,]{4,}?)"
            r"(?:(?:等(?:方面)?的?|的){zone.kind}(?:[和与及]{zone.kind})*|{zone.problem}(?:的?整改情况)?)$"
        )
        self.none = says.compile("{none}")
        self.negative = says.compile("{negative}")
        self.because = says.compile("{because}")
        self.counted = says.compile(r"{counted}(?=[\d一二三四五六七八九十百半])")
        self.will = says.compile(r"{will}{0,3}")
        self.quoted = says.compile(r"{raised}[^“”]{0,6}(?P<names>(?:{QUOTED}[、和及与]?){2,})")
        self.named = says.compile(
            r"{raised}[ ]*[“\"「]?(?P<name>[^,。;:“”\"]{4,40}?)[”\"」]?"
            r"(?:等)?(?:[\d一二三四五六七八九十两]{0,2}(?:[个项条类]|(?=方面)))?(?:方面)?的?{zone.problem}"
        )


class Admissions:
    """Finds the clauses that admit a problem; made once for all documents.

    ``opinions`` judge clauses in which no word of the packs admits anything: those of problem
    sections by what was learnt of such (``PROBLEM``), those of reasons for lost points by what
    was learnt of reasons (``FAULT``). A clause must be likelier than ``least``.
    """

    def __init__(
        self, packs: Packs, opinions: Opinions, column: str = PROBLEM, least: Decimal = EVEN
    ) -> None:
        self._opinions = opinions
        self._column = column
        self._least = least
        self._lexicon = Lexicon(words_of(packs, "deficiency"))
        self._words = _Words(packs)

    def within(
        self,
        folded: str,
        start: int,
        end: int,
        *,
        lapses: bool = False,
        mended: bool = False,
        likely: bool = False,
        certain: bool = False,
    ) -> list[Span]:
        """The admissions of a passage; ``lapses`` where the place alone makes 仅 or 才 a fault.

        ``mended`` keeps what has been put right since, without the words that say so. ``likely``
        is for problem sections: a clause without known words counts where it is like those that
        were learnt. ``certain`` is for what is listed there: some clause of it must tell a problem.
        """
        place = _Place(lapses, mended, likely)
        sentences = _sentences(folded, start, end)
        found = [span for told in sentences for span in self._sentence(folded, told, place)]
        if certain and not found:
            found = [*islice(self._doubtful(folded, start, end), 1)]
        return found

    def _doubtful(self, folded: str, start: int, end: int) -> Iterator[Span]:
        """Clauses that may tell a problem, of sentences without praise and remedies."""
        for sentence in _sentences(folded, start, end):
            clauses = [*self._clauses(folded, sentence)]
            words = [folded[c.start : c.end] for c in clauses]
            if not any(self._praises(w) or self.is_remedy(w) for w in words):
                yield from (
                    c for c, w in zip(clauses, words, strict=True) if self._odds(w) >= DOUBT
                )

    def _says_no_problem(self, text: str) -> bool:
        return bool(
            self._words.none.search(text) or self._words.intro.search(text) or self._praises(text)
        )

    def _praises(self, text: str) -> bool:
        if self._words.praise.search(text):
            return True
        return any(hit.value.value == "no" for hit in self._lexicon.find(text))

    def is_remedy(self, text: str) -> bool:
        """Whether a clause begins with what is or will be done; not so 落实不到位."""
        if self._words.dealt.match(text):
            return True
        start = self._words.will.match(text).end()  # type: ignore[union-attr]
        hits = [*self._lexicon.find(text[start : start + REMEDY_REACH])]
        if not hits or hits[0].start > 0 or hits[0].value.value != "remedy":
            return False
        lacking = hits[1:2] and hits[1].value.value == "yes"
        return not (lacking and hits[1].start - hits[0].end <= NEAR)

    def admits(self, text: str, lapses: bool = False) -> bool:
        """Whether a word of deficiency stands in the text."""
        values = {hit.value.value for hit in self._lexicon.find(text)}
        if "yes" in values or (lapses and "lapse" in values):
            return True
        return "轻" in text and self._words.lopsided.search(text) is not None

    def _odds(self, text: str) -> Decimal:
        """How likely a clause tells a problem, by those where the opinions were learnt.

        0 for what begins a list, says that there is none, praises or mends; ``EVEN`` for one of
        which no word was learnt.
        """
        if len(text) < SHORTEST or self._says_no_problem(text) or self.is_remedy(text):
            return Decimal(0)
        if self._words.aside.fullmatch(text):
            return Decimal(0)
        odds = self._opinions.odds(self._column, YES, text)
        return odds if odds is not None else EVEN

    def _tells(self, text: str, lapses: bool, likely: Decimal | None) -> bool:
        """Whether a clause tells a problem: by its words, or by more than the likely odds."""
        if self.admits(text, lapses):
            return True
        if likely is None or self._words.bare.fullmatch(text):
            return False
        return self._odds(text) > max(likely, self._least)

    def _sentence(self, folded: str, sentence: Span, place: _Place) -> Iterator[Span]:
        """The admissions of one sentence: an effect belongs to its cause, a half to its half."""
        waiting: Span | None = None
        cause: Span | None = None
        told = under = False
        clauses = [*self._clauses(folded, sentence)]
        for span, following in zip_longest(clauses, clauses[1:]):
            text = folded[span.start : span.end]
            if len(text) < SHORTEST or self._words.none.match(text):
                waiting = None
                continue
            if quoted := self._quoted(span, text, place.mended):
                yield from quoted
                waiting, cause, told = None, None, True
                continue
            if not place.lapses and self._words.intro.search(text):
                continue
            if self._words.under.fullmatch(text) and self.admits(text) and following is not None:
                under, waiting = True, span
                continue
            if self.is_remedy(text):
                waiting, told, place = None, False, replace(place, likely=False)
                continue
            least = CLEAR if self._is_half(folded, following) else EVEN
            turned = following is not None and self._words.turn.match(folded, span.end)
            likely = least if place.likely and cause is None and not turned else None
            if not under and not self._tells(text, place.lapses, likely):
                waiting, told = span, False
                continue
            own = self._without_remedy(folded, span, place.mended)
            if own is None or (told and self._is_effect(text)):
                continue
            if waiting is not None and (under or self._is_half(folded, span)):
                own, under = Span(waiting.start, own.end), False
            if self._words.because.match(text) and cause is None and not told:
                cause = own
                continue
            yield from self._joined(folded, own, place.lapses)
            waiting, cause, told = None, None, True
        if cause is not None:
            yield cause

    def _quoted(self, span: Span, text: str, mended: bool) -> list[Span]:
        """The problems of 自评提出的“…”“…”两个问题, each in its quotation marks.

        One alone counts among those of last year, “…”问题正在清理.
        """
        if mended and (opened := self._words.opened.match(text)):
            return [Span(span.start + opened.start("name"), span.start + opened.end("name"))]
        raised = self._words.quoted.search(text)
        if raised is None:
            return []
        at = span.start + raised.start("names")
        names = [m.span() for m in _QUOTED.finditer(raised.group("names"))]
        return [Span(at + start + 1, at + end - 1) for start, end in names]

    def _is_half(self, folded: str, span: Span | None) -> bool:
        """Whether a clause needs the one before it, 难以考核 what is hard to judge."""
        if span is None:
            return False
        return self._words.half.match(folded, span.start, span.end) is not None

    def _is_effect(self, text: str) -> bool:
        """Whether a clause tells what came of the problem before it, or how many: 不足2次."""
        if self._words.effect.match(text):
            return True
        uncounted, counts = self._words.counted.subn("  ", text)
        return counts > 0 and not self.admits(uncounted, True)

    def _joined(self, folded: str, span: Span, lapses: bool) -> Iterator[Span]:
        """The parts of 预算执行偏慢、内控制度不全 where each admits something by itself."""
        marks = [m.start() for m in re.finditer("、", folded[span.start : span.end])]
        edges = [-1, *marks, span.end - span.start]
        parts = [Span(span.start + a + 1, span.start + b) for a, b in pairwise(edges)]
        if all(self._stands_alone(folded[p.start : p.end], lapses) for p in parts):
            yield from parts
        else:
            yield span

    def _stands_alone(self, text: str, lapses: bool) -> bool:
        """Whether a part of a joined clause admits something without the others.

        未更新 leans on the part before it, 未按约定组织验收 says by itself what is wrong.
        """
        if len(text) < SHORTEST_JOINED or not self.admits(text, lapses):
            return False
        if self._words.negative.match(text):
            return len(text) >= COMPLETE
        return self._words.half.match(text) is None

    def _without_remedy(self, folded: str, span: Span, mended: bool) -> Span | None:
        """The span without 已整改 and what follows; None where nothing but the remedy counts."""
        text = folded[span.start : span.end]
        done = self._words.mended.search(text)
        named = self._words.named.search(text)
        if done is not None and not mended:
            return None
        if named is not None:
            return Span(span.start + named.start("name"), span.start + named.end("name"))
        if done is not None:
            return Span(span.start, span.start + done.start()) if done.start() >= SHORTEST else None
        about = self._words.about.match(text)
        return (
            Span(span.start + about.start("name"), span.start + about.end("name"))
            if about
            else span
        )

    def _clauses(self, folded: str, sentence: Span) -> Iterator[Span]:
        """The clauses of a sentence without their leading words; none ends inside brackets."""
        start, end = sentence.start, sentence.end
        at, depth, seen = start, 0, start
        for mark in (*(m.start() for m in _CUT.finditer(folded, start, end)), end):
            depth += folded.count("(", seen, mark) + folded.count("“", seen, mark)
            depth -= folded.count(")", seen, mark) + folded.count("”", seen, mark)
            seen = mark
            if depth > 0 and mark != end:
                continue
            lead = self._words.lead.match(folded, at, mark)
            first = lead.end() if lead is not None else at
            last = mark - (len(folded[first:mark]) - len(folded[first:mark].rstrip()))
            if last > first:
                yield Span(first, last)
            at, depth = mark + 1, 0


def _sentences(folded: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of a passage, at least one."""
    for stop in (*(m.start() for m in _SENTENCE.finditer(folded, start, end)), end):
        yield Span(start, stop)
        start = stop + 1
