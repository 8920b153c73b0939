"""The text of a YAML file → its entries, each with its place; every mistake with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from clause_patterns.extending import KEY, as_data, extended, within_pack, without_repeats
from clause_patterns.mistakes import PatternError, nearest, not_yaml, of_validation, sentence, within_file
from clause_patterns.schema import Entry

_DEEPEST = 100
_BRACKETS = re.compile(r"[\[{\]}]")
_WIDE_COLON = re.compile(r"\s*(?:- )?[a-z_]+：")
EntryT = TypeVar("EntryT", bound=Entry)


@dataclass(frozen=True)
class Place:
    """Where an entry stands; ``known`` is what it adds to, if it does."""

    path: Path
    node: yaml.Node
    known: Mapping[str, Any] | None = None

    def line(self, *location: int | str) -> int:
        """Return the line (from 1) of the innermost node on ``location`` that stands in the file."""
        return _node_at(self.node, within_pack(location, self.known)).start_mark.line + 1


def entries(
    path: Path, text: str, model: type[EntryT], below: Mapping[str, EntryT] = MappingProxyType({})
) -> Iterator[tuple[EntryT, Place] | PatternError]:
    """Yield the entries of a file in order, and in the place of each that is wrong its mistake.

    ``below`` are the known entries, by id: what an entry may add to.
    """
    if _is_deep(text):
        yield PatternError(path, 1, sentence("too-deep"))
        return
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        yield _wide_colon(path, text) or PatternError(path, line, not_yaml(error.problem))
        return
    except yaml.YAMLError:  # a character that no YAML may have
        yield PatternError(path, 1, not_yaml(None))
        return
    if not isinstance(root, yaml.SequenceNode):
        yield _wide_colon(path, text) or PatternError(path, 1, sentence("no-list"))
        return
    for node in root.value:
        try:
            yield _entry(node, path, model, below)
        except PatternError as error:
            yield error


def _wide_colon(path: Path, text: str) -> PatternError | None:
    """Return the mistake of a key with a full-width colon, as a Chinese keyboard gives it."""
    for number, line in enumerate(text.splitlines(), 1):
        if _WIDE_COLON.match(line):
            return PatternError(path, number, sentence("wide-colon"))
    return None


def _is_deep(text: str) -> bool:
    """Return whether ``text`` is nested so deeply that the parser, which is C, would run out of its stack."""
    depth = deepest = 0
    for bracket in _BRACKETS.findall(text):
        depth = depth + 1 if bracket in "[{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    if deepest <= _DEEPEST and "- " * _DEEPEST not in text:
        return False
    depth = 0
    with suppress(yaml.YAMLError):  # told when it is read
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                return True
    return False


def _entry(
    node: yaml.Node, path: Path, model: type[EntryT], below: Mapping[str, EntryT]
) -> tuple[EntryT, Place]:
    """Return the entry that ``node`` is, and its place; raises ``PatternError`` at its first mistake."""
    loader = yaml.CSafeLoader("")
    place = Place(path, node)
    try:
        twice = next(_twice(node), None)
        if twice is not None:
            raise PatternError(path, twice.start_mark.line + 1, sentence("key-twice", name=twice.value))
        data = loader.construct_document(node)
        if not (isinstance(data, dict) and KEY in data):
            return model.model_validate(data), place
        known = _extends(data, place, below)
        place = Place(path, node, known)
        return without_repeats(model.model_validate(extended(known, data))), place
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark or node.start_mark).line + 1
        raise PatternError(path, line, not_yaml(error.problem)) from None
    except ValidationError as error:
        # A misspelt key is two mistakes, unknown and missing: the unknown one is what stands in the file.
        first = min(error.errors(), key=lambda problem: problem["type"] != "extra_forbidden")
        within = within_file(first["loc"])
        told = of_validation({**first, "loc": within_pack(within, place.known)}, model)
        raise PatternError(path, place.line(*within), told) from None
    finally:
        loader.dispose()


def _extends(data: dict[str, Any], place: Place, below: Mapping[str, EntryT]) -> dict[str, Any]:
    """Return the known entry that ``data`` adds to, and leave in ``data`` what it adds."""
    if data.pop(KEY) is not True:
        told = f"{KEY}：{sentence('only-true')}"
        raise PatternError(place.path, place.line(KEY), told)
    name = str(data.get("id", ""))
    if name not in below:
        told = sentence("nothing-to-extend", name=name, hint=nearest(name, below))
        raise PatternError(place.path, place.line("id"), told)
    return as_data(below[name])


def _twice(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Yield the keys that stand a second time in an entry, or right inside: YAML would let the last win."""
    if not isinstance(node, yaml.MappingNode):
        return
    for mapping in (node, *(value for _, value in node.value)):
        if isinstance(mapping, yaml.MappingNode):
            seen: set[str] = set()
            for key, _ in mapping.value:
                if isinstance(key, yaml.ScalarNode) and key.value in seen:
                    yield key
                seen.add(key.value if isinstance(key, yaml.ScalarNode) else "")


def _node_at(node: yaml.Node, location: tuple[int | str, ...]) -> yaml.Node:
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
    return node
