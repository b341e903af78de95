"""Reason and measure in one text, printed as it is or folded."""

from __future__ import annotations

import pytest

from jixiao.extract.remedy_in import split_measure


@pytest.mark.parametrize(
    ("text", "reason", "measure"),
    [
        ("资料不全。今后实行清单化管理。", "资料不全。", "今后实行清单化管理。"),
        ("验收滞后；改进措施：按月调度", "验收滞后", "按月调度"),
        ("验收滞后，拟采取的整改措施如下：按月调度", "验收滞后", "按月调度"),
        ("群众意见大，措施：定期回访", "群众意见大", "定期回访"),
        ("1所学校未完工,2024年拟补建", "1所学校未完工", "2024年拟补建"),
        ("管理松散，措施不力", "管理松散，措施不力", ""),
        ("改进措施：按月调度", "改进措施：按月调度", ""),
        ("受疫情影响", "受疫情影响", ""),
    ],
)
def test_split(text: str, reason: str, measure: str) -> None:
    assert split_measure(text) == (reason, measure)
