"""The reason, the measure and the name in the words around 扣N分."""

from __future__ import annotations

import re
from collections.abc import Callable

LONGEST_REASON = 160
LONGEST_NAME = 20
LEAST_REASON = 4
_CLAUSE = re.compile(r",(?!\d{3})")
# Said of itself, 原因是 and its like are no part of the reason; 因 and 由于 belong to its sentence.
_BECAUSE = re.compile(
    r"(?:,|^)[ ]*(?:主要|其|扣分|未完成)?(?:的)?"
    r"(?:原因(?:主要)?(?:是|为|在于|系|:)|是由于|系由于|系因?"
    r"|主要(?:是|系)(?:因为?|由于)?|主要反映(?:在|为)?)[:,]?"
)
_BEHIND = re.compile(
    r"^[ ,;:。)\]]*(?:(?:主要|其|[扣失丢减]分)?(?:的)?(?:原因|理由)(?:主要)?(?:是|为|在于|系|:)"
    r"|主要(?:是|系)(?:因为?|由于)?|主要(?:因为?(?!素)|由于)"
    r"|主要反映(?:在|为)?|系因?|是?由于|是?因为?)[:,]?"
)
_STATED = (
    r"(?:[(]?(?:分值|满分|权重|标准分)?[为是:]?\d{1,3}(?:\.\d+)?分[)]?"
    r"|(?:自评|实际|实)?得?分?(?:为|:)?\d{1,3}(?:\.\d+)?分|得分率[\d.]+%|未得满分|[ ,(:]|被|自评)"
)
_NAMED_ONLY = re.compile(rf"(?:其中:?)?(?P<name>[\u4e00-\u9fff“”、A-Za-z]{{3,20}}?){_STATED}*")
_SCORED_ONLY = re.compile(rf"(?P<name>[\u4e00-\u9fff“”、A-Za-z\d]{{2,20}}?)?{_STATED}*")
_POINTS_FIRST = re.compile(
    r"^[ ,;:。)\]]*(?:(?:满分|分值|(?:自评|实)?得分?)\d{1,3}(?:\.\d+)?分[,;]?)*"
)
_SOFT = re.compile(r"^(?:但)?(?:由于|因(?![此素地])|受[^,]{2,40}(?:影响|冲击|$))")
_COMPARISON = re.compile(
    r"^(?:比|较|低于|高于|未达|未完成|不足|仅为|完成(?:计划|目标|年度|率)|占|为)"
)
_MENDED = re.compile(r"整改|已(?:按|全部|于)[^,]{0,20}(?:完成|补)")
_OPENING = re.compile(
    r"^[ ]*(?:[①-⑳]|\d{1,2}[.、)](?!\d)|[(](?:\d{1,2}|[一二三四五六七八九十]{1,2})[)]"
    r"|[一二三四五六七八九]是)?[ ]*"
    r"(?:.{0,30}(?:扣分|失分|丢分)(?:项目?|情况|指标|原因)?(?:主要)?(?:为|是|有|如下)?:"
    r"|其中:?)?[ ]*"
)
_THIS = re.compile(r"[,;: ]*(?:该|此|本)?(?:项|指标|处|因此|故|共|自评)*$")
_NAME_END = re.compile(
    r"(?:年度|计划)?(?:目标|指标值)|实际|未|完成|比|仅|只|低于|不[足到]|达|少|滞后|偏|为|因|由于|受"
    r"|[≥≤<>\d]|扣|得"
)
_NO_NAME = re.compile(
    r"^[该此本这]|以上|上述|合计|[共总]计?$|原因|由于|因此|未|没|不|[慢晚少多低差弱难缓]$"
)
_BARE = frozenset({"完成率", "目标完成率", "任务完成率", "实际完成率", "达标率", "偏差率"})
_MEASURED = re.compile(
    r"(?:^|[,的])([\u4e00-\u9fff、“”]{1,13}(?:率|度))(?=[仅只]?(?:有|为|达)?\d|[未比低仅为达]|目标|实际)"
)


def reason_of(before: str, after: str, deficient: Callable[[str], bool]) -> str:
    """The reason among the words before and behind 扣N分 (both folded); empty for none.

    Words behind count only where they say that they are the reason. Of those before, the clauses
    count from the first that tells a cause or, for want of one, a deficiency.
    """
    behind = _BEHIND.match(after)
    if behind is not None:
        return _cut(after[behind.end() :])
    stated = max((m.end() for m in _BECAUSE.finditer(before)), default=len(before))
    if len(before) - stated >= LEAST_REASON:
        return _cut(before[stated:])
    told = _CLAUSE.split(_THIS.sub("", before))
    clauses = [c for c in told if c.strip() and not _MENDED.search(c)]
    if not clauses:
        return ""
    first = next((i for i, c in enumerate(clauses) if _SOFT.match(c.strip())), None)
    if first is None:
        first = next((i for i, c in enumerate(clauses) if deficient(c)), None)
    if first is None:
        first = max(0, len(clauses) - 2)
    elif first and _COMPARISON.match(clauses[first].strip()):
        first -= 1
    return _cut(",".join([_turned(clauses[first]), *clauses[first + 1 :]]))


def named_only(before: str) -> str:
    """The indicator, where only its name and points stand before 扣N分: 合同管理(3分)被."""
    found = _NAMED_ONLY.fullmatch(before)
    name = found.group("name").strip("“”、") if found is not None else ""
    return "" if _NO_NAME.search(name) else name


def scored_only(before: str) -> bool:
    """Whether a name and points, but no reason stand before 失N分: 执行率(10分)自评8.1分."""
    return any(c.isdigit() for c in before) and _SCORED_ONLY.fullmatch(before) is not None


def told_behind(after: str) -> str:
    """The reason behind an indicator that lost points, whether or not it says that it is one."""
    behind = _BEHIND.match(after) or _POINTS_FIRST.match(after)
    return _cut(after[behind.end() :] if behind is not None else after)


def tells_why(reason: str, after: str) -> bool:
    """Whether the words say outright that this is the reason: 因…, or 原因是… behind 扣N分."""
    return _BEHIND.match(after) is not None or _SOFT.match(reason) is not None


def _turned(clause: str) -> str:
    """What follows 但 or 其中: the words before only set the scene, unless 虽 binds them."""
    clause = re.sub(r"^[ ]*(?:但|其中|然而|不过)", "", clause)
    head, turn, tail = clause.rpartition("但")
    return tail if turn and "虽" not in head else clause


def _cut(reason: str) -> str:
    return reason[-LONGEST_REASON:].strip(" ,;:。()")


def opened(text: str) -> str:
    """The text without the mark of its item and without 扣分项为: and its like."""
    return _OPENING.sub("", text, count=1)


def name_in(text: str) -> str:
    """The indicator that a clause speaks of: 水费收缴率82%，比目标低8个百分点 → 水费收缴率."""
    measured = measured_in(text)
    if measured:
        return measured
    for clause in _CLAUSE.split(text.rpartition("其中")[2]):
        end = _NAME_END.search(clause)
        name = (clause[: end.start()] if end is not None else clause).strip(" :“”")
        # 因人手紧,监控未做满: a clause of the cause has no name, the next may have it.
        if name or not _SOFT.match(clause):
            return name if 2 <= len(name) <= LONGEST_NAME else ""
    return ""


def measured_in(text: str) -> str:
    """The last rate or degree that the words measure; a bare 完成率 measures what goes before."""
    names = [m.group(1).strip("、") for m in _MEASURED.finditer(text)]
    return next((n for n in reversed(names) if n not in _BARE), "")
