"""The nouns of what we write for the borrower: letters, lists of changes. Frozen, as in ``model.py``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# Whom it is for · a heading · a paragraph · a point of a list · more on that point · words of the document ·
# words of the law · a remark for the borrower, which is not part of the letter · the signature, on the right.
ParagraphKind = Literal["to", "heading", "text", "item", "detail", "quote", "law", "note", "sign"]

# What stands where a fact is not known, to be filled in by hand; most blanks are longer.
BLANK = "＿＿＿＿＿＿"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph and what it is."""

    kind: ParagraphKind
    text: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter or list: its title and paragraphs, in order.

    ``blanks`` are the labels of the facts that are left open; ``law`` the ids of the provisions it rests on.
    """

    id: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    blanks: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
