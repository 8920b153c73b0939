from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from batching import DEADLY, TOLD, Dying, Inline, digests

from analyzer.batch import Outcome, Progress, running
from analyzer.errors import UsageError
from analyzer.isolation.limits import Limits
from analyzer.rows import TABLES

Run = Callable[..., Outcome]
DOCUMENTS = 9


def stopped(run: Run, output: Path, after: int) -> None:
    """Begin a run and stop it once ``after`` documents are done."""

    def stop(now: Progress) -> None:
        if now.done >= after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(output, tell=stop)


def problems(output: Path) -> dict[str, str]:
    rows = pq.read_table(output / "documents.parquet").to_pylist()
    return {row["document"]: row["problem"] for row in rows if row["status"] == "failed"}


def test_tables_of_all_documents(run: Run, inline: list[Inline], tmp_path: Path) -> None:
    """Every document is a row, with its findings and statements; CSV and Parquet hold the same rows."""
    outcome = run(tmp_path / "结果")
    assert outcome.summary["documents"] == {"read": DOCUMENTS - 1, "failed": 1}
    for table, columns in TABLES.items():
        rows = pq.read_table(tmp_path / "结果" / f"{table}.parquet").to_pandas()
        cells = pd.read_csv(tmp_path / "结果" / f"{table}.csv", encoding="utf-8-sig")
        assert list(rows.columns) == list(cells.columns) == list(columns)
        assert list(rows["document"]) == list(cells["document"])
        assert len(rows) > DOCUMENTS or table == "documents"


def test_the_summary_counts(run: Run, inline: list[Inline], tmp_path: Path) -> None:
    """The summary says how many documents have a clause and how many places, as the tables do."""
    summary = run(tmp_path / "结果").summary
    assert summary == json.loads((tmp_path / "结果" / "summary.json").read_text(encoding="utf-8"))
    findings = pq.read_table(tmp_path / "结果" / "findings.parquet").to_pandas()
    found = findings[findings["rule"] == "contact-list-collection"]
    counts = {"documents": found["document"].nunique(), "findings": len(found)}
    assert counts["documents"] == 8
    assert summary["rules"]["contact-list-collection"] == counts


