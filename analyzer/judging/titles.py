"""Titles: what a document is called, what else stands in it, and when two titles name the same document."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import dropwhile, takewhile
from pathlib import PurePath

from clause_patterns import Library

Span = tuple[int, int]

_NUMERALS = str.maketrans("一二三四五六七八九帐", "123456789账")
_PUNCTUATION = re.compile(r"[\W_]+")
_LINK = re.compile(r"\[([^\]]*)\] ?[（(][^）)]*[）)]")  # of Markdown
_LINE = re.compile(r"[^\n]+")
_BETWEEN_TITLES = re.compile(r"[-－—–_|（）【】#*\s]+")
_TITLE_LINE = re.compile(r"[#*\s【]*(?:（[^）]*）)?《([^《》]+)》[\W\d_年月日版]*")
_NO_SENTENCE = re.compile(r"[^。；，：？！《》]{2,60}")
_LINKED = re.compile(r"\][(（]")
_SHORTEST = 4  # characters that a title must have in common with another for a brand to be all that differs
_HEAD = 600  # characters at the beginning of a document that say whose it is
_TOP = 12  # lines at the beginning, blank ones left out, among which the title stands
_LONGEST_HEADING = 60
_CONTENT = 20  # characters below a heading without which it is an entry of a table of contents


@cache
def compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return ``patterns`` ready to search, ``{title}`` standing for what is between 《》."""
    return tuple(re.compile(pattern.replace("{title}", "《[^》]*》")) for pattern in patterns)


def search(patterns: tuple[str, ...], words: str) -> re.Match[str] | None:
    """Return where the first of ``patterns`` that does is found in ``words``."""
    return next(filter(None, (pattern.search(words) for pattern in compiled(patterns))), None)


def shown(printed: str) -> str:
    """Return a title as it is shown: without links, and blanks only between Latin words."""
    words = _LINK.sub(r"\1", printed).strip("《》_* \n\t")
    return re.sub(r"(?<![\x21-\x7e])\s+|\s+(?![\x21-\x7e])", "", words)


@dataclass(frozen=True, slots=True)
class Titles:
    """The lists of ``titles.yaml``, applied to titles."""

    words: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, library: Library) -> Titles:
        """Return the lists of ``library``."""
        return cls({name: entry.patterns for name, entry in library.titles.items()})

    def without(self, entry: str, title: str) -> str:
        """Return ``title`` without what the patterns of ``entry`` match."""
        for pattern in compiled(self.words[entry]):
            title = pattern.sub("", title)
        return title

    def key(self, title: str) -> str:
        """Return ``title`` without its version and what never tells two titles apart: for comparing."""
        whole = _PUNCTUATION.sub("", self.without("version", title)).translate(_NUMERALS).lower()
        short = self.without("ignored", whole)
        return short if len(short) >= _SHORTEST else whole

    def is_document(self, title: str) -> bool:
        """Return whether ``title`` is one of an agreement, a policy, a list, ..."""
        return search(self.words["document"], f"《{self.without('version', title)}》") is not None

    def is_law(self, words: str) -> bool:
        """Return whether the title that stands between 《》 in ``words`` is one of law."""
        if search(self.words["law"], words):
            return True
        regulation = search(self.words["regulation"], words)
        return regulation is not None and not search(self.words["platform"], words)

    def is_own(self, words: str) -> bool:
        """Return whether with the title between 《》 in ``words`` a document speaks of itself."""
        return search(self.words["own"], words) is not None

    def owned(self, title: str, words: str) -> str:
        """Return ``title`` with whose it is in front, where ``words`` say so and the title does not."""
        found = search(self.words["foreign"], words)
        return title if found is None or found["owner"] in title else found["owner"] + title

    def is_label(self, title: str) -> bool:
        """Return whether ``title`` is that of some annex, of which every document may have its own."""
        return search(self.words["label"], title) is not None

    def distinct(self, rest: str) -> bool:
        """Return whether ``rest``, which one title has and another has not, makes them two documents."""
        return search(self.words["distinct"], rest.upper()) is not None


