"""No reader follows a link, whatever a file points at."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import openpyxl
from archive_maker import make_mail
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from jixiao.ingest.archives import opened
from jixiao.ingest.read import read

TEXT = "全年支出419.86万元。"


def test_html(visits: list[str], server: str) -> None:
    page = (
        f"<!DOCTYPE html SYSTEM '{server}/x.dtd'><html><head><base href='{server}/'>"
        f"<link rel=stylesheet href='{server}/x.css'><script src='{server}/x.js'></script>"
        f"<meta http-equiv=refresh content='0;url={server}/y'></head><body><p>{TEXT}"
        f"<img src='{server}/x.png'><iframe src='{server}/z'></iframe>"
        f"<object data='{server}/x.svg'></object><svg><image href='{server}/i.png'/></svg>"
        f"</body></html>"
    )
    assert TEXT in read(page.encode()).text
    assert visits == []


def test_docx(visits: list[str], server: str) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph(TEXT)
    part = document.part
    image = part.relate_to(f"{server}/x.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    template = RELATIONSHIP_TYPE.IMAGE.replace("image", "attachedTemplate")
    part.relate_to(f"{server}/x.dotx", template, is_external=True)
    chunk = part.relate_to(f"{server}/x.html", RELATIONSHIP_TYPE.A_F_CHUNK, is_external=True)
    blip = f'<a:blip {nsdecls("a", "r")} r:link="{image}"/>'
    paragraph.add_run()._r.append(parse_xml(blip))
    document.element.body.insert(0, parse_xml(f'<w:altChunk {nsdecls("w", "r")} r:id="{chunk}"/>'))
    assert document.element.body[0].get(qn("r:id")) == chunk
    out = io.BytesIO()
    document.save(out)
    assert TEXT in read(out.getvalue()).text
    assert visits == []


def test_xlsx(visits: list[str], server: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([TEXT, f'=WEBSERVICE("{server}/x")', f"='[{server}/x.xlsx]Sheet1'!A1"])
    sheet["A2"] = f'=HYPERLINK("{server}/y")'
    sheet["A1"].hyperlink = f"{server}/z"
    out = io.BytesIO()
    book.save(out)
    assert TEXT in read(out.getvalue()).text
    assert visits == []


def test_mail(visits: list[str], server: str) -> None:
    page = f"<html><body><p>{TEXT}</p><img src='{server}/x.png'></body></html>"
    archive = opened(make_mail(TEXT, {}, page))
    assert archive is not None
    assert TEXT in read(archive.read("正文.html")).text
    assert visits == []


def test_an_entity_that_is_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", "utf-8")
    entity = f"<!DOCTYPE html [<!ENTITY x SYSTEM '{secret.as_uri()}'>]>"
    page = f"{entity}<html><head></head><body><p>{TEXT}&x;</p></body></html>"
    text = read(page.encode()).text
    assert TEXT in text
    assert "SECRET" not in text
