"""What a goal or an achievement measures, in the words of the text without goal words."""

from __future__ import annotations

import re

from ..extract.score_row import FormRow
from ..model.canonical import Cell
from ..packs.load import Packs
from ..segment.alternation import Expressions
from .context import Text
from .figures import Fact
from .goals import Facts

SHORTEST = 2
WORDED = 4
TOPIC_REACH = 400
LONGEST = 20
WHOM = 8  # more characters behind a count are another promise, not who is meant
_YEAR = re.compile(r"(?:19|20)\d\d年(?:度|末|底|初)?")
_DATE = re.compile(r"(?:于|在)?(?:20\d\d年|\d{1,2}月).*$")
_PER = re.compile(r"每[\u4e00-\u9fff]{1,3}$")
_HEAD = re.compile(
    r"\s*(?:[A-Z]?\d{1,4}(?:\.\d{1,2})*\s*[.、:]?|[(][一二三四五六七八九十\d]{1,3}[)]|[一二三四五六七八九十]{1,3}、)?"
    r"\s*([\u4e00-\u9fff“”()]{3,24})[。:]"
)
_EVERY = re.compile(
    r"(?:[^,;。]{0,6}[,、])?(?:至少)?每(?:半?年|个?季度?|个?月|半?月|周|旬|天|日)(?:度|至少|定期)*(?P<verb>[\u4e00-\u9fff]{2,4})"
)
_SIGNED = re.compile(r"([一-鿿()]{2,24})[≥≤<>]=?[ ]?\Z")
_COVERED = re.compile(r"(?:已?全部|均|都)(?:已|要)?([\u4e00-\u9fff]{4,10})(?=[,;。\s]|$)")
_FUND = re.compile(r"的?([\u4e00-\u9fff]{2,10})")
_COUNTED = re.compile(r".*\d[个家名户所人]?")
_TERMS = frozenset({"个工作日", "工作日", "日", "天", "小时", "个小时"})
_DIGIT = re.compile(r"\d")


