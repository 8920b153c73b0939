"""Searching the library: words that must all be found, and numbers of articles however they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from clause_patterns import Provision

_DIGITS = "零一二三四五六七八九"
_MOST = 9999  # no law has more articles
# 网络安全法41, 治安管理处罚法第42条, 43条, 第四十三条; a year or the number of a hotline is longer.
_ARTICLE = re.compile(
    r"(?:第?(\d{1,4})条|(?<=[\u4e00-\u9fff])第?(\d{1,3})|第([零一二三四五六七八九十百千]+)条)$"
)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing searched for: words, or where ``article`` is true the number of an article."""

    text: str
    article: bool = False


@dataclass(frozen=True, slots=True)
class Searched:
    """What is searched of one entry: all its words, and the numbers of articles it goes by or cites."""

    text: str
    articles: frozenset[str] = frozenset()

    def holds(self, terms: Iterable[Term]) -> bool:
        """Return whether every one of ``terms`` is found."""
        text = self.text.lower()
        return all(term.text in self.articles if term.article else term.text in text for term in terms)


def terms(query: str) -> list[Term]:
    """Return what ``query`` asks for: its words, the number of an article at the end of one by itself.

    Arabic numerals stand for Chinese ones: 第43条, 43条 and, after the name of a law, 43 ask for 第四十三条.
    """
    found = []
    for word in unicodedata.normalize("NFKC", query).lower().split():
        number = _ARTICLE.search(word)
        if number is None:
            found.append(Term(word))
            continue
        before = word[: number.start()].strip("《》")
        arabic = number[1] or number[2]
        found += [Term(before)] if before else []
        found.append(Term(f"第{chinese(int(arabic))}条" if arabic else number[0], article=True))
    return found


def chinese(number: int) -> str:
    """Return ``number``, 0 to 9999, as articles are numbered: 十二, 一百零三, 一千一百九十四."""
    if not 0 <= number <= _MOST:
        raise ValueError(number)
    words, gap = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            words += ("零" if gap and words else "") + _DIGITS[digit] + unit
        gap = not digit
    return re.sub("^一十", "十", words) or _DIGITS[0]


def searched(provision: Provision, *more: str) -> Searched:
    """Return what is searched of ``provision``: its words and its numbers, the former ones too."""
    parts = (provision.id, provision.law, provision.article, provision.issuer, provision.text, *more)
    numbers = (provision.article, *(one.article for one in provision.former))
    return Searched("\n".join(parts), frozenset(numbers))


def by_former_number(provision: Provision, asked: Iterable[Term]) -> bool:
    """Return whether ``asked`` holds a number under which ``provision`` no longer stands."""
    numbers = {term.text for term in asked if term.article}
    return any(one.article in numbers for one in provision.former)
