"""Blocks as a web page with the navigation and the footer of an office's site round them."""

from __future__ import annotations

import html
from pathlib import Path

from .markup import Block, cells

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


def write_html(meta: dict[str, str], blocks: list[Block], out: Path) -> None:
    """One document as a web page, in the encoding that its source names."""
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
