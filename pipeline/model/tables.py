"""The one description of every table: its columns in order, their types, vocabularies and meaning.

Writers, readers, checks and the codebook all take it from here. A row carries its evidence: the
quote, its place in the canonical text and in the source, and the patterns that made it.
"""

from __future__ import annotations

from dataclasses import Field, dataclass, fields
from dataclasses import field as _field
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from .canonical import Box
from .vocabularies import (
    BASES,
    CAUSES,
    CHECK_STATUSES,
    CORRECTION_STATUSES,
    DOC_TYPES,
    HOWS,
    QUALIFIERS,
    RATE_KINDS,
    SECTION_KINDS,
    SEVERITIES,
    UNIT_SOURCES,
    WEAKNESSES,
)


def column(zh: str, en: str, *vocabulary: str, default: Any = None, unit: str = "") -> Any:
    """A dataclass field that is a table column: its meaning, closed vocabulary and unit.

    ``unit`` is a key of ``notes.UNITS``; what to beware of is in ``notes.HAZARDS``.
    """
    metadata = {"zh": zh, "en": en, "vocabulary": vocabulary, "unit": unit}
    return _field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The evidence that every row of a document-level table carries."""

    table: ClassVar[str]
    label: ClassVar[str]  # Chinese name of the table

    text: str = column("原文引用", "verbatim quote of the canonical text", default="")
    char_start: int = column(
        "起始字符（含）", "first code point of the quote", default=0, unit="char"
    )
    char_end: int = column("结束字符（不含）", "code point after the quote", default=0, unit="char")
    page: int | None = column("页码（从1起）", "page, counted from 1")
    bbox: Box | None = column("页面坐标", "x0 y0 x1 y1 in points, origin top left", unit="pt")
    confidence: Decimal | None = column(
        "识别把握（0到1）",
        "confidence of OCR, of the least sure part; empty for printed text",
        unit="share",
    )
    cell: str = column("表/行/列", "table/row/column of the cell, counted from 1", default="")
    section: str = column("所在章节", "section_id of the innermost section", default="")
    pattern: str = column("命中规则", "ids of the patterns that made the row", default="")
    corrected: str = column(
        "更正过的列",
        "columns that a person corrected, with blanks between; evidence: rows it rests on were",
        default="",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Row):
    """A file."""

    table: ClassVar[str] = "documents"
    label: ClassVar[str] = "文件"

    sha256: str = column("文件哈希", "SHA-256 of the file's bytes", default="")
    media_type: str = column("文件类型", "media type, told by content", default="")
    pages: int | None = column("页数", "number of pages")
    chars: int = column("字符数", "code points of the canonical text", default=0, unit="char")
    ocr: bool = column("是否光学识别", "whether any page was read by OCR", default=False)
    doc_type: str = column("文档类型", "type of document", *DOC_TYPES, default="other")
    title: str = column("标题", "title as printed", default="")
    department: str = column("填报部门", "reporting department as printed", default="")
    department_name: str = column("部门规范名", "canonical name of the department", default="")
    department_family: str = column("部门类别", "family of like departments", default="")
    province: str = column("省级", "province", default="")
    city: str = column("地级", "prefecture", default="")
    county: str = column("县级", "county or development zone", default="")
    region_code: str = column(
        "区划代码", "GB/T 2260 code of the county, city or province", default=""
    )
    fiscal_year: int | None = column("评价年度", "fiscal year that the document is about")
    report_date: date | None = column("填报日期", "date of the report")
    framework: str = column("指标框架", "indicator framework that the report follows", default="")
    self_score: Decimal | None = column("自评总分", "total self-score", unit="points")
    grade: str = column(
        "评价等级", "grade as printed or ticked", "优", "良", "中", "差", default=""
    )
    status: str = column("填报状态", "filled, blank (an empty form) or no_report", default="")
    numbers: int = column("数字总数", "digit runs and Chinese numerals", default=0)
    numbers_unexplained: int = column("未解释数字", "numbers that nothing explains", default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Row):
    """A heading with the text below it; char_start and char_end hold the whole section."""

    table: ClassVar[str] = "sections"
    label: ClassVar[str] = "章节"

    section_id: str = column("章节编号", "number of the section inside the document", default="")
    parent_id: str = column("上级章节", "section_id of the parent", default="")
    level: int = column("层级", "depth in the tree, 1 is the highest", default=1)
    heading: str = column("标题", "heading without its number", default="")
    kind: str = column("章节类别", "kind of section", *SECTION_KINDS, default="other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Row):
    """A money figure."""

    table: ClassVar[str] = "amounts"
    label: ClassVar[str] = "金额"

    amount_wan: Decimal | None = column(
        "金额（万）", "amount in ten thousands of the currency, exact", unit="wan"
    )
    value: Decimal | None = column("原数值", "number as printed", unit="row")
    value_high: Decimal | None = column(
        "上限数值", "upper end of a range, in the printed unit", unit="row"
    )
    unit: str = column("原单位", "unit as printed or taken over", default="")
    unit_source: str = column(
        "单位来源", "where the unit came from", *UNIT_SOURCES, default="inline"
    )
    currency: str = column("币种", "ISO 4217 currency", default="CNY")
    qualifier: str = column(
        "限定", "how exactly the number is stated", *QUALIFIERS, default="exact"
    )
    year: int | None = column("所属年度", "year that the value is about")
    subject: str = column("主题", "what the amount is of", default="")
    basis: str = column("口径", "what kind of amount it is", *BASES, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate(Row):
    """A percentage."""

    table: ClassVar[str] = "rates"
    label: ClassVar[str] = "比率"

    rate_pct: Decimal | None = column(
        "比率（%）", "rate in percent, signed by the words round it", unit="pct"
    )
    value_high: Decimal | None = column("上限（%）", "upper end of a range, in percent", unit="pct")
    unit: str = column(
        "单位", "pct, pp (percentage points) or permille", "pct", "pp", "permille", default="pct"
    )
    qualifier: str = column(
        "限定", "how exactly the number is stated", *QUALIFIERS, default="exact"
    )
    year: int | None = column("所属年度", "year that the value is about")
    subject: str = column("主题", "what the rate is of", default="")
    kind: str = column("比率类别", "what kind of rate it is", *RATE_KINDS, default="other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Row):
    """A count or measure with its measure word."""

    table: ClassVar[str] = "quantities"
    label: ClassVar[str] = "数量"

    value: Decimal | None = column("数值", "number as printed", unit="row")
    value_high: Decimal | None = column("上限数值", "upper end of a range", unit="row")
    unit: str = column("量词或单位", "measure word or unit, with its scale (万人次)", default="")
    qualifier: str = column(
        "限定", "how exactly the number is stated", *QUALIFIERS, default="exact"
    )
    year: int | None = column("所属年度", "year that the value is about")
    subject: str = column("主题", "what is counted", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(Row):
    """A scored indicator, a subtotal, or the total (level 0)."""

    table: ClassVar[str] = "scores"
    label: ClassVar[str] = "得分"

    level: int = column("指标层级", "level of the indicator, 0 for the total", default=3)
    indicator_l1: str = column("一级指标", "first-level indicator", default="")
    indicator_l2: str = column("二级指标", "second-level indicator", default="")
    indicator_l3: str = column("三级指标", "third-level indicator", default="")
    indicator_id: str = column("指标编号", "canonical indicator, where a pack knows it", default="")
    weight: Decimal | None = column("分值", "points that can be won", unit="points")
    score: Decimal | None = column("得分", "points won", unit="points")
    points_lost: Decimal | None = column("扣分", "weight minus score", unit="points")
    reason: str = column("扣分原因", "why points were lost, as printed", default="")
    measure: str = column("改进措施", "what is to be done, as printed", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Row):
    """A goal held against what was done."""

    table: ClassVar[str] = "targets"
    label: ClassVar[str] = "目标与完成"

    item: str = column("所属事项", "task or indicator group that the goal belongs to", default="")
    indicator: str = column("指标", "what is measured", default="")
    target_text: str = column("目标原文", "goal as printed", default="")
    target_op: str = column("目标符号", "comparator", "eq", "ge", "gt", "le", "lt", default="")
    target_value: Decimal | None = column("目标值", "number of the goal", unit="row")
    target_unit: str = column("目标单位", "unit of the goal", default="")
    actual_text: str = column("完成原文", "achievement as printed", default="")
    actual_value: Decimal | None = column("完成值", "number of the achievement", unit="row")
    actual_unit: str = column("完成单位", "unit of the achievement", default="")
    completion_pct: Decimal | None = column(
        "完成率（原文）", "completion as printed, percent", unit="pct"
    )
    completion_pct_computed: Decimal | None = column(
        "完成率（计算）", "actual / target, percent", unit="pct"
    )
    status: str = column(
        "状态", "outcome", "exceeded", "met", "unmet", "no_target", "no_actual", default=""
    )
    reason: str = column("未完成原因", "why the goal was missed, as printed", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction(Row):
    """Points that were lost, or a stated reason for losing them.

    An indicator with full marks has a row where its form says that points should go: 扣0.3分 in
    the reason, or a reason for a goal that was missed.
    """

    table: ClassVar[str] = "deductions"
    label: ClassVar[str] = "扣分"

    indicator: str = column("指标", "most specific indicator", default="")
    weight: Decimal | None = column("分值", "points that can be won", unit="points")
    score: Decimal | None = column("得分", "points won", unit="points")
    points_lost: Decimal | None = column(
        "扣分",
        "points lost by this reason alone; empty where reasons share them, or none went",
        unit="points",
    )
    reason: str = column("扣分原因", "reason as printed", default="")
    cause: str = column("原因类别", "class of the cause", *CAUSES, default="")
    cause_confidence: Decimal | None = column(
        "原因类别的把握（0到1）",
        "confidence where the statistical classifier chose the cause; empty where the packs did",
        unit="share",
    )
    weakness: str = column("问题类别", "class of the weakness", *WEAKNESSES, default="")
    weakness_confidence: Decimal | None = column(
        "问题类别的把握（0到1）",
        "confidence where the statistical classifier chose the weakness; empty where the packs did",
        unit="share",
    )
    measure: str = column("改进措施", "what is to be done, as printed", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weakness(Row):
    """A problem that the report admits; ``text`` is the quote."""

    table: ClassVar[str] = "weaknesses"
    label: ClassVar[str] = "存在问题"

    weakness: str = column("问题类别", "class of the weakness", *WEAKNESSES, default="other")
    weakness_confidence: Decimal | None = column(
        "问题类别的把握（0到1）",
        "confidence where the statistical classifier chose the weakness; empty where the packs did",
        unit="share",
    )
    origin: str = column(
        "来源", "where it is admitted", "problem_section", "deduction", "prior_year",
        "rectification", default="problem_section",
    )  # fmt: skip
    measure: str = column("改进措施", "the measure that answers it, as printed", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Row):
    """A mention of a rule or notice."""

    table: ClassVar[str] = "policies"
    label: ClassVar[str] = "文件引用"

    title: str = column("文件名称", "title as printed, without 《》 and blanks", default="")
    doc_number: str = column("文号", "document number without blanks", default="")
    issuer: str = column(
        "发文机关", "issuing body, where the title or the words before it name it", default=""
    )
    year: int | None = column("年份", "year of the document number or title")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Row):
    """A person. Never leaves the machine unless asked for."""

    table: ClassVar[str] = "contacts"
    label: ClassVar[str] = "联系人"

    role: str = column("角色", "role as printed", default="")
    name: str = column("姓名", "name", default="")
    phone: str = column("电话", "telephone number", default="")
    email: str = column("邮箱", "mail address", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric(Row):
    """A measure that departments share, as this document states it or as its figures give it."""

    table: ClassVar[str] = "metrics"
    label: ClassVar[str] = "各部门共有的指标"

    metric: str = column("指标编号", "id of the metric in the packs", default="")
    name: str = column("指标名称", "Chinese name of the metric", default="")
    value: Decimal | None = column("数值", "value in the unit", unit="row")
    step: Decimal | None = column(
        "末位单位", "worth of one unit of the last printed digit", unit="row"
    )
    unit: str = column("单位", "unit of the metric", default="")
    how: str = column("得出方式", "stated in print or computed", *HOWS, default="stated")
    scope: str = column(
        "范围", "part that the value is limited to (kind of budget, whose satisfaction)", default=""
    )
    stage: str = column("阶段", "budget stage of an amount", default="")
    year: int | None = column("所属年度", "year that the value is about")
    prior: bool = column("是否上年数", "whether it is a figure of the year before", default=False)
    evidence: str = column(
        "证据", "rows that the value is made of, as table:row_id with blanks between", default=""
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Row):
    """One audit check on one document; ``text`` quotes the figure or words that it is about."""

    table: ClassVar[str] = "checks"
    label: ClassVar[str] = "核对"

    check: str = column("检查项", "id of the check in the packs", default="")
    title: str = column("检查内容", "what is checked", default="")
    status: str = column("结果", "outcome", *CHECK_STATUSES, default="not_evaluable")
    severity: str = column("严重程度", "how much a failure matters", *SEVERITIES, default="warning")
    expected: str = column("应为", "what the rule gives", default="")
    observed: str = column("实为", "what is printed", default="")
    difference: Decimal | None = column("差额", "observed minus expected")
    tolerance: Decimal | None = column("容差", "largest difference that rounding explains")
    message: str = column("说明", "what was found and what to do", default="")
    evidence: str = column(
        "证据", "rows that the check used, as table:row_id with blanks between", default=""
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject(Row):
    """Something in scope that could not be read; ``text`` is the quote."""

    table: ClassVar[str] = "rejects"
    label: ClassVar[str] = "没有读懂的内容"

    kind: str = column("类别", "what kind of thing was not read", default="")
    reason: str = column("原因", "why it was not read", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Row):
    """A correction by a person and what became of it; ``text`` quotes the row that it found."""

    table: ClassVar[str] = "corrections"
    label: ClassVar[str] = "更正"

    correction: str = column("更正编号", "id of the correction in its file", default="")
    of_table: str = column("所在的表", "table of the corrected row", default="")
    of_row: str = column("更正的行", "row_id of the corrected row", default="")
    of_column: str = column(
        "更正的列", "corrected column; empty where the row is struck out", default=""
    )
    old: str = column("原值", "value that was read", default="")
    new: str = column("新值", "value that a person gave", default="")
    reason: str = column("理由", "why it was corrected", default="")
    author: str = column("更正人", "who corrected it", default="")
    made_at: str = column("更正时间", "when it was corrected", default="")
    status: str = column("状态", "what became of it", *CORRECTION_STATUSES, default="invalid")
    message: str = column("说明", "what became of it and what to do", default="")


TABLES: tuple[type[Row], ...] = (
    Document,
    Section,
    Amount,
    Rate,
    Quantity,
    Score,
    Target,
    Deduction,
    Weakness,
    Policy,
    Contact,
    Metric,
    Check,
    Reject,
)
RUN_TABLES: tuple[type[Row], ...] = (*TABLES, Correction)  # and what people corrected
KEYS = {
    "row_id": (
        "行号：同样的字节和规则包得到同样的行号",
        "identity of the row: the same bytes and packs give the same id",
    ),
    "doc_id": ("文件 SHA-256 的前12位", "first 12 hex digits of the file's SHA-256"),
    "file": ("语料文件夹下的路径", "path below the corpus folder"),
}
KEY_COLUMNS = tuple(KEYS)


def own_columns(table: type[Row]) -> tuple[Field[Any], ...]:
    """The columns of a table in output order: its own first, then the evidence."""
    evidence = {f.name for f in fields(Row)}
    every = fields(table)
    return tuple(f for f in every if f.name not in evidence) + tuple(
        f for f in every if f.name in evidence
    )
