"""Report → one HTML file that shows what stands where in a document, and how anybody can check that."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from markupsafe import Markup

from analyzer.model import Document, Report
from analyzer.reporting import report_parts, summary, words
from analyzer.reporting.evidence import CLOSING, OPENING, embedded
from analyzer.reporting.evidence_record import evidence_of
from analyzer.reporting.literal import one_line
from analyzer.reporting.place_pictures import Place, place_of, place_pictures
from analyzer.reporting.report_parts import Entry
from analyzer.reporting.templating import render
from analyzer.reporting.versions import LIBRARY, PACK, PACKAGE, SYSTEM
from analyzer.reviews import Reviews
from clause_patterns.library import Library

_AROUND: Final = 40  # characters before and after a quote
_VERSION_WORDS: Final = {
    PACKAGE: "签前看",
    LIBRARY: "条款库的 SHA-256",
    SYSTEM: "系统",
    "python": "Python",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One finding as it is shown: its picture as a data URI, or the number of the finding that has the same.

    ``before`` and ``after`` are the words around it; ``more`` says that it goes on beyond its picture.
    """

    entry: Entry
    before: str
    after: str
    picture: str = ""
    same_as: int | None = None
    more: bool = False
    left_out: bool = False


def evidence_html(  # noqa: PLR0913 - three that say what, three that may be left out
    report: Report,
    library: Library,
    sources: Sequence[bytes],
    *,
    password: str | None = None,
    reviews: Reviews | None = None,
    at: datetime | None = None,
) -> str:
    """Return the evidence report on ``report``: facts, every finding at its place, and how to check it.

    ``sources`` are the bytes that ``report`` was made from: the file, or the pictures in the order of their
    numbers; of pasted text its UTF-8, or nothing. What the reader dismissed in ``reviews`` is not in it.
    ``at`` is when it is made, now where None; it is kept to the second. The same arguments and versions give
    the same HTML, which runs no script and asks for nothing. Raises ``UsageError`` where ``sources`` are not
    those of ``report``, ``UnreadableError`` where a page cannot be drawn.
    """
    document = report.document
    given = sources or [document.text.encode(errors="surrogatepass")]
    arrangement = report_parts.arranged(report, reviews)
    entries = [entry for entry in arrangement.entries() if entry not in arrangement.dismissed]
    evidence = evidence_of(report, entries, library, given, reviews=reviews or {}, at=at or datetime.now())
    page = render(
        "evidence.html",
        library,
        document=document,
        evidence=evidence,
        made=f"{evidence.made:%Y-%m-%d %H:%M:%S}（UTC{evidence.made.isoformat()[19:]}）",
        versions=list(_version_words(evidence.versions)),
        notices=[summary.notice_text(notice) for notice in document.notices],
        findings=list(_shown(document, entries, given, password)),
        dismissed=len(arrangement.dismissed),
        nothing=summary.NOTHING_FOUND,
        parts=report_parts,
        where=words.place,
        element=Markup(OPENING + CLOSING),
    )
    return embedded(page, evidence)


def _version_words(versions: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what to call each part and its version; what is not installed had no part in it."""
    for name, version in versions.items():
        if version or name == PACKAGE:
            yield _version_word(name), version or "从源代码运行"


def _version_word(name: str) -> str:
    if name.startswith(PACK):
        return f"自己的规则 {one_line(name.removeprefix(PACK))} 的 SHA-256"
    return _VERSION_WORDS.get(name, name)


def _shown(
    document: Document, entries: Sequence[Entry], sources: Sequence[bytes], password: str | None
) -> Iterator[Shown]:
    places = {entry.number: place_of(document, entry.finding.regions) for entry in entries}
    drawn = place_pictures(document, sources, list(filter(None, places.values())), password=password)
    first: dict[Place, int] = {}
    for entry in entries:
        start, end = entry.finding.start, entry.finding.end
        before = one_line(document.text[max(0, start - _AROUND) : start])
        after = one_line(document.text[end : end + _AROUND])
        place = places[entry.number]
        if place is None:
            yield Shown(entry, before, after)
        elif place not in drawn:
            yield Shown(entry, before, after, left_out=True)
        elif place in first:
            yield Shown(entry, before, after, same_as=first[place])
        else:
            first[place] = entry.number
            yield Shown(entry, before, after, _data_uri(drawn[place]), more=not place.whole)


def _data_uri(picture: bytes) -> str:
    return f"data:image/webp;base64,{base64.b64encode(picture).decode()}"
