"""The fields of every format that others read, as lines: format, field, type, whether it is always there.

    python tests/packaging/formats.py > tests/packaging/formats.tsv

writes down the fields as they are now, after a change that ``docs/versions.md`` allows.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from analyzer import Document
from analyzer.calls import CallLog
from analyzer.model import Page
from analyzer.reporting import json as report_json
from analyzer.reporting.calls import calls_to_dict
from analyzer.reporting.evidence import Evidence
from analyzer.rows import SCHEMA, TABLES
from analyzer.steps.call_summary import summary
from clause_patterns import load, load_library
from clause_patterns.extending import KEY
from clause_patterns.schema import FORMAT

RECORDED = Path(__file__).with_name("formats.tsv")
FOLDER = Path(inspect.getfile(report_json)).parent
Fields = dict[tuple[str, str], tuple[str, str]]
REQUIRED, OPTIONAL = "required", "optional"


def fields_now() -> Fields:
    """Return type and presence of each field by its format and its path."""
    found: Fields = {}
    for file in ("report.schema.json", "comparison.schema.json"):
        schema = json.loads((FOLDER / file).read_text(encoding="utf-8"))
        found |= _named(schema["properties"]["schema"]["const"], of_schema(schema, schema))
    found |= _named("loan-clause-evidence/1", _of_model(Evidence, mode="serialization"))
    samples: list[dict[str, Any]] = [
        report_json.document_to_dict(Document("a", "pdf", "字", (Page(1, 0, 1),))),
        calls_to_dict(log := CallLog((), ()), summary(log, load_library()), ()),
    ]
    for sample in samples:
        found |= _named(sample["schema"], of_value(sample))
    for table, columns in TABLES.items():
        found |= _named(SCHEMA, ((f"{table}.{name}", kind, REQUIRED) for name, kind in columns.items()))
    for part in load.PARTS:
        of_part = _of_model(part.model, mode="validation")
        of_part.append([KEY, "boolean", OPTIONAL])
        found |= _named(FORMAT, ((f"{part.name}.{path}", *rest) for path, *rest in of_part))
    return found


def recorded() -> Fields:
    """Return the fields as they were written down."""
    lines = RECORDED.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return {(name, path): (kind, presence) for name, path, kind, presence in rows}


def of_schema(schema: Mapping[str, Any], root: Mapping[str, Any], path: str = "") -> Iterator[list[str]]:
    """Yield path, type and presence of every field that a JSON Schema names."""
    schema = _resolved(schema, root)
    for choice in (*schema.get("oneOf", ()), *schema.get("anyOf", ())):
        yield from of_schema(choice, root, path)
    if isinstance(items := schema.get("items"), Mapping):
        yield from of_schema(items, root, f"{path}[]")
    if isinstance(values := schema.get("additionalProperties"), Mapping):
        yield from of_schema(values, root, f"{path}.*")
    for name, inner in schema.get("properties", {}).items():
        below = f"{path}.{name}" if path else name
        yield [below, _type(inner, root), REQUIRED if name in schema.get("required", ()) else OPTIONAL]
        yield from of_schema(inner, root, below)


def of_value(value: object, path: str = "") -> Iterator[list[str]]:
    """Yield path and type of every field in plain data; all are required."""
    if isinstance(value, list) and value:
        yield from of_value(value[0], f"{path}[]")
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            below = f"{path}.{name}" if path else name
            yield [below, type(inner).__name__, REQUIRED]
            yield from of_value(inner, below)


def _of_model(model: type[Any], mode: Any) -> list[list[str]]:
    schema = TypeAdapter(model).json_schema(mode=mode)
    return list(of_schema(schema, schema))


def _named(name: str, fields: Any) -> Fields:
    return {(name, path): (kind, presence) for path, kind, presence in fields}


def _resolved(schema: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    return schema


def _type(schema: Mapping[str, Any], root: Mapping[str, Any]) -> str:
    """Return the types that ``schema`` allows, joined by ``|``."""
    schema = _resolved(schema, root)
    choices = [*schema.get("oneOf", ()), *schema.get("anyOf", ())]
    if choices:
        return "|".join(sorted({_type(choice, root) for choice in choices}))
    kind = schema.get("type", "string" if {"const", "enum"} & schema.keys() else "any")
    return kind if isinstance(kind, str) else "|".join(sorted(kind))


if __name__ == "__main__":
    for (name, path), (kind, presence) in sorted(fields_now().items()):
        print(name, path, kind, presence, sep="\t")
