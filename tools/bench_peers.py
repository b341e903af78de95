"""Other software on the same lines, in an interpreter of its own: asked over a pipe, timed inside.

Seconds are those of the processor, so that a busy machine does not slow one and spare another.

Nothing of jixiao is imported here. A request is a line of JSON, ``{"name": …, "lines": […]}``;
the answer to it is ``{"seconds": …, "found": …}``. The first line out names what is there.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable

Work = Callable[[str], list]


def jieba_words() -> Work:
    """Jieba's words."""
    import jieba

    return jieba.lcut


def jionlp_money() -> Work:
    """JioNLP's money figures."""
    import jionlp

    return jionlp.ner.extract_money


def recognizers_currency() -> Work:
    """Recognizers-Text's money figures."""
    return _unit_models("currency")


def recognizers_numbers() -> Work:
    """Recognizers-Text's numbers and percentages, and its numbers with currency and other units."""
    from recognizers_number import Culture, NumberRecognizer

    plain = NumberRecognizer(Culture.Chinese)
    models = [plain.get_number_model(), plain.get_percentage_model()]
    units = _unit_models("currency", "dimension")
    return lambda line: [*(found for m in models for found in m.parse(line)), *units(line)]


def _unit_models(*kinds: str) -> Work:
    from recognizers_number_with_unit import Culture, NumberWithUnitRecognizer

    recognizer = NumberWithUnitRecognizer(Culture.Chinese)
    models = [getattr(recognizer, f"get_{k}_model")(Culture.Chinese, False) for k in kinds]
    return lambda line: [found for m in models for found in m.parse(line)]


PEERS = {
    "jieba": jieba_words,
    "jionlp": jionlp_money,
    "recognizers_currency": recognizers_currency,
    "recognizers_numbers": recognizers_numbers,
}
WARM_UP = "2023年财政拨款收入1,234.56万元，同比增长5.2%，新建道路12公里。"


def main() -> None:
    """Answer requests until the pipe closes. Chatter of the libraries goes to stderr."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    ready: dict[str, Work] = {}
    missing: dict[str, str] = {}
    for name, make in PEERS.items():
        with contextlib.redirect_stdout(sys.stderr):
            try:
                ready[name] = make()
                ready[name](WARM_UP)
            except Exception as error:
                missing[name] = f"{type(error).__name__}: {error}"
    print(json.dumps({"ready": list(ready), "missing": missing}), file=answers, flush=True)
    for request in sys.stdin:
        asked = json.loads(request)
        work = ready[asked["name"]]
        lines = asked["lines"]
        started = time.process_time()
        found = sum(len(work(line)) for line in lines)
        seconds = time.process_time() - started
        print(json.dumps({"seconds": seconds, "found": found}), file=answers, flush=True)


if __name__ == "__main__":
    main()
