"""An entry of a pack that adds to a known one (``extends: true``) instead of taking its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeVar

from clause_patterns.schema import Entry

EntryT = TypeVar("EntryT", bound=Entry)
KEY: Final = "extends"


def as_data(entry: Entry) -> dict[str, Any]:
    """Return ``entry`` as its YAML has it."""
    return entry.model_dump(mode="json", by_alias=True, exclude_unset=True)


def extended(known: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``known`` with ``more``: lists grow at their end, all else that ``more`` has replaces."""
    return {**known, **{key: _extended(known.get(key), value) for key, value in more.items()}}


def _extended(known: Any, more: Any) -> Any:
    if isinstance(known, dict) and isinstance(more, dict):
        return extended(known, more)
    return [*known, *more] if isinstance(known, list) and isinstance(more, list) else more


def within_pack(location: tuple[int | str, ...], known: Any) -> tuple[int | str, ...]:
    """Return a place in an extended entry as one in the pack's file, where lists hold only what is added."""
    found: list[int | str] = []
    for part in location:
        if isinstance(part, int) and isinstance(known, list):
            found.append(part - len(known))
            known = None
        else:
            found.append(part)
            known = known.get(part) if isinstance(known, dict) else None
    return tuple(found)


def without_repeats(entry: EntryT) -> EntryT:
    """Return ``entry`` with everything once: what a pack adds may be in the library too one day."""
    once: dict[str, Any] = {}
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if isinstance(value, tuple):
            once[name] = tuple(each for index, each in enumerate(value) if each not in value[:index])
    return entry.model_copy(update=once)
