"""What of a report is shown to people, in which order and groups: the same in HTML, Word and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count, pairwise

from analyzer.model import Document, Finding, Report
from analyzer.reporting import words
from analyzer.reporting.literal import one_line
from analyzer.reporting.summary import LEVEL_WORDS, PROTECTIVE, dismissed, level_of
from analyzer.reporting.versions import PACKAGE, installed
from analyzer.reviews import DECISION_WORDS, Review, Reviews
from analyzer.sides import Cell, Side
from clause_patterns.library import Library


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding as it is shown: ``number`` counts from 1 as they stand in the report, ``index`` from 0
    in ``Report.findings``.
    """  # fmt: skip

    number: int
    index: int
    finding: Finding
    review: Review | None = None

    @property
    def level(self) -> str:
        """Return the level of the finding."""
        return level_of(self.finding)


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """The entries of one level and rule; ``explained`` where the rule is explained with an earlier level."""

    entries: tuple[Entry, ...]
    explained: bool

    @property
    def first(self) -> Finding:
        """Return the finding that speaks for all: what a rule means is the same in each."""
        return self.entries[0].finding


@dataclass(frozen=True, slots=True)
class LevelGroup:
    """The entries of one level by rule, in reading order."""

    level: str
    rules: tuple[RuleGroup, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return all entries of the level."""
        return tuple(chain.from_iterable(group.entries for group in self.rules))


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The findings of a report as they are shown: risks and what is aside, the worst first; promises; what
    was dismissed.
    """  # fmt: skip

    risks: tuple[LevelGroup, ...]
    aside: tuple[LevelGroup, ...]
    protective: LevelGroup
    dismissed: tuple[Entry, ...]

    def entries(self) -> Iterator[Entry]:
        """Yield every entry, by number."""
        for level in self.levels():
            yield from level.entries
        yield from self.dismissed

    def levels(self) -> tuple[LevelGroup, ...]:
        """Return what was not dismissed, in order."""
        return (*self.risks, *self.aside, self.protective)

    def to_ask(self) -> list[Entry]:
        """Return what the reader wants to ask about."""
        return [entry for entry in self.entries() if entry.review and entry.review.decision == "to-ask"]


def arranged(report: Report, reviews: Reviews | None = None) -> Arrangement:
    """Return the findings of ``report`` in the order in which every written format shows them."""
    known = reviews or {}
    out = dismissed(report, reviews)
    numbers = count(1)
    explained: set[str] = set()

    def level_group(level: str, *, aside: bool) -> LevelGroup:
        by_rule: dict[str, list[int]] = {}
        for index, finding in enumerate(report.findings):
            if level_of(finding) == level and finding.aside == aside and index not in out:
                by_rule.setdefault(finding.rule, []).append(index)
        groups = []
        for rule, indices in by_rule.items():
            entries = [Entry(next(numbers), each, report.findings[each], known.get(each)) for each in indices]
            groups.append(RuleGroup(tuple(entries), explained=rule in explained))
            explained.add(rule)
        return LevelGroup(level, tuple(groups))

    risks, asides = (
        tuple(level_group(level, aside=aside) for level in LEVEL_WORDS if level != PROTECTIVE)
        for aside in (False, True)
    )
    return Arrangement(
        risks=tuple(level for level in risks if level.rules),
        aside=tuple(level for level in asides if level.rules),
        protective=level_group(PROTECTIVE, aside=False),
        dismissed=tuple(Entry(next(numbers), each, report.findings[each], known.get(each)) for each in out),
    )


def aside_title(findings: Iterable[Finding], library: Library) -> str:
    """Return the title over those of ``findings`` that are aside: that of their category."""
    names = dict.fromkeys(finding.category for finding in findings if finding.aside)
    return "、".join(library.categories[name].title for name in names)


def facts(document: Document, at: datetime) -> list[tuple[str, str]]:
    """Return what was read, when, and by what: label and value of each, as far as known."""
    found = (
        ("文件", one_line(document.name)),
        ("种类和大小", words.size(document)),
        ("SHA-256", document.sha256),
        ("报告时间", f"{at:%Y-%m-%d %H:%M}"),
        ("程序", " ".join(["签前看", installed(PACKAGE)]).strip()),
    )
    return [(label, value) for label, value in found if value]


def quote_parts(finding: Finding) -> list[tuple[str, bool]]:
    """Return the quote of ``finding`` in pieces, each with whether its words decided the judgement."""
    decided = [
        (slot.quote.start, slot.quote.end)
        for slot in finding.slots
        if finding.start <= slot.quote.start and slot.quote.end <= finding.end
    ]
    cuts = sorted({finding.start, finding.end, *chain.from_iterable(decided)})
    return [
        (
            finding.quote[start - finding.start : end - finding.start],
            any(a <= start and end <= b for a, b in decided),
        )
        for start, end in pairwise(cuts)
    ]


def certainty(finding: Finding) -> str:
    """Return how sure it is that ``finding`` says what it is taken to say."""
    return "由上下文得出" if finding.certainty == "implied" else "字面写明"


def review_words(review: Review) -> str:
    """Return what the reader decided and why, in one phrase."""
    return "：".join(filter(None, [DECISION_WORDS[review.decision], one_line(review.reason)]))


def by_data(side: Side, library: Library) -> dict[str, list[Cell]]:
    """Return the cells of the matrix of ``side`` by the title of their data."""
    found: dict[str, list[Cell]] = {}
    for cell in side.matrix:
        found.setdefault(library.concepts[cell.data].title, []).append(cell)
    return found


def cited(arrangement: Arrangement) -> list[str]:
    """Return the ids of the provisions that the findings cite, each once, in the order in which they do."""
    groups = [group for level in arrangement.levels() for group in level.rules]
    return list(dict.fromkeys(name for group in groups for name in group.first.law))
