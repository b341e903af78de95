"""Word documents: what stands beside the running text, and text in other forms than runs."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest
from canonical_checks import cell_text, check, paragraphs, spans, table
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from test_ingest_docx import body, read_docx, rewrite, save

from jixiao.ingest.docx_math import linear
from jixiao.ingest.read import read
from jixiao.model.canonical import Canonical

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def with_parts(data: bytes, **parts: str) -> Canonical:
    """The canonical text of a package with more members in ``word/``."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info))
        for name, content in parts.items():
            new.writestr(f"word/{name}.xml", content)
    canonical = read(out.getvalue())
    check(canonical)
    return canonical


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def test_notes_stand_behind_what_calls_them() -> None:
    call = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    xml = (
        f"<w:p><w:r><w:t>支出12</w:t></w:r>{call.format(2)}<w:r><w:t>万元。</w:t></w:r></w:p>"
        f"<w:tbl><w:tr>{cell(f'<w:p><w:r><w:t>9.5</w:t></w:r>{call.format(3)}</w:p>')}"
        f"{cell(P.format(10))}</w:tr></w:tbl>" + P.format("后文。")
    )
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0">{P.format("线")}</w:footnote>'
        f'<w:footnote w:id="2">{P.format("含结转3.5万元。")}</w:footnote>'
        f'<w:footnote w:id="3">{P.format("未审计。")}</w:footnote></w:footnotes>'
    )
    canonical = with_parts(save(body(xml)), footnotes=notes)
    assert canonical.text == "支出12万元。\n含结转3.5万元。\n9.5\t10\n未审计。\n后文。"


def test_headers_and_footers_once_and_only_what_the_body_does_not_say() -> None:
    document = docx.Document()
    document.add_paragraph("某局 2023年度自评报告")
    document.add_section()
    document.add_paragraph("正文。")
    for section in document.sections:
        section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
        section.header.paragraphs[0].text = "某局2023年度自评报告"
        section.header.add_paragraph("单位：万元")
        section.footer.paragraphs[0].text = "- 1 -"
        section.footer.add_paragraph("第 1 页 共 9 页")
        section.footer.add_paragraph("填表人：张三")
    numbered = document.sections[0].footer.add_paragraph("自评报告 ")
    numbered._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple>'
        )
    )
    assert read_docx(document).text == "单位：万元\n某局 2023年度自评报告\n填表人：张三\n正文。"


def test_moved_and_deleted_text() -> None:
    mark = "<w:pPr><w:rPr><w:{} w:id='1'/></w:rPr></w:pPr>"
    xml = (
        f"<w:p>{mark.format('del')}<w:r><w:t>全年支出</w:t></w:r></w:p>{P.format('12万元。')}"
        f"<w:p>{mark.format('moveFrom')}<w:moveFrom w:id='2'><w:r><w:t>移动。</w:t></w:r></w:moveFrom>"
        "</w:p><w:p><w:moveTo w:id='3'><w:r><w:t>移动。</w:t></w:r></w:moveTo></w:p>"
        f"<w:tbl><w:tr><w:trPr><w:del w:id='4'/></w:trPr>{cell(P.format('旧'))}</w:tr>"
        f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell(P.format('藏'))}</w:tr>"
        f"<w:tr>{cell(P.format('新'))}</w:tr></w:tbl>"
    )
    assert read_docx(body(xml)).text == "全年支出12万元。\n移动。\n新"


def test_tables_merged_to_the_right_and_under_other_widths() -> None:
    restart, goes_on = "<w:{} w:val='restart'/>", "<w:{}/>"
    xml = (
        f"<w:tbl><w:tr>{cell(P.format('题'), restart.format('hMerge'))}"
        f"{cell('<w:p/>', goes_on.format('hMerge'))}{cell(P.format('得分'))}</w:tr>"
        f"<w:tr>{cell(P.format('产出'), restart.format('vMerge'))}{cell(P.format(1))}"
        f"{cell(P.format(2))}</w:tr>"
        f"<w:tr>{cell('<w:p/>', goes_on.format('vMerge'))}{cell(P.format(3))}"
        f"<w:sdt><w:sdtContent>{cell(P.format(4))}</w:sdtContent></w:sdt></w:tr></w:tbl>"
    )
    canonical = read_docx(body(xml))
    assert table(canonical) == [["题", "得分"], ["产出", "1", "2"], ["3", "4"]]
    assert spans(canonical) == {(1, 1): (1, 2), (2, 1): (2, 1)}


