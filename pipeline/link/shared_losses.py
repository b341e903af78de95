"""One loss for several indicators (后两项共扣1.5分), or for several reasons (因A、B,扣1分)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..extract import han
from ..extract.score_row import balanced

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
_TOTAL = re.compile(r"(?:共|共计|合计|总共|一共|一并)$")
_EACH = re.compile(r"(?:各|均|分别|都)$")
_PARTS = re.compile(
    r"[、;]|以及|(?:^|(?<=[,;、]))[ ]*(?:[①-⑨]|[(]\d[)]|\d[.、](?!\d)|[一二三四五]是)"
)
_MARKED = re.compile(r"(?:^|(?<=[,;:、。]))[ ]*(?:[①-⑨]|[(]\d[)]|\d[.、](?!\d)|[一二三四五]是)")
_NUMBERED = re.compile(r"(?:^|[,;。、])[ ]*(?:[①-⑨]|[(]\d[)]|\d[.、](?!\d)|[一二三四五]是)")


@dataclass(frozen=True, slots=True)
class Sharers:
    """The indicators that lose points together, and the words behind their names.

    ``each`` says that every one of them loses as much (各扣0.5分); else they share it.
    """

    names: tuple[str, ...]
    rest: str
    each: bool


def sharers(before: str, listed: Sequence[str]) -> Sharers | None:
    """Who loses together what 共扣 or 各扣 names, by the words before it (folded).

    ``listed`` are the indicators that the paragraph has named last: 后两项 are the last two.
    """
    words = before.rstrip(" ,")
    each = _EACH.search(words)
    told = each or _TOTAL.search(words)
    if told is None:
        return None
    words = words[: told.start()].rstrip(" ,")
    counted = _COUNTED.match(words)
    if counted is not None:
        names = _of_list(counted, listed)
        # Losses that were told one by one and are summed up here make no more rows.
        if not names and counted.group("which") in ("以上", "上述"):
            return Sharers((), "", False)
        return Sharers(names, words[counted.end() :], each is not None) if names else None
    end = _NAMES_END.search(words)
    stop = end.start() if end is not None else len(words)
    listed_here = _COUNT_BEHIND.sub("", words[:stop])
    parts = [balanced(p.strip(" “”")) for p in BETWEEN.split(listed_here)]
    if len(parts) < 2 or not all(LEAST_NAME <= len(p) <= LONGEST_NAME for p in parts):
        return None
    return Sharers(tuple(parts), words[stop:].lstrip(" ,:"), each is not None)


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
    """The reasons that running text counts: 一是手续办得晚，二是汛期停工."""
    if len(_NUMBERED.findall(reason)) < 2:
        return [reason]
    parts = [p.strip(" ,。;") for p in _MARKED.split(reason)]
    return [p for p in parts if p]
