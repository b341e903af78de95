"""Rows of forms whose reason stands elsewhere in the document."""

from __future__ import annotations

from reading import Rows

FORM = (
    "三级指标\t指标值\t实际完成值\t分值\t得分\t偏差原因\n"
    "见习补贴发放率\t100%\t99%\t50\t49\t{}\n"
    "招聘活动场次\t40场\t38场\t50\t48\t{}\n"
)


def reasons(rows: Rows, first: str, second: str, below: str) -> list[tuple[str, str]]:
    found = rows("deductions", FORM.format(first, second) + below)
    return sorted(((d.indicator, d.reason) for d in found), reverse=True)


def test_the_text_tells_the_reason_of_a_row_that_points_away(rows: Rows) -> None:
    below = "几点说明：1.见习补贴发放率扣1分，经办人员更换后没有按月核对名单。2.其他情况良好。\n"
    assert reasons(rows, "详见文字说明", "主办方临时取消2场", below) == [
        ("见习补贴发放率", "经办人员更换后没有按月核对名单"),
        ("招聘活动场次", "主办方临时取消2场"),
    ]


def test_a_row_that_only_measures_has_the_reason_that_the_text_tells(rows: Rows) -> None:
    below = "见习补贴发放率低，主要是经办人员更换后没有按月核对名单。\n"
    assert reasons(rows, "负差异1个百分点", "主办方临时取消2场", below)[0] == (
        "见习补贴发放率",
        "经办人员更换后没有按月核对名单",
    )


def test_a_pointer_to_nothing_stays_as_printed(rows: Rows) -> None:
    assert reasons(rows, "见自评情况说明", "理由同“见习补贴发放率”", "") == [
        ("见习补贴发放率", "见自评情况说明"),
        ("招聘活动场次", "理由同“见习补贴发放率”"),
    ]


def test_what_is_told_of_another_indicator_is_not_taken(rows: Rows) -> None:
    below = "见习补贴发放率有所下降。招聘活动场次少2场，主要是主办方临时取消。\n"
    assert reasons(rows, "", "主办方临时取消2场", below)[0] == ("见习补贴发放率", "")


def test_the_text_may_leave_out_the_beginning_of_a_name(rows: Rows) -> None:
    text = (
        "三级指标\t分值\t得分\t扣分原因\n预算执行率\t10\t9.6\t\n合同管理\t5\t4\t备案不及时\n\n"
        "全年预算500万元，支出480万元，执行率96%，没有达到100%的原因是两个项目的尾款要到验收后才能支付。\n"
    )
    found = {d.indicator: d.reason for d in rows("deductions", text)}
    assert found["预算执行率"] == "两个项目的尾款要到验收后才能支付"
