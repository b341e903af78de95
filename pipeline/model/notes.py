"""What the codebook says beside the schema: units, and what to beware of in a column.

A hazard is kept by ``table.column``, or by ``*.column`` for all tables that have the column.
"""

from __future__ import annotations

from typing import NamedTuple


class Said(NamedTuple):
    """One thing in two languages."""

    zh: str
    en: str


UNITS = {
    "wan": Said("万（币种见 currency）", "10,000 units of `currency`"),
    "pct": Said("%", "%"),
    "points": Said("分", "points"),
    "share": Said("0 到 1", "0 to 1"),
    "hundred": Said("0 到 100", "0 to 100"),
    "char": Said("字符（Unicode 码点）", "characters (Unicode code points)"),
    "pt": Said("点（1/72 英寸）", "points (1/72 inch)"),
    "row": Said("见本行写单位的列", "see the unit column of the row"),
}

HAZARDS = {
    "*.row_id": Said(
        "十六进制数字，有的看起来像数（12e4…）：一律按文字读。",
        "Hexadecimal digits, some of which look like a number (12e4…): always read as text.",
    ),
    "*.doc_id": Said(
        "字节相同，编号就相同：一份材料有两个文件名时，各行都有两份，去重请按 doc_id；按文字读。",
        "The same bytes give the same id: a document that lies under two names has all its rows "
        "twice, so count by doc_id; read as text.",
    ),
    "*.file": Said(
        "文件名是收集者起的，不是原文；其中若有人名，不会被遮住。",
        "File names are the collector's, not the document's; a person named in one is not masked.",
    ),
    "*.text": Said(
        "逐字引用，有原文的错字、换行和制表符：CSV 要用懂 RFC 4180 引号的程序读。"
        "联系人的姓名、电话、邮箱以同样长的＊代替。",
        "Verbatim, with misprints, line breaks and tabs: read the CSV with a program that knows "
        "the quotes of RFC 4180. What names or reaches a contact is ＊ of the same length.",
    ),
    "*.char_start": Said(
        "按 Unicode 码点数，不是字节，也不是 UTF-16 单位。",
        "Counted in Unicode code points, neither bytes nor UTF-16 units.",
    ),
    "*.page": Said(
        "没有页的格式（docx、html、xlsx、txt）为空。", "Empty for formats without pages."
    ),
    "*.confidence": Said(
        "只有光学识别的内容才有；空不等于没有把握。",
        "Only what OCR read has one; empty does not mean unsure.",
    ),
    "*.section": Said(
        "只在同一文件里有意义，对应 sections.section_id；第一个标题之前为空。",
        "Holds inside one document, where it names sections.section_id; empty before any heading.",
    ),
    "*.qualifier": Said(
        "“超过”“不足”“约”的数不是准数，求和、比较前先看这一列。",
        "Over, under and about are no exact values: look here before you add or compare.",
    ),
    "*.year": Said(
        "多由上下文推出：没有写年份的数取最近的年份词，再取评价年度；可能为空。",
        "Mostly inferred: a figure without a year takes that of the words near it, then that of "
        "the document; may be empty.",
    ),
    "*.subject": Said(
        "原文里的词，没有规范化：同一事物有多种写法。",
        "The document's own words, not normalised: one thing has many names.",
    ),
    "*.bbox": Said("只有 pdf 和图片才有。", "PDF and pictures only."),
    "documents.fiscal_year": Said(
        "由标题、封面和正文定出；标题写错年份的报告确实存在。空白表可能没有。",
        "Told by title, cover and text; some reports print a wrong year; blank forms have none.",
    ),
    "documents.department_name": Said(
        "规范名靠地名和机构词表；机构改革前后的名称不合并。",
        "Made with lists of places and offices; names before and after a reform are not merged.",
    ),
    "documents.region_code": Said(
        "GB/T 2260，随区划调整而变；填报单位没有写明地方时为空。按文字读，否则丢前导零。",
        "GB/T 2260, which changes with the divisions; empty where no place is named. Read as text.",
    ),
    "documents.self_score": Said(
        "自己评的分，普遍偏高、集中在 90 分以上，各地标准不同：不能当作绩效本身。",
        "Given by the department to itself, mostly above 90, by standards that differ from place "
        "to place: no measure of performance as such.",
    ),
    "documents.grade": Said(
        "只取印出或勾选的等级，不由分数推出。",
        "Only as printed or ticked, never derived from the score.",
    ),
    "documents.status": Said(
        "统计前先去掉 blank（空表）和 no_report。",
        "Leave out blank forms and no_report before you count.",
    ),
    "documents.doc_type": Said(
        "由内容判断；制度文件、决算说明等不是自评，不应计入。",
        "Told by content; rules, accounts and the like are no self-evaluations.",
    ),
    "documents.numbers_unexplained": Said(
        "没有去处的数字，是这份文件读得好不好的一个指标；见 rejects。",
        "Numbers that found no place: a sign of how well the document was read; see rejects.",
    ),
    "sections.text": Said(
        "整节原文，上级章节包含下级章节：拼接会重复。",
        "The whole section; a parent holds its children, so joining them doubles text.",
    ),
    "amounts.amount_wan": Said(
        "同一笔钱在封面、正文、表格里各成一行，合计和分项并列：不能直接求和。外币没有折算。",
        "The same money is a row in cover, text and tables, totals stand beside their parts: never "
        "add up blindly. Foreign currency is not converted.",
    ),
    "amounts.unit_source": Said(
        "context、form 的单位不是写在数字旁边的；“单位：元”印成“万元”的表，数会差一万倍。",
        "context and form units are not printed beside the number; a form that prints 万元 for "
        "元 is wrong by 10,000.",
    ),
    "amounts.basis": Said(
        "由附近的词判断；为空的不一定是决算数。",
        "Told by the words near it; empty does not mean final account.",
    ),
    "rates.rate_pct": Said(
        "“下降”的率为负；unit 为 pp 的是百分点，不能同百分比相加减。",
        "Falls are negative; rows with unit pp are percentage points, not percent.",
    ),
    "quantities.unit": Said(
        "原文的量词，没有折算（亩与公顷、人与人次不合并）。",
        "The printed measure word, not converted (亩 and 公顷, 人 and 人次 stay apart).",
    ),
    "scores.level": Said(
        "0 是总分，1、2 常是小计：不要把不同层级相加。",
        "0 is the total, 1 and 2 are mostly subtotals: never add across levels.",
    ),
    "scores.weight": Said(
        "满分因表式而异（100、110、20……）；比较请用得分率。",
        "Full marks differ between forms; compare score over weight.",
    ),
    "targets.completion_pct_computed": Said(
        "“不超过”类目标（target_op 为 le、lt）越小越好，超过 100 不是超额完成。",
        "Where less is better (target_op le, lt), more than 100 is no success.",
    ),
    "targets.status": Said(
        "由目标和完成的数比出，定性目标可能为空；不代表主管部门的认定。",
        "Made by comparing the figures; may be empty for goals in words; no official finding.",
    ),
    "deductions.points_lost": Said(
        "几条原因共扣的分不分摊，为空；求和会少于总扣分。",
        "Points that several reasons share are not divided but empty: sums fall short of totals.",
    ),
    "deductions.cause": Said(
        "按用词和统计分类器归类，有错分；cause_confidence 是分类器的把握。",
        "Classified by words and a statistical classifier, with errors; see cause_confidence.",
    ),
    "*.weakness": Said(
        "按用词和统计分类器归类，有错分；一段话兼有几类问题时只取一类。",
        "Classified by words and a statistical classifier, with errors; one class a passage.",
    ),
    "weaknesses.origin": Said(
        "deduction 由扣分原因得出，同 problem_section 里的可能是同一个问题。",
        "deduction rows come from reasons of lost points and may repeat a problem_section row.",
    ),
    "policies.year": Said(
        "文号或标题里的年份，不是施行年份。",
        "Year of number or title, not of effect.",
    ),
    "contacts.name": Said(
        "个人信息：使用、公开要有法律依据（《个人信息保护法》）。",
        "Personal data: use and publication need a lawful ground (PIPL).",
    ),
    "metrics.value": Said(
        "scope、prior、stage 不同的不是同一个指标；同一指标在一份文件里可能有几个数。",
        "Rows of another scope, prior or stage are another measure; a document may state several.",
    ),
    "checks.status": Said(
        "fail 是数对不上，不等于违规；not_evaluable 是缺数，不是通过。",
        "fail means figures that disagree, not misconduct; not_evaluable is no pass.",
    ),
    "comparison.value": Said(
        "几处写法不同时取一个，全部写法在 values；comparable 为 false 的不要比较。",
        "One of several where they differ (all are in values); leave out rows that are not "
        "comparable.",
    ),
    "comparison.rank": Said(
        "只在收集到的文件里排；peers 少时没有意义。",
        "Among the collected documents only; means little where peers are few.",
    ),
    "recurring.evidence": Said("最多 20 行。", "20 rows at most."),
    "recurring.mentions": Said(
        "取决于收集了哪些文件，不能当作全国的比例。",
        "Depends on what was collected; no share of the country.",
    ),
    "similar.kind": Said(
        "boilerplate 是套话，不说明抄袭。",
        "boilerplate is set wording and proves no copying.",
    ),
    "cross_checks.status": Said(
        "口径调整也会造成不符，先看 message。",
        "A change of scope also makes figures differ; read message first.",
    ),
}


def hazard(table: str, column: str) -> Said | None:
    """What to beware of in a column; its own entry comes before that of all tables."""
    return HAZARDS.get(f"{table}.{column}") or HAZARDS.get(f"*.{column}")
