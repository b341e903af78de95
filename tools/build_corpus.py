"""Build the files of corpus/ from the light-markup sources in tools/corpus_sources/.

usage: python tools/build_corpus.py [SOURCE ...]     (names without .md; none means all)

A source starts with `key: value` lines between two `---`: `file`, and where wanted `encoding`,
`running_head`, `page_numbers`, and for web pages `site`, `icp`, `phone`, `published`. Then

    # title            ## heading as printed            one paragraph a line
    | cell | cell |    `^` merged with the cell above, `<` with the one to the left, `<br>` breaks
    [page]             page break (xlsx: next sheet)
"""

import argparse
import html
import re
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tools" / "corpus_sources"
CORPUS = ROOT / "corpus"
NUMBER = re.compile(
    r"(?P<digits>-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,14})(?:\.\d+)?)(?P<pct>%?)"
)

# What a PDF says of the moment of its making; frozen at equal length, for its offsets must hold.
VOLATILE_PDF = re.compile(
    rb"(CreationDate\(D:|DocChecksum /|/ID \[ <|(?<=>)\s+<)([0-9A-F]{14,32})(?=[>Z\s])"
)


@dataclass
class Block:
    """A piece of a source: kind is title, heading, text, table, page or blank."""

    kind: str
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)


@dataclass
class Cell:
    """A printed cell with the area it covers."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


def parse(path: Path) -> tuple[dict[str, str], list[Block]]:
    """The front matter and the blocks of a source."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    meta = {k.strip(): v.strip() for k, v in (ln.split(":", 1) for ln in head.splitlines() if ln)}
    blocks: list[Block] = []
    for line in body.splitlines():
        block = parse_line(line)
        if block.kind == "table" and blocks and blocks[-1].kind == "table":
            blocks[-1].rows += block.rows
        else:
            blocks.append(block)
    return meta, blocks


def parse_line(line: str) -> Block:
    """One line of markup as a block of its own."""
    bare = line.strip()
    if not bare:
        return Block("blank")
    if bare == "[page]":
        return Block("page")
    if bare.startswith("|"):
        return Block("table", rows=[[c.strip() for c in bare.strip("|").split("|")]])
    if bare.startswith("## "):
        return Block("heading", bare[3:])
    if bare.startswith("# "):
        return Block("title", bare[2:])
    return Block("text", line.rstrip())


def cells(rows: list[list[str]]) -> list[Cell]:
    """The printed cells of a grid, each with its span."""
    width = max(len(row) for row in rows)
    grid = [row + [""] * (width - len(row)) for row in rows]
    found: dict[tuple[int, int], Cell] = {}
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            if text == "<" and c:
                grid_origin = origin(grid, r, c - 1)
            elif text == "^" and r:
                grid_origin = origin(grid, r - 1, c)
            else:
                found[r, c] = Cell(r, c, 1, 1, text)
                continue
            cell = found[grid_origin]
            cell.rows = max(cell.rows, r - cell.row + 1)
            cell.columns = max(cell.columns, c - cell.column + 1)
    return list(found.values())


def origin(grid: list[list[str]], r: int, c: int) -> tuple[int, int]:
    """Where the merged area that holds (r, c) begins."""
    while (grid[r][c] == "<" and c) or (grid[r][c] == "^" and r):
        r, c = (r, c - 1) if grid[r][c] == "<" else (r - 1, c)
    return r, c


def write_txt(meta: dict[str, str], blocks: list[Block], out: Path) -> None:
    lines: list[str] = []
    for block in blocks:
        if block.kind == "table":
            lines += ["\t".join("" if c in ("^", "<") else c for c in row) for row in block.rows]
        else:
            lines.append("\n" if block.kind == "page" else block.text)
    text = "\n".join(lines).strip("\n").replace("<br>", " ") + "\n"
    out.write_bytes(text.encode(meta.get("encoding", "utf-8")))


def write_docx(meta: dict[str, str], blocks: list[Block], out: Path, font: str = "宋体") -> None:
    document: Any = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
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
            add_table(document, block.rows)
        elif block.kind == "page":
            document.add_page_break()
        elif block.kind != "blank":
            add_paragraph(document, block)
    document.save(str(out))
    freeze(out)


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


