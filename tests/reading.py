"""The type of the fixture ``rows``, for the tests' annotations, and a head of reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Rows = Callable[[str, str], list[Any]]

# The head of a report down to its achievements.
ACHIEVEMENTS = "某县某局2023年度部门整体支出绩效自评报告\n\n一、绩效目标完成情况\n（一）产出指标\n"
