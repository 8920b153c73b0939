"""The text of an entry as its author wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from clause_patterns.load import HERE, PARTS
from clause_patterns.mistakes import PatternError
from clause_patterns.reading import entries


def rule_source(rule: str, packs: Sequence[Path] = ()) -> str:
    """Return the lines of ``rule`` in the last of the library and ``packs`` that has it, empty if none."""
    (part,) = (part for part in PARTS if part.name == "rules")
    for root in (*reversed(packs), HERE):
        for path in part.files(root):
            text = path.read_text(encoding="utf-8-sig")
            if f"id: {rule}\n" not in text:
                continue
            known = [each for each in entries(path, text, part.model) if not isinstance(each, PatternError)]
            starts = [place.line() - 1 for _, place in known]
            for (entry, _), start, end in zip(known, starts, [*starts[1:], None], strict=True):
                if entry.id == rule:  # type: ignore[attr-defined]
                    return "\n".join(text.splitlines()[start:end]).strip() + "\n"
    return ""
