"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

PacksOption = Annotated[
    list[str] | None,
    typer.Option(
        "--packs",
        "-p",
        metavar="PACK",
        help="另加的规则包（名字或文件夹）。",
    ),
]

OutArgument = Annotated[Path, typer.Argument(metavar="DIR", help="jixiao run 的输出文件夹。")]
OUTPUTS = Path("outputs")
CorpusOption = Annotated[
    Path | None,
    typer.Option("--corpus", metavar="DIR", help="报告文件夹；默认为上次运行时的位置。"),
]


def pack_names(values: list[str] | None) -> tuple[str, ...]:
    """``--packs a,b --packs "c d"`` → a, b, c, d; a path is never split."""
    names: list[str] = []
    for value in values or []:
        names += [value] if "/" in value else value.replace(",", " ").split()
    return tuple(names)
