"""A page for every command, with each of its options, from the command line itself; examples from README."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from words import literal, page, section, table

from analyzer.cli import app

FOLDER = "commands"
PROGRAM = "loanclause"
_EXAMPLE = re.compile(rf"^({PROGRAM} .+?)(?:\s{{2,}}(.+))?$", re.MULTILINE)


def command_pages(root: Path) -> Iterator[tuple[str, str]]:
    """Yield path and Markdown of every page; the examples are those of the README under ``root``."""
    readme = (root / "README.md").read_text(encoding="utf-8")
    examples = [(found[1], found[2] or "") for found in _EXAMPLE.finditer(readme)]
    group = commands()
    yield f"{FOLDER}/index.md", _overview(group)
    for name, command in group.commands.items():
        own = [(line, said) for line, said in examples if line.split()[1] == name]
        yield f"{FOLDER}/{name}.md", _page(name, command, own)


def navigation() -> list[str]:
    """Return the pages, as MkDocs takes them."""
    return [f"{FOLDER}/index.md", *(f"{FOLDER}/{name}.md" for name in commands().commands)]


def commands() -> Any:
    """Return the group of all commands."""
    return typer.main.get_command(app)


def _overview(group: Any) -> str:
    rows = ([f"[`{name}`]({name}.md)", literal(each.help)] for name, each in group.commands.items())
    return page(
        "# 命令行",
        literal(group.help),
        table(["命令", "做什么"], rows),
        section("选项", _options(group)),
        "结果写到标准输出，提示写到标准错误；`-` 表示标准输入。"
        "结束状态：0 完成；1 达到了给出的界限；2 文件或命令不能用，用一句话说明原因。",
    )


def _page(name: str, command: Any, examples: list[tuple[str, str]]) -> str:
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    words = [f"[{each.metavar}]" if not each.required else each.metavar for each in arguments]
    shown = "\n\n".join(f"# {said}\n{line}" if said else line for line, said in examples)
    return page(
        f"# {PROGRAM} {name}",
        literal(command.help),
        f"```\n{' '.join([PROGRAM, name, *words])} [选项]\n```",
        section("参数", table(["参数", "说明"], ([f"`{each.metavar}`", _help(each)] for each in arguments))),
        section("选项", _options(command)),
        section("例子", f"```\n{shown}\n```" if shown else ""),
    )


def _options(command: Any) -> str:
    rows = []
    for each in command.params:
        if each.param_type_name != "option":
            continue
        value = "" if each.is_flag else f" {each.metavar}"
        names = "、".join(f"`{name}{value}`" for name in (*each.opts, *each.secondary_opts))
        rows.append([names, _help(each), _default(each)])
    rows.append(["`--help`", "显示用法。", ""])
    return table(["选项", "说明", "默认"], rows)


def _help(param: Any) -> str:
    return literal(param.help) + ("（必填）" if param.required else "")


def _default(param: Any) -> str:
    shown = param.default not in (None, False, True, "", ()) and not param.required
    return f"`{param.default}`" if shown else ""
