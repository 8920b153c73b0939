"""The page that compares two lenders, and what a visitor's session keeps for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import analyzer
from analyzer.errors import DamagedFileError, PasswordError
from analyzer.model import Document
from ui import sides
from ui.screens.comparison import _html
from ui.shelf import Content
from ui.visitor import visitor

TAKING = "第一条 贷款人有权读取借款人手机中的通讯录，用于逾期后的催收。\n"
FAIR = "第一条 贷款人不读取借款人的通讯录。\n"
PASSWORD = "开门"
# Workers run it too, under another name.
SCRIPT = """
if __name__ == "__main__":
    from ui.screens import comparison
    comparison.page()
"""
real_compare = analyzer.compare


@pytest.fixture
def compared(at_once: None, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """A fresh visitor; some files are broken or locked. The names of every comparison made."""
    made: list[tuple[str, str]] = []

    def read(source: bytes, *, name: str, password: str | None, **_: Any) -> Document:
        if source == b"broken":
            raise DamagedFileError("文件不完整，请重新取得后再试。")
        if source == b"locked" and password != PASSWORD:
            raise PasswordError("文件有密码，请输入密码。")
        return Document(name, "text", TAKING)

    def compare(*reports: Any, name_a: str, name_b: str) -> analyzer.Comparison:
        made.append((name_a, name_b))
        return real_compare(*reports, name_a=name_a, name_b=name_b)

    monkeypatch.setattr(analyzer, "read", read)
    monkeypatch.setattr(analyzer, "compare", compare)
    return made


def documents(letter: str) -> list[str]:
    return [entry.name for entry in sides.sides()[letter].shelf.readable().values()]


def problems(letter: str) -> list[str]:
    return [entry.problem for entry in sides.sides()[letter].shelf.problems()]


def add(letter: str, *sources: tuple[str, Content]) -> None:
    sides.add_own(letter, sources)
    sides.collect()


def unlock(letter: str, password: str) -> None:
    sides.unlock(letter, sides.sides()[letter].shelf.problems()[0], password)
    sides.collect()


def result() -> tuple[analyzer.Comparison, str] | None:
    made = sides.result()
    return made.job.result() if made else None


def fill() -> None:
    add("A", ("甲.txt", TAKING))
    add("B", ("乙.txt", FAIR))


def test_nothing_to_compare_while_a_side_is_empty(compared: list[tuple[str, str]]) -> None:
    """One side alone gives no result."""
    add("A", ("甲.txt", TAKING))
    assert sides.result() is None
    assert compared == []


def test_compares_once_per_input(compared: list[tuple[str, str]]) -> None:
    """Reruns cost nothing; another name or another document makes the comparison anew."""
    fill()
    first = sides.result()
    assert sides.result() is first
    sides.rename("A", "快借")
    sides.result()
    add("B", ("补充.txt", FAIR + "第二条 其他\n"))
    sides.result()
    assert compared == [("A 家", "B 家"), ("快借", "B 家"), ("快借", "B 家")]


def test_result_is_about_both_sides(compared: list[tuple[str, str]]) -> None:
    """The fragment and the file to download have both names and the verdict."""
    fill()
    sides.rename("A", "快借")
    made = result()
    assert made is not None
    for text in (made[1], _html(made[0])):
        assert "快借 更不利" in text
        assert "B 家" in text


@pytest.mark.parametrize("name", ["同名", ""])
def test_sides_are_told_apart(compared: list[tuple[str, str]], name: str) -> None:
    """Two sides never bear the same name."""
    sides.rename("A", name)
    sides.rename("B", name)
    a, b = sides.names()
    assert a != b


def test_a_bad_file_does_not_lose_the_others(compared: list[tuple[str, str]]) -> None:
    """A broken file gives its sentence; whatever can be read is there, on both sides."""
    fill()
    add("A", ("坏.pdf", b"broken"), ("也行.txt", TAKING + "第二条 其他\n"))
    assert documents("A") == ["甲.txt", "也行.txt"]
    assert documents("B") == ["乙.txt"]
    assert problems("A") == ["文件不完整，请重新取得后再试。"]
    assert sides.result() is not None


def test_locked_file(compared: list[tuple[str, str]]) -> None:
    """A locked file waits for its password; the right one adds it."""
    add("A", ("锁.pdf", b"locked"))
    unlock("A", "不对")
    assert documents("A") == []
    assert problems("A") == ["文件有密码，请输入密码。"]
    unlock("A", PASSWORD)
    assert documents("A") == ["锁.pdf"]
    assert problems("A") == []


def test_same_file_twice_is_one(compared: list[tuple[str, str]]) -> None:
    """The same content counts once on a side, and may stand on both."""
    add("A", ("甲.txt", TAKING), ("副本.txt", TAKING))
    add("A", ("又一份.txt", TAKING))
    add("B", ("甲.txt", TAKING))
    assert documents("A") == ["甲.txt"]
    made = result()
    assert made is not None
    assert made[0].worse == "same"


def test_removing_a_document(compared: list[tuple[str, str]]) -> None:
    """A removed document and the result made with it are gone."""
    fill()
    sides.result()
    sides.remove("B", next(iter(sides.sides()["B"].shelf.readable())))
    assert documents("B") == []
    assert sides.result() is None
    assert "compared" not in visitor().state


def test_clear_leaves_nothing(compared: list[tuple[str, str]]) -> None:
    """「清除」 drops names, documents and the result."""
    fill()
    sides.rename("A", "快借")
    sides.result()
    sides.clear()
    assert not visitor().state
    assert sides.names() == ("A 家", "B 家")


def test_own_documents_replace_examples(compared: list[tuple[str, str]]) -> None:
    """A visitor's own document is never compared with an example."""
    sides.open_examples()
    sides.collect()
    assert len(documents("A")) == len(documents("B")) == 2
    add("A", ("甲.txt", TAKING))
    assert documents("A") == ["甲.txt"]
    assert documents("B") == []
    assert sides.names() == ("A 家", "B 家")