def test_a_table_that_only_frames_another_is_no_grid() -> None:
    inner = f"<w:tbl><w:tr>{cell(P.format('甲'))}{cell(P.format(12))}</w:tr></w:tbl>"
    xml = f"<w:tbl><w:tr>{cell(P.format('标题') + inner + '<w:p/>')}</w:tr></w:tbl>"
    canonical = read_docx(body(xml))
    assert canonical.text == "标题\n甲\t12"
    assert table(canonical) == [["甲", "12"]]


def test_text_boxes_in_cells() -> None:
    box = f"<w:pict><v:shape><v:textbox><w:txbxContent>{P.format('框')}</w:txbxContent></v:textbox></v:shape></w:pict>"
    xml = f"<w:tbl><w:tr>{cell(f'<w:p><w:r><w:t>格</w:t>{box}</w:r></w:p>')}</w:tr></w:tbl>"
    assert cell_text(read_docx(body(xml)), 1, 1) == "格\n框"


def test_check_boxes() -> None:
    control = (
        "<w:sdt><w:sdtPr><w14:checkbox xmlns:w14='" + W14 + "'><w14:checked w14:val='{}'/>"
        "</w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>"
    )
    legacy = (
        "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:default w:val='0'/>"
        "{}</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText>"
        "</w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )
    font = "<w:r><w:rPr><w:rFonts w:ascii='Wingdings 2' w:hAnsi='Wingdings 2'/></w:rPr><w:t>{}</w:t></w:r>"
    sign = "<w:r><w:sym w:font='{}' w:char='{}'/></w:r>"
    emoji = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='w16se'><w:sym w:char='2611'/></mc:Choice>"
        "<mc:Fallback><w:t>☑</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    parts = [control.format(1), control.format(0), legacy.format("<w:checked/>"), legacy.format("")]
    parts += [font.format("R是"), sign.format("Wingdings", "F0A8"), sign.format("Symbol", "F0B3")]
    parts += ["<w:r><w:t>\uf0fe\uf0a8</w:t></w:r>", emoji]
    assert read_docx(body(f"<w:p>{''.join(parts)}</w:p>")).text == "☑□☑□☑是□≥☑□☑"


def test_a_prompt_that_nobody_answered_is_no_text() -> None:
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    run = "<w:r><w:t>单击此处输入文字。</w:t></w:r>"
    xml = f"<w:p><w:r><w:t>姓名</w:t></w:r>{prompt.format(run)}</w:p>"
    assert read_docx(body(xml + prompt.format(f"<w:p>{run}</w:p>"))).text == "姓名"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<m:f><m:num>{支出}</m:num><m:den>{预算}</m:den></m:f>{×100%}", "支出/预算×100%"),
        (
            "<m:d><m:e><m:f><m:num>{a-b}</m:num><m:den>{3.5}</m:den></m:f></m:e></m:d>",
            "((a-b)/3.5)",
        ),
        ("<m:sSup><m:e>{m}</m:e><m:sup>{2}</m:sup></m:sSup>", "m^2"),
        ("<m:rad><m:deg/><m:e>{x+1}</m:e></m:rad>", "√(x+1)"),
        (
            "<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{i=1}</m:sub><m:sup>{n}</m:sup>"
            "<m:e>{x}</m:e></m:nary>",
            "∑_(i=1)^nx",
        ),
    ],
)
def test_formulas_are_one_line(xml: str, text: str) -> None:
    xml = xml.replace("{", "<m:r><m:t>").replace("}", "</m:t></m:r>")
    formula = f'<m:oMath xmlns:m="{M}">{xml}</m:oMath>'
    assert linear(parse_xml(formula)) == text
    assert read_docx(body(f"<w:p><w:r><w:t>率=</w:t></w:r>{formula}</w:p>")).text == f"率={text}"


