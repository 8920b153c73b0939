"""By what a report was made: the versions that decide what is read, found and drawn."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from clause_patterns.library import Library

PACKAGE: Final = "loan-clause-analyzer"
LIBRARY: Final = "clause-patterns"
SYSTEM: Final = "system"
PACK: Final = "pack:"  # before the name of a pack, whose version is the SHA-256 of its files
_PACKAGES: Final = ("pdfplumber", "pypdfium2", "spacy", "jieba", "pillow", "rapidocr", "onnxruntime")


def versions(library: Library) -> dict[str, str]:
    """Return the version of each part by name, of patterns their digest; of what is not installed, none."""
    return {
        PACKAGE: installed(PACKAGE),
        LIBRARY: library.digest,
        **{f"{PACK}{pack.name}": pack.sha256 for pack in library.packs},
        SYSTEM: f"{platform.system()} {platform.machine()}".strip(),
        "python": platform.python_version(),
        **{package: installed(package) for package in _PACKAGES},
    }


def installed(package: str) -> str:
    """Return the version of ``package``, empty where it is not installed, as when run from its sources."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
