"""Facts as documents: a report in words, the form of a department, the form of a project.

Each gives blocks as tools/writers/ print them and fills a ledger with what they print. A fault
changes one thing in print; the rows of the ledger are what is printed, the fault is told besides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from writers.markup import Block

from .facts import EXECUTION_WEIGHT, Facts, Goal, percent
from .truth import Ledger
from .words import PROJECTS, Problem

EXECUTION = "预算执行率"


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of document: its name in files, the formats that hold it, its writer, its faults."""

    name: str
    formats: tuple[str, ...]
    blocks: Callable[[Facts, Ledger, str, tuple[Problem, ...]], list[Block]]
    faults: tuple[str, ...]


def report(facts: Facts, say: Ledger, fault: str, prior: tuple[Problem, ...]) -> list[Block]:
    """部门整体支出绩效自评报告."""
    name, year = facts.office.name, facts.year
    grade = "" if fault == "score.grade" else facts.grade
    _document(facts, say, "narrative_report", facts.total, grade)
    if fault == "score.grade":
        say.fault(fault, "", "没有写等级")
    blocks = [
        Block("title", f"{name}{year}年度部门整体支出绩效自评报告"),
        Block("text", f"单位名称（盖章）：{name}"),
        Block("text", f"填报日期：{_date(facts)}"),
    ]
    if fault == "text.placeholder":
        say.fault(fault, "（单位名称）", "模板的空格没有填")
        blocks.append(
            Block("text", f"现将{year}年度（单位名称）部门整体支出绩效自评情况报告如下：")
        )
    blocks += [Block("heading", "一、部门概况"), Block("text", _profile(facts, say))]
    blocks += [Block("heading", "二、预算执行情况"), *_money(facts, say, fault)]
    blocks += [Block("heading", "三、绩效目标完成情况"), *_goals(facts, say)]
    blocks += [Block("heading", "四、自评结论"), _conclusion(facts, say, grade)]
    blocks += [*_problems(facts, say, prior[0] if fault == "text.repeated_problem" else None)]
    if prior:
        told = say.problem(prior[0], "prior_year")
        blocks.append(Block("heading", "七、上年度绩效自评结果应用情况"))
        blocks.append(Block("text", f"{year - 1}年度自评反映的“{told}”问题已整改到位。"))
    return blocks


def _document(facts: Facts, say: Ledger, kind: str, total: Decimal, grade: str) -> None:
    office = facts.office
    say.add(
        "documents", doc_type=kind, department=office.name, department_family=office.family,
        province=office.province, fiscal_year=facts.year, report_date=facts.reported.isoformat(),
        self_score=total, grade=grade,
    )  # fmt: skip


def _date(facts: Facts) -> str:
    day = facts.reported
    return f"{day.year}年{day.month}月{day.day}日"


def _profile(facts: Facts, say: Ledger) -> str:
    return (
        f"我局内设{say.count(facts.sections, '个')}股室。截至{facts.year}年12月31日，"
        f"核定编制{say.count(facts.posts, '名')}，年末实有在职人员{say.count(facts.staff, '人')}。"
    )


def _money(facts: Facts, say: Ledger, fault: str) -> list[Block]:
    adjusted = facts.adjusted
    if fault == "change.adjusted":
        adjusted += 100
        say.fault(fault, adjusted, f"年初预算加追加等于{facts.adjusted}")
    execution = percent(facts.spent, adjusted)
    if fault == "ratio.execution":
        say.fault(fault, execution - 7, f"应为{execution}%")
        execution -= 7
    control = percent(facts.public_spent, facts.public_budget)
    if fault == "ratio.control":
        say.fault(fault, control + 9, f"应为{control}%")
        control += 9
    year, money = facts.year, say.money
    first = (
        f"{year}年年初预算{money(facts.initial, 'initial_budget')}，"
        f"年中追加{money(facts.added, 'increase')}，"
        f"调整后预算{money(adjusted, 'adjusted_budget')}，"
        f"全年实际支出{money(facts.spent, 'expenditure')}，"
        f"预算执行率{say.rate(execution, 'execution')}。"
        f"按支出性质分，基本支出{money(facts.basic, 'expenditure')}，"
        f"项目支出{money(facts.project, 'expenditure')}。"
    )
    second = (
        f"{year}年“三公”经费预算{money(facts.public_budget, 'budget')}，"
        f"决算{money(facts.public_spent, 'final_account')}，控制率{say.rate(control, 'control')}。"
    )
    say.add(
        "targets", indicator="三公经费", target_op="le", target_value=facts.public_budget,
        target_unit="万元", actual_value=facts.public_spent, actual_unit="万元", status="met",
        text="“三公”经费预算",
    )  # fmt: skip
    return [Block("text", first), Block("text", second)]


def _goals(facts: Facts, say: Ledger) -> list[Block]:
    blocks = []
    for number, goal in enumerate(facts.goals, 1):
        say.target(goal, "")
        name = goal.aim.name
        text = f"{number}.{name}目标{say.figure(goal, goal.target, False)}，"
        text += f"实际完成{say.figure(goal, goal.actual, False)}"
        if goal.reason:
            lost = goal.weight - goal.score
            rate = say.rate(goal.completion, "completion")
            text += f"，完成率{rate}，扣{lost}分。主要原因是{goal.reason.text}"
            say.loss(name, None, None, lost, goal.reason)
        blocks.append(Block("text", f"{text}。"))
    return blocks


