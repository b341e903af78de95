"""Blocks as a Word document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from .frozen import freeze_zip
from .markup import Block, cells


def write_docx(meta: dict[str, str], blocks: list[Block], out: Path, font: str = "宋体") -> None:
    """One document as docx."""
    document: Any = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    if meta.get("landscape") == "true":
        page.orientation = WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = page.page_height, page.page_width
    page.left_margin = page.right_margin = Cm(2.6)
    style = document.styles["Normal"]
    style.font.size = Pt(12)
    style.font.name = font
    style.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    if "running_head" in meta:
        page.header.paragraphs[0].text = meta["running_head"]
    if meta.get("page_numbers") == "true":
        add_page_number(page.footer.paragraphs[0])
    for block in blocks:
        if block.kind == "table":
            add_table(document, block.rows, meta.get("repeat_heads") == "true")
        elif block.kind == "page":
            document.add_page_break()
        elif block.kind != "blank":
            add_paragraph(document, block)
    if blocks[-1].kind == "table":
        document.add_paragraph()  # as Word does; LibreOffice loses the cells of a doc without it
    document.save(str(out))
    freeze_zip(out)


def add_paragraph(document: Any, block: Block) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(block.text)
    run.bold = block.kind != "text"
    paragraph.paragraph_format.line_spacing = 1.4
    paragraph.paragraph_format.space_after = Pt(2)
    if block.kind == "title":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run.font.size = Pt(18)
    else:
        paragraph.paragraph_format.first_line_indent = Pt(24)


def add_page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    page_field = OxmlElement("w:fldSimple")
    page_field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(page_field)
    paragraph.add_run(" —")


def add_table(document: Any, rows: list[list[str]], repeat_head: bool) -> None:
    width = max(map(len, rows))
    table = document.add_table(rows=len(rows), cols=width)
    table.style = "Table Grid"
    if repeat_head:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    printed = table._cells  # table.cell() lists them all at every call
    for cell in cells(rows):
        target = printed[cell.row * width + cell.column]
        if cell.rows * cell.columns > 1:
            last = (cell.row + cell.rows - 1) * width + cell.column + cell.columns - 1
            target = target.merge(printed[last])
        first, *rest = cell.text.split("<br>")
        target.text = first
        for text in rest:
            target.add_paragraph(text)
        for paragraph in target.paragraphs:
            paragraph.paragraph_format.space_after = Pt(0)
            for run in paragraph.runs:
                run.font.size = Pt(10)
