"""The analyzer as spaCy components: ``nlp.add_pipe("loan_statements")``, without importing us.

Each component reads the whole text anew, up to its stage, and leaves behind all that was found; so
``loan_statements`` alone does everything, on whatever tokens the pipeline makes:

==================  ===================================================================================
``loan_outline``    ``doc.spans["clauses"]`` (label: the clause as a reader calls it), ``["parts"]``
``loan_parties``    ``doc._.loan_parties``: who 甲方, 乙方, … are
``loan_concepts``   ``doc.spans["concepts"]`` (label: an id of the lexicon)
``loan_statements`` ``doc.spans["statements"]`` (label: stance and action), ``["findings"]`` (label: the rule)
==================  ===================================================================================

A span is widened to whole tokens; ``span._.loan_finding`` and ``span._.loan_statement`` are the Finding and
the Statement behind it, with the exact place in ``doc.text``. They are kept in ``doc.user_data`` as plain
data, which ``DocBin(store_user_data=True)`` writes.

The modules that do the work are imported at the first Doc: spaCy loads this one in every process.
"""

# ruff: noqa: PLC0415 - imports inside functions: see above

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakValueDictionary

from spacy.language import Language
from spacy.tokens import Doc, Span

from analyzer.errors import UsageError
from analyzer.model import Document, Finding, Report, Statement

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from analyzer.language.stages import Stage
    from analyzer.pipeline import Analyzer
    from clause_patterns import Library

_FILE: Final = "library.json"
_PARTIES: Final = "loan_parties"
# What a span of these groups stands for: the key in ``doc.user_data``, and the noun.
_BEHIND: Final[Mapping[str, tuple[str, type]]] = {
    "findings": ("loan_findings", Finding),
    "statements": ("loan_statements", Statement),
}


