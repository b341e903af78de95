"""The tables of PDF pages as pdfplumber and camelot find them, in an interpreter of its own.

Nothing of jixiao is imported here. ``table_peers.py FILE...`` writes one line of JSON for each
file: for each reader a list of tables, each a page (counted from 1), a box (x0, y0, x1, y1 in
points from the top left) and rows of cells; ``null`` is a place that another cell covers.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time

import camelot
import pdfplumber


def by_pdfplumber(path: str) -> list[dict]:
    """All tables that pdfplumber finds with its usual settings."""
    found = []
    with pdfplumber.open(path) as document:
        for page in document.pages:
            for table in page.find_tables():
                rows = table.extract()
                found.append({"page": page.page_number, "box": table.bbox, "rows": rows})
    return found


def by_camelot(path: str) -> list[dict]:
    """All tables that camelot finds by their ruling."""
    with pdfplumber.open(path) as document:
        heights = [float(page.height) for page in document.pages]
    found = []
    for table in camelot.read_pdf(path, pages="all", flavor="lattice", suppress_stdout=True):
        left, bottom, right, top = table._bbox
        height = heights[table.page - 1]
        box = (left, height - top, right, height - bottom)
        found.append({"page": table.page, "box": box, "rows": table.df.values.tolist()})
    return found


READERS = {"pdfplumber": by_pdfplumber, "camelot": by_camelot}


def main() -> None:
    """Read the files that are named. Chatter of the libraries goes to stderr."""
    for path in sys.argv[1:]:
        answer = {}
        for name, reader in READERS.items():
            started = time.process_time()
            with contextlib.redirect_stdout(sys.stderr):
                tables = reader(path)
            answer[name] = {"seconds": time.process_time() - started, "tables": tables}
        print(json.dumps(answer, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
