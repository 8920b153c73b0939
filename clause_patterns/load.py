"""Read the YAML files of the library and of packs over it, validate them, say file and line of a mistake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from clause_patterns.library import Library
from clause_patterns.overview import (
    ChecklistItem,
    DocumentKind,
    Opposition,
    ReferenceWords,
    ScopeWords,
    TellingWords,
    TitleWords,
    Wording,
)
from clause_patterns.packs import packs_in_use
from clause_patterns.problems import problems
from clause_patterns.schema import Category, Concept, Entry, Lookalikes, Modifier, Provision, Rule
from clause_patterns.steps import (
    CallRule,
    Channel,
    LenderKind,
    LenderSign,
    LetterTemplate,
    PaperTemplate,
    Permission,
)

HERE = Path(__file__).parent
EntryT = TypeVar("EntryT", bound=Entry)
# Where each entry stands: file and line, from 1.
Places = dict[Entry, tuple[Path, int]]


@dataclass(frozen=True)
class Part:
    """One mapping of the library: the shape of its entries, and its file or folder under a root."""

    name: str
    model: type[Entry]
    path: str
    skip: str = ""  # a file of the folder that is another part

    def files(self, root: Path) -> list[Path]:
        """Return the files of this part that are under ``root``."""
        place = root / self.path
        if place.suffix:
            return [place] if place.exists() else []
        return [path for path in sorted(place.glob("*.yaml")) if path.name != self.skip]


PARTS = (
    Part("categories", Category, "categories.yaml"),
    Part("modifiers", Modifier, "lexicon/modifiers.yaml"),
    Part("concepts", Concept, "lexicon", skip="modifiers.yaml"),
    Part("rules", Rule, "rules"),
    Part("law", Provision, "law"),
    Part("checklist", ChecklistItem, "overview/checklist.yaml"),
    Part("telling", TellingWords, "overview/telling.yaml"),
    Part("references", ReferenceWords, "overview/references.yaml"),
    Part("titles", TitleWords, "overview/titles.yaml"),
    Part("oppositions", Opposition, "overview/oppositions.yaml"),
    Part("scopes", ScopeWords, "overview/scopes.yaml"),
    Part("kinds", TellingWords, "overview/kinds.yaml"),
    Part("document_kinds", DocumentKind, "overview/document-kinds.yaml"),
    Part("wording", Wording, "overview/wording.yaml"),
    Part("lender_kinds", LenderKind, "steps/lenders.yaml"),
    Part("lender_names", TitleWords, "steps/lender-names.yaml"),
    Part("lender_signs", LenderSign, "steps/lender-signs.yaml"),
    Part("channels", Channel, "steps/channels.yaml"),
    Part("permissions", Permission, "steps/permissions.yaml"),
    Part("letters", LetterTemplate, "steps/letters"),
    Part("papers", PaperTemplate, "steps/papers.yaml"),
    Part("call_rules", CallRule, "steps/calls.yaml"),
)


class PatternError(Exception):
    """A mistake in the library: ``str(error)`` is ``file:line: what is wrong``."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.path, self.line, self.problem = path, line, problem


def load_library(root: Path = HERE, *, packs: Sequence[Path] | None = None) -> Library:
    """Return the library under ``root`` with ``packs`` over it, validated; cached.

    A pack is a folder laid out as the library is, with any of its files: an entry with a new id is added, one
    with a known id takes the place of the known, and later packs win. Unless given, the packs are those in
    use (see ``packs``). Raises ``PatternError`` at the first mistake.
    """
    return _loaded(root, tuple(packs_in_use() if packs is None else packs))


@cache
def _loaded(root: Path, packs: tuple[Path, ...]) -> Library:
    places: Places = {}
    library = Library(**{part.name: _part(part, (root, *packs), places) for part in PARTS})
    for entry, (path, line) in places.items():
        for problem in problems(entry, library):
            raise PatternError(path, line, f"{entry.id}: {problem}")  # type: ignore[attr-defined]
    return library


@cache
def load_lookalikes(root: Path = HERE) -> dict[str, Lookalikes]:
    """Return ``misreadings.yaml`` by printed character; raise ``PatternError`` at the first mistake.

    Apart from the library, since only documents that were recognised from a picture need it.
    """
    return _read([root / "misreadings.yaml"], Lookalikes, {})


def _part(part: Part, roots: Sequence[Path], places: Places) -> dict[str, Any]:
    """Return the entries of ``part`` by id, later roots over earlier ones; note the ``places`` of all."""
    if not part.files(roots[0]):
        raise PatternError(roots[0] / part.path, 1, "is missing")
    found: dict[str, Any] = {}
    for root in roots:
        found |= _read(part.files(root), part.model, places)
    return found


def _read(paths: Iterable[Path], model: type[EntryT], places: Places) -> dict[str, EntryT]:
    """Return the entries in files of one root by id."""
    found: dict[str, EntryT] = {}
    for path in paths:
        for entry, line in _entries(model, path):
            key: str = entry.id  # type: ignore[attr-defined]
            if key in found:
                raise PatternError(path, line, f"id {key} is used twice")
            found[key] = entry
            places[entry] = (path, line)
    return found


def _entries(model: type[EntryT], path: Path) -> Iterator[tuple[EntryT, int]]:
    """Yield the entries of a file, each with its line."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PatternError(path, line, f"not valid YAML: {error.problem}") from None
    if not isinstance(node, yaml.SequenceNode):
        raise PatternError(path, 1, "must be a list of entries")
    for item in node.value:
        yield _validated(model, item, path), item.start_mark.line + 1


def _validated(model: type[EntryT], node: yaml.Node, path: Path) -> EntryT:
    loader = yaml.CSafeLoader("")
    try:
        return model.model_validate(loader.construct_document(node))
    except ValidationError as error:
        # A misspelt key is two mistakes, unknown and missing: the unknown one is what stands in the file.
        first = min(error.errors(), key=lambda problem: problem["type"] != "extra_forbidden")
        where = ".".join(str(part) for part in first["loc"])
        raise PatternError(
            path, _line_of(node, first["loc"]), f"{where or 'entry'}: {first['msg']}"
        ) from None
    finally:
        loader.dispose()


def _line_of(node: yaml.Node, location: tuple[int | str, ...]) -> int:
    """Return the line (from 1) of the innermost node on ``location`` that stands in the file."""
    for part in location:
        inner: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            inner = next((value for key, value in node.value if key.value == part), None)
            if inner is None:
                inner = next((key for key, _ in node.value if key.value == part), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            inner = node.value[part]
        if inner is None:
            break
        node = inner
    return int(node.start_mark.line) + 1
