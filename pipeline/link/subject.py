"""What a figure is of: the words before it, the noun behind its measure word, or its labels."""

from __future__ import annotations

import re

from ..extract.grids import Label
from ..extract.score_row import balanced
from .context import Context, Text
from .listed import listed_name

LONGEST_SUBJECT = 40
LONGEST_NOUN = 16
_LEAD = re.compile(
    r"^(?:[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)]|[\s,、:(]|其中|以及|并且|并|另|另外|同时|此外|目前|至今|截至|截止|全年共?|共计|共(?![享同青用治])|累计|总计|合计|分别"
    r"|包括|比?较?上年(?:同期)?|本年度?|当年|今年|[我本](?:局|委|办|院|校|镇|乡|街道|中心|站|所|队|馆|单位|部门|会|厅)|我[县市区州旗台园处]|[一二三四五六七八九十]+是|\d+[.、])+"
)
_DIGIT = re.compile(r"\d")
_YEARS = re.compile(
    r"(?:19|20)\d\d\s?(?:[-—~至]\s?(?:19|20)?\d\d\s?)?年(?:度|末|底|初)?|\d{1,2}月(?:份|底|末)?(?:\d{1,2}日)?"
)
_TAIL = re.compile(
    r"(?:[\s:,、(“]|数?(?:[为是]|(?<![下直传])达)|约|近|超过?|达到|为|是|共计?|合计|总计|累计|实际|安排|完成|实现|新增|的|了|有|至|到|由|从|在"
    r"|不低于|不少于|不超过|分别|各|仅|总额|金额|资金)+$"
)
_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z“”0-9（）()]+")
_NOUN_END = re.compile(
    r"[,。;、:\n\t]|[,，]|(?:进行|开展|实施|完成|参加|申报|建设|工作|任务|等|已|均|则|如数|如期|按期|按照|并|得到|达到|的)"
)
_NO_NOUN = re.compile(
    r"实际|(?:充实|分配|派驻|派往|用于|纳入|进入|进驻|入驻|投入|落户|支援)(?:到|至|在|于)?|的(?:任务|目标|计划|要求)[修铺建打完装做办改治栽种植]|的?(?:任务|目标|计划|要求)(?:提前|超额|圆满|顺利|基本|已|均|都|全部|未|没|因)|(?:则|均|都|已)?(?:如数|如期|按期|全部)"
)
_GROWTH = re.compile(
    r"(?:同比|环比|[较比]?上年度?|全年|年均)*(?:增长|下降|提高|减少|增加|降低|上升|回落|负增长|增)?"
)
_VERB = re.compile(
    r"设立|形成|建成|投入|完成|安排|投资|实现|达到|拨付|发放|组织|开展|培育|推动|争取"
)
_OF = re.compile(r"^规模的?|^的")
_SIGN_OR_UNIT = re.compile(r"^[≥≤=<>%/‰]|^[\u4e00-\u9fff]{0,3}/")
_LISTED = re.compile(r"^(?:\s*[(]?(?:目标|任务|指标)?\s?\d{1,2}(?:[:、)]|[.](?!\d)))+")
_BRACKET = re.compile(r"[(][^()]*[)]?$")


def subject_of(text: Text, context: Context, noun_behind: bool) -> str:
    """The subject in the text's own words; empty where none is near.

    ``noun_behind`` tells to look behind the measure word first (20家工业企业).
    """
    listed = listed_name(text.folded, context.clause, context.figure.at)
    if listed:
        return listed
    if noun_behind:
        noun = _behind(text, context)
        if noun:
            return noun
    own = _clean(text.folded[context.left.start : context.left.end])
    if own and _GROWTH.fullmatch(own):
        return (_earlier(text, context) + own)[-LONGEST_SUBJECT:]
    if _VERB.fullmatch(own):
        return _OF.sub("", _behind(text, context)) or _earlier(text, context)
    if len(own) >= 2:
        return own
    if context.labels is not None and _is_short(context):
        words = [lb.text for lb in reversed(_naming(context.labels.left))]
        words += [lb.text for lb in context.labels.above[:1]]
        label = "".join(dict.fromkeys(w for w in words if w))
        if label:
            return (label + own)[:LONGEST_SUBJECT]
    return _earlier(text, context) or _heading(text, context)


def _naming(labels: tuple[Label, ...]) -> list[Label]:
    """The nearest row labels that name something: no operators, no units."""
    return [lb for lb in labels if len(lb.text) >= 3 and not _SIGN_OR_UNIT.search(lb.text)][:2]


def _behind(text: Text, context: Context) -> str:
    found = _NOUN.match(text.folded, context.right.start, context.right.end)
    if found is None or found.group()[0] in "()（）":
        return ""
    words = found.group()
    stop = _NOUN_END.search(words)
    noun = words[: stop.start()] if stop and stop.start() >= 2 else words
    if _NO_NOUN.match(noun):
        return ""
    return noun[:LONGEST_NOUN] if len(noun) >= 2 else ""


def _earlier(text: Text, context: Context) -> str:
    """The words of the clause, the clause before it, or the sentence, before the first figure.

    A clause that says only how much less or more names nothing: 收入3万元，增加1万元，增加50%.
    """
    before = context.clause
    if context.clause.start > context.sentence.start:
        before = text.clauses.around(context.clause.start - 2)
    for part in (context.clause, before, context.sentence):
        head = text.folded[part.start : min(part.end, context.left.start, part.start + 60)]
        head = _LISTED.sub("", head)
        plain = _YEARS.sub("", head)
        figure = _DIGIT.search(plain)
        words = _clean(plain[: figure.start()] if figure else head)
        if len(words) >= 2 and not _GROWTH.fullmatch(words):
            return words
    return ""


def _heading(text: Text, context: Context) -> str:
    node = text.tree.at(context.figure.at)
    return node.heading[:LONGEST_SUBJECT] if node is not None else ""


def _is_short(context: Context) -> bool:
    """Labels name what stands in a short cell; a long one is running text."""
    cell = context.cell
    return cell is not None and cell.end - cell.start <= LONGEST_SUBJECT


def _clean(words: str) -> str:
    dated = "年" in words or "月" in words
    whole = _LEAD.sub("", _YEARS.sub("", words) if dated else words)
    words = _TAIL.sub("", _BRACKET.sub("", whole) if "(" in whole else whole)
    words = words if len(words) >= 2 else whole
    return balanced(words.strip(' ,、:;()"“”')[-LONGEST_SUBJECT:])
