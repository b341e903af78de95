"""The file of corrections beside the corpus: read as a whole, changed entry by entry.

It is meant for version control and for people: comments and order stay as they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from ..model.errors import JixiaoError
from ..store.atomic import write_atomic
from .entry import Entry, entry_of, written

ENDING = ".corrections.yml"
MOST_BYTES = 50_000_000
_HEAD = """\
# 对处理结果的更正，由核查台写入，也可以手工改；下一次 make 生效。说明见 docs/desk.md。
# 每条写明文件、表、原文、列、原值、新值和理由；strike: true 是把整行划去。
"""


class Corrections:
    """All entries of a file."""

    def __init__(self, entries: Iterable[Entry] = (), digest: str = "") -> None:
        self.entries = tuple({entry.id: entry for entry in entries}.values())
        self.digest = digest
        self._by_name: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for name in {entry.file, entry.doc_id} - {""}:
                self._by_name.setdefault(name, []).append(entry)

    def of(self, file: str, sha256: str) -> tuple[Entry, ...]:
        """The entries of a document: made for its bytes, or for a file of this name."""
        named = {e.id for name in (file, sha256[:12]) for e in self._by_name.get(name, ())}
        return tuple(e for e in self.entries if e.id in named) if named else ()


def beside(corpus: Path) -> Path:
    """Where the corrections of a corpus lie: beside its folder."""
    folder = corpus.resolve()
    return folder.with_name(folder.name + ENDING)


def read(path: Path) -> tuple[bytes, Corrections]:
    """The bytes of the file and what they say; nothing where there is no file."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return b"", Corrections()
    except OSError as error:
        raise JixiaoError(f"更正文件 {path} 打不开（{error.strerror}）。请检查权限。") from error
    return data, parsed(data, path.name)


def parsed(data: bytes, name: str) -> Corrections:
    """The entries of a file; one that is wrong tells its problem, a file that is no YAML raises."""
    entries = [entry for entry, _, _ in _entries(data, name)]
    return Corrections(entries, hashlib.sha256(data).hexdigest())


def with_entries(data: bytes, name: str, entries: Iterable[Entry], without: Iterable[str]) -> bytes:
    """The file with more entries at its end and without those of some ids; the rest as it was."""
    gone, added = set(without), [*entries]
    lines = data.decode("utf-8-sig").splitlines(keepends=True) if data else [_HEAD]
    every = _entries(data, name)
    for entry, first, last in reversed(every):
        if entry.id in gone:
            del lines[first - 1 : last]
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    text = "".join(lines) + (_dumped([written(entry) for entry in added]) if added else "")
    made = text.encode()
    wanted = {entry.id for entry, _, _ in every if entry.id not in gone} | {e.id for e in added}
    if {entry.id for entry in parsed(made, name).entries} != wanted:
        raise JixiaoError(
            f"更正文件 {name} 的写法不是每条以“- ”开头，核查台不敢改动它。请先手工改成这种写法。"
        )
    return made


def change(path: Path, entries: Iterable[Entry] = (), without: Iterable[str] = ()) -> None:
    """Add and take out entries; the file is replaced whole or not at all."""
    data, _ = read(path)
    made = with_entries(data, path.name, entries, without)
    try:
        write_atomic(path, made)
    except OSError as error:
        raise JixiaoError(f"更正写不进 {path}（{error.strerror}）。请检查磁盘和权限。") from error


def _dumped(values: list[dict[str, Any]]) -> str:
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=100)


def _entries(data: bytes, name: str) -> list[tuple[Entry, int, int]]:
    """The entries of the list with their first and last line; every scalar is text."""
    if len(data) > MOST_BYTES:
        raise JixiaoError(f"更正文件 {name} 超过 {MOST_BYTES // 1_000_000} MB，没有读。请拆分。")
    loader = None
    try:
        text = data.decode("utf-8-sig")
        loader = yaml.CBaseLoader(text)
        node = loader.get_single_node()
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise JixiaoError(f"更正文件 {name} 要写成列表，每条以“- ”开头。什么也没有处理。")
        lines = text.splitlines()
        found = []
        for item in node.value:
            first, last = item.start_mark.line + 1, _last_line(item, lines)
            entry = entry_of(loader.construct_document(item), first)
            raw = "\n".join(lines[first - 1 : last])
            found.append((replace(entry, raw=raw) if entry.problem else entry, first, last))
        return found
    except UnicodeDecodeError as error:
        raise JixiaoError(f"更正文件 {name} 不是 UTF-8 编码。请另存为 UTF-8。") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise JixiaoError(
            f"更正文件 {name} 第 {line} 行有语法错误（{error.problem}）。"
            "请检查缩进、冒号后的空格和引号。什么也没有处理。"
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise JixiaoError(f"更正文件 {name} 读不懂（{error}）。什么也没有处理。") from error
    finally:
        if loader is not None:
            loader.dispose()


def _last_line(item: yaml.Node, lines: list[str]) -> int:
    """The last line of an item; comments and blank lines behind it are not its own."""
    last = int(item.end_mark.line + (item.end_mark.column > 0))
    while last > item.start_mark.line + 1 and lines[last - 1].lstrip()[:1] in ("", "#"):
        last -= 1
    return last
