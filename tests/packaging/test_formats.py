"""Formats that others read keep their promise: see docs/versions.md."""

from __future__ import annotations

import pytest
from formats import OPTIONAL, RECORDED, REQUIRED, Fields, fields_now, recorded

Field = tuple[str, str]
Shape = tuple[str, str]


def broken(before: Fields, now: Fields) -> list[str]:
    """Return a sentence for every field that a reader or a writer of ``before`` would miss."""
    return [
        f"{name}：字段 {path} {wrong}。这样的改动要换一个格式编号（把 /1 改成 /2），"
        "并按 docs/versions.md 写进更新记录。"
        for (name, path), shape in before.items()
        if (wrong := change((name, path), shape, now))
    ]


def change(field: Field, before: Shape, now: Fields) -> str:
    """Return what of ``field`` changed in a way that breaks a promise, empty where nothing did."""
    if field not in now:
        return "不见了或改了名"
    (old, was), (new, is_now) = before, now[field]
    # Who reads a format relies on what is there; who writes patterns on what may be left out.
    forbidden = (OPTIONAL, REQUIRED) if written_by_people(field) else (REQUIRED, OPTIONAL)
    if old != new:
        return f"的类型从 {old} 变成 {new}"
    return "是否必有变了" if (was, is_now) == forbidden else ""


def written_by_people(field: Field) -> bool:
    return field[0].startswith("loan-clause-patterns/")


def test_no_field_is_taken_away() -> None:
    """A field of a JSON format, a table or the pattern format stays as it is while its number stays."""
    assert broken(recorded(), fields_now()) == []


def test_new_fields_are_written_down() -> None:
    """From the day a field is there it is promised: the list of fields knows it."""
    unknown = [f"{name} {path}" for name, path in fields_now().keys() - recorded().keys()]
    assert not unknown, f"请运行 python tests/packaging/formats.py > {RECORDED}，把新字段记下来：{unknown}"


@pytest.mark.parametrize(
    ("name", "path", "shape", "told"),
    [
        ("loan-clause-report/1", "findings[].quote", None, "不见了或改了名"),
        ("loan-clause-report/1", "findings[].start", ("string", REQUIRED), "类型从 integer 变成 string"),
        ("loan-clause-report/1", "findings[].severity", ("string", OPTIONAL), "是否必有变了"),
        ("loan-clause-tables/1", "findings.rule", None, "不见了或改了名"),
        ("loan-clause-patterns/1", "rules.reason", ("string", REQUIRED), "是否必有变了"),
    ],
)
def test_a_broken_promise_is_told(name: str, path: str, shape: Shape | None, told: str) -> None:
    """Whoever removes, retypes or loosens a field reads what to do; a pattern may ask for less, not more."""
    now = fields_now()
    if shape is None:
        del now[name, path]
    else:
        now[name, path] = shape
    (sentence,) = [each for each in broken(recorded(), now) if f"字段 {path} " in each]
    assert told in sentence
    assert "docs/versions.md" in sentence
