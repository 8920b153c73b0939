"""Packs: folders of own patterns that lie over the library.

They come from packages that are installed, as the entry points of ``GROUP`` (an importable package whose
folder is the pack), and then from the folders that the environment names.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path

from clause_patterns.mistakes import PatternError, sentence

GROUP = "loan_clause_patterns"
# Folders, separated as the system separates paths (``:``, on Windows ``;``).
SETTING = "LOANCLAUSE_PATTERNS"


def packs_in_use() -> list[Path]:
    """Return the folders of all packs, installed ones first; later ones win.

    Raises ``PatternError`` where a package that brings a pack is broken.
    """
    return list(dict.fromkeys([*installed_packs().values(), *folders_in_use()]))


def folders_in_use() -> list[Path]:
    """Return the folders that the environment names."""
    return [Path(name) for name in os.environ.get(SETTING, "").split(os.pathsep) if name]


@cache
def installed_packs() -> dict[str, Path]:
    """Return the folder of every installed pack by its name, in the order of the names; raises as above."""
    found = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    return {point.name: _folder(point) for point in found}


def _folder(point: EntryPoint) -> Path:
    """Return the folder of the package that ``point`` names, without running any of its code."""
    try:
        spec = find_spec(point.module)
        return Path(next(iter(spec.submodule_search_locations)))  # type: ignore[union-attr, arg-type]
    except (ImportError, AttributeError, TypeError, ValueError, StopIteration):
        told = sentence("not-importable", name=point.name, what=point.module)
        raise PatternError(Path(point.module), 0, told) from None


def installed_name(folder: Path) -> str:
    """Return the name under which the pack in ``folder`` is installed, empty where it is not."""
    packs = installed_packs().items()
    return next((name for name, path in packs if path.resolve() == folder.resolve()), "")


def use(folders: Iterable[Path]) -> None:
    """Let ``folders``, and no others, lie over the library, in this process and those it starts.

    Raises ``PatternError`` where the name of a folder has the character that separates folders.
    """
    names = [str(folder.resolve()) for folder in folders]
    for name in names:
        if os.pathsep in name:
            raise PatternError(Path(name), 0, sentence("bad-folder", name=os.pathsep))
    os.environ[SETTING] = os.pathsep.join(names)
