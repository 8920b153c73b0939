"""The types of the public API, as a type checker sees them from outside."""

from __future__ import annotations

from collections.abc import Callable

import pytest

PROGRAM = """
from pathlib import Path
from threading import Event
from typing import assert_type

import ui
from analyzer import (
    Analyzer, Clause, Comparison, Document, Finding, LoanClauseError, Notice, Region, Report, Side, Statement,
    UnreadableError, UsageError, analyze, compare, examine, is_picture, read,
)
from clause_patterns import Library, Rule, load_library


def worst(path: Path, stop: Event) -> dict[str, str]:
    try:
        report = analyze(path, password="1234", progress=lambda done, of: print(done, of), cancelled=stop)
    except UnreadableError as error:
        return {error.code: str(error)}
    assert_type(report, Report)
    assert_type(report.document.notices, tuple[Notice, ...])
    assert_type(report.statements, tuple[Statement, ...])
    assert_type(report.outline, tuple[Clause, ...])
    return {finding.severity: quoted(finding, report) for finding in report.findings}


def quoted(finding: Finding, report: Report) -> str:
    boxes: tuple[Region, ...] = finding.regions
    return f"{report.document.text[finding.start : finding.end]} {len(boxes)} {finding.page or 0 + 1}"


def sides(texts: list[str]) -> Comparison | None:
    try:
        a: Side = examine(texts, name="甲")
        return compare(a, [Path("乙"), b"...", read("文字")], name_b="乙")
    except (UsageError, LoanClauseError):
        return None


def own(library: Library) -> list[Rule]:
    document: Document = Analyzer(library).read([b"...", Path("2.png")], name="截图")
    assert_type(document.pages[0].width, float)
    assert_type(is_picture(b"..."), bool)
    assert_type(ui.APP, Path)
    return [library.rules[finding.rule] for finding in Analyzer(library).analyze(document).findings]


own(load_library(packs=[Path("rules")]))
"""
MISTAKES = """
from analyzer import analyze

report = analyze(12)
report.findings[0].severity = "high"
level: int = report.findings[0].severity
report.finding
"""
# What the API does not speak of is not looked into: that takes a minute and finds nothing of ours.
SETTINGS = """
[mypy]
strict = true
[mypy-spacy.*,thinc.*,numpy.*,pandas.*,pyarrow.*,streamlit.*]
follow_imports = skip
"""


@pytest.fixture(scope="module")
def checked(call: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What a strict type checker says of both programs, beside the installed package."""
    folder = tmp_path_factory.mktemp("typed")
    for name, text in (("program.py", PROGRAM), ("mistakes.py", MISTAKES), ("mypy.ini", SETTINGS)):
        (folder / name).write_text(text, encoding="utf-8")
    look = "import sys; from mypy.api import run; print(run(sys.argv[1:])[0])"
    files = [str(folder / name) for name in ("program.py", "mistakes.py")]
    return call("python", "-c", look, "--config-file", str(folder / "mypy.ini"), *files).splitlines()


def test_program_of_a_user_is_well_typed(checked: list[str]) -> None:
    """A program that uses all of the public API passes under `mypy --strict`: nothing in it is untyped."""
    assert [line for line in checked if "program.py" in line] == []


def test_mistakes_of_a_user_are_found(checked: list[str]) -> None:
    """A wrong argument, a written field, a wrong type and a misspelt name are each told: types are there."""
    wrong = [line for line in checked if "mistakes.py" in line and ": error:" in line]
    assert [line.rsplit("[", 1)[1] for line in wrong] == [
        "arg-type]",
        "misc]",
        "assignment]",
        "attr-defined]",
    ]
