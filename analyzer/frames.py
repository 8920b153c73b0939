"""The rows of a report as a pandas data frame: the same columns and types however many rows there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

import pandas as pd

from analyzer.errors import UsageError
from analyzer.model import Report
from analyzer.rows import TABLES, Row, Type, finding_rows, statement_rows

# What is missing is <NA> in each; several texts are a list.
_TYPES: Final[Mapping[Type, str]] = {
    "text": "string",
    "number": "Int64",
    "flag": "boolean",
    "texts": "object",
}
_ROWS: Final[Mapping[str, Callable[[Report], Iterator[Row]]]] = {
    "findings": finding_rows,
    "statements": statement_rows,
}


def frame_of(report: Report, table: str) -> pd.DataFrame:
    """Return the rows of ``table`` (findings, statements); raises ``UsageError`` for another name."""
    if table not in _ROWS:
        raise UsageError(f"没有表 {table}，可以写 {'、'.join(_ROWS)}。")
    rows = list(_ROWS[table](report))
    return pd.DataFrame(
        {
            column: pd.Series([row[column] for row in rows], dtype=_TYPES[kind])
            for column, kind in TABLES[table].items()
        }
    )
