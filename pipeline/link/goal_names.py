"""What a goal or an achievement measures, in the words of the text without goal words."""

from __future__ import annotations

import re

from ..extract.score_row import FormRow
from ..model.canonical import Cell
from .context import Text
from .figures import Fact
from .goals import Facts

SHORTEST = 2
WORDED = 4
TOPIC_REACH = 400
_MARK = re.compile(
    r"^(?:[^,;。:\d]{0,20}(?:目标|任务|计划|指标|要求|几项|几个方面|以下|如下|产出|效果|成效|综述|完成情况|措施)[^,;。:\d]{0,10}:(?=[\u4e00-\u9fff]{2})|[①-⑳]|[(]?\d{1,2}[).、]|[(]?[一二三四五六七八九十]{1,3}[)是、]"
    r"|(?:任务|目标|指标)\d{1,2}[:、.]?|[\u4e00-\u9fff]{2,6}(?:目标|任务|效益|指标|情况|满意度):"
    r"|(?:年度|年初|全年|年)?(?:目标)?任务数?[为是](?=[\u4e00-\u9fff]{2})"
    r"|(?:年度|年初|全年)?目标(?:任务)?[为是](?=[\u4e00-\u9fff]{2})|年度?(?:目标)?任务数?为|如|(?:但|而|且|并|还)?其中|加之|(?:但|而|且|则|还|也)(?=[\u4e00-\u9fff]{3})"
    r"|到?年[底末终](?:前|时)?|年初(?:定下?的|提出|设定|预计|承诺|排定|核定|下达|确定|安排|部署|明确|批复)?|(?:年内|全年|本年)(?:应|须|需|拟)?|应(?![急用对付届聘邀变诉战])(?=[\u4e00-\u9fff]{3})|预期(?=[\u4e00-\u9fff]{3})|(?:(?:本|该)?项目)?(?:计划|拟)(?=[\u4e00-\u9fff]{3})"
    r"|[我全本][\u4e00-\u9fff]{1,2}(?:年度)?(?:计划|拟|预计)(?:实现|完成)?|力争|争取|确保|努力|[省市县区镇乡州]里|县上|(?:采取|通过|利用|依托)[^,。;]{2,14}?(?:方式|形式|渠道)|要求(?=[\u4e00-\u9fff、]{3})|自?起?按[季月年旬周]度?(?:考核|通报|调度|督[办查])|覆盖(?=[\u4e00-\u9fff]{3})|[\s的,、(:;])+"
)
_GOAL_WORD = re.compile(
    r"(?:(?:年度|全年|年初|规划期)?总?(?:目标|任务|计划|指标)(?:值|数)[为是]?|(?:年度|全年|年初|规划期)?总?(?:目标|任务|计划)[为是]?|不低于|不少于|不超过|不高于|控制在?|调[减增整][为到]?|放宽|(?:应|须|需|要)?(?:分别)?(?:达到?|压[减缩]?[到至在])|应|(?:原|预)定(?:的)?(?:数量)?|(?:期望|预期|考核)值?(?:为|是)?|(?:控制|考核)(?:标准|数)[为是]?|(?:选聘|招聘|分配|下达)指标|[只仅](?:有|建成|完成|实现|办理|到位)?了?|[按依]?要求(?:[做降升达压]|提高|压减)?|(?<![稳固规认评鉴判测检])定(?:的?是)?|(?<=[\u4e00-\u9fff]{2}[^占对同环相])[比较]|(?<=率)以[^,;。\d]{1,6}为[\u4e00-\u9fff]{1,3}(?:保持|维持|稳定)?|(?<=[率度比例])要|(?<=[\u4e00-\u9fff]{2})(?:保持|维持|稳定)|[未没](?:能|有)?(?:达到?|完成|实现)|预计|力争|争取|确保|打算|[,、(:的≥≤=<>])+$"
)
_EMPTY = re.compile(
    r"(?:的|后|最终|目前|仅|远|未|顺利|如期|按期|圆满|全部|实现|打算|办理|只|其中|年度|全年|超额|规划期总|实际|完成值|实际值|指标值|目标值|数值|已|前|日均|完成|达到|低于|高于|超过|计划|任务|目标|缩短|压缩|压减|回升|上升|下降|降|提高|提升|增加|控制数?|控制值|调[减增整低高]|[上下]调|大幅|补齐|力争|争取|[到至为是在了值≥≤=<>:])*"
)
_GROWN = re.compile(
    r"(?:[比较]|上年|去年|同期|同比|环比|达到|突破|高|低|提高|提升|增长|增加|下降|降低|降幅|增幅|增速|回落|上升|多|少|达|为|了)+"
)
_MORE = re.compile(r"[多少高低达为了]+")
_CHANGE = re.compile(r"(?:由|从)(?:上年|去年|年初|每|原|\d|$).*$")
_VERB = re.compile(r"(?:拟|将|计划|力争)?(?:设立|形成|建成|投入|安排|建设|打造|组建|新增|新建)")
_NOUN = re.compile(r"(?:规模)?的([\u4e00-\u9fff]{2,12})")
_TREATED = re.compile(
    r"(?P<what>[\u4e00-\u9fff“”]{2,16}?)(?:实施|进行|开展)(?P<how>[\u4e00-\u9fff“”]{2,12})"
)
_YEAR = re.compile(r"(?:19|20)\d\d年(?:度|末|底|初)?")
_DATE = re.compile(r"(?:于|在)?(?:20\d\d年|\d{1,2}月).*$")
_STACKED = re.compile(r"(?<=[\u4e00-\u9fff])(?:增加|减少|提高|提升|增长|下降|降低){2,}$")
_SINCE = re.compile(
    r"[比较](?:上年|去年|年初)(?:同期|末)?(?:提高|提升|增长|增加|上升|下降|降低|减少)?$"
)
_RISE = re.compile(r"(?:同比|环比)?(?:增长|增加|减少|降低)$")
_CAUSE = re.compile(r"(?:但)?(?:因(?!地|此)|由于|受[^,。]{1,18}(?:影响|制约))")
_TOPIC = re.compile(
    r"(?:^|(?<=[。;\n]))\s*(?:[(]?[一二三四五六七八九十\d]{1,3}[).、]\s*)?"
    r"(?P<name>[^,。:;()\d\n]{2,24}?)(?:这一?项|一项)?(?:指标)?(?:[(][^()]{0,16}\d分[)]|\d+分(?=,)"
    r"|(?:满分|分值|权重|标准分|占|共|得|自评|扣)[^,。;\n\d]{0,6}\d+(?:\.\d+)?分)"
)
_NO_TOPIC = re.compile(
    r"部分|方面|以上|合计|小计|总分|[类项]$|[一二三]级|[本该]项|我[局县市区]|体系|自评|原因"
    r"|^.{,3}$|情况|绩效|管理$|^(?:产出|效益|效果|投入|过程|决策|履职)|(?:社会|经济|生态)效益|目标实现"
)
_RULE = re.compile(r"\s*(?:按照|对照|对标|依照)")
_PER = re.compile(r"每[\u4e00-\u9fff]{1,3}$")
_BARE_VERB = re.compile(
    r"(?:建成|验收|完工|竣工|服务|接报|接警|举办|开展|培训|发放|通过|办理|办结|安装|改造|新建|投用|组织|受理|中"
    r"|检查|并|全部|共|实际|到|为|的|每[\u4e00-\u9fff]{1,3})+"
)
_HEAD = re.compile(
    r"\s*(?:[A-Z]?\d{1,4}(?:\.\d{1,2})*\s*[.、:]?|[(][一二三四五六七八九十\d]{1,3}[)]|[一二三四五六七八九十]{1,3}、)?"
    r"\s*([\u4e00-\u9fff“”()]{3,24})[。:]"
)
_EVERY = re.compile(
    r"(?:[^,;。]{0,6}[,、])?(?:至少)?每(?:半?年|个?季度?|个?月|半?月|周|旬|天|日)(?:度|至少|定期)*(?P<verb>[\u4e00-\u9fff]{2,4})"
)
_FILLED = re.compile(r"(?:补足|补齐|补拨|落实|筹[措集]|兑付|清收|归还|拨付)$")
_USED = re.compile(r"(?:专项|全部|主要)?用于(?:支持|开展|推进|实施)?([\u4e00-\u9fff]{3,14})")
_TAKEN = re.compile(r"(?:从[^,;。]*中)?(?:切块|安排|列支|统筹|划拨|切出|拿出|提取)$")
_SIGNED = re.compile(r"([一-鿿()]{2,24})[≥≤<>]=?[ ]?\Z")
_COVERED = re.compile(r"(?:已?全部|均|都)(?:已|要)?([\u4e00-\u9fff]{4,10})(?=[,;。\s]|$)")
_FUND = re.compile(r"的?([\u4e00-\u9fff]{2,10})")
_COUNTED = re.compile(r".*\d[个家名户所人]?")
_MAKE = re.compile(r"^(?:建立健?全?|完善|健全|制定|落实|推行|实行|对)")
_TERMS = frozenset({"个工作日", "工作日", "日", "天", "小时", "个小时"})
LONGEST = 20
WHOM = 8  # more characters behind a count are another promise, not who is meant
_DIGIT = re.compile(r"\d")
_GROWTH_ENDS = ("率", "增速", "提高", "下降", "提升", "回落", "压减", "压缩", "精简")


