"""Options that several commands share."""

# ruff: noqa: PLC0415 - heavy modules are imported when they are needed

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analyzer import files
from analyzer.errors import UsageError


def use_patterns(folders: list[Path] | None) -> list[Path] | None:
    """Lay the packs in ``folders`` over the library from now on; return ``folders``.

    Raises ``UsageError`` where one of them is no pack or has a mistake.
    """
    if folders:
        from clause_patterns import PatternError, packs

        try:
            packs.use(folders)
        except PatternError as error:
            raise UsageError(f"规则有误：{error}") from None
        files.library()
    return folders


# A command that has it need not look at it: it is in force before the command begins.
Patterns = Annotated[
    list[Path] | None,
    typer.Option(
        "--patterns",
        metavar="文件夹",
        help="自己的规则，加在条款库上面，编号相同的以它为准；可以写多次，"
        "也可以写在环境变量 LOANCLAUSE_PATTERNS 里。",
        callback=use_patterns,
    ),
]
