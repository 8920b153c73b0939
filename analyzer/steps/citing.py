"""Which provisions a paper may rest on, and how they are cited."""

from __future__ import annotations

import re
from collections.abc import Iterable

from clause_patterns.library import Library
from clause_patterns.schema import Provision

# A remark on the edition at the end of a title, （2025年修正）, stands outside the marks of the title.
_EDITION = re.compile(r"（[^（）]*(修正|修订)）$")
_INNER_MARKS = str.maketrans("《》", "〈〉")


def binding(names: Iterable[str], library: Library, lender: str) -> list[Provision]:
    """Return the provisions that bind a lender of this kind, those for it alone first.

    Where the kind is not known, ``lender`` is empty and only what binds every lender is returned.
    """
    found = [library.law[name] for name in names if name in library.law]
    own = [one for one in found if lender and lender in one.lenders]
    return own + [one for one in found if not one.lenders]


def cited(provision: Provision) -> str:
    """Return law and article: ``《中华人民共和国民法典》第一千零三十二条``."""
    return f"{_title(provision)}{_article(provision)}"


def citations(provisions: Iterable[Provision]) -> str:
    """Return laws and articles, each law once: ``《甲法》第一条、第三条；《乙法》第二条``.

    Of what is not verified, the number of the article is not sure either: only its title is given.
    """
    articles: dict[str, list[str]] = {}
    for one in provisions:
        articles.setdefault(_title(one), []).append(_article(one))
    return "；".join(title + "、".join(filter(None, found)) for title, found in articles.items())


def _title(provision: Provision) -> str:
    edition = _EDITION.search(provision.law)
    title = provision.law.removesuffix(edition[0]) if edition else provision.law
    if "：" in title or title.endswith("》"):  # a case, or a standard with its number before its title
        return title
    return f"《{title.translate(_INNER_MARKS)}》{edition[0] if edition else ''}"


def _article(provision: Provision) -> str:
    return provision.article if provision.verified and provision.article != "-" else ""
