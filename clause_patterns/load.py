"""Read the YAML files of the library, validate them, and say file and line of a mistake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import ValidationError

from clause_patterns.library import Library
from clause_patterns.overview import (
    ChecklistItem,
    Opposition,
    ReferenceWords,
    ScopeWords,
    TellingWords,
    TitleWords,
    Wording,
)
from clause_patterns.schema import (
    SLOT_KINDS,
    Category,
    Change,
    Concept,
    Entry,
    Lookalikes,
    Modifier,
    Provision,
    Rule,
    When,
)
from clause_patterns.steps import (
    PLACE,
    PLACES,
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


class PatternError(Exception):
    """A mistake in the library: ``str(error)`` is ``file:line: what is wrong``."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.path, self.line, self.problem = path, line, problem


@cache
def load_library(root: Path = HERE) -> Library:
    """Return the library under ``root``, validated; raise ``PatternError`` at the first mistake."""
    lines: dict[Entry, tuple[Path, int]] = {}
    categories = _load_file(Category, root / "categories.yaml", lines)
    modifiers = _load_file(Modifier, root / "lexicon" / "modifiers.yaml", lines)
    concepts = _load_folder(Concept, root / "lexicon", lines, skip={"modifiers.yaml"})
    rules = _load_folder(Rule, root / "rules", lines)
    law = _load_folder(Provision, root / "law", lines)
    overview, steps = root / "overview", root / "steps"
    library = Library(
        categories=categories,
        concepts=concepts,
        modifiers=modifiers,
        rules=rules,
        law=law,
        checklist=_load_file(ChecklistItem, overview / "checklist.yaml", lines),
        telling=_load_file(TellingWords, overview / "telling.yaml", lines),
        references=_load_file(ReferenceWords, overview / "references.yaml", lines),
        titles=_load_file(TitleWords, overview / "titles.yaml", lines),
        oppositions=_load_file(Opposition, overview / "oppositions.yaml", lines),
        scopes=_load_file(ScopeWords, overview / "scopes.yaml", lines),
        kinds=_load_file(TellingWords, overview / "kinds.yaml", lines),
        wording=_load_file(Wording, overview / "wording.yaml", lines),
        lender_kinds=_load_file(LenderKind, steps / "lenders.yaml", lines),
        lender_names=_load_file(TitleWords, steps / "lender-names.yaml", lines),
        lender_signs=_load_file(LenderSign, steps / "lender-signs.yaml", lines),
        channels=_load_file(Channel, steps / "channels.yaml", lines),
        permissions=_load_file(Permission, steps / "permissions.yaml", lines),
        letters=_load_folder(LetterTemplate, steps / "letters", lines),
        papers=_load_file(PaperTemplate, steps / "papers.yaml", lines),
        call_rules=_load_file(CallRule, steps / "calls.yaml", lines),
    )
    for entry, (path, line) in lines.items():
        for problem in _problems(entry, library):
            raise PatternError(path, line, f"{entry.id}: {problem}")  # type: ignore[attr-defined]
    return library


@cache
def load_lookalikes(root: Path = HERE) -> dict[str, Lookalikes]:
    """Return ``misreadings.yaml`` by printed character; raise ``PatternError`` at the first mistake.

    Apart from the library, since only documents that were recognised from a picture need it.
    """
    return _load_file(Lookalikes, root / "misreadings.yaml", {})


def _problems(entry: Entry, library: Library) -> Iterator[str]:
    if isinstance(entry, Rule):
        yield from _rule_problems(entry, library)
    elif isinstance(entry, ChecklistItem):
        yield from (f"law {name} is not in law/" for name in entry.law if name not in library.law)
        yield from _unknown_concepts(entry.concepts, library)
    elif isinstance(entry, TellingWords):
        yield from _unknown_concepts(entry.concepts, library)
    elif isinstance(entry, Provision):
        yield from _unknown("lender", entry.lenders, library.lender_kinds)
    elif isinstance(entry, LenderSign):
        yield from _unknown("lender", filter(None, (*entry.kinds, entry.otherwise)), library.lender_kinds)
    elif isinstance(entry, Channel):
        yield from _unknown("lender", entry.lenders, library.lender_kinds)
        yield from _unknown("category", entry.concerns, library.categories)
        yield from _unknown("law", [entry.law], library.law)
    elif isinstance(entry, Permission):
        yield from _unknown("rule", entry.rules, library.rules)
    elif isinstance(entry, CallRule):
        yield from _unknown("law", [entry.law], library.law)
    elif isinstance(entry, PaperTemplate):
        yield from _paper_problems(entry)
        if isinstance(entry, LetterTemplate):
            yield from _letter_problems(entry, library)
    elif isinstance(entry, Concept):
        yield from _unknown_concepts(entry.broader + entry.denies + entry.hollowed_by, library)


