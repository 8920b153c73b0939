"""Provisions as the page shows them: 《法律名》第几条, whose they are and since when, their words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from analyzer.reporting.law_words import about, citation
from clause_patterns import Library, Provision


class LawView(TypedDict):
    """A provision with the words of the law; ``verified`` ones stand under 法律规定, the others 参考.

    ``about`` says who issued it, since when and whether it is in force, its old number, whom it binds.
    """

    id: str
    source: str
    about: str
    text: str
    note: str
    verified: bool


def law_view(provision: Provision, library: Library, lender: str = "") -> LawView:
    """Return ``provision`` as shown to people who borrow from this kind of ``lender``, any where empty."""
    return {
        "id": provision.id,
        "source": citation(provision),
        "about": about(provision, library, lender),
        "text": provision.text,
        "note": provision.note,
        "verified": provision.verified,
    }


def law_views(names: Iterable[str], library: Library, lender: str = "") -> dict[str, LawView]:
    """Return the provisions named that may bind this kind of ``lender``, each once, by id."""
    applicable = library.applicable(dict.fromkeys(names), lender)
    return {name: law_view(library.law[name], library, lender) for name in applicable}
