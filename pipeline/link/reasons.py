"""The reason, the measure and the name in the words around 扣N分."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from ..extract.score_row import balanced
from ..packs.load import Packs
from ..segment.alternation import Expressions
from ..segment.fold import fold

LONGEST_REASON = 160
LONGEST_NAME = 20
LEAST_REASON = 4
_CLAUSE = re.compile(r",(?!\d{3})")
_SENTENCE = re.compile("[。;]")
_MEASURES = re.compile(r"[率度](?:[^,]{0,6}\d|$)|[%‰]|目标|计划|实际|应|完成|共|已|达到|\d\D{0,3}$")
_OUTER = r"[ ,;:。)\]]*"
_POINTS = r"\d{1,3}(?:\.\d+)?分"
_MARK = (
    r"(?:[①-⑳]|\d{1,2}[.、)](?!\d)|[(](?:\d{1,2}|[一二三四五六七八九十]{1,2})[)]"
    r"|[一二三四五六七八九]是)"
)
_HAN = r"\u4e00-\u9fff"


class _Phrases:
    """The expressions that are made of the packs' phrases for reasons."""

    def __init__(self, packs: Packs) -> None:
        says = Expressions(
            packs, "reason", OUTER=_OUTER, POINTS=_POINTS, MARK=_MARK, HAN=_HAN,
            SCORED=r"(?:{points}|[ ,(:])*",
        )  # fmt: skip
        # Said of itself, 原因是 and its like are no part of the reason; 因 and 由于 are.
        self.stated = says.compile(r"(?:[,。;]|^)[ ]*{stated}[:,]?")
        self.behind = says.compile(r"^{OUTER}{behind}[:,]?")
        self.named_only = says.compile(
            r"(?:其中:?)?(?P<name>[{HAN}“”、A-Za-z]{2,20}?){topic}?{SCORED}"
        )
        self.scored_only = says.compile(r"(?P<name>[{HAN}“”、A-Za-z\d]{2,20}?)?{SCORED}")
        self.points_first = says.compile(r"^{OUTER}(?:{label}{POINTS}[,;]?)*")
        self.full_marks = says.compile(r"^[ ]*[(]{label}[为是:]?{POINTS}[)]")
        self.soft = says.compile(r"^(?:但)?{soft}")
        self.turn = says.compile(r"^[ ]*{turn}")
        self.comparison = says.compile(r"^{comparison}")
        self.mended = says.compile("{mended}")
        self.opening = says.compile(
            r"^[ ]*{MARK}?[ ]*(?:.{0,30}{opening}[ ]*{MARK}?"
            r"|其中:?|除(?=[^,]{3,40}$)|主要[是为有在]:?)?[ ]*"
        )
        self.name_end = says.compile(r"{name_end}|[≥≤<>\d]")
        self.no_name = says.compile("{no_name}")
        self.broad = says.compile("{broad}")
        self.lists = says.compile("{lists}")
        self.rate = says.compile("{rate}")
        self.praise = says.compile("{praise}")
        self.spares = says.compile("{spared}")
        self.spared = says.compile(r"[,。;(][^,。;]{0,24}{spared}")
        self.missed = says.compile("{missed}")
        self.topic = says.compile(r"^[ ]*([{HAN}“”、]{2,20}?)(?:{topic}[,:]|(?:[(][^()]*[)])?:)")
        self.of_class = says.compile(r"^[ ]*{class}")
        self.framed = says.compile(r"^(?:{self})?在(?P<name>[^,。;]{2,40}?){in}$")
        self.degree = says.compile(r"^[”]?{degree}")
        self.pointer = says.compile(r"{pointer}[)。]?")
        self.result = says.compile("{result}")
        self.name_tail = says.compile("{name_tail}")
        self.named_cause = says.compile(r"^[{HAN}“”、]{2,20}?(?={soft})")
        self.caused = says.compile("{caused}")
        self.measured = says.compile(r"(?:^|[,的])([{HAN}、“”]{1,13}(?:率|度))(?={measured})")


