"""Find and load packs: folders of YAML files, each with a ``pack.yml`` that names it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TypeVar

from ..model.errors import PackError
from ..resources import patterns_root
from .build import entries, refuse_unknown_classes
from .entry import Entry
from .frameworks import Framework, Indicator
from .indicators import Indicators
from .marks import parse

E = TypeVar("E", bound=Entry)
_NAME = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Pack:
    """A folder of knowledge; ``path`` is where it was read, ``digest`` SHA-256 over its files."""

    name: str
    title: str
    description: str
    path: Path
    digest: str = ""


@dataclass(frozen=True)
class Packs:
    """All loaded packs in order; ``digest`` changes with any byte of them."""

    packs: tuple[Pack, ...]
    entries: tuple[Entry, ...]
    digest: str

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the packs, the core pack first."""
        return tuple(p.name for p in self.packs)

    def of(self, kind: type[E]) -> tuple[E, ...]:
        """The entries of one kind, in pack and file order."""
        return tuple(e for e in self.entries if isinstance(e, kind))

    def without(self, name: str) -> Packs:
        """These packs but the one of that name."""
        return Packs(
            tuple(p for p in self.packs if p.name != name),
            tuple(e for e in self.entries if not e.id.startswith(f"{name}:")),
            hashlib.sha256(f"{self.digest}-{name}".encode()).hexdigest(),
        )

    @cached_property
    def indicators(self) -> Indicators:
        """The indicators and the forms that have them."""
        return Indicators(self.of(Indicator), self.of(Framework))


def load(names: Sequence[str] = ()) -> Packs:
    """Load the packs that come with jixiao, and the named folders after them.

    ``names`` are paths of pack folders; a pack that comes with jixiao may be named too, and is
    loaded once. Raises ``PackError`` with file, line, what is wrong and what to write instead.
    """
    built_in = sorted(p.parent for p in patterns_root().glob("*/pack.yml"))
    built_in.sort(key=lambda p: p.name != "core")
    digest = hashlib.sha256()
    packs: list[Pack] = []
    found: list[Entry] = []
    own = [Path(n) for n in names if n not in {p.name for p in built_in}]
    for folder in [*built_in, *own]:
        pack = _describe(folder)
        own_digest = hashlib.sha256()
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                name = f"{folder.name}/{file.relative_to(folder).as_posix()}"
                content = name.encode() + b"\0" + file.read_bytes() + b"\0"
                digest.update(content)
                own_digest.update(content)
                if file.suffix in (".yml", ".yaml") and file.name != "pack.yml":
                    found.extend(entries(parse(file, str(file)), pack.name))
        packs.append(replace(pack, digest=own_digest.hexdigest()))
    _refuse_clashes(packs, found)
    refuse_unknown_classes(found)
    return Packs(tuple(packs), tuple(found), digest.hexdigest())


def _describe(folder: Path) -> Pack:
    file = folder / "pack.yml"
    if not folder.is_dir():
        raise PackError(f"{folder}: 没有这个规则包文件夹；请检查名字或路径")
    if not file.is_file():
        raise PackError(
            f"{folder}: 不是规则包（缺少 pack.yml）；"
            "请在该文件夹写 pack.yml，含 name、title、description"
        )
    marked = parse(file, str(file))
    if not isinstance(marked.value, dict):
        raise marked.error("pack.yml 应为键值", "请写 name: …、title: …、description: …")
    given = {k: str(v.value) for k, v in marked.value.items()}
    for key in ("name", "title", "description"):
        if not given.get(key):
            raise marked.error(f"缺少“{key}”", f"请补上 {key}: …")
    for key, value in marked.value.items():
        if key not in ("name", "title", "description"):
            raise value.error(f"不认识的键“{key}”", "pack.yml 只有 name、title、description")
    if not _NAME.fullmatch(given["name"]):
        raise marked.value["name"].error(
            f"name 不能是“{given['name']}”", "只用文字、数字和 . _ -，如 hubei"
        )
    return Pack(given["name"], given["title"], given["description"], folder)


def _refuse_clashes(packs: Sequence[Pack], found: Sequence[Entry]) -> None:
    names: dict[str, Path] = {}
    for pack in packs:
        if pack.name in names:
            raise PackError(
                f"{pack.path}: 规则包名“{pack.name}”与 {names[pack.name]} 重复；请换一个 name"
            )
        names[pack.name] = pack.path
    seen: dict[str, Entry] = {}
    for entry in found:
        if entry.id in seen:
            raise PackError(
                f"{entry.source}: 编号“{entry.id}”与 {seen[entry.id].source} 重复；请换一个 id"
            )
        seen[entry.id] = entry
    _refuse_double_terms(found)
    _refuse_unknown_indicators(found)


def _refuse_double_terms(found: Sequence[Entry]) -> None:
    """The same word may not mean two things in one lexicon."""
    owners: dict[tuple[str, str, str], Entry] = {}
    for entry in found:
        column = getattr(entry, "column", "") or getattr(entry, "role", "")
        lexicon = f"{type(entry).__name__}.{column}"
        side = getattr(entry, "side", "")
        words = [getattr(entry, name, ()) for name in ("terms", "forms", "labels")]
        for term in chain.from_iterable(words):
            if lexicon.startswith("Framework"):
                continue
            key = (lexicon, side, term)
            if key in owners:
                raise PackError(
                    f"{entry.source}: “{term}”已在 {owners[key].source}（{owners[key].id}）中；"
                    "请删去一处，或写更长的词来区分"
                )
            owners[key] = entry


def _refuse_unknown_indicators(found: Sequence[Entry]) -> None:
    """The rows of a form are indicators that some pack describes."""
    known = {e.indicator for e in found if isinstance(e, Indicator)}
    for entry in found:
        for row in entry.rows if isinstance(entry, Framework) else ():
            if row.indicator not in known:
                raise PackError(
                    f"{entry.source}: rows 中的“{row.indicator}”没有条目说明；"
                    "请写一个 kind: indicators 的条目，或改用已有的编号（jixiao packs list -v）"
                )