class LoanPipe:
    """Leaves on a Doc what the analyzer finds up to the stage ``until``.

    ``patterns`` are the folders of the packs that lie over the library, beside those that are installed;
    None is those in use (see ``clause_patterns.packs``). A saved pipeline holds the library it was saved
    with.
    """

    def __init__(self, until: Stage, patterns: list[str] | None = None) -> None:
        self.until, self.patterns = until, patterns
        self._saved: str | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Return ``doc`` with spans and user data; its tokens stay as they are."""
        from analyzer.language.reading import understand, without_collector

        document = Document(name="", format="text", text=doc.text)
        with without_collector():
            understood = understand(document, self._analyzer.stages, self.until, mentions=True)
        _label(doc, "clauses", ((clause.start, clause.end, clause.label) for clause in understood.outline))
        _label(doc, "parts", ((start, end, "PART") for start, end in understood.parts))
        if self.until != "outline":
            doc.user_data[_PARTIES] = dict(understood.parties)
        if self.until in ("concepts", "statements"):
            _label(doc, "concepts", ((word.start, word.end, word.concept) for word in understood.mentions))
        if self.until == "statements":
            _report(doc, self._analyzer.judge(document, understood))
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return the library as bytes."""
        return self._text().encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> LoanPipe:
        """Take the library from ``data``; raises ``ValueError`` at the first Doc where it is none."""
        self.__setstate__({"until": self.until, "patterns": self.patterns, "saved": data.decode()})
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the library into the folder ``path``."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / _FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> LoanPipe:
        """Take the library from the folder ``path``."""
        return self.from_bytes((Path(path) / _FILE).read_bytes())

    def __getstate__(self) -> dict[str, Any]:
        """Return what another process needs: its machine may not have the folders of the packs."""
        return {"until": self.until, "patterns": self.patterns, "saved": self._text()}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Become the component that ``state`` is of."""
        self.__dict__.clear()
        self.until, self.patterns, self._saved = state["until"], state["patterns"], state["saved"]

    def _text(self) -> str:
        from clause_patterns.saved import saved

        return self._saved or saved(library_with(self.patterns))

    @cached_property
    def _analyzer(self) -> Analyzer:
        from analyzer.current import current
        from clause_patterns.saved import restored

        if self._saved:
            return _engine(restored(self._saved))
        if self.patterns is not None:
            return _engine(library_with(self.patterns))
        shared = current()  # that of ``analyzer.analyze``
        return _ENGINES.setdefault(shared.library.digest, shared)


def library_with(patterns: Iterable[str] | None) -> Library:
    """Return the library with the packs in the folders ``patterns`` over it, None for those in use.

    Raises ``UsageError`` where a folder is missing, ``PatternError`` at a mistake in one.
    """
    from clause_patterns import load_library
    from clause_patterns.packs import installed_packs

    if patterns is None:
        return load_library()
    folders = [Path(folder) for folder in patterns]
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"找不到规则的文件夹 {folder}，请检查路径。")
    return load_library(packs=[*installed_packs().values(), *folders])


_ENGINES: WeakValueDictionary[str, Analyzer] = WeakValueDictionary()


def _engine(library: Library) -> Analyzer:
    """Return the analyzer with ``library``: one for all components that have the same."""
    from analyzer.pipeline import Analyzer

    engine = _ENGINES.get(library.digest)
    if engine is None:
        engine = _ENGINES[library.digest] = Analyzer(library)
    return engine


def _report(doc: Doc, report: Report) -> None:
    said = ((one.start, one.end, f"{one.stance}:{one.action}") for one in report.statements)
    found = ((one.start, one.end, one.rule) for one in report.findings)
    _label(doc, "statements", said)
    _label(doc, "findings", found)
    for name, nouns in (("statements", report.statements), ("findings", report.findings)):
        key, noun = _BEHIND[name]
        doc.user_data[key] = [_adapter(noun).dump_python(one, mode="json") for one in nouns]


def _label(doc: Doc, name: str, ranges: Iterable[tuple[int, int, str]]) -> None:
    """Make the span group ``name`` of the labelled ``ranges`` of characters, each with its number as id."""
    spans = (
        doc.char_span(start, end, label, alignment_mode="expand", span_id=f"{name}-{number}")
        for number, (start, end, label) in enumerate(ranges)
    )
    doc.spans[name] = [span for span in spans if span is not None]


@cache
def _adapter(noun: type) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(noun)


def _behind(span: Span, name: str) -> Any:
    """Return what ``span`` of the group ``name`` stands for, None for other spans."""
    key, noun = _BEHIND[name]
    group, _, number = span.id_.rpartition("-")
    known = span.doc.user_data.get(key)
    return _adapter(noun).validate_python(known[int(number)]) if known and group == name else None


def _finding(span: Span) -> Finding | None:
    finding: Finding | None = _behind(span, "findings")
    return finding


def _statement(span: Span) -> Statement | None:
    statement: Statement | None = _behind(span, "statements")
    return statement


def _parties(doc: Doc) -> Mapping[str, str]:
    parties: Mapping[str, str] = doc.user_data.get(_PARTIES, {})
    return parties


Span.set_extension("loan_finding", getter=_finding, force=True)
Span.set_extension("loan_statement", getter=_statement, force=True)
Doc.set_extension("loan_parties", getter=_parties, force=True)

_SETTINGS: Final = {"patterns": None}


@Language.factory("loan_outline", default_config=_SETTINGS, assigns=["doc.spans"])
def loan_outline(nlp: Language, name: str, patterns: list[str] | None) -> LoanPipe:
    """Return the component that finds clauses and sentence parts."""
    return LoanPipe("outline", patterns)


@Language.factory("loan_parties", default_config=_SETTINGS, assigns=["doc.spans", "doc._.loan_parties"])
def loan_parties(nlp: Language, name: str, patterns: list[str] | None) -> LoanPipe:
    """Return the component that finds out who 甲方, 乙方, … are."""
    return LoanPipe("parties", patterns)


@Language.factory("loan_concepts", default_config=_SETTINGS, assigns=["doc.spans", "doc._.loan_parties"])
def loan_concepts(nlp: Language, name: str, patterns: list[str] | None) -> LoanPipe:
    """Return the component that finds the lexicon's words."""
    return LoanPipe("concepts", patterns)


@Language.factory("loan_statements", default_config=_SETTINGS, assigns=["doc.spans", "doc._.loan_parties"])
def loan_statements(nlp: Language, name: str, patterns: list[str] | None) -> LoanPipe:
    """Return the component that finds statements and findings."""
    return LoanPipe("statements", patterns)
