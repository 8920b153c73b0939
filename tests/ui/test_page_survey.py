"""The page that surveys the results of many documents."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analyzer.survey.tables import written

FINDING = {
    "rule": "contact-list-collection",
    "category": "contacts",
    "severity": "high",
    "stance": "authorizes",
    "title": "读取或上传您的通讯录",
    "quote": "乙方有权读取甲方的通讯录",
}


def script() -> None:
    """Draw the page alone."""
    from ui.screens import survey  # noqa: PLC0415 - a script runs by itself

    survey.page()


@pytest.fixture
def page() -> AppTest:
    """The page as it comes up."""
    return fine(AppTest.from_function(script, default_timeout=60).run())


def fine(page: AppTest) -> AppTest:
    assert not page.exception
    return page


def write(folder: Path, lenders: list[str | None]) -> Path:
    """Write results of as many documents as there are ``lenders``, each with one finding."""
    names = [f"{number}.txt" for number in range(len(lenders))]
    documents = [
        {"document": name, "status": "read", "lender_kind": lender, "document_kind": "loan-contract"}
        for name, lender in zip(names, lenders, strict=True)
    ]
    (folder / "documents.parquet").write_bytes(written("documents", documents))
    findings = [{"document": name, **FINDING} for name in names]
    (folder / "findings.parquet").write_bytes(written("findings", findings))
    return folder


def open_folder(page: AppTest, folder: object) -> AppTest:
    page.text_input[0].set_value(str(folder))
    next(each for each in page.button if each.label == "打开").click()
    return fine(page.run())


def look_at(page: AppTest, view: str) -> AppTest:
    page.segmented_control[0].set_value(view)
    return fine(page.run())


def shown(page: AppTest) -> str:
    """Return what stands on the page, without the escapes of Markdown."""
    return "\n".join(each.value for each in [*page.markdown, *page.info, *page.error]).replace("\\", "")


def test_an_empty_page_says_how_to_begin(page: AppTest) -> None:
    """Who has no results yet reads which command makes them."""
    assert "loanclause batch" in page.info[0].value


def test_a_folder_that_is_typed_is_opened(page: AppTest, tmp_path: Path) -> None:
    """The figures of the folder are told; 清除 takes them away."""
    open_folder(page, f' "{write(tmp_path, ["bank", None])}" ')
    assert "共 2 份文件，读成 2 份。" in shown(page)
    assert "读取或上传您的通讯录，2 份（100%）" in shown(page)
    next(each for each in page.button if each.label == "清除").click()
    assert "loanclause batch" in fine(page.run()).info[0].value


@pytest.mark.parametrize("damaged", [False, True])
def test_a_folder_that_is_none_is_told(page: AppTest, tmp_path: Path, damaged: bool) -> None:
    """A wrong path, or a table that is damaged, is one sentence; the page goes on."""
    folder = tmp_path / "没有"
    if damaged:
        folder = write(tmp_path, ["bank"])
        (folder / "findings.parquet").write_bytes(b"PAR1")
    open_folder(page, folder)
    assert ("打不开或者内容不完整" if damaged else "找不到文件夹") in shown(page)


def test_filters_narrow_what_is_counted(page: AppTest, tmp_path: Path) -> None:
    """Choosing a kind of lender changes the figures and is said; another folder begins without it."""
    open_folder(page, write(tmp_path, ["bank", "bank", "private"]))
    page.multiselect[0].select("bank")
    fine(page.run())
    assert "共 2 份文件" in shown(page)
    assert "只看放款机构：银行" in shown(page)
    other = tmp_path / "另一个"
    other.mkdir()
    assert "共 1 份文件" in shown(open_folder(page, write(other, ["private"])))


def test_results_are_read_once_until_they_change(
    page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looking at something else reads nothing again; a run that wrote anew is seen."""
    from ui import results  # noqa: PLC0415 - after the page

    opened: list[Path] = []
    whole: Callable[[Path], object] = results.open_folder
    monkeypatch.setattr(results, "open_folder", lambda folder: opened.append(folder) or whole(folder))
    open_folder(page, write(tmp_path, ["bank"]))
    look_at(page, "放款机构")
    assert len(opened) == 1
    write(tmp_path, ["bank", "private"])
    for file in tmp_path.iterdir():
        os.utime(file, ns=(1, 1))
    assert "共 2 份文件" in shown(fine(page.run()))
    assert len(opened) == 2


@pytest.mark.parametrize(
    ("view", "said"), [("没读成的", "全部文件都读成了。"), ("逐份文件", "逐份并排看不下")]
)
def test_views_without_a_table_say_why(page: AppTest, tmp_path: Path, view: str, said: str) -> None:
    """Where there is no table to show, a sentence says why."""
    open_folder(page, write(tmp_path, ["bank"] * 30))
    assert said in shown(look_at(page, view))
