"""Documents to read many of, and runs over them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from batching import Inline

from analyzer.batch import Outcome, planning, running
from analyzer.batch import run as run_batch

CLAUSES = (
    "贷款人有权读取借款人的通讯录。",
    "借款人逾期的，贷款人可以联系借款人的亲属和同事。",
    "未经您单独同意，我们不会把您的个人信息提供给合作方。",
    "贷款人可以将借款人的联系方式提供给受委托的催收机构。",
    "=1+1，借款人同意贷款人查询其征信报告。",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Eight short contracts and an empty file in a folder and one below it; they are named from above it."""
    folder = tmp_path / "合同"
    (folder / "更早的").mkdir(parents=True)
    for number in range(8):
        place = folder / "更早的" if number % 3 == 0 else folder
        words = "\n".join(CLAUSES[: 1 + number % len(CLAUSES)])
        (place / f"第{number}份.txt").write_text(f"第一条 授权\n{words}\n", encoding="utf-8")
    (folder / "空的.pdf").touch()
    (folder / ".隐藏.txt").write_text("贷款人有权读取借款人的通讯录。", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def few_a_task(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a task be two short documents, so that few documents are several tasks."""
    monkeypatch.setattr(planning, "TASK_WEIGHT", 2)


@pytest.fixture
def inline(monkeypatch: pytest.MonkeyPatch, few_a_task: None) -> list[Inline]:
    """Let runs do without processes; the engines that were made."""
    monkeypatch.setattr(running, "LocalEngine", Inline)
    monkeypatch.setattr(Inline, "made", [])
    return Inline.made


@pytest.fixture
def run(folder: Path) -> Callable[..., Outcome]:
    """``run`` over the folder."""

    def run_folder(output: Path, **options: Any) -> Outcome:
        return run_batch([folder.name], output, **options)

    return run_folder
