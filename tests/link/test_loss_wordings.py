"""Lost points in many wordings: what each short text of ``*_wordings.yml`` must tell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from reading import Rows

CASES = [
    case
    for name in ("loss_wordings.yml", "reason_wordings.yml")
    for case in yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
]
HEAD = "2023年度项目支出绩效自评报告\n\n三、自评得分及扣分情况\n"
FORMS = {
    "": "",
    "rows": (
        "三级指标\t分值\t得分\n衬砌灌渠长度\t5\t3.33\n泵站座数\t5\t5\n工程验收及时性\t4\t3\n"
        "苗木存活率\t6\t5.1\n村民满意度\t8\t7.5\n"
    ),
    "groups": (
        "一级指标\t二级指标\t满分\t得分\n产出指标\t产出数量\t12\t10.2\n产出指标\t产出质量\t8\t7.75\n"
        "效益指标\t社会效益\t20\t20\n"
    ),
}


@pytest.mark.parametrize("case", CASES, ids=[case["text"].strip()[:30] for case in CASES])
def test_what_is_told(rows: Rows, case: dict[str, Any]) -> None:
    form = case.get("form", "")
    text = f"{HEAD}{FORMS[form]}\n{case['text'].strip()}\n"
    # Rows of the form that the words do not speak of are lost without a reason.
    found = [d for d in rows("deductions", text) if d.reason or not form]
    told = [
        "|".join(
            "-" if v in (None, "") else str(v)
            for v in (d.indicator, d.weight, d.score, d.points_lost, d.reason)
        )
        for d in found
    ]
    assert sorted(told) == sorted(one.replace("，", ",") for one in case["told"])