def add_table(document: Any, rows: list[list[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    table.style = "Table Grid"
    for cell in cells(rows):
        last = table.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1)
        target = table.cell(cell.row, cell.column).merge(last)
        first, *rest = cell.text.split("<br>")
        target.text = first
        for text in rest:
            target.add_paragraph(text)
        for paragraph in target.paragraphs:
            paragraph.paragraph_format.space_after = Pt(0)
            for run in paragraph.runs:
                run.font.size = Pt(10)


def write_pdf(meta: dict[str, str], blocks: list[Block], out: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / f"{out.stem}.docx"
        write_docx(meta, blocks, draft, font="Noto Serif CJK SC")
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
        command += ["--convert-to", "pdf", "--outdir", str(out.parent), str(draft)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    frozen = VOLATILE_PDF.sub(lambda m: m[1] + b"0" * len(m[2]), out.read_bytes())
    out.write_bytes(frozen.replace(b"D:00000000000000", b"D:20240101000000"))


def write_html(meta: dict[str, str], blocks: list[Block], out: Path) -> None:
    title = "".join(b.text for b in blocks if b.kind == "title") or out.stem
    page = HTML_PAGE.format(
        title=html.escape(title),
        site=html.escape(meta.get("site", "人民政府门户网站")),
        icp=html.escape(meta.get("icp", "ICP备00000000号-1")),
        phone=html.escape(meta.get("phone", "12345")),
        published=html.escape(meta.get("published", "2024-06-28 10:20")),
        body="\n".join(html_block(b) for b in blocks if b.kind not in ("blank", "page")),
    )
    out.write_text(page, encoding=meta.get("encoding", "utf-8"))


def html_block(block: Block) -> str:
    if block.kind == "table":
        return html_table(block.rows)
    text = html.escape(block.text.strip())
    if block.kind == "title":
        return f'<p class="title" style="text-align:center"><strong>{text}</strong></p>'
    if block.kind == "heading":
        return f"<p><strong>　　{text}</strong></p>"
    return f"<p>　　{text}</p>"


def html_table(rows: list[list[str]]) -> str:
    printed: list[list[str]] = [[] for _ in rows]
    for cell in cells(rows):
        span = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
        span += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        text = "<br>".join(html.escape(part) for part in cell.text.split("<br>"))
        printed[cell.row].append(f"<td{span}>{text}</td>")
    body = "\n".join(f"<tr>{''.join(row)}</tr>" for row in printed)
    return f'<table border="1" cellspacing="0">\n<tbody>\n{body}\n</tbody>\n</table>'


HTML_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}_{site}</title>
<style>body{{font-family:sans-serif}}.article{{width:900px;margin:auto}}</style>
<script>window.pageview = function () {{ return "100%"; }};</script>
</head>
<body>
<div class="header"><a href="/">{site}</a>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>
<li><a href="/zwfw/">政务服务</a></li><li><a href="/hdjl/">互动交流</a></li></ul></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt;
<a href="/zwgk/czxx/">财政信息</a> &gt; 绩效信息</div>
<div class="article">
<h1>{title}</h1>
<div class="info"><span>发布时间：{published}</span> <span>来源：本网</span>
<span>字体：[大 中 小]</span> <a href="javascript:window.print()">打印</a></div>
<div class="content">
{body}
</div>
<div class="pager">上一篇：没有了　下一篇：财政信息公开指南</div>
</div>
<div class="footer"><p>{site}　版权所有　<a href="/sitemap/">网站地图</a></p>
<p>备案号：{icp}　联系电话：{phone}</p></div>
</body>
</html>
"""


def write_xlsx(meta: dict[str, str], blocks: list[Block], out: Path) -> None:
    book = Workbook()
    width = max((len(row) for b in blocks for row in b.rows), default=1)
    sheet: Any = None
    row = 1
    for block in [Block("page"), *blocks]:
        if block.kind == "page":
            sheet = book.create_sheet(f"Sheet{len(book.sheetnames)}")
            row = 1
        elif block.kind == "table":
            fill_sheet(sheet, row, block.rows)
            row += len(block.rows)
        elif block.kind != "blank":
            line = sheet.cell(row, 1, block.text)
            line.font = Font(bold=block.kind != "text")
            align = "center" if block.kind == "title" else "left"
            line.alignment = Alignment(horizontal=align, wrap_text=True)
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
            row += 1
    del book["Sheet"]
    book.save(out)
    freeze(out)


def fill_sheet(sheet: Any, top: int, rows: list[list[str]]) -> None:
    line = Side(style="thin")
    for cell in cells(rows):
        target = sheet.cell(top + cell.row, cell.column + 1)
        target.value, target.number_format = typed(cell.text)
        if isinstance(target.value, str):
            target.data_type = "s"  # =100% is an indicator value here, no formula
        target.alignment = Alignment(wrap_text=True, vertical="center")
        target.border = Border(line, line, line, line)
        if cell.rows * cell.columns > 1:
            sheet.merge_cells(
                start_row=top + cell.row,
                end_row=top + cell.row + cell.rows - 1,
                start_column=cell.column + 1,
                end_column=cell.column + cell.columns,
            )
    for column in range(1, max(map(len, rows)) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 16


def typed(text: str) -> tuple[Any, str]:
    """A cell's value and the number format that shows it as the source prints it."""
    match = NUMBER.fullmatch(text)
    if not match:
        return text.replace("<br>", "\n") or None, "General"
    digits, percent = match["digits"], match["pct"]
    places = len(digits.partition(".")[2])
    shown = ("#,##0" if "," in digits else "0") + ("." + "0" * places if places else "") + percent
    value = Decimal(digits.replace(",", "")) / (100 if percent else 1)
    return (int(value) if value == value.to_integral_value() else float(value)), shown


def freeze(path: Path) -> None:
    """Give a zipped document fixed times: the same source gives the same bytes."""
    with zipfile.ZipFile(path) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2024-01-01T00:00:00Z", data)
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)


WRITERS = {
    ".txt": write_txt,
    ".docx": write_docx,
    ".pdf": write_pdf,
    ".html": write_html,
    ".xlsx": write_xlsx,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sources", nargs="*", help="source names; all when none is given")
    names = parser.parse_args().sources or sorted(p.stem for p in SOURCES.glob("*.md"))
    CORPUS.mkdir(exist_ok=True)
    for name in names:
        meta, blocks = parse(SOURCES / f"{name.removesuffix('.md')}.md")
        out = CORPUS / meta["file"]
        WRITERS[out.suffix](meta, blocks, out)
        print(out.relative_to(ROOT))


if __name__ == "__main__":
    main()
