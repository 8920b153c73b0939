"""Read the library, and lay packs over it: which files hold which entries, and how they fit together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from clause_patterns.library import Library, Pack
from clause_patterns.mistakes import PatternError, sentence
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
from clause_patterns.packs import installed_name, packs_in_use
from clause_patterns.problems import pattern_problems, problems
from clause_patterns.reading import Place, entries
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
# A folder, or the texts of its files by their names in it: ``{"rules/mine.yaml": "- id: …"}``.
Root = Path | Mapping[str, str]


@dataclass(frozen=True)
class Part:
    """One mapping of the library: the shape of its entries, and its file or folder under a root."""

    name: str
    model: type[Entry]
    path: str
    skip: str = ""  # a file of the folder that is another part

    def holds(self, name: PurePosixPath) -> bool:
        """Return whether the file ``name``, as seen from a root, belongs to this part."""
        if self.path.endswith(".yaml"):
            return str(name) == self.path
        return str(name.parent) == self.path and name.suffix == ".yaml" and name.name != self.skip

    def files(self, root: Root) -> list[Path]:
        """Return the files of this part under ``root``, in the order of their names."""
        if not isinstance(root, Path):
            return sorted(Path(name) for name in root if self.holds(PurePosixPath(name)))
        place = root / self.path
        found = [place] if place.suffix else sorted(place.glob("*.yaml"))
        return [path for path in found if path.is_file() and path.name != self.skip]


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
_EMPTY = Library(categories={}, concepts={}, modifiers={}, rules={}, law={})


@dataclass
class Overlay:
    """What came of laying a root over a library.

    ``entries`` are those of the root, and ``places`` where they stand, by part and id. ``library`` has all
    that could be read, even where there are ``mistakes``, in the order in which they were met.
    """

    library: Library
    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    mistakes: list[PatternError] = field(default_factory=list)

    def sound(self) -> Library:
        """Return the library; raise the first of the mistakes."""
        for mistake in self.mistakes:
            raise mistake
        return self.library


def load_library(root: Path = HERE, *, packs: Sequence[Path] | None = None) -> Library:
    """Return the library under ``root`` with ``packs`` over it, validated; cached.

    A pack is a folder laid out as the library is, with any of its files: an entry with a new id is added, one
    with a known id takes the place of the known, or adds to it where it says ``extends: true``; later
    packs win. Unless given, the packs are those in use (see ``packs``). Raises ``PatternError`` at the first
    mistake.
    """
    return _loaded(root, tuple(packs_in_use() if packs is None else packs))


@cache
def _loaded(root: Path, packs: tuple[Path, ...]) -> Library:
    if packs:
        below = _loaded(root, packs[:-1])
        try:
            return pack_over(below, packs[-1]).sound()
        except PatternError as error:
            raise error.in_pack(installed_name(packs[-1])) from None
    for part in PARTS:
        if not part.files(root):
            raise PatternError(root / part.path, 0, sentence("no-file"))
    return lay_over(_EMPTY, root).sound()


def pack_over(library: Library, folder: Path) -> Overlay:
    """Return ``library`` with the pack in ``folder`` over it; raises ``PatternError`` where it is no pack."""
    if not folder.is_dir():
        raise PatternError(folder, 0, sentence("no-folder"))
    files = [path for part in PARTS for path in part.files(folder)]
    if not files:
        raise PatternError(folder, 0, sentence("no-pack"))
    overlay = lay_over(library, folder)
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(folder).as_posix()}\n".encode() + path.read_bytes())
    pack = Pack(installed_name(folder) or folder.resolve().name, folder, digest.hexdigest())
    overlay.library = replace(overlay.library, packs=(*library.packs, pack))
    check_patterns(overlay)
    return overlay


def check_patterns(overlay: Overlay) -> None:
    """Add to the mistakes of ``overlay`` those in its regular expressions; our own have their tests."""
    for entry in overlay.entries.values():
        for problem in pattern_problems(entry):
            overlay.mistakes.append(_mistake(overlay, entry, problem))


def lay_over(library: Library, root: Root) -> Overlay:
    """Return ``library`` with the entries under ``root`` over it, and every mistake among them.

    What the names in entries mean is looked at only once every entry has its shape.
    """
    overlay = Overlay(library)
    found: dict[str, dict[str, Any]] = {}
    for part in PARTS:
        for path in part.files(root):
            found.setdefault(part.name, {}).update(_read(part, root, path, overlay, library))
    parts: dict[str, Any] = {name: {**getattr(library, name), **its} for name, its in found.items()}
    overlay.library = replace(library, **parts)
    if not overlay.mistakes:
        overlay.mistakes.extend(_mistakes_between(overlay, library, root))
    return overlay


@cache
def load_lookalikes(root: Path = HERE) -> dict[str, Lookalikes]:
    """Return ``misreadings.yaml`` by printed character; raise ``PatternError`` at the first mistake.

    Apart from the library, since only documents that were recognised from a picture need it.
    """
    overlay = Overlay(_EMPTY)
    part = Part("lookalikes", Lookalikes, "misreadings.yaml")
    found = _read(part, root, root / part.path, overlay, _EMPTY)
    overlay.sound()
    return found


def _read(part: Part, root: Root, path: Path, overlay: Overlay, below: Library) -> dict[str, Any]:
    """Return the entries of a file by id; note them, where they stand, and what is wrong, in ``overlay``."""
    found: dict[str, Any] = {}
    try:
        text = path.read_text(encoding="utf-8-sig") if isinstance(root, Path) else root[path.as_posix()]
    except UnicodeDecodeError:
        overlay.mistakes.append(PatternError(path, 0, sentence("not-utf8")))
        return found
    for each in entries(path, text, part.model, getattr(below, part.name, {})):
        if isinstance(each, PatternError):
            overlay.mistakes.append(each)
            continue
        entry, place = each
        key = (part.name, str(entry.id))
        if key in overlay.places:
            overlay.mistakes.append(PatternError(path, place.line(), sentence("id-twice", name=key[1])))
            continue
        overlay.entries[key], overlay.places[key] = entry, place
        found[key[1]] = entry
    return found


def _mistakes_between(overlay: Overlay, below: Library, root: Root) -> Iterator[PatternError]:
    """Yield the names that entries use and nothing has: of the root's own, and of those it lies over."""
    for entry in overlay.entries.values():
        for problem in dict.fromkeys(problems(entry, overlay.library)):
            yield _mistake(overlay, entry, problem)
    for part in PARTS:
        for name, entry in getattr(below, part.name).items():
            if (part.name, name) not in overlay.entries:
                for problem in dict.fromkeys(problems(entry, overlay.library)):
                    told = sentence("broken-by-pack", name=name, what=problem)
                    yield PatternError(root if isinstance(root, Path) else Path(next(iter(root))), 0, told)


def _mistake(overlay: Overlay, entry: Entry, problem: str) -> PatternError:
    key = next(key for key, each in overlay.entries.items() if each is entry)
    place = overlay.places[key]
    return PatternError(place.path, place.line(), f"{key[1]}：{problem}")
