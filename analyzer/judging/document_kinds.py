"""What kind of document one is: a contract, an authorisation letter, a policy.

It is told by what the document is called; where it has no title, or several of different kinds, by the words
it calls itself and its parties.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Final

from analyzer.judging.titles import compiled
from analyzer.model import Document
from clause_patterns import Library
from clause_patterns.overview import DocumentKind

_LINES, _LONGEST = 6, 40  # among how many lines the title stands, and of how many characters at most
_HEAD = 3_000  # characters at the beginning whose words are counted
_ENOUGH = 3  # words of a kind, without which a text with no title is of none
_ASIDE: Final = re.compile(
    r"[（(【\[][^）)】\]]{0,30}[）)】\]]$"
)  # （四方）, （网页版）: not what a title ends in
# What is numbered is a heading, and what ends like a sentence is one.
# What the text calls itself: 《代扣协议》（以下简称“本协议”）, 本授权协议（以下称“本协议”）.
_CALLED: Final = re.compile(
    r"(?:《([^《》\n]{2,30})》|本([^。，；《》\n]{2,12}))[（(][^）)\n]{0,8}称[：:\s“\"《「]*本"
)
_NO_TITLE: Final = re.compile(
    r"^[#*\s]*(?:第?[一二三四五六七八九十\d]+[、.．章条部]|[（(][一二三四五六七八九十\d])|[。；：:，,]$"
)


def document_kind(document: Document, library: Library) -> str:
    """Return the id of the kind of ``document`` in ``library.document_kinds``, the last where none fits."""
    kinds = list(library.document_kinds.values())
    head = document.text[:_HEAD]
    lines = (line.strip() for line in head.split("\n"))
    titles = [line for line in lines if line][:_LINES]
    named = _named((line for line in titles if len(line) <= _LONGEST), kinds)
    named = named or _named([PurePath(document.name).stem], kinds)
    named = named or _named((one or other for one, other in _CALLED.findall(head)), kinds)
    if len(named) == 1:
        return named[0].id
    likeliest = max(named or kinds, key=lambda kind: _counted(kind, head))
    return likeliest.id if named or _counted(likeliest, head) >= _ENOUGH else kinds[-1].id


def _named(lines: Iterable[str], kinds: Sequence[DocumentKind]) -> list[DocumentKind]:
    """Return the kinds that the titles among ``lines`` name, each once, in order."""
    found = (_titled(_ASIDE.sub("", line), kinds) for line in lines if not _NO_TITLE.search(line))
    return list({kind.id: kind for kind in found if kind}.values())


def _titled(title: str, kinds: Sequence[DocumentKind]) -> DocumentKind | None:
    """Return the kind whose words stand last in ``title``: a title ends in what it names.

    Of two that end together, 借款 and 服务 in 借款咨询服务协议, the one that begins later stands next to the
    noun; of two that begin together too, the first of the list.
    """
    best, at = None, (0, 0)
    for kind in kinds:
        for pattern in compiled(kind.titles):
            ends = (
                (match.end(), start) for start in range(len(title)) if (match := pattern.match(title, start))
            )
            last = max(ends, default=(0, 0))
            if last > at:
                best, at = kind, last
    return best


def _counted(kind: DocumentKind, text: str) -> int:
    return sum(len(pattern.findall(text)) for pattern in compiled(kind.texts))
