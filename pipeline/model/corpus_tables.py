"""The tables made of all documents' rows: comparison, recurring weaknesses, passages, findings."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from .tables import column
from .vocabularies import HOWS, SEVERITIES, WEAKNESSES

LEVELS = ("省", "市", "县")
SIMILARITIES = ("same_department", "across_departments")
PASSAGE_KINDS = ("copied", "boilerplate")
CROSS_STATUSES = ("pass", "fail")


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusRow:
    """A row that no single document gives; its evidence names rows of other tables."""

    table: ClassVar[str]
    label: ClassVar[str]  # Chinese name of the table


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(CorpusRow):
    """The value of a metric for a department and a year, beside its peers and the year before."""

    table: ClassVar[str] = "comparison"
    label: ClassVar[str] = "部门、年度、指标的比较"

    department: str = column("部门", "canonical name of the department", default="")
    department_family: str = column("部门类别", "family of like departments", default="")
    province: str = column("省级", "province", default="")
    city: str = column("地级", "prefecture", default="")
    county: str = column("县级", "county or development zone", default="")
    region_code: str = column("区划代码", "GB/T 2260 code", default="")
    level: str = column("行政层级", "level of government", *LEVELS, default="")
    fiscal_year: int | None = column("年度", "fiscal year")
    metric: str = column("指标编号", "id of the metric in the packs", default="")
    name: str = column("指标名称", "Chinese name of the metric", default="")
    scope: str = column("范围", "part that the value is limited to; empty for all", default="")
    value: Decimal | None = column("数值", "value in the unit", unit="row")
    unit: str = column("单位", "unit of the metric", default="")
    how: str = column("得出方式", "stated in print or computed", *HOWS, default="stated")
    comparable: bool = column("可否比较", "whether it may be held against others", default=True)
    reason: str = column("不可比原因", "why it may not be compared", default="")
    values: str = column("各处数值", "all different values found, with ; between", default="")
    peers: int | None = column(
        "同类部门数", "departments of the same family, level and year with a value, itself included"
    )
    rank: int | None = column("排名", "place among the peers, the greatest value first")
    quantile: Decimal | None = column(
        "分位", "share of the other peers with a lesser value, to 1", unit="share"
    )
    region_peers: int | None = column(
        "本地部门数", "departments of the same region (by code) and year with a value"
    )
    region_rank: int | None = column("本地排名", "place among them, the greatest value first")
    previous: Decimal | None = column("上年数值", "comparable value of the year before", unit="row")
    change: Decimal | None = column(
        "同比增减", "value minus the value of the year before", unit="row"
    )
    change_pct: Decimal | None = column(
        "同比增减（%）",
        "change in percent of the value of the year before; for money only",
        unit="pct",
    )
    doc_ids: str = column("文件", "doc_id of the documents, with blanks between", default="")
    evidence: str = column("证据", "rows of metrics, as metrics:row_id", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring(CorpusRow):
    """A class of weaknesses (cluster 0), or a cluster of like problems inside it."""

    table: ClassVar[str] = "recurring"
    label: ClassVar[str] = "反复出现的问题"

    weakness: str = column("问题类别", "class of the weakness", *WEAKNESSES, default="")
    cluster: int = column("类内分组", "number of the cluster, 0 for the whole class", default=0)
    name: str = column("名称", "name from the problems' own words", default="")
    departments: int = column(
        "部门数",
        "departments that admit it; a document of an unknown department counts as one",
        default=0,
    )
    documents: int = column("文件数", "documents that admit it", default=0)
    mentions: int = column("次数", "mentions", default=0)
    points_lost: Decimal | None = column(
        "扣分合计", "points lost for it, where stated", unit="points"
    )
    first_year: int | None = column("最早年度", "first fiscal year seen")
    last_year: int | None = column("最近年度", "last fiscal year seen")
    years: str = column("各年次数", "mentions by year, as 2022:3 with blanks between", default="")
    repeated_departments: int = column(
        "连年出现的部门数", "departments that admit it in more than one year", default=0
    )
    example: str = column("例", "the mention most like the others", default="")
    evidence: str = column("证据", "up to 20 rows of weaknesses, as weaknesses:row_id", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurringRow(CorpusRow):
    """A mention of a weakness: its class, its cluster, and the row of ``weaknesses`` that it is."""

    table: ClassVar[str] = "recurring_rows"
    label: ClassVar[str] = "各处问题属于哪一类、哪一组"

    weakness: str = column("问题类别", "class of the weakness", *WEAKNESSES, default="")
    cluster: int = column("类内分组", "number of the cluster, 0 for none", default=0)
    department: str = column("部门", "canonical name of the department", default="")
    department_family: str = column("部门类别", "family of like departments", default="")
    province: str = column("省级", "province", default="")
    city: str = column("地级", "prefecture", default="")
    region_code: str = column("区划代码", "GB/T 2260 code", default="")
    fiscal_year: int | None = column("年度", "fiscal year")
    doc_id: str = column("文件", "document that admits it", default="")
    row_id: str = column("行", "row of weaknesses", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar(CorpusRow):
    """Two passages of different documents that are the same nearly word for word."""

    table: ClassVar[str] = "similar"
    label: ClassVar[str] = "几乎逐字相同的段落"

    kind: str = column("类别", "copied substance, or boilerplate", *PASSAGE_KINDS, default="copied")
    between: str = column("关系", "one department or two", *SIMILARITIES, default="")
    similarity: Decimal | None = column(
        "相似度（0到100）", "rapidfuzz ratio of the folded texts", unit="hundred"
    )
    documents: int = column("含此段的文件数", "documents with a passage like these", default=2)
    section_kind: str = column("章节类别", "kind of the section of the first passage", default="")
    doc_id_a: str = column("文件甲", "document of the first passage", default="")
    file_a: str = column("文件甲路径", "its path", default="")
    department_a: str = column("部门甲", "its department", default="")
    year_a: int | None = column("年度甲", "its fiscal year")
    char_start_a: int = column(
        "甲起始字符", "first code point of the first passage", default=0, unit="char"
    )
    char_end_a: int = column("甲结束字符", "code point after it", default=0, unit="char")
    text_a: str = column("甲原文", "the first passage", default="")
    doc_id_b: str = column("文件乙", "document of the second passage", default="")
    file_b: str = column("文件乙路径", "its path", default="")
    department_b: str = column("部门乙", "its department", default="")
    year_b: int | None = column("年度乙", "its fiscal year")
    char_start_b: int = column(
        "乙起始字符", "first code point of the second passage", default=0, unit="char"
    )
    char_end_b: int = column("乙结束字符", "code point after it", default=0, unit="char")
    text_b: str = column("乙原文", "the second passage", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossCheck(CorpusRow):
    """A check between two documents of one department; ``a`` is the one held against ``b``."""

    table: ClassVar[str] = "cross_checks"
    label: ClassVar[str] = "文件之间的核对"

    check: str = column("检查项", "id of the check", default="")
    title: str = column("检查内容", "what is checked", default="")
    status: str = column("结果", "outcome", *CROSS_STATUSES, default="fail")
    severity: str = column("严重程度", "how much a failure matters", *SEVERITIES, default="warning")
    department: str = column("部门", "canonical name of the department", default="")
    fiscal_year: int | None = column("年度", "fiscal year of document a")
    metric: str = column("指标编号", "id of the metric, where it is about one", default="")
    expected: str = column("应为", "what document b says", default="")
    observed: str = column("实为", "what document a says", default="")
    difference: Decimal | None = column("差额", "observed minus expected")
    tolerance: Decimal | None = column("容差", "largest difference that rounding explains")
    message: str = column("说明", "what was found and what to do", default="")
    doc_id_a: str = column("文件甲", "document that is checked", default="")
    file_a: str = column("文件甲路径", "its path", default="")
    doc_id_b: str = column("文件乙", "document that it is held against", default="")
    file_b: str = column("文件乙路径", "its path", default="")
    evidence: str = column("证据", "rows of both documents, as table:row_id", default="")


CORPUS_TABLES: tuple[type[CorpusRow], ...] = (
    Comparison,
    Recurring,
    RecurringRow,
    Similar,
    CrossCheck,
)
WIDE = "comparison_wide"
WIDE_LABEL = "比较，一个部门一个年度一行"
WIDE_KEYS = (
    "department",
    "department_family",
    "province",
    "city",
    "county",
    "region_code",
    "level",
    "fiscal_year",
)
