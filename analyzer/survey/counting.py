"""Counting: in how many documents, and at how many places, each thing stands among what is chosen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analyzer.survey.results import Findings
from analyzer.survey.tables import Codes
from analyzer.surveys import LEVELS, PROTECTIVE, Columns, Count, Cross, Group, Kind, Rows, RuleCount

Numbers = NDArray[np.int64]


def pairs(rows: Codes, columns: Codes, documents: Codes, shape: tuple[int, int]) -> tuple[Numbers, Numbers]:
    """Return for each pair of row and column, how many different documents and how many places it has."""
    cells = rows.astype(np.int64) * shape[1] + columns
    size = shape[0] * shape[1]
    places = np.bincount(cells, minlength=size)
    many = int(documents.max(initial=0)) + 1
    different = _unique(cells * many + documents) // many
    return np.bincount(different, minlength=size).reshape(shape), places.reshape(shape)


def _unique(numbers: Numbers) -> Numbers:
    """Return ``numbers`` each once; ``numpy.unique`` takes ten times as long."""
    ordered = np.sort(numbers)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered


def rule_counts(findings: Findings, chosen: Numbers, read: int) -> list[RuleCount]:
    """Return the rules that hold at the places ``chosen``: the most frequent first, what protects last.

    Shares are of ``read`` documents.
    """
    rules, levels = findings.rules[chosen], findings.levels[chosen]
    many = len(findings.rule_ids)
    documents, places = pairs(rules, np.zeros_like(rules), findings.documents[chosen], (many, 1))
    by_level = np.bincount(rules.astype(np.int64) * len(LEVELS) + levels, minlength=many * len(LEVELS))
    by_level = by_level.reshape(many, len(LEVELS))
    aside = np.bincount(rules, weights=findings.aside[chosen], minlength=many)
    counted = [
        RuleCount(
            findings.rule_ids[rule],
            findings.titles[rule],
            findings.categories[rule],
            _group(int(by_level[rule, -1]), int(aside[rule]), int(places[rule, 0])),
            int(documents[rule, 0]),
            share(int(documents[rule, 0]), read),
            int(places[rule, 0]),
            {level: int(count) for level, count in zip(LEVELS, by_level[rule], strict=True) if count},
        )
        for rule in np.flatnonzero(places[:, 0])
    ]
    return sorted(counted, key=_rank)


def _group(protective: int, aside: int, places: int) -> Group:
    if 2 * protective > places:
        return PROTECTIVE
    return "aside" if 2 * aside > places else "risk"


def _rank(one: RuleCount) -> tuple[int, int, int, int]:
    group = ("risk", "aside", PROTECTIVE).index(one.group)
    return group, -one.documents, LEVELS.index(one.level), -one.places


def cross(  # noqa: PLR0913, PLR0917 - rows and columns, each with its names, and what is counted
    of: Rows,
    by: Columns,
    rows: tuple[Codes, Sequence[str]],
    columns: tuple[Codes, Sequence[str]],
    documents: Codes,
    read: Sequence[int],
) -> Cross:
    """Return the table of ``rows`` × ``columns``, each given as numbers and what these stand for.

    ``read`` says for each column how many documents were read; columns without any are left out.
    """
    shape = (len(rows[1]), len(columns[1]))
    different, places = pairs(rows[0], columns[0], documents, shape)
    kept = [at for at, many in enumerate(read) if many]
    return Cross(
        by,
        of,
        tuple(rows[1][row] for row in np.flatnonzero(places.any(axis=1)).tolist()),
        tuple(columns[1][at] for at in sorted(kept, key=lambda at: -read[at])),
        {columns[1][at]: read[at] for at in kept},
        {
            (rows[1][row], columns[1][at]): Count(
                int(different[row, at]), share(int(different[row, at]), read[at]), int(places[row, at])
            )
            for row, at in np.argwhere(places).tolist()
        },
    )


def kinds(codes: Codes, ids: Sequence[str], grave: Sequence[int] | Codes) -> tuple[Kind, ...]:
    """Return for each kind how many documents there are, and how many of these are ``grave``.

    ``codes`` number the kinds of all documents read, ``grave`` those of the grave ones; the most frequent
    first.
    """
    read = np.bincount(codes, minlength=len(ids))
    bad = np.bincount(np.asarray(grave, dtype=np.int64), minlength=len(ids))
    found = [Kind(one, int(read[at]), int(bad[at])) for at, one in enumerate(ids) if read[at]]
    return tuple(sorted(found, key=lambda kind: -kind.read))


def share(documents: int, read: int) -> float:
    """Return ``documents`` as a share of those read, 0 where there is none."""
    return documents / read if read else 0.0