def _unknown(kind: str, names: Iterable[str], known: Mapping[str, object]) -> Iterator[str]:
    return (f"unknown {kind} {name}" for name in names if name not in known)


def _paper_problems(paper: PaperTemplate) -> Iterator[str]:
    facts = {fact.id for fact in paper.fields}
    taken = frozenset[str]().union(*PLACES.values()) - PLACES[""]
    yield from (f"field {fact.id} is the name of a place" for fact in paper.fields if fact.id in taken)
    if len(facts) < len(paper.fields):
        yield "two fields with the same id"
    for block in paper.blocks:
        known = facts | PLACES[""] | PLACES[block.each]
        yield from _unknown("place", block.places, dict.fromkeys(known))
        if set("{}").intersection(PLACE.sub("", block.text)):
            yield f"{block.text}: a brace that belongs to no place"
        asked = filter(None, (block.when, *block.unless))
        yield from _unknown("condition", asked, dict.fromkeys(known | PLACES.keys()))


def _letter_problems(letter: LetterTemplate, library: Library) -> Iterator[str]:
    yield from _unknown("rule", letter.rules, library.rules)
    for block in letter.blocks:
        yield from _unknown("law of the letter", block.law, dict.fromkeys(letter.law))
    yield from _unknown("law", letter.law, library.law)
    for name in letter.law:
        if name in library.law and not library.law[name].verified:
            yield f"law {name} is not verified: a letter must not rest on it"


def _unknown_concepts(names: Iterable[str], library: Library) -> Iterator[str]:
    return (f"unknown concept {name}" for name in names if name not in library.concepts)


def _load_folder(
    model: type[EntryT], folder: Path, lines: dict[Entry, tuple[Path, int]], skip: Iterable[str] = ()
) -> dict[str, EntryT]:
    entries: dict[str, EntryT] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name not in skip:
            for key, entry in _load_file(model, path, lines).items():
                if key in entries:
                    raise PatternError(*lines[entry], f"id {key} is used twice")
                entries[key] = entry
    return entries


def _load_file(model: type[EntryT], path: Path, lines: dict[Entry, tuple[Path, int]]) -> dict[str, EntryT]:
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PatternError(path, line, f"not valid YAML: {error.problem}") from None
    if not isinstance(node, yaml.SequenceNode):
        raise PatternError(path, 1, "must be a list of entries")
    entries: dict[str, EntryT] = {}
    for item in node.value:
        entry = _validated(model, item, path)
        key: str = entry.id  # type: ignore[attr-defined]
        line = item.start_mark.line + 1
        if key in entries:
            raise PatternError(path, line, f"id {key} is used twice")
        entries[key] = entry
        lines[entry] = (path, line)
    return entries


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


def _rule_problems(rule: Rule, library: Library) -> Iterator[str]:
    if rule.category not in library.categories:
        yield f"unknown category {rule.category}"
    for provision in rule.law:
        if provision not in library.law:
            yield f"law {provision} is not in law/"
    conditions: tuple[When | Change, ...] = rule.when + rule.unless + rule.changes
    for condition in conditions:
        yield from _condition_problems(condition, library.concepts)


def _condition_problems(condition: When | Change, concepts: Mapping[str, Concept]) -> Iterator[str]:
    groups = {(concept.kind, concept.group) for concept in concepts.values() if concept.group}
    for slot, kind in SLOT_KINDS.items():
        for name in getattr(condition, slot):
            known = name in concepts and concepts[name].kind == kind
            if name != "*" and not known and (kind, name) not in groups:
                yield f"{slot}: unknown {kind} {name}"
