"""Pages as the sites of government and WeChat make them: what is article, what is told."""

from __future__ import annotations

import pytest
from canonical_checks import check, paragraphs, table

from jixiao.ingest.read import read
from jixiao.model.canonical import Canonical
from jixiao.model.errors import Unreadable

NAV = "".join(f"<li><a href='/c{i}/'>栏目{i}</a></li>" for i in range(12))
BODY = "".join(
    f"<p style='text-indent:2em'>（{n}）全年支出{n}12.5万元，完成年度预算的98.7{n}%，"
    "各项重点工作按期完成，群众满意度达到预期目标。</p>"
    for n in range(1, 7)
)
FORM = (
    "<table border=1><tr><td>指标</td><td>分值</td><td>得分</td></tr>"
    "<tr><td>产出</td><td>50</td><td>48.5</td></tr><tr><td>效益</td><td>30</td><td>30</td></tr>"
    "</table>"
)
FILES = (
    "<p>附件：</p><p><img src='/icons/icon_xls.gif'>"
    "<a href='./W0202405.xlsx' title='附件1'>附件1.自评表.xlsx</a></p>"
    "<p><a href='/system/_content/download.jsp?wbfileid=12'>附件2.自评报告.pdf</a></p>"
    "<p><a href='/down.do?id=3'>附件3：打包文件</a></p>"
)
TOLD = [
    "附件1.自评表.xlsx（./W0202405.xlsx）",
    "附件2.自评报告.pdf（/system/_content/download.jsp?wbfileid=12）",
    "附件3：打包文件（/down.do?id=3）",
]
HEAD = f"<div class='top'><ul class='nav'>{NAV}</ul></div><div class='position'>当前位置：<a>首页</a></div>"
FOOT = (
    "<div class='share'>分享到：<a>微信</a><a>微博</a></div>"
    "<div class='tools'><a>【打印本页】</a><a>【关闭窗口】</a></div>"
    "<div class='related'><h3>相关信息</h3><ul>"
    + "".join(f"<li><a href='t{i}.html'>某某局关于某事的通知{i}</a></li>" for i in range(5))
    + "</ul></div><div class='footer'>主办：某县人民政府办公室 网站标识码：4400000001 粤ICP备05000001号</div>"
)
# The article as the usual systems wrap it.
SITES = {
    "trs": "<div class='xl-main'><h1>{title}</h1><div class='view TRS_UEDITOR trs_paper_default'>{body}"
    "</div><div class='fj'>{files}</div></div>",
    "hanweb": "<div class='bt_box'><div class='title'>{title}</div><div class='main-txt' id='zoom'>"
    "<!--begin-->{body}<!--end--></div>{files}</div>",
    "boda": "<form name='_newscontent_fromname'><h2>{title}</h2><div id='vsb_content_2'>"
    "<div class='v_news_content'>{body}</div></div><ul style='list-style-type:none'><li>{files}</li></ul>"
    "</form>",
    "tables": "<table width=1000><tr><td><table><tr><td class='title'>{title}</td></tr>"
    "<tr><td>来源：本站</td></tr><tr><td>{body}{files}</td></tr></table></td></tr></table>",
    "plain": "<div><div><h2>{title}</h2><div><div>{body}</div>{files}</div></div></div>",
}
TITLE = "某县水利局2023年度部门整体支出绩效自评报告"


def page(content: str) -> Canonical:
    canonical = read(f"<!DOCTYPE html><html><body>{content}</body></html>".encode())
    check(canonical)
    assert canonical.media_type == "text/html"
    return canonical


def links(canonical: Canonical) -> list[str]:
    return [u.text for u in canonical.unread]


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("few", [False, True])
def test_the_article_of_each_system(site: str, few: bool) -> None:
    article = SITES[site].format(title=TITLE, body=BODY + FORM, files=FILES)
    canonical = page(article if few else HEAD + article + FOOT)
    shown = paragraphs(canonical)
    assert shown[0] == TITLE
    assert sum(text.startswith("（") for text in shown) == 6
    assert table(canonical)[1] == ["产出", "50", "48.5"]
    assert len(canonical.grids) == 1
    assert links(canonical) == TOLD
    assert {u.kind for u in canonical.unread} == {"attachment"}
    for word in ("栏目", "打印本页", "ICP备", "分享到", "关于某事的通知"):
        assert word not in canonical.text


def test_a_list_of_attached_files_is_no_navigation() -> None:
    rows = "".join(f"<li><a href='f{i}.docx'>{i}.某项目自评表.docx</a></li>" for i in range(5))
    canonical = page(f"{HEAD}<div id='zoom'><h1>{TITLE}</h1>{BODY}<ul>{rows}</ul></div>{FOOT}")
    assert len(canonical.unread) == 5
    assert "4.某项目自评表.docx" in canonical.text


