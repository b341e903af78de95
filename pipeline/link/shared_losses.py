"""One loss for several indicators (后两项共扣1.5分), or for several reasons (因A、B,扣1分)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..extract import han
from ..extract.score_row import balanced
from .loss_marks import Mark

CLASS = re.compile(r"[\u4e00-\u9fff]{2,4}类?指标")
LEAST_NAME = 3
LONGEST_NAME = 30
BETWEEN = re.compile("[、;]|以及|和(?=[^、;]*$)")
_COUNTED = re.compile(
    r"[ ]*(?P<which>[前后]|上述|以上|其[余他]|[另这该此])?"
    r"(?P<count>[两二三四五六七八九2-9])[ ]?[项个]"
    r"(?:[一二三]级)?(?:指标|目标|任务)?(?=[ ,:(均都各共因由受未得]|$)[,: ]*"
)
_COUNT_BEHIND = re.compile(r"[等这]?[两二三四五六七八九2-9][项个](?:指标|目标|任务)?$")
_NAMES_END = re.compile(
    r"[,:(]|(?:均|都|各|共|合)?(?:因(?!素)|由于|受|未|没有|不|低于|达|实际|扣)|$"
)
_ITEM = r"[ ]*(?:[①-⑨]|[(]\d[)]|\d[.、](?!\d)|[一二三四五][是来]|另?一方面是?)"
_PARTS = re.compile(rf"[、;]|以及|(?:^|(?<=[,;、])){_ITEM}")
_MARKED = re.compile(rf"(?:^|(?<=[,;:、。])){_ITEM}")
_NUMBERED = re.compile(rf"(?:^|[,;。、]){_ITEM}")
_BESIDE = re.compile("(?:[,;](?:另外|此外|另一方面(?:是|,)?)|;再?加[之上])[,]?")
_TWO = re.compile(r"前者[是系为]?(?P<one>[^,;。]+)[,;]后者[是系为]?(?P<other>[^;。]+)")
_IN_ORDER = re.compile(r"(?:原因|理由)(?:分别|依次)(?:是|为|系|在于)?:?(?P<told>[^;。]+)")


@dataclass(frozen=True, slots=True)
class Sharers:
    """The indicators that lose points together, and the words behind their names."""

    names: tuple[str, ...]
    rest: str


def sharers(words: str, listed: Sequence[str], mark: Mark) -> Sharers | None:
    """Who loses together what a mark names, by the words before it (folded).

    ``listed`` are the indicators that the paragraph has named last: 后两项 are the last two.
    """
    if not (mark.each or mark.total):
        return None
    counted = _COUNTED.match(words)
    if counted is not None:
        names = _of_list(counted, listed)
        # Losses that were told one by one and are summed up here make no more rows.
        if not names and counted.group("which") in ("以上", "上述"):
            return Sharers((), "")
        return Sharers(names, words[counted.end() :]) if names else None
    end = _NAMES_END.search(words)
    stop = end.start() if end is not None else len(words)
    listed_here = _COUNT_BEHIND.sub("", words[:stop])
    parts = [balanced(p.strip(" “”")) for p in BETWEEN.split(listed_here)]
    if len(parts) < 2 or not all(LEAST_NAME <= len(p) <= LONGEST_NAME for p in parts):
        return None
    return Sharers(tuple(parts), words[stop:].lstrip(" ,:"))


def _of_list(counted: re.Match[str], listed: Sequence[str]) -> tuple[str, ...]:
    digit = counted.group("count")
    read = None if digit.isdigit() else han.read(digit.replace("两", "二"))
    count = int(read.value) if read is not None else int(digit)
    if len(listed) < count:
        return ()
    return tuple(listed[:count] if counted.group("which") == "前" else listed[-count:])


def parted(reason: str, admits: Callable[[str], bool]) -> list[str]:
    """The reasons that one reason lists, where every part of the list admits something.

    办事窗口排队时间长、政策宣传不到位 are two; 工业、商贸等经济增长未达预期 is one.
    """
    parts = [p.strip(" ,。") for p in _PARTS.split(reason)]
    parts = [p for p in parts if p]
    told = len(parts) > 1 and all(len(p) >= LEAST_NAME and admits(p) for p in parts)
    return parts if told else [reason]


def numbered(reason: str, admits: Callable[[str], bool]) -> list[str]:
    """The reasons that a cell numbers: ①资料不全；②拨付滞后."""
    return parted(reason, admits) if len(_NUMBERED.findall(reason)) > 1 else [reason]


def listed(reason: str) -> list[str]:
    """The reasons that running text counts: 一是手续办得晚，二是汛期停工; 停工，另外尾款未付."""
    marked = _MARKED if len(_NUMBERED.findall(reason)) > 1 else _BESIDE
    parts = [p.strip(" ,。;") for p in marked.split(reason)]
    return [p for p in parts if p] or [reason]


def in_order(words: str, count: int) -> list[str]:
    """The reasons of several losses in their order: 前者因…,后者因…; 原因分别是甲、乙."""
    pair = _TWO.search(words) if count == 2 else None
    if pair is not None:
        return [pair["one"], pair["other"]]
    found = _IN_ORDER.search(words)
    told = BETWEEN.split(found["told"]) if found is not None else []
    return told if len(told) == count else []
