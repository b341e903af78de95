"""YAML with the line of every value, so that an error in a pack can name its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from ..model.errors import PackError


@dataclass(frozen=True, slots=True)
class Marked:
    """A YAML value with its place: a string, a list of values or a mapping of values."""

    value: str | list[Marked] | dict[str, Marked]
    file: str
    line: int

    def error(self, problem: str, remedy: str) -> PackError:
        """An error that names file and line, what is wrong and what to write."""
        return PackError(f"{self.file}:{self.line}: {problem}；{remedy}")


def parse(path: Path, name: str) -> Marked:
    """Read one YAML file; ``name`` is what errors call it."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        raise PackError(f"{name}: 不是UTF-8编码（{error}）；请另存为UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PackError(
            f"{name}:{line}: YAML语法错误：{error.problem}；请检查缩进、冒号后的空格和引号"
        ) from error
    except yaml.YAMLError as error:
        raise PackError(f"{name}: YAML语法错误：{error}；请删去文件中的控制字符") from error
    if node is None:
        raise PackError(f"{name}:1: 文件为空；请写 kind: 与 entries:，或删除该文件")
    return _mark(node, name)


def _mark(node: yaml.Node, file: str) -> Marked:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return Marked(str(node.value), file, line)
    if isinstance(node, yaml.SequenceNode):
        return Marked([_mark(child, file) for child in node.value], file, line)
    assert isinstance(node, yaml.MappingNode)
    values: dict[str, Marked] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in values:
            raise PackError(f"{file}:{key.start_mark.line + 1}: “{name}”写了两次；请只留一处")
        values[name] = _mark(value, file)
    return Marked(values, file, line)
