"""The tables of the whole corpus, made in a process of their own.

DuckDB takes up to its limit and keeps what it took; here that ends with the process, and a
failure costs these tables only.
"""

from __future__ import annotations

import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from ..packs.load import Packs
from ..store.tables import CsvFile
from .memory import fair_share
from .pool import worker_context
from .reasons import NOT_STARTED, OUT_OF_MEMORY, of_exception, of_os_error
from .worker import start_worker

FAILED = (
    "由全部文件得出的表（比较、反复出现的问题、相同的段落、文件之间的核对）没有做成：{reason}"
    "各文件的表都已写好，再次运行会重做这几张表。"
)
_KILLED = "做这些表的进程被终止（{how}），可能是内存不足。请关闭别的程序，或换一台内存大的机器。"


class NotMade(Exception):
    """The tables of the corpus could not be made; the message tells a user why, in Chinese."""


@dataclass(frozen=True, slots=True)
class CorpusWork:
    """What the tables of the corpus are made of: the CSV files in ``side``, beside which they are
    written, the texts and the packs. ``scratch`` is for what does not fit into memory."""

    side: Path
    texts: Path
    scratch: Path
    packs: Packs


def make_corpus_tables(work: CorpusWork, memory: int = 0) -> tuple[str, ...]:
    """Write the tables of the corpus; gives their names. Raises ``NotMade``.

    ``memory`` is what the process may use, in bytes; 0 is its share of the machine. It is killed
    when this call is interrupted.
    """
    context = worker_context()
    answers, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_make, args=(theirs, memory or fair_share(1), work))
    answer: tuple[str, ...] | str
    try:
        child.start()
        theirs.close()
        answer = answers.recv()
    except EOFError:
        child.join()
        answer = _KILLED.format(how=_how(child.exitcode))
    except BrokenPipeError:
        answer = NOT_STARTED
    finally:
        if child.pid is not None:
            child.kill()
            child.join()
        answers.close()
    if isinstance(answer, str):
        raise NotMade(FAILED.format(reason=answer))
    return answer


def _make(answers: Connection, memory: int, work: CorpusWork) -> None:
    """Make the tables and send their names, or why there are none."""
    start_worker(memory)
    try:
        answers.send(write_corpus_tables(work))
    except OSError as error:
        answers.send(of_os_error(error))
    except MemoryError:
        answers.send(OUT_OF_MEMORY)
    except Exception as error:
        answers.send(of_exception(error))


def write_corpus_tables(work: CorpusWork) -> tuple[str, ...]:
    """Write the tables of the corpus in this process; gives their names."""
    from ..compare.corpus import corpus_tables  # only this process needs DuckDB

    names = []
    for made in corpus_tables(work.side, work.texts, work.scratch, work.packs):
        file = CsvFile(work.side / f"{made.name}.csv", made.columns)
        file.add(made.rows)
        file.close()
        names.append(made.name)
    return tuple(names)


def _how(code: int | None) -> str:
    return signal.Signals(-code).name if code and code < 0 else f"退出码 {code}"
