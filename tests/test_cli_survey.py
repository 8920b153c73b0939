"""``loanclause survey``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from analyzer.cli import app
from analyzer.survey.tables import written

Run = Callable[..., Result]
FINDING = {
    "document": "甲.txt", "rule": "contact-list-collection", "category": "contacts", "severity": "high",
    "stance": "authorizes", "title": "读取或上传您的通讯录", "clause": "第一条",
    "quote": "乙方有权读取甲方的通讯录",
}  # fmt: skip


@pytest.fixture
def run() -> Run:
    return lambda *args: CliRunner().invoke(app, ["survey", *map(str, args)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = [{"document": "甲.txt", "status": "read", "lender_kind": "bank"}]
    for name, rows in (("documents", documents), ("findings", [FINDING])):
        (tmp_path / f"{name}.parquet").write_bytes(written(name, rows))
    return tmp_path


def test_a_summary_on_the_screen(run: Run, folder: Path) -> None:
    """Without --output the figures, the kinds and the rules are told in a few lines."""
    told = run(folder).stdout
    assert "共 1 份文件，读成 1 份。" in told
    assert "[高] 读取或上传您的通讯录  1 份（100%） · 1 处" in told
    assert "银行  1 份" in told


def test_a_report_in_a_file(run: Run, folder: Path) -> None:
    """With --output there is one HTML file, and standard output stays empty."""
    output = folder / "普查.html"
    result = run(folder, "--output", output)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "乙方有权读取甲方的通讯录" in output.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "documents"),
    [
        (["--lender", "bank", "--severity", "high", "--category", "contacts", "--stance", "authorizes"], 1),
        (["--lender", "private", "--lender", "unclear"], 0),
        (["--kind", "unclear"], 1),
        (["--name", "乙"], 0),
    ],
)
def test_filters(run: Run, folder: Path, options: list[str], documents: int) -> None:
    """Filters by the names of the other commands let through what they say."""
    assert f"共 {documents} 份文件" in run(folder, *options).stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--lender", "banc"], "没有放款机构的类别 banc，您要的是 bank 吗？"),
        (["--severity", "grave"], "没有级别 grave"),
        (["--output", "没有/普查.html"], "找不到文件夹 没有"),
    ],
)
def test_wrong_calls(run: Run, folder: Path, options: list[str], said: str) -> None:
    """A wrong word, or a place that cannot be written to, is told in one sentence."""
    result = run(folder, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert said in line


def test_a_folder_without_results(run: Run, tmp_path: Path) -> None:
    """Who names a folder of documents learns which command comes first."""
    result = run(tmp_path)
    assert result.exit_code == 2
    assert "请先运行 loanclause batch" in result.stderr
