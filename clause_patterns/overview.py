"""The shape of the files in ``overview/``: what it takes to read a set of documents as a whole."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from clause_patterns.schema import Entry


class ChecklistItem(Entry):
    """One kind of data that online lenders ask for, and whether the list of necessary data holds it.

    It is asked for where a statement that collects names one of ``concepts``, or its words hold one of
    ``terms`` or ``patterns``. ``law`` names the provisions behind ``note``.
    """

    id: str
    title: str = Field(min_length=2)
    necessary: bool
    concepts: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    note: str = ""
    law: tuple[str, ...] = ()


class TellingWords(Entry):
    """What a person must be told when data is given away (PIPL article 23), and the words that tell it.

    An element is told where a statement's slots name one of ``concepts`` or its clause holds a pattern.
    """

    id: str
    title: str
    concepts: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


class Opposition(Entry):
    """A topic on which one clause may promise what another takes back, told by the words of each.

    For what statements do not tell apart: hours, places, terms of consent. ``hollows`` are permissions that
    leave the promise standing but take away what it is worth. ``unless`` are words that take a sentence out
    of the topic. ``objects`` are what the topic may be about: two sentences about different ones do not
    meet, and where only one says what it is about the other is an exception; of a ``specific`` topic both
    must say it. ``why`` is shown to people.
    """

    id: str
    title: str
    promise: tuple[str, ...] = Field(min_length=1)
    permission: tuple[str, ...] = ()
    hollows: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    specific: bool = False
    why: str


class ScopeWords(Entry):
    """Words in a promise that make it reach less far, and what becomes of a permission beyond its reach.

    ``patterns`` are looked for in the sentence of the promise, or in the words of its action where
    ``of_action``. A permission that holds one of ``answer`` (by default the same words) is within reach; any
    other is none of the promise's business, or an exception to it.
    """

    id: str
    title: str
    patterns: tuple[str, ...] = Field(min_length=1)
    answer: tuple[str, ...] = ()
    of_action: bool = False
    otherwise: Literal["none", "exception"] = "none"
    bans: bool = False


class ReferenceWords(Entry):
    """How a document names another: words around 《…》 (written ``{title}``) or alone, strongest first."""

    id: str
    title: str
    explain: str = ""
    patterns: tuple[str, ...] = Field(min_length=1)


class TitleWords(Entry):
    """How to tell what a title between 《》 names, and when two titles name the same document.

    Patterns match the sentence around the title as those of ``ReferenceWords`` do, or a line, or the title.
    """

    id: str
    explain: str = ""
    patterns: tuple[str, ...] = Field(min_length=1)


class DocumentKind(Entry):
    """A kind of document: patterns of what it is called, and words that its text uses.

    The kind whose ``titles`` match last in the title wins; where there is no title, or several of different
    kinds, the one whose ``texts`` are found most often at the beginning; else the last.
    """

    id: str
    title: str
    titles: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


class Wording(Entry):
    """A sentence shown to people, with the places to fill in between braces."""

    id: str
    text: str
