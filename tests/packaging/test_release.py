"""A release: what its archives hold, what it does when installed far from the repository, how it is typed.

One file, so that one process makes the release and the environment for all.
"""

from __future__ import annotations

import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from releasing import PACKAGES, ROOT, Release

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
def seen(call: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What ``LOOK`` printed."""
    program = tmp_path_factory.mktemp("program") / "look.py"
    program.write_text(LOOK, encoding="utf-8")
    found: dict[str, Any] = json.loads(call("python", str(program)))
    return found


@pytest.fixture(scope="module")
def checked(call: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What a strict type checker says of both programs, beside the installed package."""
    folder = tmp_path_factory.mktemp("typed")
    for name, text in (("program.py", PROGRAM), ("mistakes.py", MISTAKES), ("mypy.ini", SETTINGS)):
        (folder / name).write_text(text, encoding="utf-8")
    look = "import sys; from mypy.api import run; print(run(sys.argv[1:])[0])"
    files = [str(folder / name) for name in ("program.py", "mistakes.py")]
    return call("python", "-c", look, "--config-file", str(folder / "mypy.ini"), *files).splitlines()


def in_repository(*folders: str) -> set[str]:
    """Return the files under ``folders``, as paths from the root of the repository."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in found if "__pycache__" not in path.parts}


def test_wheel_holds_every_file_of_the_packages(release: Release) -> None:
    """Whatever lies in a package (rules, law, templates, styles, schemas) is in the wheel, and no more."""
    names = zipfile.ZipFile(release.wheel).namelist()
    assert {name for name in names if name.startswith(PACKAGES)} == in_repository(*PACKAGES)


def test_wheel_holds_the_examples_and_the_licence(release: Release) -> None:
    """The page of an installed package opens with an example; the licence comes along."""
    names = {name.rpartition("/")[2] for name in zipfile.ZipFile(release.wheel).namelist()}
    assert {path.name for path in (ROOT / "examples").glob("*.txt")} | {"LICENSE"} <= names


def test_source_archive_can_be_tested_and_documented(release: Release) -> None:
    """The source archive holds packages, tests, examples, docs, benchmarks and what stands beside them."""
    with tarfile.open(release.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    beside = {"CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "mkdocs.yml",
              "pyproject.toml", "requirements.lock", "requirements-dev.lock"}  # fmt: skip
    folders = (*PACKAGES, "benchmarks", "docs", "examples", "tests", ".streamlit")
    assert in_repository(*folders) | beside <= names


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
