"""What kind of document one is: a contract, an authorisation letter, a policy, told by what it is called."""

from __future__ import annotations

from pathlib import PurePath

from analyzer.judging.titles import search
from analyzer.model import Document
from clause_patterns import Library

_LINES, _LONGEST = 6, 40  # among how many lines the title stands, and of how many characters at most
_HEAD = 600  # characters at the beginning that say what it is where no title does


def document_kind(document: Document, library: Library) -> str:
    """Return the id of the kind of ``document`` in ``library.document_kinds``, the last where none fits."""
    kinds = list(library.document_kinds.values())
    lines = [line for line in document.text[: 4 * _HEAD].split("\n") if line.strip()][:_LINES]
    for words in (*(line for line in lines if len(line) <= _LONGEST), PurePath(document.name).stem):
        for kind in kinds:
            if kind.titles and search(kind.titles, words):
                return kind.id
    head = document.text[:_HEAD]
    return next((kind.id for kind in kinds if kind.texts and search(kind.texts, head)), kinds[-1].id)
