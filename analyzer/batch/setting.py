"""With what a run reads its documents: everything that its results depend on, besides the documents."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path

import analyzer
import clause_patterns
from analyzer.isolation.limits import Limits
from analyzer.rows import SCHEMA
from clause_patterns import Library


@dataclass(frozen=True)
class Setting:
    """The library, the limits and the options of a run; workers are given it before their first task.

    ``lender`` is the kind of lender that the user says it is, None to go by what the documents say;
    ``program`` and ``recognises`` are of the process that began the run.
    """

    library: Library
    limits: Limits
    lender: str | None = None
    statements: bool = True
    program: str = ""
    recognises: bool = False

    @classmethod
    def here(
        cls, library: Library, limits: Limits, *, lender: str | None = None, statements: bool = True
    ) -> Setting:
        """Return the setting of a run that this process begins."""
        return cls(library, limits, lender, statements, program(), find_spec("rapidocr") is not None)

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 of all of it."""
        known = [
            SCHEMA,
            self.program,
            self.library.digest,
            self.limits.as_dict(),
            self.lender,
            self.statements,
            self.recognises,
        ]
        return hashlib.sha256(json.dumps(known).encode()).hexdigest()


@cache
def program() -> str:
    """Return the SHA-256 of this program's files: two that differ in any line may give other results."""
    known = hashlib.sha256()
    for package in (analyzer, clause_patterns):
        root = Path(str(package.__file__)).parent
        for path in sorted(each for each in root.rglob("*") if each.suffix in (".py", ".yaml")):
            known.update(f"{path.relative_to(root.parent).as_posix()}\n".encode())
            known.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return known.hexdigest()
