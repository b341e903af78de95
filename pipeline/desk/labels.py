"""Chinese names of tables, columns and values, for pages and for Datasette's metadata."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Any

from .. import words
from ..model.corpus_tables import CORPUS_TABLES
from ..model.tables import RUN_TABLES, own_columns

DATABASE = "jixiao"
_LABELS: dict[str, dict[str, str]] = {
    "tables": {
        **words.TABLES,
        "contacts": "联系人",
        "metrics": "指标值",
        "comparison": "部门比较",
        "recurring": "反复出现的问题",
        "recurring_rows": "问题的归组",
        "weakness_counts": "问题的计数",
        "metric_counts": "指标的计数",
        "similar": "雷同的文字",
        "cross_checks": "文件之间的核对",
        "sentences": "句子和单元格",
        "tags": "句子的标签",
        "sources": "结果的键",
        "hidden": "遮住的位置",
        "meta": "数据库信息",
    },
    "doc_type": words.DOC_TYPES,
    "weakness": words.WEAKNESSES,
    "cause": words.CAUSES,
    "origin": words.ORIGINS,
    "outcome": words.OUTCOMES,
    "severity": words.SEVERITIES,
    "reject": words.REJECTS,
    "status": {"fail": "不符", "not_evaluable": "缺数", "pass": "相符"},
    "correction": {
        "waiting": "待用上",
        "applied": "已更正",
        "replaced": "被后面的代替",
        "already": "已不需要",
        "changed": "不再对得上",
        "missing": "不再对得上",
        "ambiguous": "对得上不止一行",
        "invalid": "写错了",
        "no_document": "没有这份文件",
        "withdrawn": "待撤回",
    },
    "currency": {"CNY": "元"},
    "qualifier": {
        "exact": "正好",
        "approx": "约",
        "over": "超过",
        "under": "不足",
        "at_least": "不少于",
        "at_most": "不多于",
        "range": "范围",
    },
    "unit_source": {"inline": "数旁写明", "context": "表头或上文", "form": "表式规定"},
    "target_op": {"eq": "＝", "ge": "≥", "gt": "＞", "le": "≤", "lt": "＜"},
    "verdict": {"confirmed": "属实", "not_a_problem": "不是问题", "note": "仅备注"},
    "how": {"stated": "写明的", "computed": "算出的"},
    "passage_kind": {"copied": "照抄的内容", "boilerplate": "通用的套话"},
    "between": {"same_department": "同一部门", "across_departments": "不同部门"},
    "basis": {
        "initial_budget": "年初预算",
        "adjusted_budget": "调整预算",
        "budget": "预算",
        "final_account": "决算",
        "income": "收入",
        "expenditure": "支出",
        "disbursed": "拨付",
        "carryover": "结转",
        "increase": "增加",
        "decrease": "减少",
        "standard": "标准",
        "asset": "资产",
        "investment": "投资",
        "economic": "经济指标",
        "other": "其他",
    },
    "kind": {
        "completion": "完成率",
        "execution": "执行率",
        "yoy": "同比",
        "share": "占比",
        "score_rate": "得分率",
        "control": "控制率",
        "utilisation": "利用率",
        "satisfaction": "满意度",
        "carryover": "结转率",
        "coverage": "覆盖率",
        "other": "其他",
    },
}

# Columns whose words have another meaning than in other tables.
_VOCABULARIES = {
    ("targets", "status"): "outcome",
    ("rejects", "kind"): "reject",
    ("corrections", "status"): "correction",
    ("corrections", "of_table"): "tables",
}


def label(vocabulary: str, value: object) -> str:
    """The Chinese name of a value of a vocabulary; a value without one is its own name."""
    text = "" if value is None else str(value)
    return words.named(_LABELS.get(vocabulary, {}), text)


def told(table: str, column: str, cell: str) -> str:
    """A cell as people read it: the name of a word in the vocabulary of its column."""
    return label(_VOCABULARIES.get((table, column), column), cell)


def choices(vocabulary: str) -> dict[str, str]:
    """All values of a vocabulary with their names, in order."""
    return _LABELS[vocabulary]


@cache
def column_names(table: str) -> dict[str, str]:
    """The Chinese names of a table's columns."""
    for found in RUN_TABLES:
        if found.table == table:
            return {f.name: f.metadata["zh"] for f in own_columns(found)}
    corpus = next((t for t in CORPUS_TABLES if t.table == table), None)
    return {f.name: f.metadata["zh"] for f in fields(corpus)} if corpus else {}


def metadata() -> dict[str, Any]:
    """What Datasette is told about the database."""
    described: dict[str, dict[str, Any]] = {
        name: {"title": title} for name, title in choices("tables").items()
    }
    for name, table in described.items():
        if names := column_names(name):
            table["columns"] = names
    described["documents"]["label_column"] = "file"
    return {
        "title": "绩效自评核查台",
        "databases": {DATABASE: {"title": "全部表格", "tables": described}},
    }
