"""What of a web page is the article: navigation, banners and footers are cut off."""

from __future__ import annotations

import re
from typing import Any

from .links import is_attachment

DROPPED = (
    "script", "style", "noscript", "nav", "footer", "aside", "button", "select", "textarea",
    "svg", "template", "video", "audio", "canvas", "map", "head", "datalist", "option", "xml",
)  # fmt: skip
CONTAINERS = ("div", "section", "article", "main", "td", "form", "tbody", "table", "tr", "center")
_noise = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|crumbs?|breadcrumbs?|footer|foot|header|banner|sidebar|side"
    r"|share|toolbar|copyright|pagination|pager|related|recommend|links?|friend-?links?|search)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
# The names that the usual systems of government sites and WeChat give the article.
_content = re.compile(
    r"^(?:zoom|ucap-?content|trs_(?:ueditor|editor|paper_default)|view|pages_content|artibody"
    r"|vsb_content(?:_\d+)?|v_news_content|js_content|rich_media_content|txt_txt|con_con|nr_con"
    r"|(?:article|content|main|news|con|detail|details|info|xxgk|zw|wz|xl)[-_]?"
    r"(?:content|body|text|txt|con|nr|article|detail))$",
    re.IGNORECASE,
)
_title = re.compile(r"title|biaoti|\bbt\b", re.IGNORECASE)
_hidden = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
_imprint = re.compile(r"版权所有|ICP备|网站标识码|公网安备")
_place = re.compile(r"\s*(?:您|你|当前|现在|目前)[^:：\d]{0,6}位置\s*[:：]")
_button = re.compile(r"打印本页|关闭窗口|扫一扫|分享到|【打印】|字体：|返回顶部")


def article(body: Any) -> Any:
    """The element that holds the article; all that is surely none is removed from it."""
    links = sum(1 for _ in body.iter("a"))
    _remove_by_tag(body)
    if links >= 8:
        _remove_noise(body)
    _remove_imprint(body)
    return _main_part(body) if links >= 8 else body


def plain_length(element: Any) -> int:
    """How much text an element holds outside of links."""
    return max(_length(element) - sum(_length(link) for link in element.iter("a")), 0)


def _remove_by_tag(body: Any) -> None:
    for element in list(body.iter(*DROPPED)):
        _drop(element)
    for header in list(body.iter("header")):
        if next(header.iterancestors("article", "main"), None) is None and not _has_title(header):
            _drop(header)
    _remove_hidden(body)


def _remove_hidden(body: Any) -> None:
    """Drop what a reader does not see; an article that a script would show stays."""
    half = 0.5 * _length(body)
    for element in list(body.iter()):
        if not isinstance(element.tag, str) or element is body:
            continue
        hidden = element.get("hidden") is not None or _hidden.search(element.get("style") or "")
        if hidden and not (_length(element) > half > 0 and _is_content(element)):
            _drop(element)


def _is_content(element: Any) -> bool:
    """Whether an element is named as the article, or is one of paragraphs."""
    names = [element.get("id") or "", *(element.get("class") or "").split()]
    return any(map(_content.match, names)) or sum(1 for _ in element.iter("p", "section")) >= 5


def _remove_noise(body: Any) -> None:
    total = max(plain_length(body), 1)
    for element in list(body.iter("div", "ul", "ol", "section", "td", "p", "table", "span")):
        if element.getroottree().getroot() is not body.getroottree().getroot():
            continue
        length = _length(element)
        linked = sum(_length(link) for link in element.iter("a"))
        count = sum(1 for _ in element.iter("a"))
        files = sum(1 for link in element.iter("a") if _is_file(link))
        if 2 * files >= max(count, 1):
            continue
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if (length and linked > 0.6 * length and count >= 3) or (
            _noise.search(named) and length - linked < 0.1 * total and not _has_title(element)
        ):
            _drop(element)


def _is_file(link: Any) -> bool:
    return is_attachment(link.get("href") or "", "".join(link.itertext()))


def _remove_imprint(body: Any) -> None:
    for element in list(body.iter("div", "p", "span", "li", "center")):
        length = _length(element)
        text = "".join(element.itertext()) if 0 < length < 200 else ""
        if (
            _imprint.search(text)
            or (length < 120 and _place.match(text))
            or (length < 30 and _button.search(text))
        ):
            _drop(element)


def _main_part(body: Any) -> Any:
    total = plain_length(body)
    best = body
    for element in body.iter("article", "main", "div", "td", "section"):
        names = [element.get("id") or "", *(element.get("class") or "").split()]
        named = element.tag in ("article", "main") or any(map(_content.match, names))
        if named and plain_length(element) >= 0.5 * total:
            best = element
    if best is body:
        best = _descend(body)
    return _with_title(best, body)


def _descend(element: Any) -> Any:
    """The deepest container that still holds nearly all text."""
    total = plain_length(element)
    current = element
    while True:
        inner = [
            child
            for child in current
            if child.tag in CONTAINERS and plain_length(child) >= 0.9 * total
        ]
        if not inner:
            break
        current = inner[0]
    while current is not element and current.tag in ("tbody", "tr", "table", "td"):
        current = current.getparent()
    return current


def _with_title(element: Any, body: Any) -> Any:
    """The element, or the nearest one round it that also holds the title of the page."""
    if _has_title(element):
        return element
    for above in element.iterancestors():
        if _has_title(above) and plain_length(above) <= 1.3 * plain_length(element) + 200:
            return above
        if above is body:
            break
    return element


def _has_title(element: Any) -> bool:
    return any(
        child.tag in ("h1", "h2")
        or _title.search(f"{child.get('class') or ''} {child.get('id') or ''}") is not None
        for child in element.iter("h1", "h2", "div", "p", "span", "td")
        if _length(child)
    )


def _length(element: Any) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _drop(element: Any) -> None:
    """Remove an element and keep the text after it."""
    if element.getparent() is not None:
        element.drop_tree()
