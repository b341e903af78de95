"""Goals and achievements that one sentence tells, and what is not one."""

# ruff: noqa: E501 (Chinese counts double; cases read better on one line)

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from reading import ACHIEVEMENTS

from jixiao.document import Pipeline


@pytest.mark.parametrize(
    ("sentence", "target", "actual", "status"),
    [
        ("改造老旧管网目标40公里，实际完成36公里。", "40", "36", "unmet"),
        ("栽植行道树5,200株，完成年度任务5,000株的104%。", "5000", "5200", "exceeded"),
        ("新增公厕18座（计划20座）。", "20", "18", "unmet"),
        ("路灯亮灯率97.2%，目标98%，低0.8个百分点。", "98", "97.2", "unmet"),
        ("垃圾清运及时率≥95%，实际96.4%。", "95", "96.4", "exceeded"),
        ("单座造价不高于12万元，实际11.6万元。", "12", "11.6", "met"),
        ("燃气事故发生率0.02‰，控制在0.1‰以内。", "0.1", "0.02", "met"),
        ("群众满意率88%，未达到90%的目标值。", "90", "88", "unmet"),
        ("道路破损率0.3%，远低于0.8%的控制指标。", "0.8", "0.3", "met"),
        ("列入台账的问题32件，已办结24件，完成率75%。", "32", "24", "unmet"),
        ("上年提出的12处隐患点仅整治7处。", "12", "7", "unmet"),
        ("残疾儿童入学率95%的目标没有实现，实际只有93.6%。", "95", "93.6", "unmet"),
        ("年初提出新增公办学位2,400个，到年底建成投用2,160个，差240个。", "2400", "2160", "unmet"),
        ("年度目标是改造村卫生室45间，年末完成41间。", "45", "41", "unmet"),
        ("火灾事故控制在2起以内，全年发生3起。", "2", "3", "unmet"),
        ("牧民满意度86.7%，离90%的目标还有差距。", "90", "86.7", "unmet"),
        ("妇女筛查由年初的12,000人调减为9,000人，年底筛查9,214人。", "9000", "9214", "exceeded"),
    ],
)
def test_a_sentence_that_tells_both(
    told: Any, sentence: str, target: str, actual: str, status: str
) -> None:
    rows = [r for r in told(sentence) if r.target_value is not None]
    assert len(rows) == 1
    assert rows[0].target_value == Decimal(target)
    assert (rows[0].actual_value, rows[0].status) == (Decimal(actual), status)


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        ("培训网格员目标800名，实际培训720名，完成率90%。", "90"),
        ("巡查河道1,260次，为年度计划的105%。", "105"),
        ("疏浚沟渠62公里，完成计划的96%。", "96"),
    ],
)
def test_a_printed_completion_belongs_to_the_achievement(
    told: Any, sentence: str, stated: str
) -> None:
    assert [r.completion_pct for r in told(sentence)] == [Decimal(stated)]


def test_completions_in_a_list_go_by_their_places(told: Any) -> None:
    rows = told("新建驿站21个、健身点42个，分别完成计划的105%和84%。")
    assert [(r.actual_value, r.completion_pct, r.status) for r in rows] == [
        (Decimal(21), Decimal(105), "exceeded"),
        (Decimal(42), Decimal(84), "unmet"),
    ]


def test_two_lists_of_the_same_length_are_paired_in_order(told: Any) -> None:
    rows = told("6月、9月支出进度分别为41%、77%，财政要求分别达到50%、75%。")
    assert [(r.actual_value, r.target_value, r.status) for r in rows] == [
        (Decimal(41), Decimal(50), "unmet"),
        (Decimal(77), Decimal(75), "exceeded"),
    ]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("免疫接种率82.5%，比目标低2.5个百分点。", "unmet"),
        ("改造茶园3,150亩，超计划150亩。", "exceeded"),
        ("抽检合格率99.1%，比目标值高1.1个百分点。", "exceeded"),
    ],
)
def test_a_difference_gives_the_status_and_no_row(told: Any, sentence: str, status: str) -> None:
    rows = told(sentence)
    assert [(r.target_value, r.status) for r in rows] == [(None, status)]


def test_what_was_before_is_no_achievement(told: Any) -> None:
    rows = told("平均办理时限由15个工作日压缩到6个工作日。")
    assert [(r.indicator, r.actual_value) for r in rows] == [("平均办理时限", Decimal(6))]


def test_units_with_and_without_wan_are_compared_by_value(told: Any) -> None:
    (row,) = told("受益人口目标2.4万人，实际23,800人。")
    assert (row.status, row.completion_pct_computed) == ("unmet", Decimal("99.17"))


@pytest.mark.parametrize(
    "sentence",
    [
        "发放问卷300份，收回286份。",
        "主要原因是受旱面积近12万亩。",
        "因征地受阻，余下2座未开工。",
        "全年收到群众来信45件。",
        "公用经费控制率92%。",
    ],
)
def test_surveys_causes_and_controls_are_no_achievements(told: Any, sentence: str) -> None:
    assert told(sentence) == []


