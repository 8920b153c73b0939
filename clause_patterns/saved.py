"""A library as one text, and back: what a saved pipeline carries, so that it needs no folder of patterns."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from clause_patterns.library import Library, Pack
from clause_patterns.load import PARTS


def saved(library: Library) -> str:
    """Return all of ``library`` as JSON, with what its packs are called."""
    parts = {
        part.name: [
            entry.model_dump(mode="json", by_alias=True) for entry in getattr(library, part.name).values()
        ]
        for part in PARTS
    }
    packs = [(pack.name, str(pack.folder), pack.sha256) for pack in library.packs]
    return json.dumps({**parts, "packs": packs}, ensure_ascii=False)


def restored(text: str) -> Library:
    """Return the library that ``saved`` wrote; raise ``ValueError`` with a Chinese sentence if it is none."""
    try:
        entries: dict[str, list[Any]] = json.loads(text)
        parts: dict[str, Any] = {
            part.name: _by_id(map(part.model.model_validate, entries[part.name])) for part in PARTS
        }
        packs = tuple(Pack(name, Path(folder), sha256) for name, folder, sha256 in entries["packs"])
    except (ValueError, KeyError, TypeError):
        raise ValueError("保存的条款库读不出来：文件损坏，或者是另一个版本保存的。") from None
    return Library(**parts, packs=packs)


def _by_id(entries: Iterable[Any]) -> dict[str, Any]:
    return {entry.id: entry for entry in entries}
