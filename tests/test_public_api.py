"""The public surface: what `import analyzer` gives, and what it costs."""

from __future__ import annotations

import dataclasses
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import analyzer
from analyzer import sides
from analyzer.errors import LoanClauseError

ROOT = Path(__file__).parent.parent
PROMISED = {
    "Analyzer",
    "Clause",
    "Comparison",
    "Document",
    "Finding",
    "LoanClauseError",
    "Notice",
    "Region",
    "Report",
    "Side",
    "Statement",
    "UnreadableError",
    "UsageError",
    "analyze",
    "compare",
    "examine",
    "is_picture",
    "read",
}
# Every noun a caller meets: the public ones, and what sides and comparisons are made of.
NOUNS = [
    *(getattr(analyzer, name) for name in ("Clause", "Document", "Finding", "Notice", "Region", "Report")),
    analyzer.Statement,
    *(noun for noun in vars(sides).values() if inspect.isclass(noun) and noun.__module__ == sides.__name__),
]
HEAVY = (
    "spacy",
    "streamlit",
    "jieba",
    "pdfplumber",
    "pypdfium2",
    "docx",
    "opencc",
    "pandas",
    "pydantic",
    "yaml",
)


def _python(code: str) -> str:
    """Return what a fresh interpreter prints when it runs ``code``."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def test_all_is_what_is_promised() -> None:
    """The public names are these and no others, in alphabetical order, and each exists."""
    assert set(analyzer.__all__) == PROMISED
    assert analyzer.__all__ == sorted(analyzer.__all__)
    for name in analyzer.__all__:
        assert getattr(analyzer, name) is not None


def test_a_star_import_gives_the_public_names() -> None:
    """`from analyzer import *` works, also for what is loaded late."""
    names = _python("from analyzer import *; print(*sorted(n for n in dir() if not n.startswith('_')))")
    assert set(names.split()) == PROMISED


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A misspelt name says so, and names the module."""
    with pytest.raises(AttributeError, match="analyse"):
        getattr(analyzer, "analyse")  # noqa: B009 - the type checker knows it is not there


@pytest.mark.parametrize("module", HEAVY)
def test_importing_loads_nothing_heavy(module: str) -> None:
    """`import analyzer` costs nothing: the engine is loaded at the first call."""
    assert _python(f"import sys, analyzer; print({module!r} in sys.modules)") == "False"


def test_analysing_text_loads_no_page_and_no_pdf() -> None:
    """A pasted text needs neither the page nor the readers of other formats."""
    code = (
        "import sys, analyzer; analyzer.analyze('贷款人有权读取借款人的通讯录。');"
        "print(*[m for m in ('streamlit', 'pdfplumber', 'docx', 'PIL', 'pandas') if m in sys.modules])"
    )
    assert _python(code) == ""


@pytest.mark.parametrize("noun", NOUNS)
def test_the_nouns_are_frozen(noun: type) -> None:
    """What a caller is given cannot be changed behind the report's back."""
    first = dataclasses.fields(noun)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(object.__new__(noun), first, "")


@pytest.mark.parametrize("name", sorted(PROMISED))
def test_every_public_name_is_described(name: str) -> None:
    """`help(analyzer.X)` says what X is."""
    described = getattr(analyzer, name)
    assert inspect.getdoc(described)
    assert not (inspect.getdoc(described) or "").startswith(
        f"{name}("
    )  # what dataclasses write by themselves


@pytest.mark.parametrize("noun", NOUNS)
def test_every_noun_is_described(noun: type) -> None:
    """Each noun says in its own words what it is."""
    assert not (noun.__doc__ or "(").startswith(f"{noun.__name__}(")


@pytest.mark.parametrize(("name", "sources"), [("analyze", 1), ("compare", 2), ("examine", 1), ("read", 1)])
def test_options_are_keyword_only(name: str, sources: int) -> None:
    """Only the sources are positional, so that options can be added without breaking callers."""
    parameters = list(inspect.signature(getattr(analyzer, name)).parameters.values())
    assert {each.kind for each in parameters[:sources]} == {inspect.Parameter.POSITIONAL_OR_KEYWORD}
    assert {each.kind for each in parameters[sources:]} == {inspect.Parameter.KEYWORD_ONLY}


def test_the_errors_are_one_tree() -> None:
    """One `except LoanClauseError` catches everything raised on purpose."""
    assert issubclass(analyzer.UnreadableError, LoanClauseError)
    assert issubclass(analyzer.UsageError, LoanClauseError)
    with pytest.raises(analyzer.UnreadableError) as caught:
        analyzer.read(ROOT / "没有这个文件.pdf")
    assert caught.value.code
    assert "没有这个文件.pdf" in str(caught.value)


@pytest.mark.parametrize("kind", ["text", "bytes", "path", "document"])
def test_a_source_may_come_in_any_form(kind: str, tmp_path: Path) -> None:
    """Pasted text, bytes, a path and a document that was read before give the same findings."""
    text = "第八条 贷款人有权读取借款人的通讯录。\n"
    path = tmp_path / "合同.txt"
    path.write_text(text, encoding="utf-8")
    sources: dict[str, str | bytes | Path | analyzer.Document] = {
        "text": text,
        "bytes": text.encode(),
        "path": path,
        "document": analyzer.read(text),
    }
    report = analyzer.analyze(sources[kind])
    assert [(f.rule, f.start, f.end, f.clause) for f in report.findings] == [
        ("contact-list-collection", 0, len(text) - 1, "第八条")
    ]


def test_a_document_bears_the_name_it_is_given() -> None:
    """The name shown in the report is the caller's, or the file's."""
    assert analyzer.analyze("正文。", name="授权书").document.name == "授权书"


def test_an_analyzer_can_be_kept() -> None:
    """One Analyzer serves many documents and agrees with the function."""
    kept = analyzer.Analyzer()
    text = "贷款人有权读取借款人的通讯录。"
    assert kept.analyze(text) == kept.analyze(text) == analyzer.analyze(text)


def test_a_side_is_made_of_any_sources(tmp_path: Path) -> None:
    """A path, a folder, pasted text, a report made before, or a list of them may stand for a side."""
    text = "第八条 贷款人有权读取借款人的通讯录。\n"
    path = tmp_path / "合同.txt"
    path.write_text(text, encoding="utf-8")
    made = analyzer.analyze(text)
    for source in (path, tmp_path, text, made, [path]):
        side = analyzer.examine(source)
        assert [finding.rule for report in side.reports for finding in report.findings] == [
            "contact-list-collection"
        ]
    assert len(analyzer.examine([path, text]).reports) == 2


def test_a_side_without_sources_is_refused(tmp_path: Path) -> None:
    """An empty list or folder is a wrong call, told in Chinese."""
    for nothing in ([], tmp_path):
        with pytest.raises(analyzer.UsageError, match="没有可以比较的文件"):
            analyzer.examine(nothing)


def test_a_comparison_says_which_side_is_worse() -> None:
    """Of two clauses, one that takes the contact list and one that promises not to, the first is worse."""
    takes, promises = "贷款人有权读取借款人的通讯录。", "贷款人不会读取借款人的通讯录。"
    comparison = analyzer.compare(takes, promises, name_a="甲方案", name_b="乙方案")
    assert comparison.worse == "a"
    assert "甲方案" in comparison.summary
    again = analyzer.compare(
        analyzer.examine(promises, name="乙方案"), analyzer.examine(takes, name="甲方案")
    )
    assert again.worse == "b"