def test_wechat() -> None:
    sections = BODY.replace("<p", "<section").replace("</p>", "</section>")
    canonical = page(
        f"{HEAD}<div id='js_article'><h1 class='rich_media_title'>{TITLE}</h1>"
        f"<div id='js_content' class='rich_media_content' style='visibility: hidden; opacity: 0;'>"
        f"{sections}<p><img data-src='https://a.cn/1.jpg' data-w='1080'></p></div></div>{FOOT}"
    )
    assert paragraphs(canonical)[0] == TITLE
    assert sum(text.startswith("（") for text in paragraphs(canonical)) == 6
    assert [(u.kind, u.text) for u in canonical.unread] == [("image", "https://a.cn/1.jpg")]


def test_an_article_in_a_frame_of_the_page() -> None:
    coded = BODY.replace('"', "&quot;")
    canonical = page(f'<h1>{TITLE}</h1><iframe srcdoc="{coded}"></iframe><p>完。</p>')
    assert len(paragraphs(canonical)) == 8
    assert paragraphs(canonical)[-1] == "完。"


def test_frames_are_told() -> None:
    with pytest.raises(Unreadable, match=r"框架.*left\.htm、main\.htm"):
        read(b"<html><frameset><frame src=left.htm><frame src=main.htm></frameset></html>")
    canonical = page(
        f"<h1>{TITLE}</h1><iframe src='/pdf/viewer.html?file=/u/%E8%A1%A8.pdf'></iframe>"
        "<iframe src='/count.html'></iframe><embed src='a.pdf'>"
    )
    assert links(canonical) == ["/pdf/viewer.html?file=/u/表.pdf", "a.pdf"]


def test_pictures_are_told_and_icons_are_not() -> None:
    data = "data:image/jpeg;base64," + "A" * 5000
    canonical = page(
        f"<p>见下图。<img src='{data}' alt='自评表'></p><img src='data:image/png;base64,AAAA'>"
        "<img src='dot.png' width=1 height=1><img src='logo.png'>"
        "<table><tr><td>甲</td><td><img src='P02.jpg'></td></tr></table>"
    )
    assert links(canonical) == ["自评表（内嵌数据 image/jpeg）", "P02.jpg"]


def test_what_word_leaves_behind() -> None:
    canonical = page(
        "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->"
        "<xml><w:WordDocument><w:Zoom>100</w:Zoom></w:WordDocument></xml>"
        "<p class=MsoNormal><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;"
        "</span></span><![endif]>全年<span lang=EN-US>12.5</span>万元<o:p></o:p></p>"
        "<p><span style='display:none;mso-hide:all'>隐藏</span><o:p>&nbsp;</o:p></p>"
        "<style>/* Style Definitions */ table.MsoNormalTable{}</style>"
    )
    assert paragraphs(canonical) == ["1. 全年12.5万元"]


def test_paragraphs_of_line_ends_only() -> None:
    canonical = page("<div>　　一、概况<br/>　　全年12万元。<br><br>　　二、自评<br>优。</div>")
    assert paragraphs(canonical) == ["一、概况", "全年12万元。", "二、自评", "优。"]


def test_markup_that_was_coded_twice() -> None:
    text = "<p>一、概况</p><p>全年&nbsp;12万元</p><table><tr><td>甲</td><td>1</td></tr></table>"
    coded = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    canonical = page(f"<div>{coded}</div>")
    assert paragraphs(canonical) == ["一、概况", "全年 12万元"]
    assert table(canonical) == [["甲", "1"]]


def test_a_raised_digit_is_no_figure_of_its_own() -> None:
    assert page("<p>面积3×10<sup>4</sup>m<sup>2</sup>，见注<sup>[1]</sup></p>").text == (
        "面积3×10⁴m²，见注[¹]"
    )


def test_hidden_parts_do_not_come_back() -> None:
    canonical = page(f"<h1>{TITLE}</h1>{BODY}<div style='display:none'><p>旧版：99万元</p></div>")
    assert "旧版" not in canonical.text


def test_a_layout_table_of_one_column_is_dissolved() -> None:
    canonical = page(
        f"<table><tr><td>{TITLE}</td></tr><tr><td>甲。<br>乙。</td></tr></table>{FORM}"
    )
    assert paragraphs(canonical) == [TITLE, "甲。", "乙。"]
    assert len(canonical.grids) == 1
