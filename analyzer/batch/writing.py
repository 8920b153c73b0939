"""The parts of a run → Parquet, CSV and a summary, in the order of the documents, part by part."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analyzer.batch.parts import Part
from analyzer.batch.tables import SCHEMAS, csv_head
from analyzer.model import SEVERITIES
from analyzer.reporting.report_csv import BOM
from analyzer.rows import SCHEMA

_GROUP: Final = 20_000  # rows of a row group, so that a reader need not take in all at once
_COUNTED: Final = (*SEVERITIES, "protective", "contradictions", "statements")


class Summary:
    """What the documents of a run come to; equal for equal documents."""

    def __init__(self) -> None:
        self._status: Counter[str] = Counter()
        self._figures: Counter[str] = Counter()
        self._kinds: dict[str, Counter[str]] = {"document_kind": Counter(), "lender_kind": Counter()}
        self._findings: dict[str, Counter[str]] = {"rule": Counter(), "category": Counter()}
        self._documents: dict[str, Counter[str]] = {"rule": Counter(), "category": Counter()}

    def add(self, part: Part) -> None:
        """Count one part."""
        documents, findings = part.table("documents"), part.table("findings")
        self._status.update(documents["status"].to_pylist())
        for figure in _COUNTED:
            self._figures[figure] += pc.sum(documents[figure]).as_py() or 0
        read = documents.filter(pc.equal(documents["status"], "read"))
        for column, counter in self._kinds.items():
            counter.update(value or "" for value in read[column].to_pylist())
        for column, counter in self._findings.items():
            counter.update(findings[column].to_pylist())
            once = findings.group_by(["document", column]).aggregate([])
            self._documents[column].update(once[column].to_pylist())

    def as_dict(self) -> dict[str, Any]:
        """Return it for ``summary.json``: the most frequent first, ids of the library as keys."""
        return {
            "schema": SCHEMA,
            "documents": {"read": self._status["read"], "failed": self._status["failed"]},
            "severities": {severity: self._figures[severity] for severity in SEVERITIES},
            "protective": self._figures["protective"],
            "contradictions": self._figures["contradictions"],
            "statements": self._figures["statements"],
            "document_kinds": _ranked(self._kinds["document_kind"]),
            "lender_kinds": _ranked(self._kinds["lender_kind"]),
            "categories": self._places("category"),
            "rules": self._places("rule"),
        }

    def _places(self, column: str) -> dict[str, dict[str, int]]:
        documents, findings = self._documents[column], self._findings[column]
        order = sorted(documents, key=lambda name: (-documents[name], -findings[name], name))
        return {name: {"documents": documents[name], "findings": findings[name]} for name in order}


def _ranked(counter: Counter[str]) -> dict[str, int]:
    return dict(sorted(counter.items(), key=lambda item: (-item[1], item[0])))


def write(
    parts: Iterable[Part], folder: Path, tables: Iterable[str], about: dict[str, str]
) -> dict[str, Any]:
    """Write ``tables`` of all ``parts`` to files in ``folder`` and return the summary, written there too.

    ``about`` is said in the summary and in the Parquet files' own metadata.
    """
    summary = Summary()
    with ExitStack() as opened:
        targets = [opened.enter_context(_Target(folder, table, about)) for table in tables]
        for part in parts:
            summary.add(part)
            for target in targets:
                target.add(part)
    said = about | summary.as_dict()
    (folder / "summary.json").write_text(
        json.dumps(said, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    return said


class _Target:
    """One table, as Parquet and as CSV."""

    def __init__(self, folder: Path, table: str, about: dict[str, str]) -> None:
        self._table = table
        schema = SCHEMAS[table]
        self._schema = schema.with_metadata({**(schema.metadata or {}), **about})
        self._parquet = pq.ParquetWriter(folder / f"{table}.parquet", self._schema, compression="zstd")
        self._csv = (folder / f"{table}.csv").open("wb")
        self._csv.write((BOM + csv_head(table)).encode())
        self._waiting: list[pa.Table] = []

    def __enter__(self) -> _Target:
        return self

    def __exit__(self, *error: object) -> None:
        self._flush()
        self._parquet.close()
        self._csv.close()

    def add(self, part: Part) -> None:
        """Add the rows of one part."""
        self._csv.write(part.lines(self._table))
        self._waiting.append(part.table(self._table))
        if sum(table.num_rows for table in self._waiting) >= _GROUP:
            self._flush()

    def _flush(self) -> None:
        if self._waiting:
            rows = pa.concat_tables(self._waiting).replace_schema_metadata(self._schema.metadata)
            self._parquet.write_table(rows.combine_chunks(), row_group_size=2 * _GROUP)
            self._waiting.clear()
