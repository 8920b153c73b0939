"""The Parquet tables that ``loanclause batch`` leaves: opened, checked, and read by the column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from analyzer.errors import UsageError
from analyzer.rows import TABLES, Row, Type

Codes = NDArray[np.int32]
Mask = NDArray[np.bool_]

_DAMAGED: Final = "{file} 打不开或者内容不完整，请用 loanclause batch 重新生成。"
_OTHER: Final = (
    "{file} 不是 loanclause batch 生成的表，或者由别的版本生成（{what}），请用现在的版本重新生成。"
)
_BATCH: Final = 65_536  # rows looked through at a time


class Table:
    """One table on disk or in memory; only what is asked for is read, and never all of the quotes at once.

    ``file`` is what it is called in messages. Raises ``UsageError`` where it is missing, damaged or has
    other columns than ``analyzer.rows`` says.
    """

    def __init__(self, name: str, source: Path | bytes, file: str) -> None:
        self.file = file
        with self._told():
            read_from = pa.BufferReader(source) if isinstance(source, bytes) else source
            self._file = pq.ParquetFile(read_from)
            schema = self._file.schema_arrow
        wrong = [
            column
            for column, type_ in TABLES[name].items()
            if column not in schema.names or not _IS[type_](_plain(schema.field(column).type))
        ]
        if wrong:
            raise UsageError(_OTHER.format(file=file, what=f"没有该有的列 {'、'.join(wrong[:5])}"))

    def __len__(self) -> int:
        """Return the number of rows."""
        return int(self._file.metadata.num_rows)

    def texts(self, column: str) -> list[str | None]:
        """Return a whole column of texts."""
        with self._told():
            found: list[str | None] = self._file.read([column]).column(0).to_pylist()
        return found

    def codes(self, column: str) -> tuple[Codes, list[str]]:
        """Return the texts of a column as numbers, -1 for null, and the texts that they number."""
        with self._told():
            read = self._file.read([column]).column(0)
            if not pa.types.is_dictionary(read.type):
                read = read.dictionary_encode()
            whole = read.unify_dictionaries().combine_chunks()
            if isinstance(whole, pa.ChunkedArray):  # without any row
                whole = (
                    pa.concat_arrays(whole.chunks) if whole.num_chunks else pa.array([]).dictionary_encode()
                )
            numbers = whole.indices.fill_null(-1).to_numpy(zero_copy_only=False)
            words: list[str] = whole.dictionary.to_pylist()
        return numbers.astype(np.int32), words

    def flags(self, column: str) -> Mask:
        """Return a column of yes and no; null is no."""
        with self._told():
            read = self._file.read([column]).column(0)
            found: Mask = np.asarray(pc.fill_null(read, False).to_numpy(), dtype=np.bool_)
        return found

    def holding(self, column: str, words: str) -> Mask:
        """Return in which rows the text of a column holds ``words``, whatever their case."""
        found = [np.zeros(0, dtype=np.bool_)]
        with self._told():
            for batch in self._file.iter_batches(_BATCH, columns=[column]):
                texts = batch.column(0)
                if pa.types.is_dictionary(texts.type):
                    texts = texts.dictionary_decode()
                held = pc.match_substring(texts, words, ignore_case=True)
                found.append(np.asarray(pc.fill_null(held, False).to_numpy(zero_copy_only=False)))
        return np.concatenate(found).astype(np.bool_)

    def rows(self, numbers: Sequence[int], columns: Sequence[str]) -> list[dict[str, Any]]:
        """Return the rows of these ``numbers``, which ascend; only the groups that hold them are read."""
        found: list[dict[str, Any]] = []
        wanted = np.asarray(numbers, dtype=np.int64)
        with self._told():
            for group, (start, end) in enumerate(self._groups()):
                here = wanted[(wanted >= start) & (wanted < end)] - start
                if len(here):
                    read = self._file.read_row_group(group, columns=list(columns))
                    found += read.take(pa.array(here)).to_pylist()
        return found

    def _groups(self) -> Iterator[tuple[int, int]]:
        start = 0
        for group in range(self._file.metadata.num_row_groups):
            end = start + self._file.metadata.row_group(group).num_rows
            yield start, end
            start = end

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what the reader of Parquet raises into one sentence."""
        try:
            yield
        except FileNotFoundError:
            raise UsageError(f"找不到 {self.file}，请检查文件夹；它由 loanclause batch 生成。") from None
        except PermissionError:
            raise UsageError(f"没有权限打开 {self.file}。") from None
        except (pa.ArrowException, OSError, ValueError, KeyError):
            raise UsageError(_DAMAGED.format(file=self.file)) from None


def written(name: str, rows: Iterable[Row]) -> bytes:
    """Return ``rows`` as the Parquet file of the table ``name``."""
    schema = pa.schema([(column, _TYPES[type_]) for column, type_ in TABLES[name].items()])
    target = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), target)
    return bytes(target.getvalue())


def _plain(type_: Any) -> Any:
    return type_.value_type if pa.types.is_dictionary(type_) else type_


def _is_text(type_: Any) -> bool:
    return bool(pa.types.is_string(type_) or pa.types.is_large_string(type_))


def _is_texts(type_: Any) -> bool:
    listed = pa.types.is_list(type_) or pa.types.is_large_list(type_)
    return bool(listed and _is_text(_plain(type_.value_type)))


_TYPES: Final[dict[Type, Any]] = {
    "text": pa.string(),
    "number": pa.int64(),
    "flag": pa.bool_(),
    "texts": pa.list_(pa.string()),
}
_IS: Final[dict[Type, Callable[[Any], bool]]] = {
    "text": _is_text,
    "number": pa.types.is_integer,
    "flag": pa.types.is_boolean,
    "texts": _is_texts,
}
