"""The survey of one run: what its tables say together, for any choice of documents and places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analyzer.survey import counting
from analyzer.survey.counting import Numbers
from analyzer.survey.results import Results
from analyzer.survey.tables import Codes, Mask
from analyzer.surveys import (
    GRAVE,
    LEVELS,
    STANCES,
    Columns,
    Cross,
    Failure,
    Filters,
    Kind,
    Overview,
    Place,
    Places,
    Rows,
    RuleCount,
    Totals,
)

FEW_DOCUMENTS: Final = 24  # that can be shown side by side
CROSSES: Final[tuple[tuple[Rows, Columns], ...]] = (
    ("rule", "lender"),
    ("rule", "kind"),
    ("category", "lender"),
    ("category", "kind"),
)
_PLACE: Final = ("clause", "page", "start", "quote", "context")


class Survey:
    """Answers about the ``results`` of one run; quotes are read only when they are asked for."""

    def __init__(self, results: Results) -> None:
        self.results = results
        # Every part of a page asks for the same choice.
        self._chosen = lru_cache(maxsize=8)(self._choose)
        self.by_rule = lru_cache(maxsize=8)(self._by_rule)
        self.cross = lru_cache(maxsize=8)(self._cross)
        self._holding = lru_cache(maxsize=1)(lambda text: results.table.holding("quote", text))

    @property
    def name(self) -> str:
        """Return what the run is called."""
        return self.results.name

    def lenders(self) -> tuple[str, ...]:
        """Return the ids of the kinds of lender that occur, the most frequent first."""
        return tuple(kind.id for kind in self.by_lender(Filters()))

    def kinds(self) -> tuple[str, ...]:
        """Return the ids of the kinds of document that occur, the most frequent first."""
        return tuple(kind.id for kind in self.by_kind(Filters()))

    def rules(self) -> dict[str, str]:
        """Return the titles of the rules that occur, by id."""
        return {one.rule: one.title for one in self.by_rule(Filters())}

    def categories(self) -> tuple[str, ...]:
        """Return the categories that occur."""
        return tuple(sorted(set(self.results.findings.categories)))

    def totals(self, filters: Filters) -> Totals:
        """Return how many documents and places there are."""
        findings = self.results.findings
        chosen, read = self._chosen(filters), self._documents(filters)
        told = np.bincount(findings.levels[chosen], minlength=len(LEVELS))
        failed = int(self._failed(filters).sum())
        return Totals(
            documents=int(read.sum()) + failed,
            read=int(read.sum()),
            failed=failed,
            found=_different(findings.documents[chosen]),
            grave=len(self._grave(filters)),
            places=len(chosen),
            levels={level: int(count) for level, count in zip(LEVELS, told, strict=True) if count},
        )

    def by_lender(self, filters: Filters) -> tuple[Kind, ...]:
        """Return the documents read by kind of lender."""
        return self._by(self.results.documents.lenders, self.results.documents.lender_ids, filters)

    def by_kind(self, filters: Filters) -> tuple[Kind, ...]:
        """Return the documents read by kind of document."""
        return self._by(self.results.documents.kinds, self.results.documents.kind_ids, filters)

    def _by_rule(self, filters: Filters) -> tuple[RuleCount, ...]:
        """Return the rules that hold: the most frequent first, then what is aside, then what protects."""
        read = int(self._documents(filters).sum())
        return tuple(counting.rule_counts(self.results.findings, self._chosen(filters), read))

    def _cross(self, of: Rows, by: Columns, filters: Filters) -> Cross:
        """Return the table of rules or categories × kinds of lender, kinds of document, or documents."""
        documents, findings = self.results.documents, self.results.findings
        chosen, read = self._chosen(filters), self._documents(filters)
        where = findings.documents[chosen]
        ids: Sequence[str]
        match by:
            case "lender":
                numbers, ids = documents.lenders, documents.lender_ids
            case "kind":
                numbers, ids = documents.kinds, documents.kind_ids
            case _:
                numbers, ids = np.arange(len(documents), dtype=np.int32), documents.names
        if by == "document":  # only those that are looked at
            kept = np.flatnonzero(read)
            numbers[kept] = np.arange(len(kept), dtype=np.int32)
            ids = [documents.names[at] for at in kept]
        many = np.bincount(numbers[read], minlength=len(ids)).tolist()
        rows = (findings.rules[chosen], findings.rule_ids)
        order = [one.rule for one in self.by_rule(filters)]
        if of == "category":
            rows = _merged(findings.rules[chosen], findings.categories)
            order = list(dict.fromkeys(one.category for one in self.by_rule(filters)))
        found = counting.cross(of, by, rows, (numbers[where], ids), where, many)
        return replace(found, rows=tuple(sorted(found.rows, key=order.index)))

    def places(self, filters: Filters, *, offset: int = 0, limit: int = 20) -> Places:
        """Return up to ``limit`` of the places from the ``offset``-th, in the order of the table."""
        return self._places(self._chosen(filters), self._chosen(filters)[offset : offset + limit], offset)

    def _apart(self, filters: Filters, limit: int) -> Places:
        """Return up to ``limit`` of the places, each of another document."""
        chosen = self._chosen(filters)
        documents = self.results.findings.documents[chosen]
        return self._places(chosen, chosen[np.flatnonzero(np.diff(documents, prepend=-1))[:limit]], 0)

    def _places(self, chosen: Numbers, shown: Numbers, offset: int) -> Places:
        documents, findings = self.results.documents, self.results.findings
        return Places(
            len(chosen),
            _different(findings.documents[chosen]),
            offset,
            tuple(
                Place(
                    document=documents.names[document := findings.documents[at]],
                    lender=documents.lender_ids[documents.lenders[document]],
                    kind=documents.kind_ids[documents.kinds[document]],
                    rule=findings.rule_ids[findings.rules[at]],
                    title=findings.titles[findings.rules[at]],
                    level=LEVELS[findings.levels[at]],
                    clause=row["clause"] or "",
                    page=row["page"],
                    start=row["start"] or 0,
                    quote=row["quote"] or "",
                    context=row["context"] or "",
                )
                for at, row in zip(shown, self.results.table.rows(shown.tolist(), _PLACE), strict=True)
            ),
        )

    def failures(self, filters: Filters) -> tuple[Failure, ...]:
        """Return why documents could not be read, the most frequent reason first."""
        documents = self.results.documents
        found: dict[str, list[str]] = {}
        for at in np.flatnonzero(self._failed(filters)).tolist():
            found.setdefault(documents.problems[at] or "没有写明原因。", []).append(documents.names[at])
        reasons = sorted(found.items(), key=lambda each: -len(each[1]))
        return tuple(Failure(problem, tuple(names)) for problem, names in reasons)

    def overview(self, filters: Filters, *, quotes: int = 0) -> Overview:
        """Return everything about one choice, with up to ``quotes`` places of each rule.

        Each of these is of another document.
        """
        rules = self.by_rule(filters)
        read = int(self._documents(filters).sum())
        return Overview(
            name=self.name,
            filters=filters,
            totals=self.totals(filters),
            lenders=self.by_lender(filters),
            kinds=self.by_kind(filters),
            rules=rules,
            crosses={(of, by): self.cross(of, by, filters) for of, by in CROSSES},
            per_document=self.cross("rule", "document", filters) if read <= FEW_DOCUMENTS else None,
            quotes=self._quotes(rules, filters, quotes),
            failures=self.failures(filters),
        )

    def _quotes(self, rules: Sequence[RuleCount], filters: Filters, most: int) -> dict[str, Places]:
        if not most:
            return {}
        return {one.rule: self._apart(replace(filters, rules=(one.rule,)), most) for one in rules}

    def _by(self, codes: Codes, ids: Sequence[str], filters: Filters) -> tuple[Kind, ...]:
        return counting.kinds(codes[self._documents(filters)], ids, codes[self._grave(filters)])

    def _grave(self, filters: Filters) -> Codes:
        """Return the documents with a place, among those chosen, that is grave."""
        findings, chosen = self.results.findings, self._chosen(filters)
        grave = np.isin(findings.levels[chosen], [LEVELS.index(level) for level in GRAVE])
        if not filters.counts_asides:
            grave &= ~findings.aside[chosen]
        found: Codes = np.flatnonzero(np.bincount(findings.documents[chosen][grave])).astype(np.int32)
        return found

    def _named(self, filters: Filters) -> Mask:
        """Return which documents go by the name that is asked for, read or not."""
        names = self.results.documents.names
        if not filters.name and not filters.document:
            return np.ones(len(names), dtype=np.bool_)
        part = filters.name.lower()
        return np.array(
            [part in name.lower() and filters.document in ("", name) for name in names], dtype=np.bool_
        )

    def _documents(self, filters: Filters) -> Mask:
        """Return which documents are looked at: read, and let through by the filters of documents."""
        documents = self.results.documents
        mask = documents.read & self._named(filters)
        mask &= _among(documents.lenders, documents.lender_ids, filters.lenders)
        mask &= _among(documents.kinds, documents.kind_ids, filters.kinds)
        return mask

    def _failed(self, filters: Filters) -> Mask:
        """Return which documents could not be read; of what kind these are, nobody knows."""
        known = not filters.lenders and not filters.kinds
        return self._named(filters) & ~self.results.documents.read & known

    def _choose(self, filters: Filters) -> Numbers:
        """Return the numbers of the findings that all filters let through, ascending."""
        findings = self.results.findings
        mask = self._documents(filters)[findings.documents]
        mask &= _among(findings.rules, findings.rule_ids, filters.rules)
        if filters.categories:
            wanted = [name in filters.categories for name in findings.categories]
            mask &= np.array([*wanted, False], dtype=np.bool_)[findings.rules]
        mask &= _among(findings.levels, LEVELS, filters.levels)
        mask &= _among(findings.stances, STANCES, (filters.stance,) if filters.stance else ())
        if filters.text:
            mask &= self._holding(filters.text)
        return np.flatnonzero(mask)


def _among(codes: Codes | NDArray[np.int8], ids: Sequence[str], wanted: Sequence[str]) -> Mask:
    """Return where ``codes`` stand for one of ``wanted``, everywhere where nothing is wanted."""
    if not wanted:
        return np.ones(len(codes), dtype=np.bool_)
    found: Mask = np.isin(codes, [at for at, one in enumerate(ids) if one in wanted])
    return found


def _different(codes: Codes) -> int:
    return int(np.count_nonzero(np.bincount(codes)))


def _merged(codes: Codes, words: Sequence[str]) -> tuple[Codes, list[str]]:
    """Return ``codes``, which number ``words`` of which some are the same, as numbers of different ones."""
    different = list(dict.fromkeys(words))
    known = {word: at for at, word in enumerate(different)}
    numbers = np.array([*(known[word] for word in words), 0], dtype=np.int32)
    return numbers[codes], different
