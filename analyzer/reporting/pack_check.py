"""What came of checking a pack → a terminal, by rich, or JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.text import Text

from analyzer.checking_patterns import Kind, PackCheck, Remark
from analyzer.reporting.literal import one_line
from analyzer.reporting.wrapping import wrapped

_TITLES: Final[dict[Kind, str]] = {
    "invalid": "写法不对，要先改",
    "example": "例句不对",
    "library": "影响了条款库自己的例句",
    "collision": "与条款库的交叉，请看一看是不是有意的",
    "note": "提醒",
}
_PARTS: Final = {"rules": "条规则", "concepts": "个词条", "modifiers": "个修饰语", "law": "条法条"}


def print_check(check: PackCheck, console: Console) -> None:
    """Print every remark with its place, by kind, and what it all comes to."""
    for kind, title in _TITLES.items():
        remarks = [remark for remark in check.remarks if remark.kind == kind]
        if remarks:
            _print(console, f"{title}（{len(remarks)}）", "bold red" if kind in _GRAVE else "bold")
        for remark in remarks:
            _print(console, f"  {_place(remark)}: {one_line(remark.text)}")
    _print(console, _summary(check), "bold")


_GRAVE: Final[tuple[Kind, ...]] = ("invalid", "example", "library")


def check_to_dict(check: PackCheck) -> dict[str, Any]:
    """Return the check as JSON has it."""
    return {
        "folder": str(check.folder),
        "entries": dict(check.entries),
        "examples": {"own": check.own_examples, "library": check.library_examples},
        "status": check.status,
        "remarks": [
            {"kind": each.kind, "path": str(each.path), "line": each.line or None, "text": each.text}
            for each in check.remarks
        ],
    }


def _place(remark: Remark) -> str:
    path = remark.path
    shown = path.relative_to(Path.cwd()) if path.is_absolute() and path.is_relative_to(Path.cwd()) else path
    return f"{shown}:{remark.line}" if remark.line else str(shown)


def _summary(check: PackCheck) -> str:
    if check.status == 2:
        return "这个规则包还不能用：上面写法不对的地方改好以后，再检查例句和交叉。"
    parts = [f"{count} {_PARTS[part]}" for part, count in check.entries.items() if part in _PARTS]
    others = sum(count for part, count in check.entries.items() if part not in _PARTS)
    has = "、".join([*parts, *([f"{others} 条其他内容"] if others else [])])
    failed = sum(remark.kind == "example" for remark in check.remarks)
    broken = sum(remark.kind == "library" for remark in check.remarks)
    own = f"自己的例句 {check.own_examples - failed}/{check.own_examples} 句对"
    ours = f"条款库的例句 {check.library_examples} 句，受影响 {broken} 句"
    return f"{has}；{own}；{ours}。"


def _print(console: Console, words: str, style: str = "") -> None:
    for line in wrapped(Text(words, style=style), console.width):
        console.print(line, soft_wrap=True)
