"""Documents that bind but were not given: which other documents a set of documents names, and how."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from analyzer.judging.passages import passage_at
from analyzer.judging.titles import Contents, Titles, compiled, contents, search, shown
from analyzer.language.cutting import cut
from analyzer.language.normalise import Normalised, normalise
from analyzer.model import Report
from analyzer.sides import Passage, ReferencedDocument
from clause_patterns import Library

_BRACKETED = re.compile(r"《([^《》]{2,80})》")
_ASIDE = re.compile(r"（[^（）]*）$")
_ONLY_TITLES = re.compile(r"[\W\d_]*")  # what is left of a line of titles without the titles
_AROUND = 60  # characters on either side of a title that tell how it is named


@dataclass(frozen=True, slots=True)
class _Named:
    """A title of the normalised text, at ``span`` in the sentence part ``part``.

    ``words`` are those around it, with the title between 《》 and every other one of them as 〈〉.
    """

    title: str
    words: str
    span: tuple[int, int]
    part: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Source:
    """A document of the set: its text, the titles named in it, what it is and holds."""

    report: Report
    normalised: Normalised
    named: tuple[_Named, ...]
    contents: Contents

    def printed(self, named: _Named, titles: Titles) -> str:
        """Return the title as the document has it, with whose it is in front where that is said."""
        start, end = self.normalised.raw(*named.span)
        return titles.owned(shown(self.report.document.text[start:end]), named.words)


@dataclass(frozen=True, slots=True)
class _Mention:
    """A place that names another document: how strongly (0: most), and which document of the set it is."""

    title: str
    key: str
    binding: int
    given: str
    passage: Passage


def references(reports: Sequence[Report], library: Library) -> tuple[ReferencedDocument, ...]:
    """Return the documents that the documents of a set name beside themselves, each once.

    Those that are missing come first; among them those that bind most; then in reading order.
    """
    found: dict[str, list[_Mention]] = {}
    for mention in _mentions(reports, library):
        found.setdefault(mention.key, []).append(mention)
    named = [_referenced(mentions, tuple(library.references)) for mentions in found.values()]
    strength = {binding: rank for rank, binding in enumerate(library.references)}
    return tuple(sorted(named, key=lambda other: (other.given != "", strength[other.binding])))


def _referenced(mentions: Sequence[_Mention], bindings: Sequence[str]) -> ReferencedDocument:
    return ReferencedDocument(
        title=mentions[0].title,
        binding=bindings[min(mention.binding for mention in mentions)],
        given=next((mention.given for mention in mentions if mention.given), ""),
        passages=tuple(dict.fromkeys(mention.passage for mention in mentions)),
    )


def _mentions(reports: Sequence[Report], library: Library) -> Iterator[_Mention]:
    titles = Titles.of(library)
    sources = [_source(report, titles) for report in reports]
    bindings = [entry.patterns for entry in library.references.values()]
    binding_of = cache(lambda words: next(i for i, each in enumerate(bindings) if search(each, words)))
    is_law = cache(titles.is_law)
    for index, source in enumerate(sources):
        for named in source.named:
            if is_law(named.words):
                continue
            binding = binding_of(named.words)
            if binding == len(bindings) - 1 and not titles.is_document(named.title):
                continue  # a product, a book, a newspaper
            key, label = titles.key(named.title), titles.is_label(named.title)
            given = _given(key, index, sources, label=label)
            if given is None:
                continue
            place = passage_at(index, source.report, *source.normalised.raw(*named.part))
            grouped = f"{key} {index}" if label else key  # every document has annexes of its own
            yield _Mention(source.printed(named, titles), grouped, binding, given, place)


def _given(key: str, index: int, sources: Sequence[_Source], *, label: bool) -> str | None:
    """Return which document of the set ``key`` is, None if it is the one at ``index``, which names it."""
    here = sources[index]
    others = [source for source in sources if source is not here]
    if key in here.contents.own:
        return None
    holding = [
        *(here for _ in range(key in here.contents.parts)),
        *(source for source in others if key in source.contents.own),
        *(source for source in others if key in source.contents.parts and not label),
    ]
    return next((source.report.document.name for source in holding), "")


def _source(report: Report, titles: Titles) -> _Source:
    normalised = normalise(report.document.text)
    named = tuple(_named(normalised.text, titles))
    own = [each.title for each in named if titles.is_own(each.words)]
    held = contents(report.document.name, normalised.text, titles, own)
    outside = tuple(each for each in named if not held.is_heading(normalised.text, each.span[0]))
    return _Source(report, normalised, outside, held)


def _named(text: str, titles: Titles) -> Iterator[_Named]:
    """Yield the titles that stand in ``text``, whether or not they name another document."""
    waiting = sorted(_spans(text, titles), reverse=True)
    lead = ""  # 「您已阅读并同意：」 above lines that are nothing but titles
    for part in (part for parts, _ in cut(text) for part in parts):
        words = text[slice(*part)]
        if not _ONLY_TITLES.fullmatch(_BRACKETED.sub("", words)):
            lead = ""
        while waiting and waiting[-1][0] < part[1]:
            start, end = waiting.pop()
            before = _abridged(lead + text[max(part[0], start - 4 * _AROUND) : start])[-_AROUND:]
            after = _abridged(text[end : min(part[1], end + 4 * _AROUND)])[:_AROUND]
            title = shown(text[start:end])
            around = f"{before}《{_ASIDE.sub('', title)}》{after}"
            yield _Named(titles.owned(title, around), around, (start, end), part)
        if words.endswith("："):
            lead = words[-_AROUND:]


def _abridged(words: str) -> str:
    return _BRACKETED.sub("〈〉", words)


def _spans(text: str, titles: Titles) -> list[tuple[int, int]]:
    """Return where titles stand in ``text``: between 《》, and those that are written without."""
    spans = [match.span() for match in _BRACKETED.finditer(text)]
    taken = {offset for start, end in spans for offset in range(start, end)}
    for pattern in compiled(titles.words["unbracketed"]):
        for match in pattern.finditer(text):
            span = match.span("name")
            if taken.isdisjoint(range(*span)):
                spans.append(span)
                taken.update(range(*span))
    return spans
