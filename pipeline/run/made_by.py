"""What the tables of an output folder were made by; it lies in their stamp."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from ..model.errors import JixiaoError
from ..packs.load import Packs
from ..packs.rules import MetricRule
from ..version import installed_version

STAMP = "tables.json"


@dataclass(frozen=True, slots=True)
class MadeBy:
    """Version and digest of the code, a digest for each pack, name and unit of each metric."""

    version: str
    code: str
    packs: Mapping[str, str]
    metrics: Mapping[str, list[str]]


def made_by(code: str, packs: Packs) -> MadeBy:
    """What a run with these packs is made by."""
    return MadeBy(
        version=installed_version(),
        code=code,
        packs={p.name: p.digest for p in packs.packs},
        metrics={r.metric: [r.name, r.unit] for r in packs.of(MetricRule)},
    )


def stamp_of_tables(content: str, made: MadeBy) -> bytes:
    """A stamp for tables that no journal describes; ``content`` names what they hold."""
    return json.dumps({"content": content, "made_by": asdict(made)}, ensure_ascii=False).encode()


def read_made_by(state: Path) -> tuple[MadeBy, str]:
    """What the stamp in a state folder says, and the digest of what the tables hold.

    Raises ``JixiaoError`` where no complete run has left one.
    """
    try:
        stamp = json.loads((state / STAMP).read_text(encoding="utf-8"))
        return MadeBy(**stamp["made_by"]), str(stamp["content"])
    except (FileNotFoundError, ValueError, KeyError, TypeError) as error:
        out = state.parent
        raise JixiaoError(
            f"{out} 里没有完整的表格。请先运行 jixiao run 报告文件夹 --out {out}。"
        ) from error
