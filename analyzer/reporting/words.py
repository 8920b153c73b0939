"""The Chinese words for what a report holds, and the references a reader needs, for every written format."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from analyzer.model import Document, Finding, Quote, Severity
from analyzer.reporting.literal import one_line
from clause_patterns.library import Library
from clause_patterns.schema import Provision

SEVERITY_WORDS: Final[dict[Severity, str]] = {
    "critical": "严重",
    "high": "高",
    "medium": "中",
    "low": "低",
    "info": "提示",
}
_DATE: Final = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_STATE: Final = "中华人民共和国"
_LEAD_IN: Final = 30  # characters of a lead-in that are shown
FORMAT_WORDS: Final = {
    "text": "纯文本", "pdf": "PDF", "docx": "Word", "html": "网页", "ofd": "OFD", "rtf": "RTF",
    "doc": "Word 97–2003", "odt": "ODT", "mht": "网页存档", "image": "图片",
}  # fmt: skip


def size(document: Document) -> str:
    """Return kind and size of ``document`` in one phrase: ``PDF · 3 页 · 9,120 字``."""
    parts = [FORMAT_WORDS.get(document.format, document.format)]
    if document.pages:
        parts.append(f"{len(document.pages)} {'张' if document.format == 'image' else '页'}")
    parts.append(f"{len(document.text):,} 字")
    return " · ".join(parts)


def place(finding: Finding) -> str:
    """Return where ``finding`` stands: clause label and page, as far as known; else its offset."""
    parts = [one_line(finding.clause)] if finding.clause else []
    if finding.page is not None:
        parts.append(f"第 {finding.page} 页")
    return " · ".join(parts) or f"第 {finding.start + 1} 字起"


def lead_in(context: Quote) -> str:
    """Return the end of what leads in to a quote, which carries the verb, on one line."""
    line = one_line(context.text)
    return line if len(line) <= _LEAD_IN else f"…{line[-_LEAD_IN:]}"


def category(library: Library, category_id: str) -> str:
    """Return the short Chinese name of a category, its id where the library does not know it."""
    known = library.categories.get(category_id)
    return known.short if known else category_id


def citations(provisions: Iterable[Provision]) -> str:
    """Return laws and articles, each law once: ``《甲法》第一条、第三条；《乙法》第二条``."""
    laws = by_law(provisions)
    return "；".join(title + "、".join(filter(None, map(article, found))) for title, found in laws.items())


def by_law(provisions: Iterable[Provision]) -> dict[str, list[Provision]]:
    """Return provisions by the title of their law, in the order in which they are given.

    A title that itself holds 《》 stands without outer marks; the name of the state goes without saying.
    """
    found: dict[str, list[Provision]] = {}
    for provision in provisions:
        law = provision.law
        title = law if "《" in law else f"《{law.removeprefix(_STATE)}》"
        found.setdefault(title, []).append(provision)
    return found


def article(provision: Provision) -> str:
    """Return the number of the article, empty where the law as a whole is meant."""
    return "" if provision.article == "-" else provision.article


def in_force(provision: Provision) -> str:
    """Return since when ``provision`` is in force, and what it is: ``2021-11-01 起施行，现行有效``."""
    since = provision.effective_from
    return f"{since} 起施行，{provision.status}" if _DATE.fullmatch(since) else provision.status


def provisions(library: Library, ids: Iterable[str]) -> tuple[list[Provision], list[Provision]]:
    """Return the provisions named by ``ids``, those verified as law and those shown as 参考 only.

    Ids that the library does not hold are left out: a report may come from another version of it.
    """
    found = [library.law[name] for name in ids if name in library.law]
    return [one for one in found if one.verified], [one for one in found if not one.verified]