def name_of(text: Text, fact: Fact) -> str:
    """What is measured; a level and its growth are two things."""
    noun = _before_sign(text, fact) or _behind(text, fact) or _disposed(text, fact)
    if noun:
        return noun
    repeated = _repeated(text, fact) or _within(text, fact)
    if repeated:
        return repeated
    name = _plain(_CHANGE.sub("", fact.subject) or "的")
    if is_empty(name):
        name = _earlier(text, fact) or _headed(text, fact) or _plain(fact.subject)
    elif _GROWN.fullmatch(name):
        name = _earlier(text, fact) + ("" if _MORE.fullmatch(name) else name)
    name = topical(text, fact, _STACKED.sub("", name)) + _covered(text, fact)
    if fact.told != "yoy" and fact.figure.entry.unit != "pp":
        name = _SINCE.sub("", name) or name
    growth = fact.told == "yoy" and not name.endswith(_GROWTH_ENDS)
    return f"{_plain(_RISE.sub('', name) or name)}增速" if growth else name


def _before_sign(text: Text, fact: Fact) -> str:
    """What a figure with a sign before it measures: 受益人口≥23人改善基础设施 counts 受益人口."""
    if fact.figure.entry.measure != "quantity":
        return ""
    clause = text.clauses.around(fact.figure.at)
    found = _SIGNED.search(text.folded, clause.start, fact.figure.at)
    name = _plain(_MARK.sub("", found.group(1))) if found is not None else ""
    return name if len(name) >= SHORTEST and not is_empty(name) else ""


