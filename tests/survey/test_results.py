"""Opening what a run left: whole, or one sentence why not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from making_tables import TYPES, table, write

from analyzer.errors import UsageError
from analyzer.survey import Survey, open_files, open_folder
from analyzer.surveys import Filters

DOCUMENTS = [{"document": "甲.txt", "lender_kind": "bank"}, {"document": "乙.txt"}]
FINDINGS = [{"document": "乙.txt"}]


def without(column: str, file: str) -> Callable[[Path], None]:
    """Return what takes ``column`` out of ``file``."""

    def spoil(folder: Path) -> None:
        whole = pq.read_table(folder / file)
        pq.write_table(whole.drop_columns([column]), folder / file)

    return spoil


def cut(folder: Path) -> None:
    whole = (folder / "findings.parquet").read_bytes()
    (folder / "findings.parquet").write_bytes(whole[: len(whole) // 2])


def scribbled(folder: Path) -> None:
    """Damage the pages of the table, not its beginning and end."""
    file = folder / "findings.parquet"
    whole = bytearray(file.read_bytes())
    whole[8:400] = bytes(len(whole[8:400]))
    file.write_bytes(whole)


def of_another_run(folder: Path) -> None:
    pq.write_table(table("findings", [{"document": "丙.txt"}]), folder / "findings.parquet")


def of_another_type(folder: Path) -> None:
    whole = pq.read_table(folder / "findings.parquet")
    at = whole.column_names.index("page")
    pq.write_table(whole.set_column(at, "page", pa.array(["三"])), folder / "findings.parquet")


def of_unknown_words(folder: Path) -> None:
    pq.write_table(
        table("findings", [{"document": "甲.txt", "severity": "grim"}]), folder / "findings.parquet"
    )


def of_another_version(folder: Path) -> None:
    (folder / "summary.json").write_text(json.dumps({"schema": "loan-clause-tables/9"}), encoding="utf-8")


def garbled_summary(folder: Path) -> None:
    (folder / "summary.json").write_bytes(b"[1")


def missing(folder: Path) -> None:
    (folder / "documents.parquet").unlink()


def emptied(folder: Path) -> None:
    (folder / "documents.parquet").write_bytes(b"")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (missing, "没有 documents.parquet"),
        (emptied, "打不开或者内容不完整"),
        (cut, "打不开或者内容不完整"),
        (scribbled, "打不开或者内容不完整"),
        (without("rule", "findings.parquet"), "没有该有的列 rule"),
        (without("lender_kind", "documents.parquet"), "没有该有的列 lender_kind"),
        (of_another_type, "没有该有的列 page"),
        (of_another_run, "不是同一次生成的"),
        (of_unknown_words, "读不懂的行"),
        (of_another_version, "由别的版本生成"),
        (garbled_summary, "summary.json 打不开"),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path: Path, spoil: Callable[[Path], None], said: str) -> None:
    """Missing, damaged, of another version or run: one sentence in Chinese says which file and what."""
    folder = write(tmp_path / "结果", DOCUMENTS, FINDINGS)
    spoil(folder)
    with pytest.raises(UsageError, match=said):
        Survey(open_folder(folder)).overview(Filters(), quotes=1)


def test_no_folder(tmp_path: Path) -> None:
    """A path that is wrong is said to be."""
    with pytest.raises(UsageError, match="找不到文件夹"):
        open_folder(tmp_path / "没有")


@pytest.mark.parametrize(
    "text", [pa.string(), pa.large_string(), pa.dictionary(pa.int16(), pa.string())], ids=str
)
def test_every_way_to_store_text(tmp_path: Path, text: Any) -> None:
    """It makes no difference how the writer of the tables stored their texts, or in how many groups."""
    types = {**TYPES, "text": text}
    for name, rows in (("documents", DOCUMENTS), ("findings", FINDINGS * 3)):
        pq.write_table(table(name, rows, types), tmp_path / f"{name}.parquet", row_group_size=2)
    survey = Survey(open_folder(tmp_path))
    overview = survey.overview(Filters(text="通讯录"), quotes=3)
    assert (overview.totals.read, overview.totals.found, overview.totals.places) == (2, 1, 3)
    assert survey.places(Filters()).shown[2].quote == "乙方有权读取甲方的通讯录"


def test_a_run_without_anything(tmp_path: Path) -> None:
    """Where nothing was read or found there are noughts, not a failure."""
    overview = Survey(open_folder(write(tmp_path, [], []))).overview(Filters(text="无"), quotes=3)
    assert (overview.totals.documents, overview.totals.places, overview.rules) == (0, 0, ())


def test_uploaded_files(tmp_path: Path) -> None:
    """Files that were uploaded are opened from memory; one that is missing is named."""
    folder = write(tmp_path, DOCUMENTS, FINDINGS)
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert Survey(open_files(files, "上传的")).totals(Filters()).documents == 2
    with pytest.raises(UsageError, match=r"还缺 findings\.parquet"):
        open_files({"documents.parquet": files["documents.parquet"]}, "上传的")
