"""What one document may cost before it is given up."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from analyzer.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Caps on one document; every one raises ``LimitError`` (or ``DamagedFileError`` for a zip bomb).

    ``seconds`` is wall-clock time of the child process, ``page_seconds`` what each page recognised from a
    picture may take beyond it, ``ocr_pages`` how many such pages are recognised. ``memory_mb`` is the address
    space of the child (on systems that can limit it), ``ocr_memory_mb`` the same once pictures are
    recognised. ``pixels`` caps one picture, ``compression_ratio`` unpacked to packed bytes of an archive.
    Each is also a setting of the environment: ``LOANCLAUSE_PAGES=2000``.
    """

    file_bytes: int = 50 * 1024 * 1024
    pages: int = 500
    characters: int = 5_000_000
    seconds: float = 60.0
    memory_mb: int = 1024
    ocr_pages: int = 100
    page_seconds: float = 60.0
    ocr_memory_mb: int = 4096
    pixels: int = 120_000_000
    archive_entries: int = 2000
    unpacked_bytes: int = 200 * 1024 * 1024
    compression_ratio: int = 200

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Limits:
        """Return the caps, as ``environment`` sets them; raises ``UsageError`` for what is no number."""
        given: dict[str, Any] = {}
        for field in fields(cls):
            name = f"LOANCLAUSE_{field.name.upper()}"
            if name in environment:
                given[field.name] = _positive(name, environment[name], whole=isinstance(field.default, int))
        return cls(**given)

    def as_dict(self) -> dict[str, float]:
        """Return the caps by name, as the child process is told them."""
        return asdict(self)


def _positive(name: str, text: str, *, whole: bool) -> float:
    try:
        value = int(text) if whole else float(text)
    except ValueError:
        value = 0
    if not 0 < value < 2**40:
        raise UsageError(f"环境变量 {name} 应当是正数，现在是“{text}”；请改正或去掉。")
    return value
