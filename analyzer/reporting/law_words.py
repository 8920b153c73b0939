"""Provisions in Chinese words: which are shown, how they are cited, whose they are and since when.

The same in every written format and on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from clause_patterns.library import Library
from clause_patterns.schema import Provision

_DATE: Final = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_STATE: Final = "中华人民共和国"


class Cited(NamedTuple):
    """Provisions of one law that bind the same lenders: its title, they, and whom alone they bind."""

    title: str
    provisions: list[Provision]
    binding: str


def provisions(
    library: Library, ids: Iterable[str], lender: str = ""
) -> tuple[list[Provision], list[Provision]]:
    """Return the provisions named by ``ids``, those verified as law and those shown as 参考 only.

    Where the kind of ``lender`` is known, those that bind only others are left out. So are ids that the
    library does not hold: a report may come from another version of it.
    """
    found = [library.law[name] for name in library.applicable(ids, lender)]
    return [one for one in found if one.verified], [one for one in found if not one.verified]


def cited(found: Iterable[Provision], library: Library, lender: str = "") -> list[Cited]:
    """Return provisions by the title of their law and whom they bind, in the order in which they are given.

    A title that itself holds 《》 stands without outer marks; the name of the state goes without saying.
    """
    groups: dict[tuple[str, str], list[Provision]] = {}
    for provision in found:
        groups.setdefault((title(provision), binding(provision, library, lender)), []).append(provision)
    return [Cited(name, members, bound) for (name, bound), members in groups.items()]


def citations(found: Iterable[Provision], library: Library, lender: str = "") -> str:
    """Return laws and articles, each law once: ``《甲法》第一条、第三条；《乙法》第二条（只适用于银行）``."""
    return "；".join(
        f"{one.title}{'、'.join(filter(None, map(article, one.provisions)))}{_bracketed(one.binding)}"
        for one in cited(found, library, lender)
    )


def title(provision: Provision) -> str:
    """Return the title of the law of ``provision`` as people call it."""
    law = provision.law
    return law if "《" in law else f"《{law.removeprefix(_STATE)}》"


def citation(provision: Provision) -> str:
    """Return law and article of ``provision``."""
    return title(provision) + article(provision)


def article(provision: Provision) -> str:
    """Return the number of the article, empty where the law as a whole is meant."""
    return "" if provision.article == "-" else provision.article


def binding(provision: Provision, library: Library, lender: str = "") -> str:
    """Return whom alone ``provision`` binds; empty where it binds any, or this ``lender``."""
    if not provision.lenders or lender in provision.lenders:
        return ""
    kinds = "、".join(library.lender_kinds[kind].title for kind in provision.lenders)
    return f"只适用于{kinds}"


def about(provision: Provision, library: Library, lender: str = "") -> str:
    """Return who issued ``provision``, since when it is in force, its old number, whom it binds."""
    known = (provision.issuer, in_force(provision), former(provision), binding(provision, library, lender))
    return "；".join(filter(None, known))


def in_force(provision: Provision) -> str:
    """Return since when ``provision`` is in force, and what it is: ``2021-11-01 起施行，现行有效``."""
    since = provision.effective_from
    return f"{since} 起施行，{provision.status}" if _DATE.fullmatch(since) else provision.status


def former(provision: Provision) -> str:
    """Return under which number ``provision`` stood until when: ``原第一条，2026-01-01 起改为现在的条号``."""
    return "；".join(f"原{one.article}，{one.until} 起改为现在的条号" for one in provision.former)


def _bracketed(words: str) -> str:
    return f"（{words}）" if words else ""