@pytest.fixture
def page(settled: Callable[[AppTest], AppTest]) -> Iterator[AppTest]:
    yield settled(AppTest.from_string(SCRIPT, default_timeout=60).run())


def button(page: AppTest, label: str) -> Any:
    return next(each for each in page.button if each.label == label)


def shown(page: AppTest) -> str:
    return "".join(each.proto.body for each in page.get("html"))


def test_page_of_a_fresh_visitor(page: AppTest) -> None:
    """At first both sides are empty and the page says what to do."""
    assert not page.exception
    assert "两边都有能读的文件" in page.info[0].value
    assert [each.value for each in page.text_input] == ["", ""]


def test_examples_fill_both_sides(page: AppTest, settled: Callable[[AppTest], AppTest]) -> None:
    """One touch fills both sides and shows the result with its verdict."""
    settled(button(page, "用示例看看").click().run())
    assert not page.exception
    assert all(each.value for each in page.text_input)
    assert "更不利" in shown(page)


def test_name_is_kept_and_used(page: AppTest, settled: Callable[[AppTest], AppTest]) -> None:
    """A name typed by the visitor stands in the result and stays in its field."""
    settled(button(page, "用示例看看").click().run())
    settled(page.text_input[0].set_value("某某快借").run())
    page.run()
    assert page.text_input[0].value == "某某快借"
    assert "某某快借 更不利" in shown(page)


def test_clear_empties_the_page(page: AppTest, settled: Callable[[AppTest], AppTest]) -> None:
    """After 「清除」 nothing of the examples is on the page."""
    settled(button(page, "用示例看看").click().run())
    button(page, "清除").click().run()
    assert not page.exception
    assert shown(page) == ""
    assert [each.value for each in page.text_input] == ["", ""]
    assert "清除" not in [each.label for each in page.button]


def test_remove_takes_one_document_away(page: AppTest, settled: Callable[[AppTest], AppTest]) -> None:
    """「移除」 takes away the document beside it, and the comparison goes on without it."""
    settled(button(page, "用示例看看").click().run())
    removers = [each for each in page.button if each.label == "移除"]
    settled(removers[0].click().run())
    assert not page.exception
    assert len([each for each in page.button if each.label == "移除"]) == len(removers) - 1
    assert "更不利" in shown(page)
