"""Packs: folders of own patterns that lie over the library.

They come from packages that are installed, as the entry points of ``GROUP`` (an importable package whose
folder is the pack), and then from the folders that the environment names.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path

GROUP = "loan_clause_patterns"
# Folders, separated as the system separates paths (``:``, on Windows ``;``).
SETTING = "LOANCLAUSE_PATTERNS"


def packs_in_use() -> list[Path]:
    """Return the folders of all packs, installed ones first; later ones win."""
    named = filter(None, os.environ.get(SETTING, "").split(os.pathsep))
    return [*installed_packs().values(), *map(Path, named)]


def installed_packs() -> dict[str, Path]:
    """Return the folder of every installed pack by its name, in the order of the names."""
    found = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    return {point.name: Path(str(files(point.module))) for point in found}


def use(folders: Iterable[Path]) -> None:
    """Let ``folders``, and no others, lie over the library, in this process and those it starts."""
    os.environ[SETTING] = os.pathsep.join(str(folder.resolve()) for folder in folders)
