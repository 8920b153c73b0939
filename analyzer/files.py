"""Files of the command line: where what is read comes from, and where what is written goes."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from analyzer.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from clause_patterns import Library

_FILE_WIDTH = 100  # columns of a text report that goes to a file
_STDIN = Path("-")


def documents(paths: Sequence[Path], *, together: bool) -> list[Sequence[Path]]:
    """Return the files of each document: one each, or all of them of one."""
    return [paths] if together else [[path] for path in paths]


def source_of(pieces: Sequence[Path]) -> tuple[bytes | Path | list[Path], str | None]:
    """Return what to read and its name; raises ``OSError`` where a path itself is wrong.

    The files of one document in several pictures name themselves.
    """
    if _STDIN in pieces:
        return sys.stdin.buffer.read(), "标准输入"
    for file in pieces:
        with file.open("rb"):  # raises what is wrong with the path itself, before anything is loaded
            pass
    return (pieces[0], pieces[0].name) if len(pieces) == 1 else (list(pieces), None)


def opened(path: Path) -> list[Path]:
    """Return the files in a folder, in the order of their names, hidden ones left out; a file as it is."""
    if not path.is_dir():
        return [path]
    return [each for each in sorted(path.iterdir()) if each.is_file() and not each.name.startswith(".")]


def target_for(output: Path | None, files: Sequence[Path]) -> TextIO:
    """Return where reports go: standard output, or memory until all is done if they go to a file."""
    if output is None:
        return sys.stdout
    check_output(output, files)
    return io.StringIO()


def check_output(output: Path, files: Sequence[Path]) -> None:
    """Raise ``UsageError`` where ``output`` cannot be written or is one of ``files``."""
    if output.is_dir():
        raise UsageError(f"{output} 是文件夹，请给出要写入的文件。")
    if not output.parent.is_dir():
        raise UsageError(f"找不到文件夹 {output.parent}，无法写入 {output.name}。")
    if any(file.exists() and output.exists() and output.samefile(file) for file in files):
        raise UsageError(f"{output} 是要检查的文件，报告不能写在它上面。")


def write_text(output: Path | None, target: TextIO) -> None:
    """Write what was gathered in ``target`` to ``output``, if it was gathered for a file."""
    if output and isinstance(target, io.StringIO) and target.getvalue():
        output.write_text(target.getvalue(), encoding="utf-8", errors="backslashreplace", newline="")


def console(target: TextIO) -> Console:
    """Return the console that writes to ``target``."""
    from analyzer.reporting.terminal import console_for  # noqa: PLC0415 - heavy

    return console_for(target, file_width=_FILE_WIDTH if isinstance(target, io.StringIO) else None)


def library() -> Library:
    """Return the library with the packs in use; raises ``UsageError`` where one has a mistake."""
    from clause_patterns import PatternError, load_library  # noqa: PLC0415 - heavy

    try:
        return load_library()
    except PatternError as error:
        raise UsageError(f"规则有误：{error}") from None
