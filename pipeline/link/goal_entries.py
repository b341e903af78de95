"""The figures of a passage that can be goals or achievements: no surveys, budgets or causes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..segment.spans import Span
from .context import Text
from .figures import Fact
from .goal_names import SHORTEST, WORDED, own_words, topical, treated
from .goals import LESS_IS_BETTER, Facts
from .passages import ITEM, Passage

_REVISED = re.compile(r"目标(?:值|数)?(?:调整)?[为是达]+[ ]*$")
_ASIDE = re.compile(
    r"[(][^()]*各$|[(](?!完成|实际|已|目标|计划)[^()]{0,6}共?[^()]{0,4}$|(?<![比较])上年(?:的|同期)?[^,。]{0,4}$|从[^,。]{0,6}$"
)
_CAUSE = re.compile(
    r"受.{0,18}影响|因.{2,}|余下|未按期|返工|原因|停止|停用|暂停|^(?:全年|共)?(?:收到|接到)"
)
_CAUSES = re.compile(r"原因[是为:]|主要[是为系]|[系由]因")
_LACK = re.compile(
    r"^再?加[之上]|^另外?有|^(?:还|仍|尚)(?:有|[缺差欠][^,]{0,10})$|^(?:(?:离|距离?|与)[^,]{0,10})?(?:还|仍|尚|但|且|均|约)*有?(?:[少多][建办修完植种做打培招]|相?差|欠缺?|缺额?|缺口|短缺|尚缺|少|多出?|超出?(?:预期|计划|目标|部分)?|高出|低|短少|欠账|(?:欠|剩|余)下|剩余?|余下|其余|还剩)(?:的|了|约|近|为|达|仅|有)*$"
    r"|(?:离|距离?)(?:计划|目标|任务|要求)[^,]{0,6}[差缺少欠]了?$|[率度例比平](?:还|尚)?[差欠]了?$"
    r"|(?:同(?!比|期)|[与和]|[比较](?!上年|去年|同期))[^,]{0,14}(?:相比|比|数额|目标|计划|预期|预定|盘子|任务|要求)[^,]{0,8}(?<!减)(?<!提)(?:少|多|低|高|差|短)[\u4e00-\u9fff]{0,3}$"
)
_UNDONE = re.compile(
    r"(?:没有?|未能?(?!完成的[为是有])|尚未|仍未|没能)(?:如期|按期|及时|能|够)*"
    r"(?:建成|完成|进场|开工|动工|到位|竣工|验收|投用|实施|启动|交付|落实|入账|签订|补齐|到期"
    r"|开通|接入|联网|安装|完工|开展|通水|通车|通气|办结|销号|整改|到货|到场|到岗|供货|归还)"
    r"|缺[少失]|拖[到至延]|[\u4e00-\u9fff]不(?:出|了|开|上|下|动|齐|全)(?=[\u4e00-\u9fff,;。]|$)"
    r"|(?:损毁|损坏|受损|不清)$|晚于|迟于|逾期|超期|拖后|延误|延期|顺延|推迟|虽|才(?:发放|完成|到位|下达|启动|开工|验收|拨付|支付|兑现)|[跌涨]了|(?:用|花|拖|晚|耽误)了"
)
_COUNTED_FOR = re.compile(r"^[^,;。\t\n\d]{2,20}率[达为]?\d")
_OF_THOSE = re.compile(r"以[上下]的")
_SHARE = re.compile(r"占[^,]{2,}的$")
_SURVEY = re.compile(r"问卷|回访|走访|受访|抽样|样本|访谈|随机|调查.{0,8}(?:人|户|名|份|对象)")
_SURVEY_RATE = re.compile(r"回收率|有效率|回收|有效")
_FUNDS = re.compile(r"预算|决算|下达|到位|结转|结余|标准|按每|每[家户人亩个]|批复")
_RUNNING = re.compile(r"三公|(?:公用|机关运行)经费|培训费|会议费|接待费")
_CONTROL = re.compile(r"控制率$|预算执行率$|支出率$|偏差率$|变动率$")
_GOALS_COUNTED = re.compile(r"(?:目标|指标|任务)(?:中|共|数量?)?[^,]{0,4}$")
_GOALS_TOLD = re.compile(r"(?:指标|目标|任务)(?:共|共有|有|为)?\d+[个项条]")
_BARE = re.compile(r"^(?:其中)?(?:已|全部|按期|超额|未)*(?:完成|达标|达到目标)[的了有]*$")
_GOALS_BEHIND = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4}级)?(?:绩效)?(?:指标|目标)(?!任务|[\u4e00-\u9fff]*(?:建|办|修))"
)
_PROMISE = re.compile(
    r"确保|力争|争取|至少|不少于|不低于|不超过|不高于|达到|(?:提高|提升|增加|扩大|压缩|缩短|压降|压减|下降|降低|降|控制|增)[到至在]|控制|完成|补齐|新建|新增|配套|建成|新设|招录|培训|增配|配[备齐]|增加|招聘|引进|设立|购置|更新|选派|补[办发演建种植训拍足齐充]"
)
_PROMISED_BEHIND = re.compile(
    r"^(?:以[上内下]|内)|^[^,。;]{0,20}(?:全部|完毕|完成|达标|到位|办结|核销|修复|到场|签[订约])|^(?!的)[^,。;]{2,12}(?:收回|盘活|上缴|归垫)"
)
_CONDITION = re.compile(
    r"^(?:以[上下])?(?:的|及以[上下]的)(?:项目|单位|部门|科室|资金|预算)|^[^,。;]{0,8}的[^,。;]{0,8}(?:项目|单位|部门|科室|一律)"
)
_CONDITIONAL = re.compile(
    r"对[^,]{0,30}(?:低于|超过|高于|不足|大于)[^,]{0,14}$|^[^,]{0,4}达不到|未达到|按.{0,10}的$"
)
_SCOPE = re.compile(r"^(?:\d{1,2}[.、])?(?:对|在|由|面?向)(?:全[区县市省州旗镇乡])?(?:所有|全部)?$")
_NO_PROMISE = re.compile(
    r"^(?:针?对|将|把)?[^,;。]{0,6}(?:现有|原有|剩余|涉及|其中|目前|共有|针对)"
    r"|(?:超过|超出|最高|最多|上限|累计|占|按照?|由于?|因)[^,;。]{0,12}$"
)
_ENDS = re.compile(r"(?:以[上内下]|左右)?\s*$")
_TIMES = frozenset({"次", "场", "期", "轮", "遍", "场次", "批"})
_OFTEN = re.compile(r"^[\u4e00-\u9fff]{2,10}$")
_PERIODS = frozenset({"个月", "年", "月"})
_NO_COUNTS = _PERIODS | {"日", "天", "岁", "个工作日", "小时", "分钟", "周岁"}
_PAST = re.compile(r"已(?:经|于|整改|完成)?|上年度?|去年")
_OWN = re.compile(r",(?=我|本(?:局|院|校|镇|街道|单位|部门|中心))")
_ADVICE = re.compile(r"建议(?!:)")
_CHANGE = re.compile(r"由[^,]{0,8}$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure as part of a task: its item number, the clause it stands in."""

    fact: Fact
    item: str
    clause: Span
    revised: bool = False
    home: int = 0