@dataclass(frozen=True, slots=True)
class Known:
    """Titles (by key) that are at hand, and ``head``, which tells whose they are.

    A brand in front is all by which a title may differ from one of them: the brand of the document, where
    it has none (``bare``), or none, where it has one (``endings``).
    """

    titles: Titles
    keys: frozenset[str]
    head: str
    bare: frozenset[str] = field(init=False)
    endings: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Work out what ``__contains__`` looks up."""
        shorter = {key[start:] for key in self.keys for start in range(1, len(key))}
        endings = {key[start:] for key in self.keys for start in self._brands(key)}
        object.__setattr__(self, "bare", self.keys - shorter)
        object.__setattr__(self, "endings", self.keys | endings)

    def __contains__(self, key: str) -> bool:
        """Return whether ``key`` is one of them."""
        return key in self.endings or any(
            key[start:] in self.bare and self._named(key[:start]) for start in self._brands(key)
        )

    def _brands(self, key: str) -> Iterator[int]:
        """Yield where ``key`` may begin without a brand."""
        for start in range(1, len(key) - _SHORTEST + 1):
            if self.titles.distinct(key[:start]):
                break
            yield start

    def _named(self, brand: str) -> bool:
        return brand in self.head or (self.titles.without("brand", brand) or brand) in self.head


@dataclass(frozen=True, slots=True)
class Contents:
    """What a document is (``own``), what stands in it (``parts``) and where that begins (``headings``)."""

    own: Known
    parts: Known
    headings: frozenset[int]

    def is_heading(self, text: str, offset: int) -> bool:
        """Return whether ``offset`` stands in a heading of ``text``."""
        return text.rfind("\n", 0, offset) + 1 in self.headings


def contents(name: str, text: str, titles: Titles, called: Iterable[str]) -> Contents:
    """Return what the document called ``name``, and in its own words ``called``, is and holds."""
    head = _PUNCTUATION.sub("", PurePath(name).stem + text[:_HEAD]).translate(_NUMERALS).lower()
    headings = _headings(text, titles)
    own = {titles.key(title) for title in (*_own_titles(name, text, titles), *called)}
    given = {title for names in headings.values() for title in names}
    given |= {title[:2] for title in given if titles.is_label(title)}  # 附件 for 附件一
    return Contents(
        own=Known(titles, frozenset(own - {""}), head),
        parts=Known(titles, frozenset(map(titles.key, given)) - {""}, head),
        headings=frozenset(start for start, _ in headings),
    )


def _own_titles(name: str, text: str, titles: Titles) -> Iterator[str]:
    """Yield the titles in the file's name, in the first lines, and what the document calls itself."""
    lines = [line for line in text[: 2 * _HEAD].split("\n") if line.strip(" _#*")][:_TOP]
    for line in (PurePath(name).stem, *lines[:1]):
        yield from (*_title_line(line, titles), *_heading(line, titles))
    given = [tuple(_title_line(line, titles)) for line in lines]
    for names in takewhile(bool, dropwhile(operator.not_, given)):
        yield from (title for title in names if not titles.is_label(title))  # of which it may list several
    for pattern in compiled(titles.words["self"]):
        yield from (match["name"] for match in pattern.finditer(text[: 2 * _HEAD]))


def _title_line(line: str, titles: Titles) -> Iterator[str]:
    """Yield the titles in a line that is nothing but the title of a document, with a brand or a date."""
    if (title := _TITLE_LINE.fullmatch(line)) is not None:
        yield title[1]
    elif not _LINKED.search(line) and _NO_SENTENCE.fullmatch(line):
        for piece in (line, *_BETWEEN_TITLES.split(line)):
            yield from _heading(piece, titles)


def _headings(text: str, titles: Titles) -> dict[Span, tuple[str, ...]]:
    """Return the lines that are a heading with something below it, and the titles they give."""
    spans = [match.span() for match in _LINE.finditer(text) if not match[0].isspace()]
    names = [_heading(text[start:end], titles) for start, end in spans]
    linked = _linked([text[start:end] for start, end in spans], names)
    found: dict[Span, tuple[str, ...]] = {}
    below, follows = 0, False  # characters down to the next heading; whether something stands below that
    for span, given, is_link in reversed(list(zip(spans, names, linked, strict=True))):
        if not given:
            below += span[1] - span[0]
            continue
        label_above = follows and not below and all(map(titles.is_label, given))
        follows = not is_link and (below >= _CONTENT or label_above)
        below = 0
        if follows:
            found[span] = given
    return found


def _linked(lines: list[str], names: list[tuple[str, ...]]) -> list[bool]:
    """Return for each line whether it only lists a title, below others or a line with a colon."""
    linked = [False] if lines else []
    for before, line, given in zip(lines, lines[1:], names[1:], strict=False):
        leads = before.rstrip().endswith(("：", "、", "，")) or linked[-1]
        linked.append(bool(given) and leads and line.lstrip(" *·•-").startswith(("《", "[")))
    return linked


def _heading(line: str, titles: Titles) -> tuple[str, ...]:
    """Return the titles that ``line`` gives as a heading, none if it is something else."""
    if len(line) > _LONGEST_HEADING:
        return ()
    patterns = compiled(titles.words["heading"]) + compiled(titles.words["annex"])
    return tuple(match["name"] for pattern in patterns if (match := pattern.fullmatch(line)))
