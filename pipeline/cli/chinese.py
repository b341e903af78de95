"""Typer's own words in Chinese."""

from __future__ import annotations

from typing import Any

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

_WORDS = {
    "ARGUMENTS_PANEL_TITLE": "参数",
    "OPTIONS_PANEL_TITLE": "选项",
    "COMMANDS_PANEL_TITLE": "命令",
    "ERRORS_PANEL_TITLE": "错误",
    "REQUIRED_LONG_STRING": "[必填]",
    "DEFAULT_STRING": "[默认 {}]",
    "ABORTED_TEXT": "已中止。",
    "RICH_HELP": "用 [blue]'{command_path} {help_option}'[/] 查看帮助。",
}


def speak_chinese() -> None:
    """Replace the headings that typer prints round our texts."""
    for name, word in _WORDS.items():
        setattr(rich_utils, name, word)


class Command(TyperCommand):
    """A command whose usage line and ``--help`` are Chinese."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """``用法: jixiao run [OPTIONS] CORPUS``."""
        _usage(self, ctx, formatter)

    def get_help_option(self, ctx: Any) -> Any:
        """The help option with its text in Chinese."""
        return _help(super().get_help_option(ctx))


class Group(TyperGroup):
    """A group of commands whose usage line and ``--help`` are Chinese."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """``用法: jixiao [OPTIONS] COMMAND``."""
        _usage(self, ctx, formatter)

    def get_help_option(self, ctx: Any) -> Any:
        """The help option with its text in Chinese."""
        return _help(super().get_help_option(ctx))


# Typer brings its own class or that of click, by its version; both stand above this one.
UsageError: type[Exception] = typer.BadParameter.__mro__[1]


def explain_usage(error: Any) -> str:
    """What was wrong with a command line, in Chinese; empty where the help was printed instead."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return ""
    where = f"（用 {error.ctx.command_path} --help 查看用法）" if error.ctx else ""
    return f"{_wrong(error)}{where}"


def _wrong(error: Any) -> str:
    kind = type(error).__name__
    if kind == "NoSuchOption":
        alike = "、".join(sorted(error.possibilities or ()))
        return f"没有选项 {error.option_name}" + (f"，是否要用 {alike}？" if alike else "。")
    hint = _hint(error.param) if getattr(error, "param", None) else ""
    if kind == "MissingParameter":
        return f"缺少 {hint}。"
    if kind == "BadParameter":
        return f"{hint} 的值不对：{error.message}"
    return f"命令写得不对：{error.format_message()}"


def _hint(parameter: Any) -> str:
    """``--jobs / -j``, or the name that the usage line gives an argument."""
    named = parameter.opts[0].startswith("-")
    return " / ".join(parameter.opts) if named else parameter.metavar or parameter.name


def _usage(command: TyperCommand | TyperGroup, ctx: Any, formatter: Any) -> None:
    pieces = command.collect_usage_pieces(ctx)
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="用法: ")


def _help(option: Any) -> Any:
    if option is not None:
        option.help = "显示帮助。"
    return option