def test_files_that_fail_are_rows(
    run: Run, inline: list[Inline], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Damaged, empty, too large, gone, or too much for the program: a row with its reason each."""

    def trips(text: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(
        "analyzer.batch.working.document_row", lambda *args, **options: trips(options["name"])
    )
    (folder / "大的.txt").write_bytes("大".encode() * 1000)
    (folder / "断的.txt").symlink_to(folder / "没有")
    run(tmp_path / "结果", limits=Limits(file_bytes=1500))
    said = {name.removeprefix("合同/"): problem for name, problem in problems(tmp_path / "结果").items()}
    assert len(said) == DOCUMENTS + 2
    assert "空" in said["空的.pdf"]
    assert "上限" in said["大的.txt"]
    assert "找不到" in said["断的.txt"]
    assert "ZeroDivisionError" in said["第1份.txt"]
    assert all(problem.endswith("。") for problem in said.values())


def test_a_stopped_run_goes_on(run: Run, inline: list[Inline], tmp_path: Path) -> None:
    """What was done before the stop is not done again, and the results are those of a run in one go."""
    stopped(run, tmp_path / "结果", after=5)
    outcome = run(tmp_path / "结果")
    after = [name for task in inline[1].done for name in task]
    assert outcome.kept >= 5
    assert len(after) == len(set(after)) == DOCUMENTS - outcome.kept
    run(tmp_path / "在一起")
    assert digests(tmp_path / "结果") == digests(tmp_path / "在一起")


def test_a_broken_part_is_done_again(run: Run, inline: list[Inline], tmp_path: Path) -> None:
    """A part that the power failure cut short is no part."""
    stopped(run, tmp_path / "结果", after=5)
    part = next((tmp_path / "结果" / "parts").glob("*.part"))
    part.write_bytes(part.read_bytes()[:100])
    run(tmp_path / "结果")
    run(tmp_path / "在一起")
    assert digests(tmp_path / "结果") == digests(tmp_path / "在一起")


def test_a_complete_run_is_not_repeated(run: Run, inline: list[Inline], tmp_path: Path) -> None:
    """Called again with nothing changed, nothing is read."""
    first = run(tmp_path / "结果")
    second = run(tmp_path / "结果")
    assert (first.before, second.before) == (False, True)
    assert second.summary == first.summary
    assert len(inline) == 1


@pytest.mark.parametrize("change", ["file", "option", "result"])
def test_what_changed_is_done_anew(
    run: Run, inline: list[Inline], folder: Path, tmp_path: Path, change: str
) -> None:
    """Another document, another option, or results that were touched make a new run."""
    run(tmp_path / "结果")
    if change == "file":
        (folder / "第1份.txt").write_text("贷款人有权向借款人的亲属催收。", encoding="utf-8")
    elif change == "result":
        (tmp_path / "结果" / "findings.csv").unlink()
    outcome = run(tmp_path / "结果", lender="bank" if change == "option" else None)
    assert not outcome.before
    assert (tmp_path / "结果" / "findings.csv").exists()
    assert not (tmp_path / "结果" / "parts").exists()


def test_old_results_stay_until_the_new_are_ready(
    run: Run, inline: list[Inline], folder: Path, tmp_path: Path
) -> None:
    """A run over changed documents that is stopped leaves the results of the run before as they were."""
    run(tmp_path / "结果")
    before = digests(tmp_path / "结果")
    (folder / "第1份.txt").write_text("贷款人有权向借款人的亲属催收。", encoding="utf-8")
    stopped(run, tmp_path / "结果", after=3)
    assert before.items() <= digests(tmp_path / "结果").items()


def test_without_statements(run: Run, inline: list[Inline], tmp_path: Path) -> None:
    """A table that is not wanted is not there, not that of an earlier run either."""
    run(tmp_path / "结果")
    run(tmp_path / "结果", statements=False)
    assert {path.name for path in (tmp_path / "结果").iterdir()} == {
        "complete.json", "documents.csv", "documents.parquet", "findings.csv", "findings.parquet",
        "summary.json",
    }  # fmt: skip


def test_two_runs_do_not_write_to_one_folder(run: Run, inline: list[Inline], tmp_path: Path) -> None:
    """The second is told so, and the first goes on."""
    seen: list[str] = []

    def again(now: Progress) -> None:
        with pytest.raises(UsageError) as told:
            run(tmp_path / "结果")
        seen.append(str(told.value))

    assert run(tmp_path / "结果", tell=again).summary["documents"]["read"] == DOCUMENTS - 1
    assert "另一个" in seen[0]


def test_workers_that_die(
    run: Run, inline: list[Inline], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker is killed, and one document kills all who read it: that is its row, all others are read.

    What two processes find is what one finds.
    """
    monkeypatch.setenv(TOLD, str(tmp_path / "死过一次"))
    (folder / "坏的.pdf").write_bytes(b"%PDF-1.7\nnothing")
    with monkeypatch.context() as patched:
        patched.setattr(running, "LocalEngine", Dying)
        run(tmp_path / "两个", workers=2)
    assert (tmp_path / "死过一次").exists()
    said = problems(tmp_path / "两个")
    assert set(said) == {DEADLY, "合同/坏的.pdf", "合同/空的.pdf"}
    assert "意外结束" in said[DEADLY]
    (folder / "第4份.txt").unlink()
    run(tmp_path / "一个")
    two, one = (pq.read_table(tmp_path / name / "documents.parquet").to_pylist() for name in ("两个", "一个"))
    assert [row for row in two if row["document"] != DEADLY] == one
    two, one = (pq.read_table(tmp_path / name / "findings.parquet").to_pylist() for name in ("两个", "一个"))
    assert two == one
