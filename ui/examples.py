"""The example documents: beside the packages in the repository, among the data of an installed package."""

from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path

# Shown at first: it has something of almost every category.
FIRST = "aggressive_loan_contract.txt"
# Two sides worth comparing: one that takes much, one that promises much.
PAIR = (
    ("aggressive_loan_contract.txt", "authorization_letter.txt"),
    ("fair_loan_contract.txt", "moderate_privacy_policy.txt"),
)


def _folder() -> Path:
    """Return where the examples are; where there are none, a folder without any."""
    beside = Path(__file__).parent.parent / "examples"
    if (beside / FIRST).exists():
        return beside
    installed = (file for one in distributions(name="loan-clause-analyzer") for file in one.files or ())
    return next(
        (Path(str(file.locate())).resolve().parent for file in installed if file.name == FIRST), beside
    )


FOLDER = _folder()


@dataclass(frozen=True)
class Example:
    """A document of our own writing: its title (the first line) and where it is."""

    title: str
    path: Path


def examples(folder: Path = FOLDER) -> list[Example]:
    """Return the examples in ``folder``, the one to show first at the front; empty when there are none."""
    paths = sorted(folder.glob("*.txt"), key=lambda path: (path.name != FIRST, path.name))
    return [Example(_title(path), path) for path in paths]


def example_pair(folder: Path = FOLDER) -> list[list[Example]]:
    """Return the examples of the two sides of ``PAIR``; empty when one of them is missing."""
    known = {example.path.name: example for example in examples(folder)}
    if not all(name in known for names in PAIR for name in names):
        return []
    return [[known[name] for name in names] for names in PAIR]


def _title(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").split("\n", 1)
    return lines[0].strip() or path.stem
