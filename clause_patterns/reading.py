"""The text of a YAML file → its entries, each with its place; every mistake with its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import ValidationError

from clause_patterns.mistakes import PatternError, not_yaml, of_validation, sentence, within_file
from clause_patterns.schema import Entry

EntryT = TypeVar("EntryT", bound=Entry)


@dataclass(frozen=True)
class Place:
    """Where an entry stands."""

    path: Path
    node: yaml.Node

    def line(self, *location: int | str) -> int:
        """Return the line (from 1) of the innermost node on ``location`` that stands in the file."""
        return _node_at(self.node, location).start_mark.line + 1


def entries(path: Path, text: str, model: type[EntryT]) -> Iterator[tuple[EntryT, Place] | PatternError]:
    """Yield the entries of a file in order, and in the place of each that is wrong its mistake."""
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        yield PatternError(path, line, not_yaml(error.problem))
        return
    except yaml.YAMLError:  # a character that no YAML may have
        yield PatternError(path, 1, not_yaml(None))
        return
    except RecursionError:
        yield PatternError(path, 1, sentence("too-deep"))
        return
    if not isinstance(root, yaml.SequenceNode):
        yield PatternError(path, 1, sentence("no-list"))
        return
    for node in root.value:
        try:
            yield _entry(node, path, model), Place(path, node)
        except PatternError as error:
            yield error


def _entry(node: yaml.Node, path: Path, model: type[EntryT]) -> EntryT:
    """Return the entry that ``node`` is; raises ``PatternError`` at its first mistake."""
    loader = yaml.CSafeLoader("")
    try:
        twice = next(_twice(node), None)
        if twice is not None:
            raise PatternError(path, twice.start_mark.line + 1, sentence("key-twice", name=twice.value))
        return model.model_validate(loader.construct_document(node))
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark or node.start_mark).line + 1
        raise PatternError(path, line, not_yaml(error.problem)) from None
    except RecursionError:
        raise PatternError(path, node.start_mark.line + 1, sentence("too-deep")) from None
    except ValidationError as error:
        # A misspelt key is two mistakes, unknown and missing: the unknown one is what stands in the file.
        first = min(error.errors(), key=lambda problem: problem["type"] != "extra_forbidden")
        line = Place(path, node).line(*within_file(first["loc"]))
        raise PatternError(path, line, of_validation(first, model)) from None
    finally:
        loader.dispose()


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
