"""ui.session: what a visitor has open."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

import analyzer
from analyzer.errors import DamagedFileError, PasswordError
from analyzer.model import Document
from analyzer.reviews import Review
from ui import session
from ui.document import _view
from ui.examples import Example
from ui.visitor import visitor

PASSWORD = "开门"


class Reading:
    """Stands in for ``analyzer.read``: knows a broken and a locked file, and remembers its calls."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __call__(self, source: bytes | list[bytes], *, name: str, password: str | None, **_: Any) -> Document:
        self.names.append(name)
        if source == b"broken":
            raise DamagedFileError("文件不完整，请重新取得后再试。")
        if source == b"locked" and password != PASSWORD:
            raise PasswordError("文件有密码，请输入密码。")
        return Document(name, "txt", "正文")


@pytest.fixture
def reading(at_once: None, monkeypatch: pytest.MonkeyPatch) -> Reading:
    """A fresh visitor without examples, and files that need no child process."""
    fake = Reading()
    monkeypatch.setattr(session, "examples", list)
    monkeypatch.setattr(analyzer, "read", fake)
    return fake


def open_own(*sources: tuple[str, session.Content]) -> None:
    session.open_own(list(sources))
    session.collect()


def unlock(password: str) -> None:
    session.unlock(next(entry for entry in session.problems() if entry.locked), password)
    session.collect()


def names() -> list[str]:
    return [entry.name for entry in session.documents().values()]


def shown() -> str | None:
    key = session.current()
    return session.documents()[key].name if key else None


def test_a_bad_file_does_not_hide_the_others(reading: Reading) -> None:
    """Whatever can be read is shown; what cannot gives its sentence."""
    open_own(("坏.pdf", b"broken"), ("好.txt", b"good"))
    assert names() == ["好.txt"]
    assert shown() == "好.txt"
    assert [entry.problem for entry in session.problems()] == ["文件不完整，请重新取得后再试。"]


def test_same_content_is_analysed_once(reading: Reading) -> None:
    """Opening a document again costs nothing and does not show it twice."""
    open_own(("一.txt", b"good"))
    open_own(("二.txt", b"good"))
    assert reading.names == ["一.txt"]
    assert names() == ["一.txt"]


def test_locked_file(reading: Reading) -> None:
    """A locked file asks for its password, a wrong one leaves it locked, the right one shows it."""
    open_own(("锁.pdf", b"locked"))
    unlock("不对")
    assert [entry.locked for entry in session.problems()] == [True]
    unlock(PASSWORD)
    assert session.problems() == []
    assert shown() == "锁.pdf"


def test_files_are_kept_where_the_page_needs_them(reading: Reading) -> None:
    """The bytes of what was read, and its password, are kept to draw on; of what is broken nothing is."""
    open_own(("坏.pdf", b"broken"), ("锁.pdf", b"locked"), ("图", [b"1", b"2"]), ("粘贴", "正文"))
    unlock(PASSWORD)
    kept = {entry.name: (entry.content, entry.password) for entry in session.opened().values()}
    assert kept == {
        "坏.pdf": ((), None),
        "锁.pdf": ((b"locked",), PASSWORD),
        "图": ((b"1", b"2"), None),
        "粘贴": ((), None),
    }


def test_decisions_are_kept(reading: Reading) -> None:
    """What a reader decided about a document is still there when it, or another, is opened again."""
    open_own(("一.txt", b"good"))
    key = session.current()
    assert key
    session.documents()[key].reviews[0] = Review("to-ask")
    open_own(("二.txt", "别的"))
    open_own(("一.txt", b"good"))
    assert session.documents()[key].reviews == {0: Review("to-ask")}


def test_what_arrives_does_not_turn_the_page(reading: Reading) -> None:
    """The first of several files is shown; once the reader has chosen another, that one stays."""
    open_own(("一.txt", b"1"), ("二.txt", b"2"))
    assert shown() == "一.txt"
    session.choose(list(session.documents())[1])
    session.collect()
    assert shown() == "二.txt"


def test_own_document_replaces_example(reading: Reading, tmp_path: Path) -> None:
    """The example of the first visit makes room for the reader's own document."""
    path = tmp_path / "example.txt"
    path.write_text("示例\n", encoding="utf-8")
    session.open_example(Example("示例", path))
    session.collect()
    assert shown() == "示例"
    open_own(("我的.txt", b"good"))
    assert names() == ["我的.txt"]


def test_example_stays_where_the_own_file_is_broken(reading: Reading, tmp_path: Path) -> None:
    """What is open stays while there is nothing to show instead."""
    path = tmp_path / "example.txt"
    path.write_text("示例\n", encoding="utf-8")
    session.open_example(Example("示例", path))
    open_own(("坏.pdf", b"broken"))
    assert shown() == "示例"


def test_old_problems_go(reading: Reading) -> None:
    """Old problems go when the next file is opened."""
    open_own(("坏.pdf", b"broken"))
    open_own(("好.txt", b"good"))
    assert session.problems() == []


def test_clear(reading: Reading) -> None:
    """「清除」 leaves nothing in the session."""
    open_own(("好.txt", b"good"), ("锁.pdf", b"locked"))
    session.clear()
    assert session.opened() == {}
    assert session.current() is None


def test_documents_go_when_the_page_is_closed(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    """A while after the page was closed nothing is left of what was open."""
    monkeypatch.setattr("ui.visitor.KEPT_SECONDS", 0.01)
    open_own(("好.txt", b"good"))
    state = visitor().state
    visitor().leave()
    deadline = time.monotonic() + 60
    while state:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_documents_stay_when_the_connection_comes_back(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection that breaks off and comes back in time costs no document."""
    monkeypatch.setattr("ui.visitor.KEPT_SECONDS", 0.2)
    open_own(("好.txt", b"good"))
    visitor().leave()
    visitor().stay()
    time.sleep(0.5)
    assert names() == ["好.txt"]


def test_another_lender_is_told_everywhere(reading: Reading) -> None:
    """Who the reader says lends decides the law beside the text; what they have not said is as guessed."""
    open_own(("合同.txt", "甲方（贷款人）：某某小额贷款有限公司。甲方有权联系乙方的亲属催收。"))
    (entry,) = session.documents().values()
    assert entry.told_side is entry.side
    guessed = _view(entry)
    assert "MLC-37" in guessed["law"]
    entry.told["lender"] = "bank"
    told = _view(entry)
    assert told["id"] != guessed["id"]
    assert "MLC-37" not in told["law"]
    assert "INTLOAN-56" in told["law"]
    assert "银行" in told["lender"]