def entries(text: Text, passage: Passage, facts: Facts) -> Iterator[Entry]:
    """The figures of a passage that may be goals or achievements."""
    marks = list(ITEM.finditer(text.folded, passage.span.start, passage.span.end))
    home = passage.span.start
    for fact in facts.within(passage.span.start, passage.span.end):
        at = fact.figure.at
        if (text.canonical.cell_at(at) is not None) != passage.tabular:
            continue
        clause = text.clauses.around(at)
        before = text.folded[clause.start : fact.figure.start]
        if _ASIDE.search(before) or fact.figure.unit in ("日", "岁", "天"):
            continue
        if passage.kind == "goal" and _is_no_goal(text, fact, before):
            continue
        if _COUNTED_FOR.search(text.folded[fact.figure.end : fact.figure.end + 24]):
            continue
        if passage.kind == "goal" and _LACK.search(before.strip()):
            continue
        if passage.kind == "done" and is_lacking(text, fact, clause):
            continue
        if _OF_THOSE.search(text.folded[at : fact.figure.end + 3]):
            continue
        item = next((m.group(1) or m.group(2) for m in reversed(marks) if m.start() <= at), "")
        name = treated(text, fact)
        if not name and passage.kind == "done" and not passage.tabular:
            name = topical(text, fact, fact.subject)
        if name and name != fact.subject:
            fact = replace(fact, subject=name)
        yield Entry(fact, item or passage.item, clause, _REVISED.search(before) is not None, home)


def told_entries(text: Text, fact: Fact, facts: Facts) -> Iterator[Entry]:
    """An achievement of running text whose sentence says how far its goal was reached."""
    place = fact.figure.at
    if text.canonical.cell_at(place) is None:
        sentence = Passage(text.sentences.around(place), "done", False)
        yield from (e for e in entries(text, sentence, facts) if e.fact.figure.at == place)


def _is_no_goal(text: Text, fact: Fact, before: str) -> bool:
    """Only of accidents none is promised, and a written-out number (四项清单) is no measure."""
    counted = fact.figure.value == 0 and fact.figure.entry.measure != "rate"
    scope = _SCOPE.search(before) is not None and not treated(text, fact)
    nothing = counted and not LESS_IS_BETTER.search(before)
    written = not text.folded[fact.figure.at].isascii()
    return (
        scope
        or nothing
        or written
        or re.search(r"(?:申报|批复|立项)|因.{2,}|^\s*金额", before) is not None
    )