def test_figures_of_budget_sections_are_no_achievements(told: Any) -> None:
    head = ACHIEVEMENTS.replace("绩效目标完成情况", "绩效分析").replace("产出指标", "预算执行情况")
    assert told("全年采购设备12台，结转项目3个。", head) == []


def test_a_goal_as_set_and_as_lowered(told: Any) -> None:
    rows = told("年初目标为培训500人，因机构改革调整为400人，实际培训420人。")
    assert [(r.indicator, r.target_value, r.actual_value, r.status) for r in rows] == [
        ("培训", 500, 420, "unmet"),
        ("培训", 400, 420, "exceeded"),
    ]


@pytest.mark.parametrize(
    ("sentence", "indicator", "stated", "status"),
    [
        ("各项任务超额完成年度目标，完成率116.7%。", "各项任务", "116.7", "exceeded"),
        ("各项工作完成年度计划的97%。", "各项工作", "97", "unmet"),
    ],
)
def test_a_completion_without_figures(
    told: Any, sentence: str, indicator: str, stated: str, status: str
) -> None:
    (row,) = told(sentence)
    assert (row.target_value, row.actual_value) == (None, None)
    assert (row.indicator, row.completion_pct, row.status) == (indicator, Decimal(stated), status)


def test_a_completion_is_of_the_money_that_it_follows(told: Any) -> None:
    rows = told("健身步道完成6.2公里，旅游综合收入完成34.6亿元，为目标38亿元的91.05%。")
    assert [(r.actual_value, r.completion_pct) for r in rows if r.target_value] == [
        (Decimal("34.6"), Decimal("91.05"))
    ]
    rows = told("培训村医500人，投入20万元，完成率105%。")
    assert [r.actual_value for r in rows if r.completion_pct] == [500]


def test_a_completion_printed_elsewhere_belongs_to_the_goal_it_answers(pipeline: Pipeline) -> None:
    text = (
        "某县某局2023年度部门整体支出绩效自评报告\n\n一、年度绩效目标\n实现旅游收入38亿元。\n"
        "二、履职效能\n全县旅游收入34.6亿元。\n三、自评结论\n"
        "未完成的为健身步道（完成6.2公里）和旅游收入（完成34.6亿元，为目标的91.05%）。\n"
    )
    rows = pipeline(text.encode()).tables["targets"]
    assert [(r.target_value, r.actual_value, r.completion_pct) for r in rows if r.target_value] == [
        (38, Decimal("34.6"), Decimal("91.05"))
    ]


def test_a_number_of_a_hotline_may_be_a_goal(told: Any) -> None:
    (row,) = told("治理水土流失任务120平方公里，实际治理126平方公里。")
    assert (row.target_value, row.actual_value) == (120, 126)


@pytest.mark.parametrize(
    ("sentence", "target", "actual", "status"),
    [
        ("河道清淤任务是58公里，清除淤泥段61公里。", "58", "61", "exceeded"),
        ("公益性岗位招聘指标240名，年末在岗226名。", "240", "226", "unmet"),
        ("群众安全感期望值为96%，省统计局电话调查为95.4%。", "96", "95.4", "unmet"),
        ("竣工决算办理时限要压缩到20个工作日以内，全年平均17个工作日。", "20", "17", "met"),
        ("路灯完好率应达98%，巡查结果为97.1%。", "98", "97.1", "unmet"),
        ("计划新增耕地260亩，经市局核定入库301亩。", "260", "301", "exceeded"),
        ("每件寄递费控制标准为每件12元以内，实际每件11.4元。", "12", "11.4", "met"),
        ("抽检合格率原定不低于97%，全年抽检80批，合格74批，合格率92.5%。", "97", "92.5", "unmet"),
        ("三季度末支付进度只有61%，没有跟上75%的序时要求。", "75", "61", "unmet"),
    ],
)
def test_goals_by_the_words_that_set_them(
    told: Any, sentence: str, target: str, actual: str, status: str
) -> None:
    (row,) = told(sentence)
    assert (row.target_value, row.actual_value) == (Decimal(target), Decimal(actual))
    assert row.status == status


def test_goals_of_a_list_up_to_the_turn_to_the_outcome(told: Any) -> None:
    rows = told("年初排定疏浚河道12条、受益农户1,900户，到年底疏浚11条，受益农户1,764户。")
    assert [(r.target_value, r.actual_value) for r in rows] == [(12, 11), (1900, 1764)]
    rows = told("计划组织技能竞赛3场180人次，实际组织4场226人次。")
    assert [(r.target_value, r.actual_value) for r in rows] == [(3, 4), (180, 226)]


