"""Word documents: headings, lists, tables, tracked changes."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from canonical_checks import cell_text, check, paragraphs, spans, table
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from jixiao.ingest.numbering import chinese, printed
from jixiao.ingest.read import read
from jixiao.model.canonical import Canonical
from jixiao.model.errors import Unreadable

NAMES = nsdecls("w", "wp") + "".join(
    f' xmlns:{prefix}="{name}"'
    for prefix, name in (
        ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
        ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
        ("v", "urn:schemas-microsoft-com:vml"),
    )
)


def save(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read_docx(document: Document) -> Canonical:
    canonical = read(save(document))
    check(canonical)
    return canonical


def body(xml: str) -> Document:
    """A document whose body is the given XML."""
    document = docx.Document()
    wrapped = parse_xml(f"<w:body {NAMES}>{xml}</w:body>")
    for element in list(wrapped):
        document.element.body.insert(len(document.element.body) - 1, element)
    return document


NUMBERING = """
<w:abstractNum {ns} w:abstractNumId="90">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
  <w:lvlText w:val="%1、"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>
  <w:lvlText w:val="（%2）"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
 <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3.%4"/></w:lvl>
 <w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>
</w:abstractNum>
"""


def test_paragraphs_and_headings() -> None:
    document = docx.Document()
    document.add_heading("一、部门概况", 1)
    document.add_paragraph("\u3000\u3000全年支出\t12.5万元。\u00a0")
    document.add_paragraph("")
    document.add_heading("（一）职能", 2)
    canonical = read_docx(document)
    assert canonical.text == "一、部门概况\n全年支出 12.5万元。\n（一）职能"
    assert [(b.kind, b.level) for b in canonical.blocks] == [
        ("heading", 1),
        ("paragraph", None),
        ("heading", 2),
    ]
    assert canonical.media_type.endswith("wordprocessingml.document")
    assert canonical.pages is None


def test_outline_level_of_a_paragraph() -> None:
    xml = '<w:p><w:pPr><w:outlineLvl w:val="{}"/></w:pPr><w:r><w:t>标题</w:t></w:r></w:p>'
    canonical = read_docx(body(xml.format(0) + xml.format(9)))
    assert [(b.kind, b.level) for b in canonical.blocks] == [("heading", 1), ("paragraph", None)]


def test_printed_numbers_of_lists() -> None:
    document = docx.Document()
    part = document.part.numbering_part.element
    part.insert(0, parse_xml(NUMBERING.format(ns=nsdecls("w"))))
    for number in (91, 92):
        part.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="90"/>'
                + (
                    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
                    * (number == 92)
                )
                + "</w:num>"
            )
        )
    items = [(91, 0, "概况"), (91, 1, "职能"), (91, 2, "甲"), (91, 3, "丙"), (91, 2, "乙")]
    items += [(91, 1, "收支"), (91, 2, "丁"), (91, 0, "自评"), (91, 4, "点"), (92, 0, "重来")]
    for number, level, text in items:
        paragraph = document.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/>'
                f'<w:numId w:val="{number}"/></w:numPr>'
            )
        )
    assert paragraphs(read_docx(document)) == [
        "一、概况",
        "（一）职能",
        "1.甲",
        "1.1 丙",
        "2.乙",
        "（二）收支",
        "1.丁",
        "二、自评",
        "点",
        "一、重来",
    ]


def test_lists_tied_to_heading_styles() -> None:
    document = docx.Document()
    part = document.part.numbering_part.element
    xml = NUMBERING.format(ns=nsdecls("w"))
    for level in (1, 2):
        xml = xml.replace(
            f'w:ilvl="{level - 1}"><w:start w:val="1"/>',
            f'w:ilvl="{level - 1}"><w:start w:val="1"/><w:pStyle w:val="Heading{level}"/>',
        )
    part.insert(0, parse_xml(xml))
    part.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>')
    )
    for level in (1, 2):
        document.styles[f"Heading {level}"].element.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="91"/></w:numPr>')
        )
    for level, text in ((1, "概况"), (2, "职能"), (2, "收支"), (1, "自评")):
        document.add_heading(text, level)
    assert paragraphs(read_docx(document)) == ["一、概况", "（一）职能", "（二）收支", "二、自评"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (101, "一百〇一"), (110, "一百一十")],
)
def test_chinese_counting(value: int, text: str) -> None:
    assert chinese(value) == text


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("decimal", "3"),
        ("upperLetter", "C"),
        ("lowerRoman", "iii"),
        ("decimalEnclosedCircle", "③"),
        ("decimalZero", "03"),
        ("decimalFullWidth", "３"),
    ],
)
def test_number_forms(form: str, text: str) -> None:
    assert printed(3, form) == text


def test_merged_cells_are_written_once() -> None:
    document = docx.Document()
    grid = document.add_table(4, 3)
    for row in range(4):
        for column in range(3):
            grid.cell(row, column).text = f"{row}{column}"
    for cell in (grid.cell(0, 0), grid.cell(1, 0)):
        cell.text = ""
    merged = grid.cell(1, 0).merge(grid.cell(3, 0))
    merged.text = "产出"
    grid.cell(0, 0).merge(grid.cell(0, 2)).text = "标题"
    canonical = read_docx(document)
    assert spans(canonical) == {(1, 1): (1, 3), (2, 1): (3, 1)}
    assert table(canonical) == [["标题"], ["产出", "11", "12"], ["21", "22"], ["31", "32"]]


def test_paragraphs_and_tables_inside_cells() -> None:
    document = docx.Document()
    cell = document.add_table(1, 2).cell(0, 0)
    cell.text = "目标1：修路"
    cell.add_paragraph("目标2：造桥")
    inner = cell.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "甲", "12"
    canonical = read_docx(document)
    assert cell_text(canonical, 1, 1) == "目标1：修路\n目标2：造桥\n甲 12"
    assert len(canonical.grids) == 1


def test_order_of_paragraphs_and_tables() -> None:
    document = docx.Document()
    document.add_paragraph("前")
    document.add_table(1, 1).cell(0, 0).text = "表"
    document.add_paragraph("后")
    assert read_docx(document).text == "前\n表\n后"


def test_tracked_and_hidden_text() -> None:
    xml = (
        '<w:p><w:r><w:t>支出</w:t></w:r><w:del w:id="1" w:author="a"><w:r>'
        '<w:delText>12</w:delText></w:r></w:del><w:ins w:id="2" w:author="a"><w:r><w:t>15</w:t>'
        "</w:r></w:ins><w:r><w:t>万元</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>不可见</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>。</w:t></w:r></w:p>'
    )
    assert read_docx(body(xml)).text == "支出15万元。"


def test_line_breaks_links_fields_and_symbols() -> None:
    xml = (
        '<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:br w:type="page"/></w:r>'
        "<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>优</w:t></w:r></w:p>'
    )
    assert read_docx(body(xml)).text == "一\n二\n链接7☑优"


def test_text_boxes_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>附件1</w:t></w:r></w:p></w:txbxContent>"
    xml = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline>"
        f"<wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>正文</w:t></w:r></w:p>"
    )
    assert paragraphs(read_docx(body(xml))) == ["正文", "附件1"]


def test_content_controls() -> None:
    xml = "<w:sdt><w:sdtContent><w:p><w:r><w:t>单位名称</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    assert read_docx(body(xml)).text == "单位名称"


def rewrite(data: bytes, name: str, change: bytes) -> bytes:
    """The package with one member replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, change if info.filename == name else old.read(info))
    return out.getvalue()


def test_an_entity_bomb_is_refused() -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>"
    )
    with pytest.raises(Unreadable, match="实体"):
        read(rewrite(save(docx.Document()), "word/document.xml", bomb))


@pytest.mark.parametrize("content", [b"", b"<w:document", b"<a/>"])
def test_damaged_xml(content: bytes) -> None:
    with pytest.raises(Unreadable, match="损坏"):
        read(rewrite(save(docx.Document()), "word/document.xml", content))


def test_an_empty_document() -> None:
    with pytest.raises(Unreadable, match="没有任何文字"):
        read(save(docx.Document()))
