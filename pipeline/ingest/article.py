"""What of a web page is the article: navigation, banners and footers are cut off."""

from __future__ import annotations

import re
from typing import Any

DROPPED = (
    "script", "style", "noscript", "nav", "footer", "aside", "button", "select", "textarea",
    "iframe", "svg", "template", "object", "embed", "video", "audio", "canvas", "map", "head",
    "datalist", "option",
)  # fmt: skip
CONTAINERS = ("div", "section", "article", "main", "td", "form", "tbody", "table", "tr", "center")
_noise = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|crumbs?|breadcrumbs?|footer|foot|header|banner|sidebar|side"
    r"|share|toolbar|copyright|pagination|pager|related|recommend|links?|friend-?links?|search)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_content = re.compile(
    r"^(?:zoom|ucap-content|trs_editor|article[-_]?content|article[-_]?body|content[-_]?text"
    r"|main[-_]?content|news[-_]?content|con[-_]?text|xxgk[-_]?content|pages_content|view)$",
    re.IGNORECASE,
)
_title = re.compile(r"title|biaoti|\bbt\b", re.IGNORECASE)
_hidden = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_imprint = re.compile(r"版权所有|ICP备|网站标识码|公网安备")
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
    for element in list(body.iter()):
        if not isinstance(element.tag, str) or element is body:
            continue
        if element.get("hidden") is not None or _hidden.search(element.get("style") or ""):
            _drop(element)


def _remove_noise(body: Any) -> None:
    total = max(plain_length(body), 1)
    for element in list(body.iter("div", "ul", "ol", "section", "td", "p", "table", "span")):
        if element.getroottree().getroot() is not body.getroottree().getroot():
            continue
        length = _length(element)
        linked = sum(_length(link) for link in element.iter("a"))
        count = sum(1 for _ in element.iter("a"))
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if (length and linked > 0.6 * length and count >= 3) or (
            _noise.search(named) and length - linked < 0.1 * total and not _has_title(element)
        ):
            _drop(element)


def _remove_imprint(body: Any) -> None:
    for element in list(body.iter("div", "p", "span", "li", "center")):
        length = _length(element)
        text = "".join(element.itertext()) if 0 < length < 200 else ""
        if _imprint.search(text) or (length < 30 and _button.search(text)):
            _drop(element)


def _main_part(body: Any) -> Any:
    total = plain_length(body)
    best = body
    for element in body.iter("article", "main", "div", "td", "section"):
        named = element.tag in ("article", "main") or any(
            _content.match(name)
            for name in [element.get("id") or "", *(element.get("class") or "").split()]
        )
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
