"""What the installed package does, far from the repository."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from releasing import PACKAGES, ROOT

from clause_patterns import load_library

EXAMPLE = ROOT / "examples" / "aggressive_loan_contract.txt"
# What a program that somebody else wrote sees of the package, and the page of it as it opens.
LOOK = """
import json
from pathlib import Path

import analyzer, clause_patterns, ui
from streamlit.testing.v1 import AppTest
from ui.examples import examples

if __name__ == "__main__":
    page = AppTest.from_file(str(ui.APP), default_timeout=60).run()
    print(json.dumps({
        "folders": [str(Path(package.__file__).parent) for package in (analyzer, clause_patterns, ui)],
        "digest": clause_patterns.load_library().digest,
        "examples": sorted(example.path.name for example in examples()),
        "buttons": [button.label for button in page.button],
        "problems": [each.message for each in page.exception],
    }))
"""


@pytest.fixture(scope="module")
def seen(call: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What ``LOOK`` printed."""
    program = tmp_path_factory.mktemp("program") / "look.py"
    program.write_text(LOOK, encoding="utf-8")
    found: dict[str, Any] = json.loads(call("python", str(program)))
    return found


def test_the_wheel_is_what_is_tested(seen: dict[str, Any], programs: Path) -> None:
    """All three packages come from the environment, none from the repository."""
    assert [Path(folder).name for folder in seen["folders"]] == list(PACKAGES)
    assert all(Path(folder).is_relative_to(programs.parent) for folder in seen["folders"])


def test_same_library(seen: dict[str, Any]) -> None:
    """An installed package has every word of the library that the repository has."""
    assert seen["digest"] == load_library().digest


def test_page_opens_with_an_example(seen: dict[str, Any]) -> None:
    """The page of an installed package is drawn without a problem, and has its examples to show."""
    assert seen["problems"] == []
    assert "打开文件" in seen["buttons"]
    assert seen["examples"] == sorted(path.name for path in EXAMPLE.parent.glob("*.txt"))


def test_commands(call: Callable[..., str]) -> None:
    """`loanclause` is installed: it writes a report with its styles, lists the rules, tells its version."""
    page = call("loanclause", "check", str(EXAMPLE), "--format", "html")
    assert page.startswith("<!doctype html>")
    assert "<style>" in page
    assert "允许对方读取您的通讯录" in page
    listed = call("loanclause", "rules")
    assert all(rule in listed for rule in load_library().rules)
    assert call("loanclause", "--version").split()[0] == "loanclause"
