"""Labelled texts on disk → scores: a folder of documents labelled unit by unit, or a file of sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from analyzer.errors import UsageError
from analyzer.evaluating.scores import CATEGORIES, DocumentScores, Scores, Unit, score
from analyzer.model import Report

_NO_LABEL: Final = "none"  # how a sentence without labels is written


def evaluate(
    gold: Path, *, only: Sequence[str] = (), analyze: Callable[[str], Report] | None = None
) -> Scores:
    """Return the scores of ``analyze`` (by default this package's) on the labelled texts in ``gold``.

    A folder holds ``labels/NAME.tsv`` (start, end, labels with commas) and ``documents/NAME.txt``. A file has
    a heading and then a sentence a row (document, sentence, labels, a note), each read by itself: one unit.
    ``only`` restricts to documents with one of these beginnings. Raises ``UsageError`` where ``gold`` is
    neither.
    """
    judge = analyze or engine()
    if gold.is_file():
        return Scores(tuple(_score_sentences(gold, only, judge)))
    return Scores(tuple(_score_file(path, gold, judge) for path in _label_files(gold, only)))


def engine() -> Callable[[str], Report]:
    """Return this package's ``analyze``."""
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
    text = document_text(gold_dir, path.stem)
    return score(path.stem, text, read_units(path), analyze(text).findings)


def document_text(gold_dir: Path, name: str) -> str:
    """Return the text of document ``name``; raise ``UsageError`` where the folder lacks it."""
    try:
        # newline="" keeps \r\n, so that the offsets of the labels fit.
        with (gold_dir / "documents" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError:
        raise UsageError(f"缺少文档 documents/{name}.txt。") from None


def _score_sentences(
    path: Path, only: Sequence[str], analyze: Callable[[str], Report]
) -> Iterator[DocumentScores]:
    scored = False
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 2):
        document, sentence, labels = (*row.split("\t"), "", "", "")[:3]
        if only and not document.startswith(tuple(only)):
            continue
        if not sentence:
            raise UsageError(f"{path}:{number}：应为「文档、句子、标签」三列，用制表符分隔。")
        text = sentence.replace("\\n", "\n")
        certain, doubtful = _labels("" if labels == _NO_LABEL else labels, f"{path}:{number}")
        unit = Unit(0, len(text), certain, doubtful)
        yield score(f"{document}#{number}", text, [unit], analyze(text).findings)
        scored = True
    if not scored:
        raise UsageError(f"{path} 中没有要评的句子：应有一行标题，其后每行一句。")


def read_units(path: Path) -> list[Unit]:
    """Return the units of one label file; raise ``UsageError`` with file and line where a row is not one."""
    rows = path.read_text(encoding="utf-8").splitlines()
    return [_unit(row, f"{path}:{number}") for number, row in enumerate(rows, 1)]


def _unit(row: str, where: str) -> Unit:
    start, end, labels = (*row.split("\t"), "", "", "")[:3]
    if not (start.isdecimal() and end.isdecimal() and int(start) < int(end)):
        raise UsageError(f"{where}：应为「起点、终点、标签」三列，用制表符分隔。")
    return Unit(int(start), int(end), *_labels(labels, where))


def _labels(words: str, where: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the certain and the doubtful labels written in ``words``."""
    names = [name for name in words.split(",") if name]
    for name in names:
        if name.removesuffix("?") not in CATEGORIES:
            raise UsageError(f"{where}：没有标签 {name}。")
    doubtful = frozenset(name.removesuffix("?") for name in names if name.endswith("?"))
    return frozenset(names) & frozenset(CATEGORIES) - doubtful, doubtful


def write_gold(gold_dir: Path, name: str, text: str, units: Sequence[Unit]) -> None:
    """Write a document and its labels into the folder; labels that were there before are replaced.

    Raises ``UsageError`` where the folder has another text under that name.
    """
    document, labels = gold_dir / "documents" / f"{name}.txt", gold_dir / "labels" / f"{name}.tsv"
    if document.exists() and document_text(gold_dir, name) != text:
        raise UsageError(f"{gold_dir} 里已有另一份叫 {name} 的文档，请换一个文件夹，或者先改名。")
    for path, content in ((document, text), (labels, "".join(map(_row, units)))):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")


def _row(unit: Unit) -> str:
    certain = [name for name in CATEGORIES if name in unit.labels]
    doubtful = [f"{name}?" for name in CATEGORIES if name in unit.doubtful]
    return f"{unit.start}\t{unit.end}\t{','.join([*certain, *doubtful])}\n"
