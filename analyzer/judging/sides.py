"""Reports → Side: what no single clause of a set of documents shows."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer.judging.contradictions import contradictions
from analyzer.judging.disclosures import disclosures
from analyzer.judging.lenders import lender
from analyzer.judging.matrix import matrix
from analyzer.judging.necessity import requests
from analyzer.judging.references import references
from analyzer.model import Report
from analyzer.sides import Side
from clause_patterns import Library


def side(name: str, reports: Sequence[Report], library: Library) -> Side:
    """Return ``reports`` as one side called ``name``, all of them read together."""
    return Side(
        name=name,
        reports=tuple(reports),
        matrix=matrix(reports, library),
        contradictions=contradictions(reports, library),
        references=references(reports, library),
        disclosures=disclosures(reports, library),
        requests=requests(reports, library),
        lender=lender(reports, library),
    )


def side_in_brief(report: Report, library: Library) -> Side:
    """Return ``report`` as a side with nothing but who lends and what contradicts itself.

    That is what tables of many documents tell of each, at half the cost of the whole.
    """
    return Side(
        name="",
        reports=(report,),
        contradictions=contradictions([report], library),
        lender=lender([report], library),
    )