@pytest.mark.parametrize(
    ("sentence", "target", "status"),
    [
        ("年内应采购的18台除雪机械已全部到位。", 18, "met"),
        ("改造换热站3座的计划因征地受阻，至今未能开工。", 3, "unmet"),
        ("巡查覆盖率的年度目标是100%，在册水库做到了应巡尽巡。", 100, "met"),
    ],
)
def test_an_outcome_in_words(told: Any, sentence: str, target: int, status: str) -> None:
    (row,) = told(sentence)
    assert (row.target_value, row.actual_value, row.status) == (target, None, status)


@pytest.mark.parametrize(
    "sentence",
    [
        "其余3处泵站尚未动工。",
        "还差1.6公里。",
        "但同预定的数额相比少了1.2亿元。",
        "加之8%的尾款尚未到期。",
        "苹果收购价每公斤跌了近1元。",
    ],
)
def test_lacks_and_undone_parts_are_no_achievements(told: Any, sentence: str) -> None:
    assert told(sentence) == []


def test_of_all_there_are_what_was_done_counts(told: Any) -> None:
    (row,) = told("26座泵站中有21座完成自动化改造。")
    assert row.actual_value == 21


@pytest.mark.parametrize(
    ("sentences", "target", "actual"),
    [
        ("年度目标是新建保鲜库9座。截至年末，建成保鲜库8座。", 9, 8),
        ("计划抽检药品1,200批次。全年抽检1,163批次，少37批次。", 1200, 1163),
        ("年初计划巡诊48场。实际开展巡诊51场。", 48, 51),
    ],
)
def test_a_goal_and_its_outcome_in_two_sentences(
    told: Any, sentences: str, target: int, actual: int
) -> None:
    (row,) = told(sentences)
    assert (row.target_value, row.actual_value) == (target, actual)


def test_one_goal_of_several_achievements(told: Any) -> None:
    rows = told("城区、乡镇污水处理率分别为97%、86%，目标均为90%。")
    assert [(r.target_value, r.actual_value, r.status) for r in rows] == [
        (90, 97, "exceeded"),
        (90, 86, "unmet"),
    ]


PROGRESS = "云水县某局2023年重点工作通报\n\n二、工作推进情况\n"


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("全年新增保障房0.42万套，完成全年任务的84%；改造管网36公里，完成年度目标任务的120%。", [("0.42", "84", "unmet"), ("36", "120", "exceeded")]),
        ("培训村医1,166人次，完成全年目标数65.3%。", [("1166", "65.3", "unmet")]),
        ("招募护林员350人，为目标任务的100%。", [("350", "100", "met")]),
        ("工业增加值增长6.1%，低于目标0.9个百分点。", [("6.1", None, "unmet")]),
        ("完成投资9.5亿元，比上年增长16%，占年度计划投资的69%。", [("9.5", "69", "unmet")]),
        ("预算支出1,200万元，完成年度预算的98%。", []),
        ("推进缓慢的有3项，占目标任务的30%。", []),
        ("已提前完成24个，占总任务的10.8%。", []),
        ("上年培训村医900人次。", []),
    ],
)  # fmt: skip
def test_how_far_a_goal_that_is_not_printed_was_reached_in_any_section(
    told: Any, sentence: str, held: list[tuple[str, str | None, str]]
) -> None:
    rows = told(sentence, PROGRESS)
    assert [r.target_value for r in rows] == [None] * len(held)
    assert [(r.actual_value, r.completion_pct, r.status) for r in rows] == [
        (Decimal(actual), None if stated is None else Decimal(stated), status)
        for actual, stated, status in held
    ]


@pytest.mark.parametrize(
    ("sentence", "op", "target", "actual", "status"),
    [
        ("县里提出物价涨幅控制在2.5%左右，而实际涨幅为2.1%。", "le", "2.5", "2.1", "met"),
        ("年初承诺新建普惠托位1,100个以上的目标，实际全年新建普惠托位1,361个。", "ge", "1100", "1361", "exceeded"),
        ("下达危桥改造43座，实际完成改造41座。", None, "43", "41", "unmet"),
    ],
)  # fmt: skip
def test_a_figure_that_was_set_and_the_real_one_behind_it(
    told: Any, sentence: str, op: str | None, target: str, actual: str, status: str
) -> None:
    (row,) = told(sentence, PROGRESS)
    assert (row.target_op or None, row.status) == (op, status)
    assert (row.target_value, row.actual_value) == (Decimal(target), Decimal(actual))


def test_what_missed_its_goal_in_a_section_of_goals_is_no_goal(told: Any) -> None:
    head = "云水县某局2023年度绩效自评报告\n\n二、未达到进度的具体目标\n"
    (row,) = told("1.工业增加值：增长6.1%，低于目标0.9个百分点。", head)
    assert (row.target_value, row.actual_value, row.status) == (None, Decimal("6.1"), "unmet")