def test_what_is_embedded_is_told() -> None:
    xml = (
        "<w:p><w:r><w:t>附表：</w:t><w:object><v:shape><v:imagedata/></v:shape>"
        "<o:OLEObject xmlns:o='urn:schemas-microsoft-com:office:office' ProgID='Excel.Sheet.12'/>"
        "</w:object></w:r><w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r></w:p>"
        "<w:altChunk r:id='x1' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/"
        "relationships'/>"
    )
    canonical = read_docx(body(xml))
    assert [(u.kind, u.text) for u in canonical.unread] == [
        ("embedded", "Excel.Sheet.12"),
        ("embedded", ""),
        ("picture", "1 张"),
    ]


def test_a_workbook_that_is_embedded_is_read() -> None:
    book = openpyxl.Workbook()
    book.active.append(["指标", "执行率"])
    book.active.append(["基本支出", 0.9979])
    book.active["B2"].number_format = "0.00%"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ole = (
        "<w:object><o:OLEObject xmlns:o='urn:schemas-microsoft-com:office:office'"
        f" xmlns:r='{relation}' ProgID='Excel.Sheet.12' r:id='x{{}}'/></w:object>"
    )
    xml = f"<w:p><w:r>{ole.format(1)}</w:r></w:p><w:tbl><w:tr>"
    xml += cell(f"<w:p><w:r><w:t>格</w:t>{ole.format(1)}</w:r></w:p>") + "</w:tr></w:tbl>"
    data = save(body(xml + f"<w:p><w:r>{ole.format(2)}</w:r></w:p>" + P.format("后文。")))
    links = "".join(
        f"<Relationship Id='x{number}' Type='t' Target='embeddings/b{number}.xlsx'/>"
        for number in (1, 2)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", f"{links}</Relationships>".encode())
            new.writestr(info.filename, content)
        new.writestr("word/embeddings/b1.xlsx", save(book))
        new.writestr("word/embeddings/b2.xlsx", b"damaged")
    canonical = read(out.getvalue())
    check(canonical)
    assert canonical.text == "指标\t执行率\n基本支出\t99.79%\n格\n后文。"
    assert ["已读取" in u.reason for u in canonical.unread] == [True, False, False]


def test_strict_names_and_other_names_of_the_main_part() -> None:
    document = docx.Document()
    document.add_heading("一、概况", 1)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(save(document))) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            content = old.read(info).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            new.writestr(info.filename.replace("document.xml", "document2.xml"), content)
    canonical = read(out.getvalue())
    assert [(b.kind, b.level) for b in canonical.blocks] == [("heading", 1)]
    assert canonical.text == "一、概况"


LISTS = """<w:numbering {ns}>
<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="目录"/>
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>
  <w:lvlText w:val="第%1条"/><w:suff w:val="space"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
  <w:lvlRestart w:val="0"/><w:lvlText w:val="（%2）"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="ideographTraditional"/>
  <w:lvlRestart w:val="1"/><w:lvlText w:val="%3、"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="目录"/></w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="2"/></w:num>
</w:numbering>"""


def test_lists_by_a_list_style_and_when_their_levels_begin_anew() -> None:
    item = "<w:p><w:pPr><w:numPr><w:ilvl w:val='{}'/><w:numId w:val='7'/></w:numPr></w:pPr>{}</w:p>"
    run = "<w:r><w:t>甲</w:t></w:r>"
    levels = (0, 1, 2, 1, 2, 0, 1, 2)
    document = body("".join(item.format(level, run) for level in levels) + item.format(0, ""))
    data = rewrite(save(document), "word/numbering.xml", LISTS.format(ns=W).encode())
    assert paragraphs(read(data)) == [
        *("第一条甲", "（1）甲", "甲、甲", "（2）甲", "乙、甲"),
        *("第二条甲", "（3）甲", "甲、甲"),
    ]
