"""What one document may cost before reading it is given up."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Caps on one document; every one raises ``LimitError`` (or ``DamagedFileError`` for a zip bomb).

    ``seconds`` is wall-clock time of the child process, ``memory_mb`` its address space (on systems that
    can limit it), ``compression_ratio`` unpacked to packed bytes of a whole archive.
    """

    file_bytes: int = 50 * 1024 * 1024
    pages: int = 500
    characters: int = 5_000_000
    seconds: float = 60.0
    memory_mb: int = 1024
    archive_entries: int = 2000
    unpacked_bytes: int = 200 * 1024 * 1024
    compression_ratio: int = 200

    def as_dict(self) -> dict[str, float]:
        """Return the caps by name, as the child process is told them."""
        return asdict(self)
