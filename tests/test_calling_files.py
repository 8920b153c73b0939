"""``loanclause calls``: a log of calls from a file, counted in three formats, and an empty one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from analyzer.cli import app
from analyzer.steps.call_log import read_calls

LOG = (
    "日期,时间,来电号码,与您的关系,是否接通\n"
    "2026-11-03,22:10,95555123,母亲,是\n"
    "2026-11-03,9:00,95555123,,是\n"
    "11月4日,9:00,95555123,,是\n"
)


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, ["calls", *map(str, args)])


def refused(*args: str | Path) -> str:
    """Return the one sentence of a call that failed."""
    result = run(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    return line


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "记录.csv"
    path.write_bytes(LOG.encode("gb18030"))
    return path


def test_figures_laws_and_rows_put_aside(log: Path) -> None:
    """Who reads the text sees the days, the limits with what they rest on, and which row was unclear."""
    result = run(log, "--lender", "consumer-finance")
    assert result.exit_code == 0
    said = result.stdout
    assert "2026-11-03（星期二）：2 次，其中 1 次打给我的母亲；09:00、22:10" in said
    assert "法律规定：《消费金融公司管理办法》第五十六条" in said
    assert "参考：GB/T 45251" in said
    assert "小额贷款公司" not in said
    assert "第 4 行：日期“11月4日”没有写年份" in said


def test_as_data(log: Path) -> None:
    """JSON has the calls, the lines, the figures and the rows put aside."""
    data = json.loads(run(log, "--format", "json").stdout)
    assert data["schema"] == "loan-clause-calls/1"
    assert data["days"][0]["count"] == len(data["calls"]) == 2
    assert data["numbers"] == {"95555123": 2}
    assert data["persons"] == {"本人": 1, "我的母亲": 1}
    assert [row["line"] for row in data["aside"]] == [4]
    hours = next(limit for limit in data["limits"] if limit["rule"] == "standard-hours")
    assert (hours["calls"], hours["days"]) == (1, ["2026-11-03"])


def test_put_in_order(log: Path, tmp_path: Path) -> None:
    """As CSV the log comes back with our heads, the unclear row too, and it is said that there is one."""
    target = tmp_path / "整理过.csv"
    result = run(log, "--format", "csv", "--output", target)
    assert result.exit_code == 0
    assert "1 行看不懂" in result.stderr
    assert read_calls(target.read_bytes()) == read_calls(log.read_bytes())
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")


def test_an_empty_log_is_written_once(tmp_path: Path) -> None:
    """The template is written where nothing stands yet: a log that somebody filled in is never lost."""
    target = tmp_path / "通话记录.csv"
    assert run("--template", "--output", target).exit_code == 0
    assert not read_calls(target.read_bytes()).calls
    target.write_text(LOG, encoding="utf-8")
    assert "换一个文件名" in refused("--template", "--output", target)
    assert target.read_text(encoding="utf-8") == LOG


def test_what_makes_no_sense_is_one_sentence(log: Path, tmp_path: Path) -> None:
    """No log, no place for the template, an unknown lender or format, no table: one line each."""
    other = tmp_path / "合同.txt"
    other.write_text("借款合同", encoding="utf-8")
    assert "--template" in refused()
    assert "--output" in refused("--template")
    assert "机构种类" in refused(log, "--lender", "pawnshop")
    assert "格式" in refused(log, "--format", "html")
    assert "通话记录" in refused(other)
    assert "找不到文件" in refused(tmp_path / "没有.csv")
    assert "不能写在它上面" in refused(log, "--output", log)
