"""The corridor: reading → language → judging. The one place that knows the order of the stages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from threading import Event

from analyzer.judging.conditions import verdicts
from analyzer.judging.document_kinds import document_kind
from analyzer.judging.findings import judge
from analyzer.judging.sides import side, side_in_brief
from analyzer.language.reading import Understanding, readings, understand, without_collector
from analyzer.language.stages import Stages
from analyzer.model import Document, Reading, Report, Statement, Verdict
from analyzer.reading import Limits, Progress, Source, read
from analyzer.sides import Comparison, Side
from clause_patterns import Library, load_library


class Analyzer:
    """Reads and judges documents; building one loads the library and the dictionary, so keep it.

    ``limits`` cap what one document may cost; unless given they are those of the environment.
    """

    def __init__(
        self,
        library: Library | None = None,
        *,
        limits: Limits | None = None,
        stages: Stages | None = None,
    ) -> None:
        """Raise ``PatternError`` where the library has a mistake; ``stages`` are made unless given."""
        self.library = library or load_library()
        self.limits = limits
        self.stages = stages or Stages(self.library.concepts, self.library.modifiers)

    def with_library(self, library: Library) -> Analyzer:
        """Return an analyzer for another library; one with the same lexicon is made in no time."""
        lexicon = (library.concepts, library.modifiers)
        stages = self.stages if self.stages.lexicon == lexicon else Stages(*lexicon)
        return Analyzer(library, limits=self.limits, stages=stages)

    def read(
        self,
        source: Source | Document,
        *,
        name: str | None = None,
        password: str | None = None,
        progress: Progress | None = None,
        cancelled: Event | None = None,
    ) -> Document:
        """Return ``source`` as a Document; raises ``UnreadableError`` or ``CancelledError``."""
        if isinstance(source, Document):
            return source
        return read(
            source,
            name=name,
            password=password,
            limits=self.limits,
            progress=progress,
            cancelled=cancelled,
        )

    def analyze(
        self,
        source: Source | Document,
        *,
        name: str | None = None,
        password: str | None = None,
        progress: Progress | None = None,
        cancelled: Event | None = None,
    ) -> Report:
        """Return the report on ``source``: pasted text, a file's bytes, a path, pictures, or a Document.

        Raises ``UnreadableError`` (one sentence in Chinese) where the source cannot be read, and
        ``CancelledError`` where ``cancelled`` was set while it was.
        """
        document = self.read(source, name=name, password=password, progress=progress, cancelled=cancelled)
        with without_collector():
            return self.judge(document, understand(document, self.stages))

    def judge(self, document: Document, understood: Understanding) -> Report:
        """Return the report on ``document`` as it was understood."""
        return Report(
            document=document,
            outline=understood.outline,
            statements=understood.statements,
            findings=judge(document, understood.outline, understood.statements, self.library),
            parties=understood.parties,
            parts=understood.parts,
        )

    def kind_of(self, document: Document) -> str:
        """Return what kind of document it is, an id of ``library.document_kinds``."""
        return document_kind(document, self.library)

    def examine(self, reports: Iterable[Report], *, name: str = "") -> Side:
        """Return ``reports`` as one side: with what shows only when they are read together."""
        return side(name, tuple(reports), self.library)

    def examine_in_brief(self, report: Report) -> Side:
        """Return ``report`` as a side with nothing but who lends and what contradicts itself."""
        return side_in_brief(report, self.library)

    def compare(self, a: Side, b: Side) -> Comparison:
        """Return two sides row by row, with which is worse for the borrower and why."""
        from analyzer.comparing import compare  # noqa: PLC0415 - only who compares needs what it loads

        return compare(a, b, self.library)

    def explain(
        self, source: Source | Document, *, name: str | None = None, password: str | None = None
    ) -> Iterator[tuple[Reading, dict[Statement, tuple[Verdict, ...]]]]:
        """Yield how each sentence part was read and which rules held for its statements, or why they did not.

        Raises ``UnreadableError`` where the source cannot be read.
        """
        document = self.read(source, name=name, password=password)
        for reading in readings(document, self.stages):
            yield (
                reading,
                {statement: tuple(verdicts(statement, self.library)) for statement in reading.statements},
            )
