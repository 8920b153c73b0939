"""A part: what one task found, as one file; and the folder in which the parts of a run wait.

A part is a zip with, for each table, an Arrow stream and lines of CSV: zips know whether they are whole, and
the CSV, which is slow to write, is written by the workers.
"""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa

from analyzer.batch.tables import Rows, arrow_table, csv_lines
from analyzer.rows import TABLES

_COMPRESSED: Final = pa.ipc.IpcWriteOptions(compression="zstd")
_ENDING: Final = ".part"
_BROKEN: Final = (OSError, zipfile.BadZipFile, zlib.error, KeyError, EOFError, pa.ArrowException)


class Part:
    """An opened part; raises ``zipfile.BadZipFile`` where it is not whole."""

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))

    def is_whole(self) -> bool:
        """Return whether every byte is as it was written."""
        return self._zip.testzip() is None

    def table(self, name: str) -> pa.Table:
        """Return one of the tables."""
        return pa.ipc.open_stream(self._zip.read(f"{name}.arrow")).read_all()

    def lines(self, name: str) -> bytes:
        """Return the same table as lines of CSV, in UTF-8."""
        return self._zip.read(f"{name}.csv")


def packed(each: Sequence[Rows]) -> bytes:
    """Return the part of documents with these rows."""
    tables: dict[str, pa.Table] = {}
    lines: dict[str, bytes] = {}
    for name in TABLES:
        rows = [row for one in each for row in getattr(one, name)]
        tables[name] = arrow_table(name, rows)
        lines[name] = csv_lines(name, rows).encode("utf-8", "replace")
    return _zipped(tables, lines)


def joined(parts: Iterable[bytes]) -> bytes:
    """Return several parts as one, in their order."""
    opened = [Part(part) for part in parts]
    return _zipped(
        {name: pa.concat_tables(part.table(name) for part in opened).combine_chunks() for name in TABLES},
        {name: b"".join(part.lines(name) for part in opened) for name in TABLES},
    )


def _zipped(tables: dict[str, pa.Table], lines: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, table in tables.items():
            stream = io.BytesIO()
            with pa.ipc.new_stream(stream, table.schema, options=_COMPRESSED) as writer:
                writer.write_table(table)
            # ZipInfo without a date: equal parts are equal bytes.
            archive.writestr(zipfile.ZipInfo(f"{name}.arrow"), stream.getvalue())
            archive.writestr(
                zipfile.ZipInfo(f"{name}.csv"), lines[name], zipfile.ZIP_DEFLATED, compresslevel=1
            )
    return target.getvalue()


class Parts:
    """The parts that a run has written so far, under names that say of which documents they are."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def opened(self, name: str) -> Part | None:
        """Return the part ``name``, None where there is none or it is not whole."""
        try:
            part = Part(self._path(name).read_bytes())
            return part if part.is_whole() else None
        except _BROKEN:
            return None

    def write(self, name: str, data: bytes) -> None:
        """Keep a part: it is there wholly or not at all, whatever happens meanwhile."""
        write_whole(self._path(name), data)

    def clear(self) -> None:
        """Remove every part, those of earlier documents too."""
        for path in self._folder.glob(f"*{_ENDING}*"):
            path.unlink()

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{_ENDING}"


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there wholly or not at all."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