def _disposed(text: Text, fact: Fact) -> str:
    """What is done with the money of 把38.9万元结余资金收回统筹."""
    clause = text.clauses.around(fact.figure.at)
    if fact.figure.entry.measure != "money" or text.folded[fact.figure.start - 1] not in "把将":
        return ""
    return text.folded[fact.figure.end : clause.end].strip(" 的")[:LONGEST]


def _covered(text: Text, fact: Fact) -> str:
    """What was done of all of them: 隐患点126处全部落实监测员."""
    if fact.figure.entry.measure != "quantity":
        return ""
    found = _COVERED.match(text.folded, fact.figure.end)
    return found.group(1) if found is not None and not is_empty(found.group(1)) else ""


def _repeated(text: Text, fact: Fact) -> str:
    """What is done 每半年…1次: the noun behind, or the one of the clause before with the verb."""
    clause = text.clauses.around(fact.figure.at)
    found = _EVERY.fullmatch(text.folded[clause.start : fact.figure.start])
    if found is None:
        return ""
    behind = text.folded[fact.figure.end : clause.end].strip()
    if behind:
        return behind
    sentence = text.sentences.around(fact.figure.at)
    before = _MARK.sub(
        "", text.folded[sentence.start : clause.start].strip(" ,").rsplit(",", 1)[-1]
    )
    whom = _COUNTED.sub("", before)
    if whom != before and len(whom) > WHOM:
        return found.group().rstrip("不少低于")
    return (_MAKE.sub("", whom) + found.group("verb"))[-LONGEST:]


def _within(text: Text, fact: Fact) -> str:
    """What is to be done in 10个工作日内: the words on both sides of the term."""
    behind = text.folded[fact.figure.end : text.clauses.around(fact.figure.at).end]
    if (
        "内" not in text.folded[fact.figure.end - 1 : fact.figure.end + 2]
        or fact.figure.unit not in _TERMS
    ):
        return ""
    clause = text.clauses.around(fact.figure.at)
    before = _MARK.sub("", text.folded[clause.start : fact.figure.start])
    before = re.sub(r"[在于]$", "", _DATE.sub("", before).strip())
    done = re.sub(r"^(?:之|以)?内", "", behind).strip()
    return before + done if len(before) >= SHORTEST and len(done) >= SHORTEST else ""


def named(text: Text, first: Fact, second: Fact) -> str:
    """The name of the first fact, or of the second where the first has none of its own."""
    own = _plain(first.subject)
    if _RULE.match(text.folded, text.clauses.around(first.figure.at).start):
        return name_of(text, second)
    if _EMPTY.fullmatch(own) is None or topical(text, first, own) != own:
        return name_of(text, first)
    before = _earlier(text, first) if first.figure.at < second.figure.at else ""
    return before or _headed(text, first) or name_of(text, second)


