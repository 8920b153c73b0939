"""How the command line speaks: help in Chinese, failures as one sentence on standard error and status 2."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from analyzer.errors import LoanClauseError, UsageError
from analyzer.reporting.literal import one_line

_USAGE_WORDS = {"Usage:": "用法：", "[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 …"}
_LONG = 20  # pages


class _ChineseHelp:
    """Help in Chinese: typer's own words stand in constants of its ``rich_utils``."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of this command."""
        from typer import rich_utils  # noqa: PLC0415 - loads rich, which only help and text reports need

        rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
        rich_utils.OPTIONS_PANEL_TITLE = "选项"
        rich_utils.COMMANDS_PANEL_TITLE = "命令"
        rich_utils.REQUIRED_LONG_STRING = "[必填]"
        rich_utils.DEFAULT_STRING = "[默认：{}]"
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def get_usage(self, ctx: Any) -> str:
        """Return how the command is called, in one line."""
        usage: str = super().get_usage(ctx)  # type: ignore[misc]
        for english, chinese in _USAGE_WORDS.items():
            usage = usage.replace(english, chinese)
        return usage

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters; the column for types, which is in English, names only what to give."""
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            if param.param_type_name == "argument":
                param.display_type_rich = lambda ctx: None
            elif param.metavar is None:
                param.metavar = ""
        return params

    def get_help_option(self, ctx: Any) -> Any:
        """Return the ``--help`` option."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        option.help = "显示这段说明。"
        return option


class Command(_ChineseHelp, TyperCommand):
    """One command."""


class ListCommand(Command):
    """A command whose options take all the words up to the next option: ``--a FILE FILE --b FILE``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Return the rest of ``args`` after options; a word without option repeats the one before it."""
        many = {name for param in self.params if param.multiple for name in param.opts}
        spread: list[str] = []
        current = ""
        for word in args:
            if word.startswith("-") and word != "-":
                current = word if word in many else ""
            elif current and spread[-1] != current:
                spread.append(current)
            spread.append(word)
        rest: list[str] = super().parse_args(ctx, spread)
        return rest


class Commands(_ChineseHelp, TyperGroup):
    """The commands; whatever makes one fail is told in one Chinese sentence and ends with status 2."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Return the context of the call, its options parsed."""
        with _failures_told():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that the call names."""
        with _failures_told():
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that ``args`` begin with."""
        if not args[0].startswith("-"):
            one_of(args[0], self.list_commands(ctx), "命令")
        return super().resolve_command(ctx, args)


@contextmanager
def _failures_told() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        # The reader has gone: say nothing. Python flushes once more at exit; let that go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (LoanClauseError, OSError) as error:
        say(sentence_for(error))
    except typer.TyperException as error:
        say(_call_sentence(error))
    else:
        return
    raise typer.Exit(2)


def one_of(value: str, choices: Iterable[str], kind: str) -> str:
    """Return ``value`` if it is one of ``choices``; else raise ``UsageError`` and suggest the nearest."""
    known = list(choices)
    if value in known:
        return value
    near = difflib.get_close_matches(value, known, n=1)
    hint = f"您要的是 {near[0]} 吗？" if near else "可以用 loanclause --help 查看用法。"
    raise UsageError(f"没有{kind} {value}，{hint}")


def say(sentence: str) -> None:
    """Write one line to standard error."""
    print(one_line(sentence), file=sys.stderr)


@contextmanager
def page_progress(
    words: str = "已读 {done}/{of} 页", *, every: int = 10
) -> Iterator[Callable[[int, int], None]]:
    """Give what tells the pages done on standard error: one line that counts up, gone when all is done.

    Where that is no terminal, only what takes long is told: ``every`` tenth page after the first twenty.
    """
    shown = False

    def tell(done: int, of: int) -> None:
        nonlocal shown
        if sys.stderr.isatty():
            print(f"\r{words.format(done=done, of=of)} ", end="", file=sys.stderr, flush=True)
            shown = True
        elif done >= _LONG and done % every == 0:
            say(words.format(done=done, of=of))

    try:
        yield tell
    finally:
        if shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def sentence_for(error: LoanClauseError | OSError, file: Path | None = None) -> str:
    """Return what is wrong, in Chinese, and with which file if that is given or known to the error."""
    if isinstance(error, LoanClauseError):
        return f"{file}：{error}" if file else str(error)
    path = error.filename
    match error:
        case FileNotFoundError():
            return f"找不到文件 {path}，请检查路径。"
        case IsADirectoryError():
            return f"{path} 是文件夹，请给出其中的文件。"
        case PermissionError():
            return f"没有权限打开 {path}，请检查文件的权限。"
        case _:
            return f"无法打开 {path}：{error.strerror}。"


def _call_sentence(error: typer.TyperException) -> str:
    """Return what is wrong with the call; the parser's own messages are in English."""
    option, param = getattr(error, "option_name", None), getattr(error, "param", None)
    if hasattr(error, "possibilities"):
        near = f"，您要的是 {error.possibilities[0]} 吗？" if error.possibilities else "。"
        wrong = f"没有选项 {option}{near}"
    elif option is not None:
        wrong = f"选项 {option} 的用法不对，它需要一个值。"
    elif param is not None:
        name = param.opts[0] if param.param_type_name == "option" else param.metavar
        wrong = f"缺少「{name}」，或者它的值不对。"
    else:
        wrong = f"命令的写法不对（{error.format_message()}）。"
    return f"{wrong}用 --help 查看用法。"
