"""List numbers that a number follows without a blank: 5.6座 behind the line 4.… is 5. and 6座."""

from __future__ import annotations

import re

_LINE = re.compile(r"(?:^|\t)[ ]{0,4}(\d{1,2})[.、](\d?)", re.MULTILINE)


def run_on_numbers(folded: str) -> dict[int, int]:
    """Where list numbers stand that look like the whole part of a decimal, and where they end.

    The list shows them: the line before in it has the number before, and no digit behind it.
    """
    found: dict[int, int] = {}
    last = 0
    for line in _LINE.finditer(folded):
        number, run_on = int(line.group(1)), bool(line.group(2))
        if run_on and number != last + 1:
            last = 0
            continue
        if run_on and number > 1:
            found[line.start(1)] = line.end(1) + 1
        last = number
    return found