def _conclusion(facts: Facts, say: Ledger, grade: str) -> Block:
    parts = [(EXECUTION, EXECUTION_WEIGHT, facts.execution_score)]
    parts += [(name, *points) for name, points in facts.by_level().items()]
    for name, weight, score in parts:
        say.score(1, (name, "", ""), weight, score)
    say.score(0, ("", "", ""), None, facts.total)
    say.loss(
        EXECUTION, EXECUTION_WEIGHT, facts.execution_score,
        EXECUTION_WEIGHT - facts.execution_score, None,
    )  # fmt: skip
    told = "，".join(f"{name}（{weight}分）得{score}分" for name, weight, score in parts)
    graded = f"，评价等级为“{grade or '　'}”"
    year = facts.year
    return Block("text", f"我局{year}年度部门整体绩效自评得分{facts.total}分{graded}，其中{told}。")


def _problems(facts: Facts, say: Ledger, again: Problem | None) -> list[Block]:
    problems = (again, *facts.problems[1:]) if again else facts.problems
    if again:
        say.fault("text.repeated_problem", again.text, "上年的问题再次出现")
    blocks = [Block("heading", "五、存在的问题")]
    blocks += [Block("text", f"{n}.{say.problem(p)}。") for n, p in enumerate(problems, 1)]
    blocks.append(Block("heading", "六、改进措施"))
    blocks += [Block("text", f"{n}.{p.measure}") for n, p in enumerate(problems, 1)]
    return blocks


def score_table(facts: Facts, say: Ledger, fault: str, _: tuple[Problem, ...]) -> list[Block]:
    """部门整体支出绩效自评表."""
    head = [["部门名称", facts.office.name, *["<"] * 7]]
    return _table(facts, say, fault, "部门整体支出绩效自评表", "score_table", head)


def project_table(facts: Facts, say: Ledger, fault: str, _: tuple[Problem, ...]) -> list[Block]:
    """项目支出绩效自评表."""
    name = f"{facts.year}年{PROJECTS[facts.staff % len(PROJECTS)]}"
    head = [["项目名称", name, *["<"] * 7], ["主管部门", facts.office.name, *["<"] * 7]]
    return _table(facts, say, fault, "项目支出绩效自评表", "project_table", head)


def _table(
    facts: Facts, say: Ledger, fault: str, title: str, kind: str, head: list[list[str]]
) -> list[Block]:
    rows = [*head, *_funds(facts, say, fault)]
    rows.append(
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分",
         "未完成原因", "<"]
    )  # fmt: skip
    total = facts.total
    full = fault == "goal.full_marks"
    above = ("", "")
    for goal in facts.goals:
        names = (goal.level1, goal.aim.group)
        printed = ["^" if name == old else name for name, old in zip(names, above, strict=True)]
        above = names
        given = goal.weight if full and goal.reason else None
        rows.append([*printed, *_indicator(goal, say, given), "<"])
        if given is not None:
            total += given - goal.score
            say.fault(fault, given, f"{goal.aim.name}没有完成而得满分")
            full = False
    if fault == "score.total":
        say.fault(fault, total - 1, f"各指标得分之和为{total}")
        total -= 1
    say.score(0, ("", "", ""), 100, total)
    rows.append(["总分", *["<"] * 4, "100", f"{total}", "", "<"])
    _document(facts, say, kind, total, "")
    return [
        Block("title", title),
        Block("text", f"（{facts.year}年度）"),
        Block("table", rows=rows),
        Block("text", f"填报日期：{_date(facts)}"),
    ]


def _funds(facts: Facts, say: Ledger, fault: str) -> list[list[str]]:
    execution = facts.execution
    if fault == "ratio.execution":
        say.fault(fault, execution - 7, f"应为{execution}%")
        execution -= 7
    money = say.money
    score = facts.execution_score
    say.score(1, (EXECUTION, "", ""), EXECUTION_WEIGHT, score)
    say.loss(EXECUTION, EXECUTION_WEIGHT, score, EXECUTION_WEIGHT - score, None)
    return [
        ["预算执行情况<br>（万元）", "", "", "年初预算数", "全年预算数", "全年执行数", "分值",
         "执行率", "得分"],
        ["^", "年度资金总额", "<", money(facts.initial, "initial_budget", ""),
         money(facts.adjusted, "budget", ""), money(facts.spent, "expenditure", ""),
         f"{EXECUTION_WEIGHT}", say.rate(execution, "execution"), f"{score}"],
    ]  # fmt: skip


def _indicator(goal: Goal, say: Ledger, given: int | None) -> list[str]:
    """A row from the third level on; ``given`` are points that the result does not deserve."""
    aim, reason = goal.aim, goal.reason
    score = goal.score if given is None else Decimal(given)
    lost = goal.weight - score
    say.target(goal, aim.op)
    say.score(3, (goal.level1, aim.group, aim.name), goal.weight, score)
    if lost or reason:
        say.loss(aim.name, goal.weight, score, lost or None, reason)
    printed = [aim.name, say.figure(goal, goal.target, True), say.figure(goal, goal.actual, False)]
    return [*printed, f"{goal.weight}", f"{score.normalize():f}", reason.text if reason else ""]


TABLE_FAULTS = ("score.total", "ratio.execution", "goal.full_marks")
FORMS: Mapping[str, Form] = {
    form.name: form
    for form in (
        Form(
            "部门整体支出绩效自评报告",
            ("txt", "html", "md", "docx", "pdf"),
            report,
            ("score.grade", "ratio.execution", "ratio.control", "change.adjusted",
             "text.placeholder", "text.repeated_problem"),
        ),
        Form(
            "部门整体支出绩效自评表", ("docx", "xlsx", "html", "pdf"), score_table, TABLE_FAULTS
        ),
        Form("项目支出绩效自评表", ("xlsx", "docx", "html", "pdf"), project_table, TABLE_FAULTS),
    )
}  # fmt: skip
