"""Rows as Arrow tables and as lines of CSV; the columns are those of ``analyzer.rows``."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
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
_FLAGS: Final = {True: "true", False: "false"}

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
    return _lines([list(TABLES[table])])


def csv_lines(table: str, rows: Iterable[Row]) -> str:
    """Return ``rows`` as CSV: ；between the members of a list, nothing that is taken for a formula."""
    columns = list(TABLES[table])
    return _lines([_cell(row[column]) for column in columns] for row in rows)


def _lines(cells: Iterable[list[str]]) -> str:
    target = io.StringIO()
    csv.writer(target).writerows(cells)
    return target.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _FLAGS[value]
    if isinstance(value, int):
        return str(value)
    text = value if isinstance(value, str) else "；".join(value)
    return harmless(text if text.isprintable() else visible(text))


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return [_encodable(each) for each in value] if isinstance(value, list) else value
