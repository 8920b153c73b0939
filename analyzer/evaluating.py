"""Score findings against labelled documents: precision, recall and F1 per category.

The rules of counting are those of the labelled set's guideline ("The labels in labels/").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from analyzer.errors import UsageError
from analyzer.model import Finding, Report

PROTECTIVE: Final = "protective"
CATEGORIES: Final = (
    "contacts",
    "third-persons",
    "sharing",
    "credit",
    "collection",
    "exposure",
    "consent",
    "assignment",
    PROTECTIVE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One labelled stretch of a document; ``doubtful`` labels are left out of scoring."""

    start: int
    end: int
    labels: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mistake:
    """A pair of unit and category that was predicted and is not labelled (fp), or the reverse (fn)."""

    document: str
    start: int
    end: int
    category: str
    kind: Literal["fp", "fn"]
    quote: str


@dataclass(frozen=True, slots=True)
class Count:
    """Pairs of unit and category: found and labelled, found only, labelled only."""

    found: int = 0
    false: int = 0
    missed: int = 0

    def __add__(self, other: Count) -> Count:
        """Return the sum, field by field."""
        return Count(self.found + other.found, self.false + other.false, self.missed + other.missed)

    @property
    def precision(self) -> float | None:
        """Share of the predictions that are labelled, 0 to 1; None without predictions."""
        return _share(self.found, self.found + self.false)

    @property
    def recall(self) -> float | None:
        """Share of the labels that were predicted, 0 to 1; None without labels."""
        return _share(self.found, self.found + self.missed)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall, 0 to 1; None without predictions and labels."""
        return _share(2 * self.found, 2 * self.found + self.false + self.missed)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class DocumentScores:
    """The counts of one document, for every category, and what went wrong in it."""

    document: str
    counts: dict[str, Count]
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """The counts of all documents."""

    documents: tuple[DocumentScores, ...]

    def by_category(self) -> dict[str, Count]:
        """Return the counts per category over all documents."""
        return {
            category: sum((one.counts[category] for one in self.documents), Count())
            for category in CATEGORIES
        }

    def micro(self) -> Count:
        """Return the counts over all documents and categories."""
        return sum(self.by_category().values(), Count())

    def mistakes(self) -> list[Mistake]:
        """Return every mistake, by document, place and category."""
        return [mistake for document in self.documents for mistake in document.mistakes]


def evaluate(
    gold_dir: Path, *, only: Sequence[str] = (), analyze: Callable[[str], Report] | None = None
) -> Scores:
    """Return the scores of ``analyze`` (by default this package's) on the labelled documents in ``gold_dir``.

    The folder holds ``labels/NAME.tsv`` (start, end, labels with commas) and ``documents/NAME.txt``; ``only``
    restricts to names with one of these beginnings. Raises ``UsageError`` where the folder is not like that.
    """
    paths = _label_files(gold_dir, only)
    return Scores(tuple(_score_file(path, gold_dir, analyze or _engine()) for path in paths))


def _engine() -> Callable[[str], Report]:
    from analyzer import analyze  # noqa: PLC0415 - the engine is heavy, and a caller may bring another

    return analyze


def _label_files(gold_dir: Path, only: Sequence[str]) -> list[Path]:
    paths = sorted((gold_dir / "labels").glob("*.tsv"))
    if not paths:
        raise UsageError(f"{gold_dir} 不是标注文件夹：其中应有 labels/*.tsv 和 documents/*.txt。")
    chosen = [path for path in paths if not only or path.stem.startswith(tuple(only))]
    if not chosen:
        raise UsageError(f"标注文件夹中没有名称以 {'、'.join(only)} 开头的文档。")
    return chosen


def _score_file(path: Path, gold_dir: Path, analyze: Callable[[str], Report]) -> DocumentScores:
    try:
        # newline="" keeps \r\n, so that the offsets of the labels fit.
        with (gold_dir / "documents" / f"{path.stem}.txt").open(encoding="utf-8", newline="") as file:
            text = file.read()
    except FileNotFoundError:
        raise UsageError(f"缺少与标注 {path.name} 对应的文档 documents/{path.stem}.txt。") from None
    units = read_units(path)
    return score(path.stem, text, units, analyze(text).findings)


def read_units(path: Path) -> list[Unit]:
    """Return the units of one label file; raise ``UsageError`` with file and line where a row is not one."""
    rows = path.read_text(encoding="utf-8").splitlines()
    return [_unit(row, f"{path}:{number}") for number, row in enumerate(rows, 1)]


def _unit(row: str, where: str) -> Unit:
    start, end, labels = (*row.split("\t"), "", "", "")[:3]
    if not (start.isdecimal() and end.isdecimal() and int(start) < int(end)):
        raise UsageError(f"{where}：应为「起点、终点、标签」三列，用制表符分隔。")
    names = [name for name in labels.split(",") if name]
    for name in names:
        if name.removesuffix("?") not in CATEGORIES:
            raise UsageError(f"{where}：没有标签 {name}。")
    doubtful = frozenset(name.removesuffix("?") for name in names if name.endswith("?"))
    return Unit(int(start), int(end), frozenset(names) & frozenset(CATEGORIES) - doubtful, doubtful)


def score(document: str, text: str, units: Sequence[Unit], findings: Sequence[Finding]) -> DocumentScores:
    """Return the counts of ``findings`` against ``units``, both ranges in ``text``."""
    counts = dict.fromkeys(CATEGORIES, Count())
    mistakes: list[Mistake] = []
    for unit in units:
        predicted = frozenset(predictions(unit, findings)) - unit.doubtful
        for category in CATEGORIES:
            hit, labelled = category in predicted, category in unit.labels
            counts[category] += Count(
                int(hit and labelled), int(hit and not labelled), int(labelled and not hit)
            )
            if hit != labelled:
                quote = text[unit.start : unit.end]
                kind: Literal["fp", "fn"] = "fp" if hit else "fn"
                mistakes.append(Mistake(document, unit.start, unit.end, category, kind, quote))
    return DocumentScores(document, counts, tuple(mistakes))


def predictions(unit: Unit, findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the category of every finding that counts for ``unit``.

    It counts when its quote covers at least half of the unit, or at least half of the quote lies in it.
    """
    for finding in findings:
        overlap = min(unit.end, finding.end) - max(unit.start, finding.start)
        shorter = min(unit.end - unit.start, finding.end - finding.start)
        if 2 * overlap >= shorter and finding.stance != "mentions":
            yield PROTECTIVE if finding.stance == "protects" else finding.category
