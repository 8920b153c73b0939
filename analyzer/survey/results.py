"""The results of a run, opened: its documents in full, of its findings only what is counted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analyzer.errors import UsageError
from analyzer.rows import SCHEMA
from analyzer.survey.tables import Codes, Mask, Table
from analyzer.surveys import LEVELS, PROTECTIVE, STANCES, UNCLEAR

FILES = {"documents": "documents.parquet", "findings": "findings.parquet"}
SUMMARY = "summary.json"


@dataclass(frozen=True)
class Documents:
    """A row for each document: ``lenders`` and ``kinds`` are numbers of ``lender_ids`` and ``kind_ids``."""

    names: list[str]
    read: Mask
    problems: list[str | None]
    lenders: Codes
    lender_ids: list[str]
    kinds: Codes
    kind_ids: list[str]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.names)


@dataclass(frozen=True)
class Findings:
    """A row for each finding, in numbers: of its document, of ``rule_ids``, of ``LEVELS``, of ``STANCES``.

    ``titles`` and ``categories`` are of the rules.
    """

    documents: Codes
    rules: Codes
    levels: NDArray[np.int8]
    stances: NDArray[np.int8]
    aside: Mask
    rule_ids: list[str]
    titles: list[str]
    categories: list[str]


class Results:
    """The tables of one run; ``name`` is what it is called.

    Raises ``UsageError`` where a table is missing, damaged, or of another run or version.
    """

    def __init__(self, documents: Table, findings: Table, name: str) -> None:
        self.name = name
        self.table = findings
        self._documents = documents

    @cached_property
    def documents(self) -> Documents:
        """Return the documents, in the order of their table."""
        table = self._documents
        lenders, lender_ids = _known(*table.codes("lender_kind"))
        kinds, kind_ids = _known(*table.codes("document_kind"))
        status, words = table.codes("status")
        return Documents(
            [name or "" for name in table.texts("document")],
            status == (words.index("read") if "read" in words else -2),
            table.texts("problem"),
            lenders,
            lender_ids,
            kinds,
            kind_ids,
        )

    @cached_property
    def findings(self) -> Findings:
        """Return the findings, in the order of their table."""
        rules, rule_ids = self.table.codes("rule")
        stances = _numbered(*self.table.codes("stance"), STANCES)
        levels = _numbered(*self.table.codes("severity"), LEVELS)
        levels[stances == STANCES.index("protects")] = LEVELS.index(PROTECTIVE)
        if min(rules.min(initial=0), levels.min(initial=0), stances.min(initial=0)) < 0:
            raise UsageError(f"{self.table.file} 里有读不懂的行，请用现在的版本重新生成。")
        return Findings(
            self._numbers(),
            rules,
            levels,
            stances,
            self.table.flags("aside"),
            rule_ids,
            _of_rules(rules, rule_ids, *self.table.codes("title")),
            _of_rules(rules, rule_ids, *self.table.codes("category")),
        )

    def _numbers(self) -> Codes:
        """Return the number of each finding's document."""
        codes, names = self.table.codes("document")
        known = {name: number for number, name in enumerate(self.documents.names)}
        numbers = np.array([known.get(name, -1) for name in names], dtype=np.int32)
        found: Codes = numbers[codes] if len(numbers) else codes
        if found.min(initial=0) < 0 or codes.min(initial=0) < 0:
            raise UsageError(
                f"{self.table.file} 和 {self._documents.file} 不是同一次生成的，"
                "请用 loanclause batch 重新生成。"
            )
        return found


def open_folder(folder: Path) -> Results:
    """Return the results in ``folder``; raises ``UsageError`` where they are not there or not whole."""
    if not folder.is_dir():
        raise UsageError(f"找不到文件夹 {folder}，请检查路径。")
    missing = [file for file in FILES.values() if not (folder / file).is_file()]
    if missing:
        raise UsageError(
            f"{folder} 里没有 {'、'.join(missing)}。"
            "请先运行 loanclause batch 生成结果，再给出它写入的文件夹。"
        )
    _check_summary(folder / SUMMARY)
    documents, findings = (Table(name, folder / file, str(folder / file)) for name, file in FILES.items())
    return Results(documents, findings, folder.resolve().name or str(folder))


def open_files(files: dict[str, bytes], name: str) -> Results:
    """Return the results in ``files``, by their names; raises as ``open_folder`` does."""
    missing = [file for file in FILES.values() if file not in files]
    if missing:
        raise UsageError(f"还缺 {'、'.join(missing)}，请和别的表一起选中。")
    documents, findings = (Table(table, files[file], file) for table, file in FILES.items())
    return Results(documents, findings, name)


def _check_summary(path: Path) -> None:
    """Raise ``UsageError`` where the run says that its tables are of another version."""
    if not path.is_file():
        return
    try:
        told = json.loads(path.read_bytes())
        schema = told.get("schema", SCHEMA)
    except (ValueError, AttributeError):
        raise UsageError(f"{path} 打不开或者内容不完整，请用 loanclause batch 重新生成。") from None
    if schema != SCHEMA:
        raise UsageError(f"{path} 由别的版本生成（{schema}，现在是 {SCHEMA}），请用现在的版本重新生成。")


def _known(codes: Codes, ids: list[str]) -> tuple[Codes, list[str]]:
    """Return ``codes`` and ``ids`` with one more id, ``UNCLEAR``, for what is null or empty."""
    ids = [one or UNCLEAR for one in ids]
    if UNCLEAR not in ids:
        ids.append(UNCLEAR)
    return np.where(codes < 0, np.int32(ids.index(UNCLEAR)), codes), ids


def _numbered(codes: Codes, words: list[str], known: tuple[str, ...]) -> NDArray[np.int8]:
    """Return ``codes`` of ``words`` as numbers of ``known``, -1 for what is not among these."""
    numbers = np.array([*(known.index(word) if word in known else -1 for word in words), -1], dtype=np.int8)
    found: NDArray[np.int8] = numbers[codes]
    return found


def _of_rules(rules: Codes, rule_ids: list[str], codes: Codes, words: list[str]) -> list[str]:
    """Return for each rule the word that stands at its first row."""
    first = np.full(len(rule_ids), -1)
    first[rules[::-1]] = codes[::-1]
    return [words[code] if code >= 0 else rule for rule, code in zip(rule_ids, first.tolist(), strict=True)]
