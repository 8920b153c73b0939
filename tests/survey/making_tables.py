"""Tables as ``loanclause batch`` leaves them, made of a few rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from analyzer.rows import TABLES, Row, Type

TYPES: dict[Type, Any] = {
    "text": pa.dictionary(pa.int32(), pa.string()),
    "number": pa.int64(),
    "flag": pa.bool_(),
    "texts": pa.list_(pa.string()),
}
USUAL: Mapping[str, Row] = {
    "documents": {"status": "read", "format": "text", "document_kind": "loan-contract", "notices": []},
    "findings": {
        "rule": "contact-list-collection",
        "category": "contacts",
        "severity": "high",
        "stance": "authorizes",
        "title": "读取或上传通讯录",
        "clause": "第一条",
        "start": 0,
        "end": 10,
        "quote": "乙方有权读取甲方的通讯录",
        "law": [],
        "aside": False,
    },
}


def table(name: str, rows: Iterable[Row], types: Mapping[Type, Any] = TYPES) -> pa.Table:
    """Return the table ``name`` with ``rows``, which say only how they differ from the usual one."""
    schema = pa.schema([(column, types[type_]) for column, type_ in TABLES[name].items()])
    empty = dict.fromkeys(TABLES[name])
    return pa.Table.from_pylist([{**empty, **USUAL[name], **row} for row in rows], schema=schema)


def write(folder: Path, documents: Iterable[Row], findings: Iterable[Row], **options: Any) -> Path:
    """Write both tables into ``folder``, with ``options`` of the Parquet writer, and return it."""
    folder.mkdir(exist_ok=True)
    pq.write_table(table("documents", documents), folder / "documents.parquet", **options)
    pq.write_table(table("findings", findings), folder / "findings.parquet", **options)
    return folder
