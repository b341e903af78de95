"""Web pages: the article, headings, tables with spans, encodings."""

from __future__ import annotations

import pytest
from canonical_checks import cell_text, check, paragraphs, spans, table
from hypothesis import given
from hypothesis import strategies as st

from jixiao.ingest.read import read
from jixiao.model.canonical import Canonical
from jixiao.model.errors import Unreadable

SITE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>某县人民政府</title>
<script>var a = "100万元";</script><style>p{{}}</style></head><body>
<div class="header"><a href="/">首页</a><ul class="nav"><li><a>政务公开</a></li><li><a>新闻</a></li>
<li><a>服务</a></li><li><a>互动</a></li></ul></div>
<div class="crumbs">当前位置：<a>首页</a> &gt; <a>财政信息</a> &gt; <a>绩效</a></div>
<div class="main"><h1>2023年度绩效自评报告</h1><div class="info">发布时间：2024-06-01</div>
<div class="box">{article}</div></div>
<div class="side"><ul><li><a>其他文章一</a></li><li><a>其他文章二</a></li><li><a>其他三</a></li>
</ul></div>
<div>版权所有：某县人民政府 粤ICP备1号</div></body></html>"""
ARTICLE = "<p>　　一、部门概况</p>" + "<p>全年支出40,036.38万元，完成率99.79%。</p>" * 5


def read_html(text: str, encoding: str = "utf-8") -> Canonical:
    canonical = read(text.encode(encoding))
    check(canonical)
    assert canonical.media_type == "text/html"
    return canonical


def page(content: str) -> Canonical:
    return read_html(f"<html><body>{content}</body></html>")


def test_only_the_article_stays() -> None:
    canonical = read_html(SITE.format(charset="utf-8", article=ARTICLE))
    assert paragraphs(canonical) == [
        "2023年度绩效自评报告",
        "发布时间：2024-06-01",
        "一、部门概况",
        *["全年支出40,036.38万元，完成率99.79%。"] * 5,
    ]
    assert (canonical.blocks[0].kind, canonical.blocks[0].level) == ("heading", 1)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("gb2312", "gb18030"),
        ("utf-8", "gb18030"),
        ("gbk", "utf-8"),
        ("iso-8859-1", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("utf-16", "utf-16"),
    ],
)
def test_declared_and_true_encodings(declared: str, encoding: str) -> None:
    canonical = read_html(SITE.format(charset=declared, article=ARTICLE), encoding)
    assert "全年支出40,036.38万元" in canonical.text


def test_chinese_far_behind_ascii() -> None:
    text = "<html><body><!--" + "x" * 100_000 + "--><p>全年支出十二万元</p></body></html>"
    assert read_html(text, "gb18030").text == "全年支出十二万元"


def test_a_plain_page_is_kept_whole() -> None:
    canonical = page("<h2>标题</h2>正文<div>甲<br>乙</div><p>丙</p>末尾")
    assert paragraphs(canonical) == ["标题", "正文", "甲", "乙", "丙", "末尾"]


def test_a_figure_for_visitors_in_the_report_is_kept() -> None:
    text = (
        "门户网站浏览次数达1.2万次，扫一扫即可分享到朋友圈，为群众办事提供了便利，满意度明显提高。"
    )
    article = ARTICLE + f"<p>{text}</p>"
    assert text in read_html(SITE.format(charset="utf-8", article=article)).text


def test_white_space() -> None:
    canonical = page("<p>全年\n 支出 <b>12.5</b>\n万元，\n其中</p><p>甲&nbsp;乙</p>")
    assert paragraphs(canonical) == ["全年支出 12.5 万元，其中", "甲 乙"]


def test_tables_with_spans() -> None:
    canonical = page(
        "<table><thead><tr><th rowspan=2>指标</th><th colspan='2'>得分</th></tr></thead>"
        "<tr><td>自评</td><td>复核</td></tr>"
        "<tr><td>产出<p>数量</p></td><td>1</td><td></td></tr>"
        "<tr><td rowspan=0>x</td><td>2<br>3</td></tr></table>"
    )
    assert spans(canonical) == {(1, 1): (2, 1), (1, 2): (1, 2)}
    assert table(canonical)[1:] == [["自评", "复核"], ["产出\n数量", "1", ""], ["x", "2\n3"]]
    assert cell_text(canonical, 2, 3) == "复核"


def test_layout_tables_are_dissolved() -> None:
    inner = "<table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>"
    canonical = page(
        f"<table><tr><td>导航</td><td><h1>报告</h1><p>正文正文</p>{inner}</td></tr></table>"
    )
    assert len(canonical.grids) == 1
    assert table(canonical) == [["甲", "1"], ["乙", "2"]]
    assert paragraphs(canonical) == ["导航", "报告", "正文正文"]


def test_a_form_with_long_cells_is_a_table() -> None:
    goals = "".join(f"<p>任务{i}：完成道路养护和危桥改造等工作。</p>" for i in range(6))
    rows = "".join(f"<tr><td>指标{i}</td><td>{i}</td></tr>" for i in range(6))
    canonical = page(f"<table><tr><td>目标</td><td>{goals}</td></tr>{rows}</table>")
    assert len(canonical.grids) == 1
    assert len(cell_text(canonical, 1, 2).split("\n")) == 6


def test_tick_boxes_and_form_controls() -> None:
    canonical = page(
        "<p><input type=checkbox checked>优<input type=checkbox>良<input type=text value=12>"
        "<button>提交</button><select><option>一</option></select></p>"
    )
    assert canonical.text == "☑优□良"


def test_ordered_lists() -> None:
    assert page("<ol start=3><li>甲<li>乙</ol>").text == "3. 甲\n4. 乙"
    assert page("<ol><li>1.甲<li>2.乙</ol>").text == "1.甲\n2.乙"


def test_hidden_text_goes() -> None:
    assert page("<p>甲<span style='display: none'>9万元</span></p><p hidden>乙</p>").text == "甲"


def test_text_is_not_html_because_of_a_few_tags() -> None:
    text = "绩效目标\t<p>目标1</p> <p>目标2</p>\n等级\t<input type='checkbox'> 优\n"
    assert read(text.encode()).media_type == "text/plain"


def test_a_page_without_text() -> None:
    with pytest.raises(Unreadable, match="没有任何文字"):
        page("<script>1</script>")


def test_control_characters_are_no_text() -> None:
    assert page("<p>甲\x0b乙</p><script>1</script>\x1c丙<p>丁").text == "甲乙\n丙\n丁"


def test_deep_and_wide_pages() -> None:
    assert page("<font>" * 5000 + "甲<p>乙").text == "甲\n乙"
    with pytest.raises(Unreadable, match="过深"):
        page("<div>" * 5000 + "甲")
    assert page("<table><tr><td colspan=100000 rowspan=100000>甲</td><td>乙</td></tr></table>").text


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<table>",
                "</table>",
                "<tr>",
                "<td>",
                "<td rowspan=2>",
                "<td colspan=3>",
                "</td>",
                "<br>",
                "<ol>",
                "<li>",
                "<h2>",
                "甲",
                "12.5万元",
                " ",
                "\n",
                "&nbsp;",
                "<div>",
                "</div>",
                "<a>x</a>",
            ]
        ),
        max_size=40,
    )
)
def test_any_page_is_sound(parts: list[str]) -> None:
    try:
        page("甲" + "".join(parts))
    except Unreadable:
        return


def test_a_page_with_nothing_to_parse_is_refused_with_advice() -> None:
    with pytest.raises(Unreadable, match="重新下载"):
        read(b"<!DOCTYPE html><!-- only a comment -->")
