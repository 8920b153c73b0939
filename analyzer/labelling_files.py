"""``loanclause labels``: files to tasks of a tool, and files of a tool to a folder of labelled documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from analyzer import analyze, files
from analyzer import read as read_document
from analyzer.errors import LoanClauseError, UsageError
from analyzer.evaluating import CATEGORIES, Unit, write_gold
from analyzer.labels import (
    Marked,
    from_doccano,
    from_label_studio,
    from_report,
    gold_units,
    labeling_config,
    marked,
    to_doccano,
    to_label_studio,
)
from analyzer.labels.doccano import label_types
from analyzer.labels.reviewed import is_report
from analyzer.model import Document
from analyzer.speaking import page_progress, say, sentence_for

_MARKS = (".json", ".jsonl")


def export_files(paths: Sequence[Path], tool: str, output: Path) -> int:
    """Write the tasks of ``tool`` to ``output``, its labels beside it; return 2 if a file was unreadable."""
    files.check_output(output, paths)
    titles = _titles()
    documents: list[Marked] = []
    status = 0
    for path in paths:
        try:
            source, name = files.source_of([path])
            with page_progress() as progress:
                report = analyze(source, name=name, progress=progress)
            documents.append(marked(report, name=_unused(path.stem, documents)))
        except (LoanClauseError, OSError) as error:
            say(sentence_for(error, path if isinstance(error, LoanClauseError) else None))
            status = 2
    if not documents:
        return status
    if tool == "doccano":
        lines = to_doccano(documents, titles)
        settings = output.with_suffix(".labels.json")
        _write(output, "".join(f"{line}\n" for line in lines))
        _write(settings, _dumped(label_types(titles)))
    else:
        settings = output.with_suffix(".labels.xml")
        _write(output, _dumped(to_label_studio(documents, titles)))
        _write(settings, labeling_config(titles))
    count = sum(len(document.readers[0]) for document in documents)
    say(f"{len(documents)} 份文件、{count} 处提示写入 {output}，标签的设置写入 {settings}。")
    return status


def import_files(paths: Sequence[Path], gold_dir: Path) -> None:
    """Write the marks in ``paths`` into ``gold_dir`` and print what was written.

    Raises ``UsageError`` at the first file that cannot be used.
    """
    if gold_dir.exists() and not gold_dir.is_dir():
        raise UsageError(f"{gold_dir} 不是文件夹，请给出要写入的文件夹。")
    others = [path for path in paths if path.suffix.lower() not in _MARKS]
    documents = [_document(path) for path in others]
    found = [one for path in paths if path not in others for one in _read(path, documents)]
    if not found:
        raise UsageError("这些文件里没有一份有人标注过，没有写入任何东西。")
    for document in _together(found):
        units = gold_units(document)
        write_gold(gold_dir, document.name, document.text, units)
        print(f"{document.name}：{len(units)} 句，{_counted(units)}。")
    unscored = {mark.label for one in found for marks in one.readers for mark in marks} - set(CATEGORIES)
    if unscored:
        titles = _titles()
        say(f"评测不计「{'」「'.join(titles[label] for label in titles if label in unscored)}」，没有写入。")
    say(f"已写入 {gold_dir}，可以用 loanclause evaluate {gold_dir} 评测。")


def _titles() -> Mapping[str, str]:
    return {category.id: category.title for category in files.library().categories.values()}


def _unused(name: str, documents: Iterable[Marked]) -> str:
    """Return ``name``, with a number behind it where another document has it."""
    used = {document.name for document in documents}
    numbered = (f"{name}-{number}" for number in range(2, len(used) + 3))
    return name if name not in used else next(each for each in numbered if each not in used)


def _dumped(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _write(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8", newline="")


def _document(path: Path) -> Document:
    source, name = files.source_of([path])
    with page_progress() as progress:
        return read_document(source, name=name, progress=progress)


def _read(path: Path, documents: Sequence[Document]) -> Iterator[Marked]:
    """Yield the texts with marks in a file of a tool, or in reports, whichever ``path`` is."""
    rows = list(_parsed(path))
    if rows and all(map(is_report, rows)):
        yield from (from_report(row, documents, str(path)) for row in rows)
    elif path.suffix.lower() == ".json":
        yield from from_label_studio(rows, _titles(), str(path))
    else:
        yield from from_doccano(rows, _titles(), str(path))


def _parsed(path: Path) -> Iterator[Any]:
    """Yield the JSON values of a file: those of a list, one alone, or one a line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{path} 不是 UTF-8 编码的文字，请重新导出。") from None
    if path.suffix.lower() == ".json":
        try:
            data = json.loads(text)
        except ValueError as error:
            line = getattr(error, "lineno", 1)
            raise UsageError(f"{path}：第 {line} 行起不是 JSON，文件可能不完整，请重新导出。") from None
        yield from data if isinstance(data, list) else [data]
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError:
                raise UsageError(f"{path}：第 {number} 行不是 JSON，文件可能不完整，请重新导出。") from None


def _together(found: Iterable[Marked]) -> Iterator[Marked]:
    """Yield each document once, with its readers of all files; raise ``UsageError`` where texts differ."""
    known: dict[str, Marked] = {}
    for one in found:
        name = "".join("_" if char in '/\\:*?"<>|\0\t\n\r' else char for char in one.name)
        name = name.removesuffix(".txt").strip(". ") or "文档"
        before = known.setdefault(name, Marked(name, one.text, ()))
        if before.text != one.text:
            raise UsageError(f"有两份不同的文档都叫 {name}，请先改名，或者分开写入两个文件夹。")
        known[name] = replace(before, readers=before.readers + one.readers)
    yield from known.values()


def _counted(units: Sequence[Unit]) -> str:
    certain = sum(len(unit.labels) for unit in units)
    return f"{certain} 个标签，{sum(len(unit.doubtful) for unit in units)} 个拿不准"