class Reasons:
    """Reads the words around 扣N分; made once for all documents.

    ``admits`` says whether a clause admits that something was wanting.
    """

    def __init__(self, packs: Packs, admits: Callable[[str], bool]) -> None:
        self.admits = admits
        self._says = _Phrases(packs)

    def reason_of(self, before: str, after: str) -> str:
        """The reason among the words before and behind 扣N分 (both folded); empty for none.

        Words behind count only where they say that they are the reason. Of those before, the
        clauses count from the first that tells a cause or, for want of one, a deficiency.
        """
        behind = self._says.behind.match(after)
        if behind is not None:
            return _cut(after[behind.end() :])
        stated = max((m.end() for m in self._says.stated.finditer(before)), default=len(before))
        if len(before) - stated >= LEAST_REASON:
            return _cut(before[stated:])
        told = _CLAUSE.split(before)
        clauses = [c for c in told if c.strip() and not self._says.mended.search(c)]
        if not clauses:
            return ""
        first = next((i for i, c in enumerate(clauses) if self._says.soft.match(c.strip())), None)
        if first is None:
            first = next((i for i, c in enumerate(clauses) if self._says.caused.search(c)), None)
        if first is None:
            first = next((i for i, c in enumerate(clauses) if self.admits(c)), None)
            if first is not None:
                first = self._scene(clauses, first)
        if first is None:
            turns = (i for i, c in enumerate(clauses) if self._says.turn.match(c))
            first = next(turns, max(0, len(clauses) - 2))
        elif first and self._says.comparison.match(clauses[first].strip()):
            first -= 1
        opening = self._turned(clauses[first]).strip()
        subject = self._says.named_cause.match(opening)
        if subject is not None and self.is_name(subject.group()):
            opening = opening[subject.end() :]
        return _cut(",".join([opening, *clauses[first + 1 :]]))

    def _scene(self, clauses: Sequence[str], at: int) -> int:
        """The first of the clauses before one that tell what led to it: 春季低温,出苗量不足.

        A clause that measures, praises or says what was done only sets the scene, and so does all
        before a turn.
        """
        while at and not self._says.turn.match(clauses[at]):
            before = clauses[at - 1]
            if _MEASURES.search(before) or self._says.praise.search(before):
                break
            at -= 1
        return at

    def named_only(self, before: str) -> str:
        """The indicator, where only its name and points stand before 扣N分: 合同管理(3分)被."""
        found = self._says.named_only.fullmatch(before)
        name = _unquoted(found.group("name").strip("、")) if found is not None else ""
        no_name = self._says.no_name.search(name) or self._says.result.search(name)
        return "" if no_name else name

    def scored_only(self, before: str) -> bool:
        """Whether a name and points, but no reason stand before 失N分: 执行率(10分)自评8.1分."""
        return (
            any(c.isdigit() for c in before)
            and (told := self._says.scored_only.fullmatch(before)) is not None
            and not self.admits(told.group("name") or "")
        )

    def is_name(self, words: str) -> bool:
        """Whether words end as names of indicators do: 结转结余率, 合同管理."""
        return self._says.name_tail.search(words) is not None

    def name_apart(self, before: str) -> tuple[str, str]:
        """The indicator that stands alone behind its reason, and the reason; else two empty ones.

        因补助资金12月才下达,预算执行率 扣1.2分; 考虑到内控手册没有更新,制度建设 扣0.5分.
        """
        rest, _, last = before.rpartition(",")
        name = self.named_only(last)
        if not (rest and name and self.is_name(name)) or self.admits(name):
            return "", ""
        told = self.tells(rest) or self._says.stated.search(rest) is not None
        return (name, rest) if told else ("", "")

    def topic_apart(self, before: str) -> tuple[str, str]:
        """The indicator that the words begin with, as 资产管理方面, and the words behind it."""
        found = self._says.topic.match(before)
        if found is None:
            return "", before
        name = found.group(1)
        name = _unquoted(name.removesuffix("指标")) if name.startswith("“") else name
        return name, before[found.end() :]

    def only_result(self, reason: str) -> bool:
        """Whether words only say that a goal was missed, and not why: 苗木成活率未达标."""
        if self._tells_cause(reason):
            return False
        clauses = [c for c in _CLAUSE.split(reason) if c.strip()]
        missed = [c for c in clauses if self._says.result.search(c.strip())]
        rest = [c for c in clauses if c not in missed]
        return bool(missed) and not any(self.admits(c) for c in rest)

    def told_behind(self, after: str) -> str:
        """The reason behind an indicator that lost points, whether or not it says so."""
        spared = self._says.spared.search(after)
        after = after[: spared.start()] if spared is not None else after
        behind = self._says.behind.match(after) or self._says.points_first.match(after)
        return _cut(after[behind.end() :] if behind is not None else after)

    def points_away(self, reason: str) -> bool:
        """Whether a cell of reasons only says where the reason stands, or by how much was missed.

        见自评情况说明; 负差异3.5个百分点.
        """
        return self._says.pointer.fullmatch("".join(fold(reason).split())) is not None

    def without_degree(self, words: str) -> str:
        """The words behind a name without the one that belongs to neither: 预算执行率低主要是…."""
        return self._says.degree.sub(",", words, count=1)

    def tells_why(self, reason: str, after: str) -> bool:
        """Whether the words say outright that this is the reason: 因…, or 原因是… behind 扣N分."""
        return (
            self._says.behind.match(after) is not None or self._says.soft.match(reason) is not None
        )

    def why_in(self, words: str, loosely: bool) -> str:
        """The reason in the sentences behind a loss or a score (folded); empty for none.

        What says that it is the reason counts first, then a sentence with a cause; ``loosely``
        also one that admits something and, of the last sentence, what is no figure and no praise.
        """
        spared = self._says.spared.search(words)
        words = words[: spared.start()] if spared is not None else words
        stated = [*self._says.stated.finditer(words)]
        if stated:
            return _cut(words[stated[-1].end() :].split("。")[0])
        sentences = [s for s in _SENTENCE.split(words) if s.strip(" ,:)")]
        for sentence in sentences:
            if self._tells_cause(sentence):
                return self.reason_of(sentence.strip(), "")
        if not loosely or not sentences:
            return ""
        admitted = next((s for s in sentences if self.admits(s)), None)
        if admitted is not None:
            return self.reason_of(admitted.strip(), "")
        clauses = _CLAUSE.split(sentences[-1])
        first = next((i for i, c in enumerate(clauses) if self._is_bare(c)), len(clauses))
        return _cut(",".join(clauses[first:]))

    def says_cause(self, words: str) -> bool:
        """Whether the words say of something that it is the cause: 原因是, 因, 系…所致."""
        return self._says.stated.search(words) is not None or self._tells_cause(words)

    def says_missed(self, words: str) -> bool:
        """Whether the words say that a goal was not met, or a limit not kept."""
        return self._says.missed.search(words) is not None

    def praises(self, words: str) -> bool:
        """Whether words only say what was done well."""
        return self._says.praise.search(words) is not None

    def tells(self, reason: str) -> bool:
        """Whether a reason tells more than figures: it admits something or says the cause."""
        return self.admits(reason) or self._tells_cause(reason)

    def without_spared(self, reason: str) -> str:
        """A reason as printed, without the words that nothing is taken off for it."""
        told = self._says.spared.search(fold(reason))
        return reason[: told.start()].strip(" ,，;；。") if told is not None else reason

    def spared(self, reason: str) -> bool:
        """Whether a reason as printed ends with words that nothing is taken off for it."""
        told = self._says.spared.search(fold(reason))
        return told is not None and told.start() >= LEAST_REASON

    def spares(self, folded: str) -> Iterator[re.Match[str]]:
        """Where a folded text says that nothing is taken off: 故不扣分."""
        return self._says.spares.finditer(folded)

    def unpointed(self, after: str) -> str:
        """The words behind a score or a loss without further points of the same: ,得4.8分."""
        after = self._says.full_marks.sub("", after)
        found = self._says.points_first.match(after)
        return after[found.end() :] if found is not None else after

    def _tells_cause(self, sentence: str) -> bool:
        return self._says.caused.search(sentence) is not None or any(
            self._says.soft.match(c.strip()) for c in _CLAUSE.split(sentence)
        )

    def _is_bare(self, clause: str) -> bool:
        """Whether a clause tells something that is no figure and no praise."""
        measured = any(c.isdigit() for c in clause)
        return bool(clause.strip()) and not measured and not self._says.praise.search(clause)

    def _turned(self, clause: str) -> str:
        """What follows 但 or 其中: the words before only set the scene, unless 虽 binds them."""
        clause = self._says.turn.sub("", clause)
        head, turn, tail = clause.rpartition("但")
        return tail if turn and "虽" not in head else clause

    def opened(self, text: str) -> str:
        """The text without the mark of its item, 扣分项为: and its like, and 在…上 round it."""
        words = self.without_class(self._says.opening.sub("", text, count=1))
        framed = self._says.framed.match(words.strip())
        return framed.group("name") if framed is not None else words

    def is_broad(self, name: str) -> bool:
        """Whether a head names a class of indicators or a part of the report, but no indicator."""
        return self._says.broad.search(name) is not None

    def lists_in(self, folded: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The words that open a list of the indicators that lost points: 扣分项是."""
        return self._says.lists.finditer(folded, start, end)

    def without_class(self, name: str) -> str:
        """A name without the class before it: 数量指标——培训人次."""
        return self._says.of_class.sub("", name)

    def name_in(self, text: str) -> str:
        """The indicator that a clause speaks of: 水费收缴率82%，比目标低8个百分点 → 水费收缴率."""
        measured = self.measured_in(text)
        if measured:
            return measured
        for clause in _CLAUSE.split(text.rpartition("其中")[2]):
            end = self._says.name_end.search(clause)
            name = _unquoted((clause[: end.start()] if end is not None else clause).strip(" :"))
            # 因人手紧,监控未做满: a clause of the cause has no name, the next may have it.
            if name or not self._says.soft.match(clause):
                return name if 2 <= len(name) <= LONGEST_NAME else ""
        return ""

    def measured_in(self, text: str) -> str:
        """The last rate or degree that the words measure; a bare 完成率 goes with those before."""
        names = [_unquoted(m.group(1).strip("、")) for m in self._says.measured.finditer(text)]
        return next((n for n in reversed(names) if not self._says.rate.fullmatch(n)), "")


def _unquoted(name: str) -> str:
    """A name without quotes round the whole of it."""
    if name.count("“") > name.count("”"):
        return name.rpartition("“")[2]  # 数量指标中“数据获取率
    whole = name.startswith("“") and name.endswith("”") and name.count("“") == 1
    return name.strip("“”") if whole else balanced(name)


def _cut(reason: str) -> str:
    return reason[-LONGEST_REASON:].strip(" ,;:。()")
