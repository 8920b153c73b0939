"""Rows as Arrow tables and as lines of CSV; the columns are those of ``analyzer.rows``."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import pyarrow as pa

from analyzer.reporting.literal import visible
from analyzer.reporting.report_csv import harmless
from analyzer.rows import SCHEMA, TABLES, Row, Type

_TYPES: Final[Mapping[Type, pa.DataType]] = {
    "text": pa.string(),
    "number": pa.int64(),
    "flag": pa.bool_(),
    "texts": pa.list_(pa.string()),
}

SCHEMAS: Final[Mapping[str, pa.Schema]] = {
    table: pa.schema(
        [(column, _TYPES[kind]) for column, kind in columns.items()], metadata={"schema": SCHEMA}
    )
    for table, columns in TABLES.items()
}


class Rows(NamedTuple):
    """The rows of each table."""

    documents: list[Row]
    findings: list[Row] = []  # noqa: RUF012 - nobody adds to it
    statements: list[Row] = []  # noqa: RUF012 - as above


def arrow_table(table: str, rows: list[Row]) -> pa.Table:
    """Return ``rows`` of ``table`` as an Arrow table; what is no character, and it cannot hold, is ``?``."""
    try:
        return pa.Table.from_pylist(rows, SCHEMAS[table])
    except UnicodeEncodeError:
        cleaned = [{column: _encodable(value) for column, value in row.items()} for row in rows]
        return pa.Table.from_pylist(cleaned, SCHEMAS[table])


def csv_head(table: str) -> str:
    """Return the first line of ``table`` as CSV, the names of its columns."""
    return _lines([tuple(TABLES[table])])


def csv_lines(table: str, rows: Sequence[Row]) -> str:
    """Return ``rows`` as CSV: ；between the members of a list, nothing that is taken for a formula."""
    columns = [map(_CELLS[kind], [row[column] for row in rows]) for column, kind in TABLES[table].items()]
    return _lines(zip(*columns, strict=True))


def _lines(cells: Iterable[tuple[Any, ...]]) -> str:
    target = io.StringIO()
    csv.writer(target).writerows(cells)
    return target.getvalue()


def _text(value: str | None) -> str:
    if not value:
        return ""
    return harmless(value if value.isprintable() else visible(value))


def _texts(value: list[str] | None) -> str:
    return _text("；".join(value)) if value else ""


# As the writer of CSV takes them: it writes numbers itself, and None as nothing.
_CELLS: Final[Mapping[Type, Callable[[Any], Any]]] = {
    "text": _text,
    "number": lambda value: value,
    "flag": {True: "true", False: "false", None: None}.get,
    "texts": _texts,
}


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return [_encodable(each) for each in value] if isinstance(value, list) else value
