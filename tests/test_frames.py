"""A report as pandas data."""

from __future__ import annotations

from pathlib import Path

import pytest

import analyzer
from analyzer.rows import FINDINGS, STATEMENTS

TEXT = (
    "第一条 贷款人有权读取借款人的通讯录，用于催收。\n第二条 未经同意，贷款人不得向第三方提供借款人的信息。\n"
)


def test_a_frame_has_a_row_for_each_finding() -> None:
    """Every finding is a row with its place and words, ready to be counted and filtered."""
    report = analyzer.analyze(TEXT, name="合同.txt")
    frame = report.to_frame()
    assert list(frame.columns) == list(FINDINGS)
    assert list(frame["rule"]) == [finding.rule for finding in report.findings] != []
    assert set(frame["document"]) == {"合同.txt"}
    assert all(TEXT[row.start : row.end] == row.quote for row in frame.itertuples())
    worst = frame[frame["severity"] == "critical"]
    assert list(worst["rule"]) == ["contact-list-collection"]
    assert worst["data"].iloc[0] == ["contact-list"]
    assert list(frame.explode("law").groupby("rule").size().index) == sorted(set(frame["rule"]))


def test_a_frame_of_statements() -> None:
    """Every statement is a row, also where no rule speaks of it."""
    report = analyzer.analyze(TEXT)
    frame = report.to_frame("statements")
    assert list(frame.columns) == list(STATEMENTS)
    assert list(frame["start"]) == [said.start for said in report.statements] != []
    assert set(frame["clause"]) == {"第一条", "第二条"}
    assert set(frame["stance"]) == {"authorizes", "protects"}


@pytest.mark.parametrize("table", ["findings", "statements"])
def test_the_types_do_not_depend_on_the_rows(table: str, tmp_path: Path) -> None:
    """A report without findings has the same columns and types, so that frames go together and to a file."""
    some, none = analyzer.analyze(TEXT).to_frame(table), analyzer.analyze("正文。").to_frame(table)
    assert len(some) > 0 == len(none)
    assert dict(some.dtypes) == dict(none.dtypes)
    some.to_parquet(tmp_path / "表.parquet")
    none.to_parquet(tmp_path / "空表.parquet")


def test_another_table_is_refused() -> None:
    """A name that is no table is told in Chinese, with those there are."""
    with pytest.raises(analyzer.UsageError, match="findings、statements"):
        analyzer.analyze("正文。").to_frame("条款")  # type: ignore[arg-type]
