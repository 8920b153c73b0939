"""What a pack has in common with the library under it: entries it changes, words that both have."""

from __future__ import annotations

from collections.abc import Iterator

from clause_patterns import Concept, Library
from clause_patterns.load import Overlay
from clause_patterns.schema import Entry

_MOST = 6  # words told one by one
_LONG = 12  # characters


def changed(old: Entry, new: Entry) -> str:
    """Return in Chinese how ``new`` differs from ``old``, by the names of the fields."""
    differences = [
        _difference(info.alias or name, getattr(old, name), getattr(new, name))
        for name, info in type(new).model_fields.items()
        if getattr(old, name) != getattr(new, name)
    ]
    return "；".join(differences) or "内容一样，可以删去"


def _difference(name: str, old: object, new: object) -> str:
    if isinstance(old, str | int) and isinstance(new, str | int) and len(f"{old}{new}") <= 40:
        return f"{name} 从“{old}”改成“{new}”" if old != "" else f"{name} 写了“{new}”"
    if isinstance(old, tuple) and isinstance(new, tuple) and all(isinstance(each, str) for each in old + new):
        added, gone = ([each for each in a if each not in b] for a, b in ((new, old), (old, new)))
        words = [f"{verb}{_some(each)}" for verb, each in (("加了", added), ("去掉", gone)) if each]
        return f"{name} {'，'.join(words) or '换了次序'}"
    return f"{name} 改了"


def _some(items: list[str]) -> str:
    """Return short words as they are, but of many only how many there are."""
    if len(items) <= _MOST and all(len(item) <= _LONG for item in items):
        return "".join(f"“{item}”" for item in items)
    return f" {len(items)} 项"


def shared_words(overlay: Overlay, below: Library) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield each entry of the pack's lexicon with a word that means something else already, and what."""
    meant: dict[str, list[Concept]] = {}
    for concept in overlay.library.concepts.values():
        for term in concept.terms:
            meant.setdefault(term, []).append(concept)
    for key, entry in overlay.entries.items():
        if not isinstance(entry, Concept):
            continue
        known = below.concepts.get(entry.id)
        for term in entry.terms:
            others = [each for each in meant[term] if each.id != entry.id]
            if others and not (known and term in known.terms):
                named = "、".join(f"{each.id}（{each.title}）" for each in others)
                yield key, f"词“{term}”已经在 {named} 里，{entry.id} 又写了一次"
