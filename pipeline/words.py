"""The Chinese names of vocabulary that the tables hold in English; an unknown word is itself."""

from __future__ import annotations

WEAKNESSES = {
    "budget_preparation": "预算编制",
    "budget_execution": "预算执行",
    "target_setting": "目标设置",
    "performance_awareness": "绩效意识",
    "performance_management": "绩效管理",
    "result_application": "结果应用",
    "disclosure": "信息公开",
    "procurement": "政府采购",
    "contract_filing": "合同备案",
    "asset_management": "资产管理",
    "fund_management": "资金管理",
    "project_management": "项目管理",
    "output_shortfall": "产出不足",
    "benefit_shortfall": "效益不足",
    "satisfaction": "满意度",
    "cost_control": "成本控制",
    "internal_control": "内部控制",
    "capacity": "人员能力",
    "data_quality": "数据质量",
    "other": "其他",
}
ORIGINS = {
    "problem_section": "问题章节",
    "deduction": "扣分原因",
    "prior_year": "上年问题",
    "rectification": "整改情况",
}
CAUSES = {
    "external_shock": "外部冲击",
    "upstream_timing": "上级资金或文件晚到",
    "institutional_reform": "机构改革",
    "planning": "预算或目标定得不当",
    "missing_rules": "制度缺失",
    "process_delay": "办理不及时",
    "execution": "没有做或没有做好",
    "capacity": "人员或能力不足",
    "data_error": "数据差错",
    "none_given": "没有说明原因",
    "other": "其他",
}
DOC_TYPES = {
    "narrative_report": "自评报告",
    "score_table": "整体自评表",
    "base_data_form": "基础数据表",
    "project_report": "项目自评报告",
    "project_table": "项目自评表",
    "target_table": "绩效目标表",
    "evaluation_report": "评价报告",
    "final_accounts": "决算说明",
    "budget": "预算说明",
    "other": "其他材料",
}
OUTCOMES = {
    "exceeded": "超额完成",
    "met": "完成",
    "unmet": "未完成",
    "no_actual": "没有写完成情况",
    "no_target": "没有写目标值",
    "": "无法判断",
}
SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}
HOWS = {"stated": "原文写明", "computed": "由原文的数算出"}
PASSAGES = {"copied": "实质内容", "boilerplate": "套话"}
BETWEEN = {"same_department": "同一部门", "across_departments": "不同部门"}
REJECTS = {
    "number": "不明数字",
    "fused": "连在一起的数字",
    "ocr_unsure": "识别没有把握",
    "ocr_repair": "改正过的识别错字",
    "picture": "图片",
    "page_image": "页面图",
    "embedded": "嵌入的对象",
    "comment": "批注",
    "hidden_sheet": "隐藏的表",
    "hidden_rows": "隐藏的行",
    "hidden_columns": "隐藏的列",
    "formula": "没有结果的公式",
    "encoding": "乱码",
    "attachment": "附件链接",
    "frame": "框架页",
}
TABLES = {
    "documents": "文件",
    "sections": "章节",
    "amounts": "金额",
    "rates": "比率",
    "quantities": "数量",
    "scores": "得分",
    "targets": "目标",
    "deductions": "扣分",
    "weaknesses": "问题",
    "policies": "文件引用",
    "checks": "核对",
    "rejects": "没有读懂的内容",
    "corrections": "更正",
    "runs": "运行情况",
}


def named(words: dict[str, str], key: str | None) -> str:
    """The Chinese name of a word; what has none is shown as it stands in the table."""
    return words.get(key or "", key or "")
