from __future__ import annotations

import os
from pathlib import Path

import pytest

from analyzer.batch.planning import Plan
from analyzer.errors import UsageError


@pytest.fixture
def plan(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Plan:
    monkeypatch.chdir(tmp_path)
    return Plan(without=tmp_path / "结果")


def names(plan: Plan) -> list[str]:
    return [file.name for task in plan.tasks() for file in task]


def test_a_folder_stands_for_all_files_under_it(plan: Plan) -> None:
    """Folders within are read too, hidden files are not, and the order is that of the paths."""
    plan.add("合同")
    assert len(names(plan)) == 9
    assert names(plan) == sorted(names(plan), key=os.fsencode)
    assert "合同/更早的/第0份.txt" in names(plan)
    assert "合同/.隐藏.txt" not in names(plan)


def test_a_glob_is_expanded_by_us(plan: Plan) -> None:
    """A quoted pattern with ** finds files at every depth."""
    plan.add("合同/**/*.txt")
    assert len(names(plan)) == 8


def test_a_file_named_twice_is_read_once(plan: Plan) -> None:
    """What overlaps is one document, under the name by which it was given first."""
    for given in ("./合同/第1份.txt", "合同", "合同/../合同/空的.pdf", "合同/*.txt"):
        plan.add(given)
    assert names(plan)[0] == "合同/第1份.txt"
    assert len(names(plan)) == 9


def test_results_are_not_read_again(plan: Plan, tmp_path: Path) -> None:
    """Where the results lie among the documents, they are no documents."""
    (tmp_path / "结果").mkdir()
    (tmp_path / "结果" / "findings.csv").write_text("document\n", encoding="utf-8")
    plan.add(".")
    assert len(names(plan)) == 9


def test_a_list_of_paths(plan: Plan) -> None:
    """A list as editors on any system save it is read; a path that leads nowhere stays a document."""
    plan.add_listed([b"\xef\xbb\xbf" + "合同/第1份.txt\r\n".encode(), b"\n", "合同/没有.txt".encode()])
    assert names(plan) == ["合同/第1份.txt", "合同/没有.txt"]


@pytest.mark.parametrize("given", ["没有.txt", "合同/*.docx"])
def test_an_argument_that_stands_for_nothing(plan: Plan, given: str) -> None:
    """A mistyped path or pattern is told before anything is done."""
    with pytest.raises((UsageError, FileNotFoundError), match="没有"):
        plan.add(given)


def test_names_that_are_no_text(plan: Plan, tmp_path: Path) -> None:
    """A file name in another encoding is written out and can still be opened."""
    path = os.path.join(os.fsencode(tmp_path), b"\xba\xcf.txt")  # noqa: PTH118 - bytes
    Path(os.fsdecode(path)).write_text("合同", encoding="utf-8")
    plan.add(os.fsdecode(b"\xba\xcf.txt"))
    ((file,),) = plan.tasks()
    assert file.name == r"\udcba\udccf.txt"
    assert Path(file.path).read_text(encoding="utf-8") == "合同"


def test_short_documents_go_by_the_hundred(plan: Plan, tmp_path: Path) -> None:
    """Short texts are never sent one by one, large files not a hundred at once."""
    many = tmp_path / "许多"
    many.mkdir()
    for number in range(250):
        (many / f"{number:03}.txt").touch()
    plan.add("许多")
    assert [len(task) for task in plan.tasks()] == [100, 100, 50]
    for number in range(250):
        os.truncate(many / f"{number:03}.txt", 2**20)
    large = Plan(without=tmp_path / "结果")
    large.add("许多")
    assert max(len(task) for task in large.tasks()) == 8
