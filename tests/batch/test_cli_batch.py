from __future__ import annotations

import sys
from pathlib import Path

import pytest
from batching import Inline
from typer.testing import CliRunner, Result

from analyzer.cli import app


def batch(*arguments: object, **options: str) -> Result:
    return CliRunner().invoke(app, ["batch", *map(str, arguments)], **options)


def test_what_a_run_says(folder: Path, inline: list[Inline], tmp_path: Path) -> None:
    """Files that fail do not fail the run: the summary says how many, and where the results are."""
    result = batch("合同", "--output", "结果", "--lender", "bank")
    assert result.exit_code == 0
    assert "失败的文件" in result.stdout
    assert "读取或上传您的通讯录" in result.stdout
    assert "findings.parquet" in result.stdout
    assert "bank" in (tmp_path / "结果" / "documents.csv").read_text(encoding="utf-8-sig")


def test_what_is_complete_is_said_to_be(folder: Path, inline: list[Inline]) -> None:
    """The same call again says that there was nothing to do, and shows the same summary."""
    first = batch("合同", "--output", "结果")
    second = batch("合同", "--output", "结果")
    assert "没有再做一遍" in second.stderr
    assert (second.stdout, second.exit_code) == (first.stdout, 0)


def test_stopping_by_hand(folder: Path, inline: list[Inline], monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C ends with one sentence that the same command goes on, which it then does."""
    submit = Inline.submit

    def interrupted(self: Inline, *arguments: object) -> object:
        if len(self.done) == 4:
            raise KeyboardInterrupt
        return submit(self, *arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(Inline, "submit", interrupted)
        stopped = batch("合同", "--output", "结果")
    assert stopped.exit_code == 130
    (sentence,) = stopped.stderr.splitlines()
    assert "继续" in sentence
    again = batch("合同", "--output", "结果")
    assert again.exit_code == 0
    assert "没有再做" in again.stderr


def test_a_list_from_standard_input(folder: Path, inline: list[Inline], tmp_path: Path) -> None:
    """Other programs can say which files, one a line, and in which order."""
    result = batch(
        "--list", "-", "--output", "结果", "--no-statements", input="合同/第1份.txt\n合同/没有.txt\n"
    )
    assert result.exit_code == 0
    rows = (tmp_path / "结果" / "documents.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [row.split(",")[:2] for row in rows[1:]] == [
        ["合同/第1份.txt", "read"],
        ["合同/没有.txt", "failed"],
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--output", "结果"], "--list"),
        (["没有.txt", "--output", "结果"], "找不到文件 没有.txt"),
        (["合同/*.doc", "--output", "结果"], "没有文件符合"),
        (["空文件夹", "--output", "结果"], "没有找到"),
        (["合同", "--output", "合同/第1份.txt"], "不是文件夹"),
        (["--list", "没有清单", "--output", "结果"], "没有清单"),
        (["合同", "--output", "结果", "--lender", "bnak"], "bank"),
        (["合同", "--output", "结果", "--workers", "0"], "--workers"),
        (["合同", "--output", "结果", "--shared-disk"], "--scheduler"),
        (["合同", "--output", "结果", "--workers", "2", "--scheduler", "tcp://a:1"], "--workers"),
        (["合同"], "--output"),
    ],
)
def test_calls_that_make_no_sense(
    folder: Path, inline: list[Inline], tmp_path: Path, arguments: list[str], said: str
) -> None:
    """What is wrong with the call is one sentence and status 2."""
    (tmp_path / "空文件夹").mkdir()
    result = batch(*arguments)
    assert result.exit_code == 2
    (sentence,) = result.stderr.splitlines()
    assert said in sentence
    assert not result.stdout


def test_without_distributed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is not installed, the sentence says how to install it."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "analyzer.batch.cluster", raising=False)
    result = batch("合同", "--output", "结果", "--scheduler", "tcp://127.0.0.1:1")
    assert result.exit_code == 2
    assert "loan-clause-analyzer[cluster]" in result.stderr
