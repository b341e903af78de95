"""Text to tables on one core, beside other software on the same lines, in turns.

Seconds are those of the processor, so that a busy machine does not slow one and spare another.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jixiao.document import Pipeline
from jixiao.ingest.read import read
from jixiao.model.canonical import Canonical
from jixiao.model.errors import Unreadable
from jixiao.model.tables import Document

LONG = 1_000_000  # characters of the long text
_PROSE = frozenset(("narrative_report", "project_report"))
_SUFFIXES = frozenset((".txt", ".pdf", ".docx", ".html", ".xlsx"))
SHA256 = "0" * 64
# Characters that the slow ones get in a round; all others get the whole text.
SAMPLE = {"jionlp": 60_000, "recognizers_currency": 20_000, "recognizers_numbers": 20_000}


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast one thing went: the median of the rounds and each of them."""

    name: str
    unit: str
    median: float
    rounds: tuple[float, ...]


def speed(name: str, unit: str, rounds: list[float]) -> Speed:
    """The speed that several rounds show."""
    return Speed(name, unit, statistics.median(rounds), tuple(rounds))


class Peers:
    """The process in which other software waits for lines."""

    def __init__(self, python: Path) -> None:
        script = Path(__file__).with_name("bench_peers.py")
        self._process = subprocess.Popen(
            [str(python), str(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        state = self._answer()
        self.ready: list[str] = state["ready"]
        self.missing: dict[str, str] = state["missing"]

    def seconds(self, name: str, lines: list[str]) -> float:
        """How long one of them takes for the lines."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"name": name, "lines": lines}) + "\n")
        self._process.stdin.flush()
        return float(self._answer()["seconds"])

    def close(self) -> None:
        """Let the process end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the process of the other software ended")
        return json.loads(line)


def open_peers(python: Path | None) -> Peers:
    """The other software; in our own environment, where jieba is, if theirs cannot be used."""
    if python is not None and python.exists():
        try:
            return Peers(python)
        except (OSError, RuntimeError):
            pass
    return Peers(Path(sys.executable))


@dataclass(frozen=True, slots=True)
class Sample:
    """The canonical texts that are measured. Time goes by the numbers in a text, too."""

    documents: int
    chars: int
    numbers: int
    texts: list[Canonical]


def narratives(corpus: Path, pipeline: Pipeline) -> Sample:
    """The corpus's reports in prose."""
    texts: list[Canonical] = []
    numbers = 0
    for path in sorted(p for p in corpus.rglob("*") if p.suffix in _SUFFIXES):
        try:
            canonical = read(path.read_bytes())
        except Unreadable:
            continue
        (document,) = pipeline.rows(canonical, SHA256).tables["documents"]
        if isinstance(document, Document) and document.doc_type in _PROSE:
            texts.append(canonical)
            numbers += document.numbers
    return Sample(len(texts), sum(len(t.text) for t in texts), numbers, texts)


def measure(pipeline: Pipeline, sample: Sample, peers: Peers, rounds: int) -> list[Speed]:
    """Speeds in characters a second, each round with all in turn."""
    texts = sample.texts
    repeats = -(-LONG // sample.chars)
    long = read("\n".join([t.text for t in texts] * repeats).encode())
    lines = [line for t in texts for line in t.text.splitlines() if line.strip()] * repeats
    seen: dict[str, list[float]] = {}
    for _ in range(rounds):
        _note(seen, "documents", sample.chars * repeats, _rows(pipeline, texts * repeats))
        _note(seen, "one_text", len(long.text), _rows(pipeline, [long]))
        for name in peers.ready:
            part = _first(lines, SAMPLE.get(name, sys.maxsize))
            _note(seen, name, sum(map(len, part)), peers.seconds(name, part))
    return [speed(name, "chars/s", values) for name, values in seen.items()]


def _rows(pipeline: Pipeline, texts: list[Canonical]) -> float:
    started = time.process_time()
    for text in texts:
        pipeline.rows(text, SHA256)
    return time.process_time() - started


def _first(lines: list[str], chars: int) -> list[str]:
    """The first lines, about so many characters."""
    taken = 0
    for place, line in enumerate(lines):
        taken += len(line)
        if taken >= chars:
            return lines[: place + 1]
    return lines


def _note(seen: dict[str, list[float]], name: str, count: int, seconds: float) -> None:
    seen.setdefault(name, []).append(count / seconds)