class GoalNames:
    """Names what figures of goals measure; made once for all documents."""

    def __init__(self, packs: Packs) -> None:
        says = Expressions(packs, "named")
        self._mark = says.compile(
            r"^(?:[^,;。:\d]{0,20}{intro}[^,;。:\d]{0,10}:(?=[\u4e00-\u9fff]{2})"
            r"|[①-⑳]|[(]?\d{1,2}[).、]|[(]?[一二三四五六七八九十]{1,3}[)是、]"
            r"|{numbered}\d{1,2}[:、.]?|[\u4e00-\u9fff]{2,6}{label}:|{mark}|[\s的,、(:;])+"
        )
        self._goal_word = says.compile(r"(?:{goal_word}|[,、(:的≥≤=<>])+$")
        self._empty = says.compile("(?:{empty}|[到至为是在了值≥≤=<>:])*")
        self._cause = says.compile("但?{cause}")
        self._of_growth(says)
        self._of_topics(says)
        self._of_verbs(says)

    def _of_growth(self, says: Expressions) -> None:
        """A level, its growth and what was before."""
        self._grown = says.compile("{grown}+")
        self._more = says.compile("{more}+")
        self._change = says.compile(r"(?:由|从)(?:{formerly}|\d|$).*$")
        self._stacked = says.compile(r"(?<=[\u4e00-\u9fff]){changes}{2,}$")
        self._since = says.compile("{since}(?:{changes}|{risen})?$")
        self._rise = says.compile("{against}?{rise}$")
        self._growth_end = says.compile(r"{growth_end}\Z")

    def _of_topics(self, says: Expressions) -> None:
        """The indicator that a paragraph scores, and names that say nothing beside it."""
        self._topic = says.compile(
            r"(?:^|(?<=[。;\n]))\s*(?:[(]?[一二三四五六七八九十\d]{1,3}[).、]\s*)?"
            r"(?P<name>[^,。:;()\d\n]{2,24}?)(?:这一?项|一项)?{indicator}?"
            r"(?:[(][^()]{0,16}\d分[)]|\d+分(?=,)|{scored}[^,。;\n\d]{0,6}\d+(?:\.\d+)?分)"
        )
        self._no_topic = says.compile("{no_topic}|^.{,3}$")
        self._rule = says.compile(r"\s*{rule}")
        self._bare_verb = says.compile(r"(?:{bare_verb}|每[\u4e00-\u9fff]{1,3})+")

    def _of_verbs(self, says: Expressions) -> None:
        """What is done, where its name stands behind the figure."""
        self._verb = says.compile("{will}?{sets_up}")
        self._noun = says.compile(r"{size}?的([\u4e00-\u9fff]{2,12})")
        self._treated = says.compile(
            r"(?P<what>[\u4e00-\u9fff“”]{2,16}?){treats}(?P<how>[\u4e00-\u9fff“”]{2,12})"
        )
        self._filled = says.compile("{filled}$")
        self._used = says.compile(r"{used}([\u4e00-\u9fff]{3,14})")
        self._taken = says.compile("(?:从[^,;。]*中)?{taken}$")
        self._make = says.compile("^{make}")

    def of(self, text: Text, fact: Fact) -> str:
        """What is measured; a level and its growth are two things."""
        noun = self._before_sign(text, fact) or self._behind(text, fact) or _disposed(text, fact)
        if noun:
            return noun
        repeated = self._repeated(text, fact) or self._within(text, fact)
        if repeated:
            return repeated
        name = self._plain(self._change.sub("", fact.subject) or "的")
        if self.is_empty(name):
            before = self._earlier(text, fact) or self._headed(text, fact)
            name = before or self._plain(fact.subject)
        elif self._grown.fullmatch(name):
            name = self._earlier(text, fact) + ("" if self._more.fullmatch(name) else name)
        name = self.topical(text, fact, self._stacked.sub("", name)) + self._covered(text, fact)
        if fact.told != "yoy" and fact.figure.entry.unit != "pp":
            name = self._since.sub("", name) or name
        growth = fact.told == "yoy" and self._growth_end.search(name) is None
        return f"{self._plain(self._rise.sub('', name) or name)}增速" if growth else name

    def _before_sign(self, text: Text, fact: Fact) -> str:
        """What a figure with a sign before it measures: 受益人口≥23人改善设施 counts 受益人口."""
        if fact.figure.entry.measure != "quantity":
            return ""
        clause = text.clauses.around(fact.figure.at)
        found = _SIGNED.search(text.folded, clause.start, fact.figure.at)
        name = self._plain(self._mark.sub("", found.group(1))) if found is not None else ""
        return name if len(name) >= SHORTEST and not self.is_empty(name) else ""

    def _covered(self, text: Text, fact: Fact) -> str:
        """What was done of all of them: 隐患点126处全部落实监测员."""
        if fact.figure.entry.measure != "quantity":
            return ""
        found = _COVERED.match(text.folded, fact.figure.end)
        return found.group(1) if found is not None and not self.is_empty(found.group(1)) else ""

    def _repeated(self, text: Text, fact: Fact) -> str:
        """What is done 每半年…1次: the noun behind, or that of the clause before and the verb."""
        clause = text.clauses.around(fact.figure.at)
        found = _EVERY.fullmatch(text.folded[clause.start : fact.figure.start])
        if found is None:
            return ""
        behind = text.folded[fact.figure.end : clause.end].strip()
        if behind:
            return behind
        sentence = text.sentences.around(fact.figure.at)
        before = self._mark.sub(
            "", text.folded[sentence.start : clause.start].strip(" ,").rsplit(",", 1)[-1]
        )
        whom = _COUNTED.sub("", before)
        if whom != before and len(whom) > WHOM:
            return found.group().rstrip("不少低于")
        return (self._make.sub("", whom) + found.group("verb"))[-LONGEST:]

    def _within(self, text: Text, fact: Fact) -> str:
        """What is to be done in 10个工作日内: the words on both sides of the term."""
        behind = text.folded[fact.figure.end : text.clauses.around(fact.figure.at).end]
        if (
            "内" not in text.folded[fact.figure.end - 1 : fact.figure.end + 2]
            or fact.figure.unit not in _TERMS
        ):
            return ""
        clause = text.clauses.around(fact.figure.at)
        before = self._mark.sub("", text.folded[clause.start : fact.figure.start])
        before = re.sub(r"[在于]$", "", _DATE.sub("", before).strip())
        done = re.sub(r"^(?:之|以)?内", "", behind).strip()
        return before + done if len(before) >= SHORTEST and len(done) >= SHORTEST else ""

    def named(self, text: Text, first: Fact, second: Fact) -> str:
        """The name of the first fact, or of the second where the first has none of its own."""
        own = self._plain(first.subject)
        if self._rule.match(text.folded, text.clauses.around(first.figure.at).start):
            return self.of(text, second)
        if self._empty.fullmatch(own) is None or self.topical(text, first, own) != own:
            return self.of(text, first)
        before = self._earlier(text, first) if first.figure.at < second.figure.at else ""
        return before or self._headed(text, first) or self.of(text, second)

    def is_worded(self, text: Text, row: FormRow, facts: Facts) -> bool:
        """Whether the goal of a row says itself what is to be done, perhaps of several things."""
        if row.target is None:
            return False
        found = facts.within(row.target.start, row.target.end)
        words = [self.own_words(text, row.target, fact) for fact in found]
        return bool(words) and len(words[0]) >= WORDED and words[0] not in row.indicator

    def own_words(self, text: Text, cell: Cell, fact: Fact) -> str:
        """The words for what is measured that stand in the cell itself."""
        start = max(cell.start, text.clauses.around(fact.figure.at).start)
        before = _DATE.sub("", _YEAR.sub("", text.folded[start : fact.figure.start]))
        words = self._goal_word.sub("", self._mark.sub("", before.strip()))
        return "" if self._empty.fullmatch(words) else words

    def topical(self, text: Text, fact: Fact, name: str) -> str:
        """The indicator that the paragraph scores (改造户数指标8分,…), where the name is none."""
        place = fact.figure.start
        start = max(text.paragraphs.around(fact.figure.at).start, place - TOPIC_REACH)
        if text.folded.find("分", start, place) < 0:
            return name
        own = self._goal_word.sub("", self._mark.sub("", _PER.sub("", name)))
        if not self.is_empty(own) and self._bare_verb.fullmatch(own) is None:
            return name
        scored = [*self._topic.finditer(text.folded, start, place)]
        if not scored or self._no_topic.search(scored[-1].group("name")):
            return name
        return scored[-1].group("name").strip()

    def treated(self, text: Text, fact: Fact) -> str:
        """What is done to what 对6万亩果园实施改造 counts; empty where nothing is told."""
        clause = text.clauses.around(fact.figure.at)
        if not text.folded[clause.start : fact.figure.at].endswith("对"):
            return ""
        done = self._treated.match(text.folded, fact.figure.end, clause.end)
        return done.group("what") + done.group("how") if done is not None else ""

    def is_empty(self, name: str) -> bool:
        """Whether a name says nothing of what is measured: 实际, 完成, or why (因资金未到位)."""
        return self._empty.fullmatch(name) is not None or self._cause.match(name) is not None

    def _plain(self, subject: str) -> str:
        dated = _DATE.sub("", subject.strip())
        words = self._goal_word.sub("", self._mark.sub("", dated)) or self._goal_word.sub("", dated)
        return words if len(words) >= SHORTEST else subject

    def _behind(self, text: Text, fact: Fact) -> str:
        """What 10亿规模的投资基金 is of, where only a verb stands before it."""
        clause = text.clauses.around(fact.figure.at)
        before = self._mark.sub("", text.folded[clause.start : fact.figure.at])
        filled = self._filled.search(before)
        fund = _FUND.match(text.folded, fact.figure.end) if filled is not None else None
        if filled is not None and fund is not None and fact.figure.entry.measure == "money":
            return fund.group(1) + filled.group()
        end = fact.figure.end
        used = self._used.match(text.folded, end) if self._taken.search(before) else None
        if used is not None and fact.figure.entry.measure == "money":
            return used.group(1)
        found = self._noun.match(text.folded, end) if self._verb.fullmatch(before) else None
        return found.group(1) if found is not None else ""

    def _headed(self, text: Text, fact: Fact) -> str:
        """What the first sentence of the paragraph names: D2 死亡人数。控制数18人,实际15人."""
        paragraph = text.paragraphs.around(fact.figure.at)
        found = _HEAD.match(text.folded, paragraph.start, fact.figure.start)
        return found.group(1) if found is not None and not self.is_empty(found.group(1)) else ""

    def _earlier(self, text: Text, fact: Fact) -> str:
        """The last words with a meaning before the figure, in its clause or an earlier one."""
        sentence = text.sentences.around(fact.figure.at)
        clause = text.clauses.around(fact.figure.at)
        for start in (clause.start, sentence.start):
            for part in reversed(text.folded[start : fact.figure.at].split(",")):
                if self._cause.match(part):
                    continue
                words = self._change.sub("", _YEAR.sub("", self._mark.sub("", part)))
                digit = _DIGIT.search(words)
                head = self._plain((words[: digit.start()] if digit else words).strip())
                told = len(head) > SHORTEST and self._empty.fullmatch(head) is None
                if told and self._grown.fullmatch(head) is None:
                    return head
        return ""


def _disposed(text: Text, fact: Fact) -> str:
    """What is done with the money of 把38.9万元结余资金收回统筹."""
    clause = text.clauses.around(fact.figure.at)
    if fact.figure.entry.measure != "money" or text.folded[fact.figure.start - 1] not in "把将":
        return ""
    return text.folded[fact.figure.end : clause.end].strip(" 的")[:LONGEST]
