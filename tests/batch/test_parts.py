from __future__ import annotations

import csv
import io

import pyarrow as pa
import pytest

from analyzer.batch.parts import Part, Parts, joined, packed
from analyzer.batch.tables import Rows
from analyzer.rows import FINDINGS, failed_row


def finding(**fields: object) -> dict[str, object]:
    return dict.fromkeys(FINDINGS) | {"document": "甲.txt", "data": [], "law": []} | fields


def rows(*findings: dict[str, object]) -> Rows:
    return Rows([failed_row("甲.txt", "打不开。")], list(findings))


def test_a_table_program_takes_no_words_for_a_formula() -> None:
    """Words of a document that begin like a formula stay words in the CSV, and are as they are in Parquet."""
    part = Part(packed([rows(finding(quote="=HYPERLINK(1)", law=["甲", "乙"], aside=True, start=3))]))
    (line,) = csv.DictReader(io.StringIO(",".join(FINDINGS) + "\r\n" + part.lines("findings").decode()))
    assert (line["quote"], line["law"], line["aside"], line["start"]) == (
        "'=HYPERLINK(1)",
        "甲；乙",
        "true",
        "3",
    )
    assert part.table("findings")["quote"].to_pylist() == ["=HYPERLINK(1)"]


def test_half_a_character_harms_no_table() -> None:
    """A document with half a surrogate pair in it is written like any other."""
    part = Part(packed([rows(finding(quote="甲\ud800乙", data=["\udc00"]))]))
    assert part.table("findings")["quote"].to_pylist() == ["甲?乙"]


def test_pieces_make_the_part_that_the_whole_makes() -> None:
    """A task that was split gives what it would have given in one."""
    one, two = rows(finding(start=1)), rows(finding(start=2))
    assert joined([packed([one]), packed([two])]) == packed([one, two])


@pytest.mark.parametrize("harm", ["cut", "flip", "empty"])
def test_a_part_that_is_not_whole_does_not_count(tmp_path, harm: str) -> None:  # type: ignore[no-untyped-def]
    """A part that was cut short or changed on the disk is as good as none."""
    parts = Parts(tmp_path)
    data = packed([rows(finding(quote="甲" * 1000))])
    parts.write("甲", data)
    assert parts.opened("甲") is not None
    middle = len(data) // 3
    harmed = {"cut": data[:-40], "flip": data[:middle] + b"\x00\xff\x00" + data[middle + 3 :], "empty": b""}
    (tmp_path / "甲.part").write_bytes(harmed[harm])
    assert parts.opened("甲") is None


def test_columns_have_their_types() -> None:
    """Numbers, yes or no, and lists are such in the tables, whatever a part happens to hold."""
    schema = Part(packed([rows()])).table("findings").schema
    assert (schema.field("start").type, schema.field("aside").type) == (pa.int64(), pa.bool_())
    assert schema.field("data").type == pa.list_(pa.string())
