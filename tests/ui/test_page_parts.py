"""The small parts of the page: settings, examples, Markdown."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import ui
from ui.examples import examples
from ui.words import literal

ROOT = Path(__file__).parents[2]


def flat(table: dict[str, object], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            found |= flat(value, f"{prefix}{name}.")
        else:
            found[prefix + name] = str(value).lower() if isinstance(value, bool) else str(value)
    return found


def test_both_ways_to_start_have_the_same_settings() -> None:
    """`streamlit run` in the repository and `loanclause ui` behave alike."""
    config = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert flat(tomllib.loads(config)) == ui.STREAMLIT_OPTIONS


def test_local_and_silent() -> None:
    """The page listens on this machine only and sends no usage statistics."""
    assert ui.STREAMLIT_OPTIONS["server.address"] == "127.0.0.1"
    assert ui.STREAMLIT_OPTIONS["browser.gatherUsageStats"] == "false"


def test_the_script_exists() -> None:
    """`ui.APP` is the script to run."""
    assert ui.APP.is_file()


def test_examples_have_titles(tmp_path: Path) -> None:
    """An example is called by its first line, by its file's name where that is blank."""
    (tmp_path / "b.txt").write_text("某某合同\n第一条\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("\n第一条\n", encoding="utf-8")
    (tmp_path / "aggressive_loan_contract.txt").write_text("开头这份\n", encoding="utf-8")
    assert [example.title for example in examples(tmp_path)] == ["开头这份", "a", "某某合同"]


def test_missing_examples_are_no_error(tmp_path: Path) -> None:
    """An installed package without examples starts all the same."""
    assert examples(tmp_path / "none") == []


@pytest.mark.parametrize(
    "name", ["a_b*c*.pdf", "[x](http://example.invalid)", "<b>.txt", ":red[x]", "`x`", "$x$"]
)
def test_names_of_files_are_not_markdown(name: str) -> None:
    """Each character with a meaning in Markdown is escaped, and nothing else is changed."""
    escaped = literal(name)
    assert escaped.replace("\\", "") == name
    special = [at for at, char in enumerate(escaped) if char in "*_[]()<>:`$"]
    assert special
    assert all(escaped[at - 1] == "\\" for at in special)


def test_the_screens_are_not_where_streamlit_looks_for_pages() -> None:
    """A folder ``pages`` beside the script would be served as it is to who opens /comparison first."""
    assert not (ui.APP.parent / "pages").exists()
