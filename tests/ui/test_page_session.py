"""ui.session: what a visitor has open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import streamlit

import analyzer
from analyzer.errors import DamagedFileError, LoanClauseError, PasswordError
from analyzer.model import Document, Report
from ui import session
from ui.examples import Example

PASSWORD = "开门"


class Engine:
    """Stands in for ``analyzer.analyze``: knows a broken and a locked file, and remembers its calls."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __call__(
        self, source: str | bytes, *, name: str, password: str | None = None, progress: Any = None
    ) -> Report:
        self.names.append(name)
        if source == b"broken":
            raise DamagedFileError("文件不完整，请重新取得后再试。")
        if source == b"locked" and password != PASSWORD:
            raise PasswordError("文件有密码，请输入密码。")
        return Report(Document(name, "txt", "正文"))


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A fresh visitor without examples, and an engine that needs no time."""
    fake = Engine()
    state: dict[str, Any] = {}
    monkeypatch.setattr(streamlit, "session_state", state)
    monkeypatch.setattr(session, "examples", list)
    monkeypatch.setattr(analyzer, "analyze", fake, raising=False)
    monkeypatch.setattr(analyzer, "LoanClauseError", LoanClauseError, raising=False)
    return fake


def names() -> list[str]:
    return [entry.name for entry in session.documents().values()]


def shown() -> str | None:
    key = session.current()
    return session.documents()[key].name if key else None


def test_a_bad_file_does_not_hide_the_others(engine: Engine) -> None:
    """Whatever can be read is shown; what cannot gives its sentence."""
    session.open_own([("坏.pdf", b"broken"), ("好.txt", b"good")])
    assert names() == ["好.txt"]
    assert shown() == "好.txt"
    assert [entry.problem for entry in session.problems()] == ["文件不完整，请重新取得后再试。"]


def test_same_content_is_analysed_once(engine: Engine) -> None:
    """Opening a document again costs nothing and does not show it twice."""
    session.open_own([("一.txt", b"good")])
    session.open_own([("二.txt", b"good")])
    assert engine.names == ["一.txt"]
    assert names() == ["一.txt"]


def test_locked_file(engine: Engine) -> None:
    """A locked file asks for its password, a wrong one leaves it locked, the right one shows it."""
    session.open_own([("锁.pdf", b"locked")])
    session.unlock(session.problems()[0], "不对")
    assert [entry.locked for entry in session.problems()] == [b"locked"]
    session.unlock(session.problems()[0], PASSWORD)
    assert session.problems() == []
    assert shown() == "锁.pdf"


def test_only_locked_files_are_kept(engine: Engine) -> None:
    """The bytes of a file are not kept once it was read, or when no password would help."""
    session.open_own([("坏.pdf", b"broken"), ("好.txt", b"good"), ("锁.pdf", b"locked")])
    session.unlock(next(entry for entry in session.problems() if entry.locked), PASSWORD)
    assert [entry.locked for entry in session.opened().values()] == [None, None, None]


def test_own_document_replaces_example(engine: Engine, tmp_path: Path) -> None:
    """The example of the first visit makes room for the reader's own document."""
    path = tmp_path / "example.txt"
    path.write_text("示例\n", encoding="utf-8")
    session.open_example(Example("示例", path))
    assert shown() == "示例"
    session.open_own([("我的.txt", b"good")])
    assert names() == ["我的.txt"]


def test_old_problems_go(engine: Engine) -> None:
    """Old problems go when the next file is opened."""
    session.open_own([("坏.pdf", b"broken")])
    session.open_own([("好.txt", b"good")])
    assert session.problems() == []


def test_clear(engine: Engine) -> None:
    """「清除」 leaves nothing in the session."""
    session.open_own([("好.txt", b"good"), ("锁.pdf", b"locked")])
    session.clear()
    assert session.opened() == {}
    assert session.current() is None
