"""The commands of ``loanclause labels``: findings to the tools in which people label, and back as gold."""

# ruff: noqa: PLC0415 - imports inside commands: see ``cli.py``

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analyzer.speaking import Command, Commands, one_of

TOOLS = ("label-studio", "doccano")


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    labels = typer.Typer(cls=Commands, add_completion=False, no_args_is_help=True)
    labels.command("export", cls=Command, help="把提示写成标注工具能读的任务，在那里改成正确的标注。")(export)
    labels.command(
        "import", cls=Command, help="把标注工具导出的标注、页面上确认和排除的，写成评测用的文件夹。"
    )(take_in)
    app.add_typer(labels, name="labels", help="与标注工具（Label Studio、doccano）往来，攒自己的评测集。")


def export(
    paths: Annotated[list[Path], typer.Argument(metavar="文件", help="要标注的文件。")],
    output: Annotated[Path, typer.Option(metavar="路径", help="任务写入这个文件；标签的设置写在它旁边。")],
    tool: Annotated[str, typer.Option(metavar="工具", help="label-studio 或 doccano。")] = "label-studio",
) -> None:
    """Analyze each file and write its text with the findings as marks."""
    from analyzer.labelling_files import export_files

    raise typer.Exit(export_files(paths, one_of(tool, TOOLS, "标注工具"), output))


def take_in(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="文件",
            help="标注工具导出的 .json、.jsonl；页面导出的 JSON 要连同它所说的文件一起写上。",
        ),
    ],
    output: Annotated[Path, typer.Option(metavar="文件夹", help="写入这个文件夹，已有的文档保留。")],
) -> None:
    """Write the marks of people as a folder that ``evaluate`` reads."""
    from analyzer.labelling_files import import_files

    import_files(paths, output)