def is_lacking(text: Text, fact: Fact, clause: Span) -> bool:
    """Whether a figure tells what was not done, or by how much a goal was missed."""
    before = text.folded[clause.start : fact.figure.at].strip()
    undone = _UNDONE.search(text.folded, clause.start, clause.end)
    return _LACK.search(before) is not None or (
        fact.figure.entry.measure != "rate" and undone is not None
    )


def items(text: Text, passage: Passage) -> Iterator[tuple[str, Span]]:
    """The numbered parts of a passage: their number and their text."""
    marks = list(ITEM.finditer(text.folded, passage.span.start, passage.span.end))
    ends = [*(m.start() for m in marks[1:]), passage.span.end]
    for mark, end in zip(marks, ends, strict=False):
        yield mark.group(1) or mark.group(2), Span(mark.end(), end)


def is_reported(text: Text, entry: Entry) -> bool:
    """Whether an achievement without a goal counts: no survey, no budget, no cause."""
    place = entry.fact.figure.at
    measure = entry.fact.figure.entry.measure
    clause = text.folded[entry.clause.start : entry.clause.end]
    before = text.folded[entry.clause.start : place]
    sentence = text.sentences.around(place)
    if _SURVEY.search(text.folded, sentence.start, sentence.end) and (
        measure == "quantity" or _SURVEY_RATE.search(before)
    ):
        return False
    if _CAUSE.search(clause) or _CAUSES.search(text.folded, sentence.start, place):
        return False
    if _GOALS_TOLD.search(text.folded, sentence.start, place) and _BARE.search(before):
        return False
    if _GOALS_COUNTED.search(before) or _SHARE.search(before) or _is_of_goals(text, entry.fact):
        return False
    if _CONTROL.search(entry.fact.subject):
        return False
    if measure == "quantity" and not text.folded[place].isascii():
        return entry.fact.figure.unit not in ("项", "档", "类", "种", "个", "块")
    if measure == "money" and _RUNNING.search(text.folded, sentence.start, sentence.end):
        return False
    return measure != "money" or not _FUNDS.search(clause)


def _is_of_goals(text: Text, fact: Fact) -> bool:
    """Whether goals themselves are counted: 7项指标未拿到满分."""
    return _GOALS_BEHIND.match(text.folded, fact.figure.end) is not None


def measure_entries(text: Text, passage: Passage, facts: Facts) -> Iterator[Entry]:
    """What is promised for the time to come: 确保投资完成率不低于95%, 6月底前补齐70万元."""
    for fact in facts.within(passage.span.start, passage.span.end):
        at = fact.figure.at
        in_cell = text.canonical.cell_at(at) is not None
        if in_cell != passage.tabular or not (text.folded[at].isascii() or _is_bound(fact)):
            continue
        sentence = text.folded[text.sentences.around(at).start : at]
        advised = _ADVICE.search(_OWN.split(sentence)[-1])
        if not _PAST.search(sentence) and not advised and _promised(text, fact):
            yield Entry(_named_there(text, fact), passage.item, text.clauses.around(at))


def _named_there(text: Text, fact: Fact) -> Fact:
    """In a cell, the fact under the words before it: the cell's labels are of the problem."""
    found = text.canonical.cell_at(fact.figure.at)
    if found is None or fact.subject in text.folded[found[1].start : found[1].end]:
        return fact
    words = own_words(text, found[1], fact)
    return replace(fact, subject=words) if len(words) >= WORDED else fact


def _is_bound(fact: Fact) -> bool:
    """Whether a written-out number is a measure: 不少于两次."""
    return fact.qualifier in ("at_least", "at_most")


def _promised(text: Text, fact: Fact) -> bool:
    """Whether the clause promises the figure; a condition (低于50%的项目) and a period do not."""
    at, end = fact.figure.at, fact.figure.end
    clause = text.clauses.around(at)
    before, behind = text.folded[clause.start : at], text.folded[end : clause.end]
    within = "内" in text.folded[at : end + 1]
    if _CONDITION.search(behind) or _CONDITIONAL.search(before) or _CHANGE.search(before):
        return False
    if within and fact.figure.unit in _PERIODS:
        return False
    if within or _PROMISE.search(before) or _PROMISED_BEHIND.search(behind):
        return True
    ends = _ENDS.match(behind) or (fact.figure.unit in _TIMES and _OFTEN.match(behind))
    counted = fact.figure.entry.measure != "rate" and fact.figure.unit not in _NO_COUNTS
    return counted and len(before) >= SHORTEST and bool(ends) and not _NO_PROMISE.search(before)
