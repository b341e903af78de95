"""How large a file may be. Every limit is checked before anything is decoded or inflated."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

FILE_BYTES = 200 * MEGABYTE
TEXT_BYTES = 20 * MEGABYTE
INFLATED_BYTES = 200 * MEGABYTE
PDF_PAGES = 2000
TABLE_CELLS = 1_000_000
TABLE_COLUMNS = 500
RAW_CELLS = 2_000_000
CONVERT_SECONDS = 120
PAGE_PIXELS = 60_000_000
SCANNED_PAGES = 300
ARCHIVE_DEPTH = 3  # an archive in an archive in an archive
ARCHIVE_MEMBERS = 10_000
ARCHIVE_BYTES = 2048 * MEGABYTE
INFLATION = 200  # times; documents shrink to a third at best to a fiftieth, pages of nothing more
INFLATION_FROM = 20 * MEGABYTE  # from which on a member that inflates beyond reason is refused
