"""The cell of a form for all reasons, whose items begin with the indicators they are of."""

from __future__ import annotations

from decimal import Decimal

import pytest
from reading import Rows

FORM = (
    "2022年度部门整体绩效自评表\n"
    "一级指标\t二级指标\t三级指标\t年初目标值（A）\t实际完成值（B）\t分值\t得分\n"
    "产出指标\t数量指标\t新建敬老院数\t3所\t2所\t10\t8\n"
    "产出指标\t数量指标\t新增护理床位数\t120张\t75张\t10\t7\n"
    "产出指标\t质量指标\t护理员持证率\t≥90%\t86%\t10\t10\n"
    "效益指标\t社会效益指标\t入住老人投诉件数\t≤5件\t9件\t10\t9\n"
    "偏差大或目标未完成原因分析\t{reasons}\n"
)


@pytest.mark.parametrize(
    ("reasons", "expected"),
    [
        (
            "1.新建敬老院数、新增护理床位数未达目标：用地手续没有办完。2.老人投诉偏多：伙食改进不及时。",
            {
                ("新建敬老院数", Decimal(2), "用地手续没有办完"),
                ("新增护理床位数", Decimal(3), "用地手续没有办完"),
                ("入住老人投诉件数", Decimal(1), "伙食改进不及时"),
            },
        ),
        (
            "1.护理员持证率低于目标：考试延期到次年，本项未扣分。2.新建敬老院数少1所：前期论证不充分。",
            {
                ("护理员持证率", None, "考试延期到次年,本项未扣分"),
                ("新建敬老院数", Decimal(2), "前期论证不充分"),
            },
        ),
    ],
)
def test_leads_tell_whose_the_reasons_are(
    rows: Rows, reasons: str, expected: set[tuple[str, Decimal | None, str]]
) -> None:
    found = {
        (d.indicator, d.points_lost, d.reason)
        for d in rows("deductions", FORM.format(reasons=reasons))
    }
    assert expected <= found
    assert all(":" not in reason for _, _, reason in found)
