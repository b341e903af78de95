"""Whether two printed lines are halves of one sentence, and how they are put together."""

from __future__ import annotations

import re

CJK = "\u2e80-\u2fff\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\u2018-\u201d\u2026\u2014"
_cjk = re.compile(f"[{CJK}]")
_closed = re.compile(r"[。！？；：!?;:…][”’」』）)\]】》]*$")
_item = re.compile(
    r"[（(【\[]?\s*(?:[一二三四五六七八九十百]{1,4}|\d{1,2})\s*[）)】\]](?!\s*[年月日万亿元%％])"
    r"|[一二三四五六七八九十百]{1,4}\s*[、．.]"
    r"|\d{1,2}\s*(?:[、．]|\.(?!\d))"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}[\s、．.]*(?=[\u4e00-\u9fff])(?![万亿元个项家人次分年月日倍吨公平])"
    r"|[①-⑳⑴-⒇㈠-㈩❶-❿●■◆★▲◇○※]"
    r"|第\s*[一二三四五六七八九十百\d]+\s*[章节条部编][分]?"
    r"|附\s*[件表录]|表\s*\d|图\s*\d|备注|注\s*[：:\d]"
)
_label = re.compile(
    r"[^，。；！？,;!?、（(：:]{2,14}(?:[（(][^）)]{1,10}[）)])?\s*[（(]?[^，。；！？：:]{0,8}[：:]"
)
_field = re.compile(r"[\u4e00-\u9fff]{0,12}(?:问题|措施|建议|原因)[：:]")
_comma = re.compile(r"[，。；：、？！,;]")
_amount_end = re.compile(r"\d\s*[十百千万亿]{0,2}$")
_separator_end = re.compile(r"\d[,.]$")
_unit_start = re.compile(
    r"[十百千]?[万亿]{0,2}\s*(?:元|美元|欧元|港元|日元|人民币|人次|户次|平方|立方|公里|千瓦|吨|%|％)"
)
_digit_start = re.compile(r"\d")
_heading_end = re.compile(
    r"(?:报告|评价表|自评表|评分表|情况表|数据表|统计表|汇总表|明细表|一览表|说明|方案|通知|情况|分析|"
    r"问题|措施|建议|结论|目标|任务|概况|职能|职责|依据|原则|结果|工作|安排|管理|附件|摘要|目录)"
    r"(?:[（(][^）)]*[）)])?$"
)
_figure = re.compile(r"[≥≤＞＜=＝><~+¥￥-]*\s*\d[\d,.]*\s*[%％‰]?|[（(]-?\d[\d,.]*[)）]|[-—–/]+")
_quantity = re.compile(r"[≥≤＞＜=＝><~+-]*\s*\d[\d,.]*\s*(?:[%％‰]|[\u4e00-\u9fff]{1,4})?")
_address_end = re.compile(r"(?:www\.|https?:|[\w-]@|[\w-]\.[\w-]+[./])[^\s\u2e80-\uffff]*$")


def width(text: str) -> int:
    """How many half-width columns a text takes when printed."""
    narrow = sum(1 for c in text if c < "\u1100")
    return 2 * len(text) - narrow


def starts_item(text: str) -> bool:
    """Whether a line begins as a heading or list item does: 一、（一）1. ① 第一章 附件."""
    return _item.match(text) is not None


def is_closed(text: str) -> bool:
    """Whether a line ends with the punctuation that ends a sentence or announces a list."""
    return _closed.search(text[-12:]) is not None


def is_figure(text: str) -> bool:
    """Whether a cell holds nothing but a number, or the stroke that stands for none."""
    return _figure.fullmatch(text) is not None


def is_label(text: str) -> bool:
    """Whether a line is of the kind ``部门名称：…`` that covers are made of."""
    found = _label.match(text)
    return (
        found is not None
        and len(text) - found.end() <= 24
        and not re.search("[。；]", text)
        and not text.endswith(("，", "、", ","))
    )


def starts_field(text: str) -> bool:
    """Whether a line begins as another field of a report does: ``改进措施：…``."""
    return _field.match(text) is not None


def is_title(text: str) -> bool:
    """Whether a line looks like a heading: short or ending like one, and without punctuation."""
    if _comma.search(text):
        return starts_item(text) and len(text) <= 36 and not re.search("[。；：]", text)
    if starts_item(text):
        return len(text) <= 36
    return len(text) < 22 or (_heading_end.search(text) is not None and len(text) <= 60)


def cuts_amount(before: str, after: str) -> bool:
    """Whether a line end stands inside a figure: ``40,036.38万`` + ``元``, ``1,203.`` + ``55``."""
    end = before[-8:]
    cut = (_amount_end.search(end) and _unit_start.match(after)) or (
        _separator_end.search(end) and _digit_start.match(after)
    )
    return bool(cut) and _cjk.search(before) is not None


def is_row(text: str) -> bool:
    """Whether blanks part a line into short texts and figures, as the cells of a table's row."""
    if text.count(" ") < 2:
        return False
    parts = text.split()
    figures = sum(map(is_figure, parts[1:]))
    return figures >= 2 or (
        len(parts) >= 3 and not _comma.search(text) and max(map(len, parts)) <= 16
    )


def continues(before: str, after: str) -> bool:
    """Whether ``after`` goes on with the sentence of ``before`` although something parts them.

    Meant for lines that are whole paragraphs unless a page break cut them.
    """
    if not before or not after:
        return False
    if cuts_amount(before, after):
        return True
    if is_closed(before) or starts_item(after):
        return False
    if any(is_row(half) or _quantity.fullmatch(half) for half in (before, after)):
        return False
    if before.endswith(("，", "、", ",", "（", "(", "《", "“")):
        return not (is_label(after) and len(after) < 40)
    if is_title(before) or is_label(before):
        return False
    if is_label(after) and len(after) < 40 and not is_closed(after):
        return False
    return is_closed(after) or _comma.search(after) is not None or len(after) > 30


def joint(before: str, after: str) -> str:
    """What to put between two halves: a blank between Latin words, else nothing."""
    if not before or not after or not after[0].isascii() or not after[0].isalnum():
        return ""
    left = before[-1]
    if not left.isascii() or not (left.isalpha() or (left in ",.;:!?)" and after[0].isalpha())):
        return ""
    return "" if _address_end.search(before[-60:]) else " "


_token = re.compile(
    r"[（《“‘(\[【〔〈「『]*[≥≤＞＜=＝><±+~～-]*"
    r"(?:[\dA-Za-z,.%％／/-]+|.)[，。、；：！？）》”’%％‰\])】〕〉」』]*",
    re.DOTALL,
)


def first_token(text: str) -> int:
    """How many characters at the start of a line may not be parted: a number, a word, a hanzi."""
    found = _token.match(text)
    return found.end() if found else 0
