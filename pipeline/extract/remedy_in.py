"""A reason and the measure that answers it, where one text holds both."""

from __future__ import annotations

import re

_STOP = "[,，;；。]"
_MEASURE = re.compile(
    r"[,，;；]?[ ]*(?:拟采取|拟|采取)?的?(?:改进|整改)(?:措施|建议|意见)(?:如下|是|为)?[:：]?"
    rf"|(?<={_STOP})[ ]*措施(?:如下[:：]?|[:：])"
    rf"|(?<={_STOP})[ ]*(?=下一步|下步|今后|后续将|将(?:进一步|加强|加大|继续|严格|积极)"
    r"|\d{4}年(?:补|拟|计划|将))"
    # A sentence of its own that begins with what to do, and tells nothing that is wanting.
    r"|(?<=[;；。])[ ]*(?=(?:推广|加强|强化|完善|健全|督促|优化|加大|加快|细化|积极|进一步|尽快"
    r"|定期)[^;；。]{2,}[;；。]?$)(?![^;；。]*(?:[不未没难慢少低缺差弱]|滞后))"
)


def split_measure(text: str) -> tuple[str, str]:
    """The reason and the measure of a text, printed or folded; no measure where none is told.

    资料不全；今后实行清单化管理 → 资料不全, 今后实行清单化管理.
    """
    parts = _MEASURE.split(text, maxsplit=1)
    if len(parts) == 2 and parts[0].strip(" ,，;；。"):
        return parts[0].strip(" ,，;；"), parts[1].strip(" ;；")
    return text.strip(" ;；"), ""
