"""The folder that a browser or Office lays beside a saved page: what of it may be a document."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePath

_FOLDER_ENDS = ("_files", ".files", "_file")
_PAGES = (".htm", ".html", ".xhtml")
_DOCUMENTS = frozenset(
    (".htm", ".html", ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".et", ".csv", ".rtf")
)
_PICTURES = frozenset((".png", ".jpg", ".jpeg", ".bmp", ".webp", ".tif", ".tiff"))
SMALLEST_PICTURE = 50_000  # bytes; a scanned page takes more, buttons and banners take less


def is_page_folder(name: str, beside: Collection[str]) -> bool:
    """Whether a folder belongs to a saved page that stands beside it: 报告_files, 报告.html."""
    ends = [end for end in _FOLDER_ENDS if name.endswith(end)]
    return any(name.removesuffix(end) + page in beside for end in ends for page in _PAGES)


def may_be_document(name: str, size: int) -> bool:
    """Whether a file in such a folder may be a document: no style sheet, script or small picture.

    Excel keeps each sheet of a saved workbook as a page there, a site its scanned pages.
    """
    kind = PurePath(name).suffix.lower()
    return kind in _DOCUMENTS or (kind in _PICTURES and size >= SMALLEST_PICTURE)
