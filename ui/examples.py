"""The example documents that come with the repository; an installed package may be without them."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "examples"
# Shown at first: it has something of almost every category.
FIRST = "aggressive_loan_contract.txt"


@dataclass(frozen=True)
class Example:
    """A document of our own writing: its title (the first line) and where it is."""

    title: str
    path: Path


def examples(folder: Path = FOLDER) -> list[Example]:
    """Return the examples in ``folder``, the one to show first at the front; empty when there are none."""
    paths = sorted(folder.glob("*.txt"), key=lambda path: (path.name != FIRST, path.name))
    return [Example(_title(path), path) for path in paths]


def _title(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").split("\n", 1)
    return lines[0].strip() or path.stem