def is_worded(text: Text, row: FormRow, facts: Facts) -> bool:
    """Whether the goal of a row says itself what is to be done, perhaps of several things."""
    if row.target is None:
        return False
    found = facts.within(row.target.start, row.target.end)
    words = [own_words(text, row.target, fact) for fact in found]
    return bool(words) and len(words[0]) >= WORDED and words[0] not in row.indicator


def own_words(text: Text, cell: Cell, fact: Fact) -> str:
    """The words for what is measured that stand in the cell itself."""
    start = max(cell.start, text.clauses.around(fact.figure.at).start)
    before = _DATE.sub("", _YEAR.sub("", text.folded[start : fact.figure.start]))
    words = _GOAL_WORD.sub("", _MARK.sub("", before.strip()))
    return "" if _EMPTY.fullmatch(words) else words


def topical(text: Text, fact: Fact, name: str) -> str:
    """The indicator that the paragraph scores (适老化改造户数指标8分,…), where the name is none."""
    place = fact.figure.start
    start = max(text.paragraphs.around(fact.figure.at).start, place - TOPIC_REACH)
    if text.folded.find("分", start, place) < 0:
        return name
    own = _GOAL_WORD.sub("", _MARK.sub("", _PER.sub("", name)))
    if not is_empty(own) and _BARE_VERB.fullmatch(own) is None:
        return name
    scored = [*_TOPIC.finditer(text.folded, start, place)]
    if not scored or _NO_TOPIC.search(scored[-1].group("name")):
        return name
    return scored[-1].group("name").strip()


def treated(text: Text, fact: Fact) -> str:
    """What is done to what 对6万亩果园实施改造 counts; empty where no such words stand round it."""
    clause = text.clauses.around(fact.figure.at)
    if not text.folded[clause.start : fact.figure.at].endswith("对"):
        return ""
    done = _TREATED.match(text.folded, fact.figure.end, clause.end)
    return done.group("what") + done.group("how") if done is not None else ""


def is_empty(name: str) -> bool:
    """Whether a name says nothing of what is measured: 实际, 完成, 目标, or why (因资金未到位)."""
    return _EMPTY.fullmatch(name) is not None or _CAUSE.match(name) is not None


def _plain(subject: str) -> str:
    dated = _DATE.sub("", subject.strip())
    words = _GOAL_WORD.sub("", _MARK.sub("", dated)) or _GOAL_WORD.sub("", dated)
    return words if len(words) >= SHORTEST else subject


def _behind(text: Text, fact: Fact) -> str:
    """What 10亿规模的投资基金 is of, where only a verb stands before it."""
    clause = text.clauses.around(fact.figure.at)
    before = _MARK.sub("", text.folded[clause.start : fact.figure.at])
    filled = _FILLED.search(before)
    fund = _FUND.match(text.folded, fact.figure.end) if filled is not None else None
    if filled is not None and fund is not None and fact.figure.entry.measure == "money":
        return fund.group(1) + filled.group()
    used = _USED.match(text.folded, fact.figure.end) if _TAKEN.search(before) else None
    if used is not None and fact.figure.entry.measure == "money":
        return used.group(1)
    found = _NOUN.match(text.folded, fact.figure.end) if _VERB.fullmatch(before) else None
    return found.group(1) if found is not None else ""


def _headed(text: Text, fact: Fact) -> str:
    """What the first sentence of the paragraph names: D2 死亡人数。控制数18人,实际15人."""
    paragraph = text.paragraphs.around(fact.figure.at)
    found = _HEAD.match(text.folded, paragraph.start, fact.figure.start)
    return found.group(1) if found is not None and not is_empty(found.group(1)) else ""


def _earlier(text: Text, fact: Fact) -> str:
    """The last words with a meaning before the figure, in its clause or an earlier one."""
    sentence = text.sentences.around(fact.figure.at)
    clause = text.clauses.around(fact.figure.at)
    for start in (clause.start, sentence.start):
        for part in reversed(text.folded[start : fact.figure.at].split(",")):
            if _CAUSE.match(part):
                continue
            words = _CHANGE.sub("", _YEAR.sub("", _MARK.sub("", part)))
            digit = _DIGIT.search(words)
            head = _plain((words[: digit.start()] if digit else words).strip())
            if len(head) > SHORTEST and not _EMPTY.fullmatch(head) and not _GROWN.fullmatch(head):
                return head
    return ""
