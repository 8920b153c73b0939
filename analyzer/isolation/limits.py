"""What one document may cost before it is given up."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Caps on one document; every one raises ``LimitError`` (or ``DamagedFileError`` for a zip bomb).

    ``seconds`` is wall-clock time of the child process, ``page_seconds`` what each page recognised from a
    picture may take beyond it, ``ocr_pages`` how many such pages are recognised. ``memory_mb`` is the address
    space of the child (on systems that can limit it), ``ocr_memory_mb`` the same once pictures are
    recognised. ``pixels`` caps one picture, ``compression_ratio`` unpacked to packed bytes of an archive.
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

    def as_dict(self) -> dict[str, float]:
        """Return the caps by name, as the child process is told them."""
        return asdict(self)
