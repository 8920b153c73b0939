"""One page of the public Python API, from the docstrings of what the packages promise."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import textwrap
from collections.abc import Iterator
from types import FunctionType
from typing import Any

from words import page, table

import analyzer
import clause_patterns
from analyzer import errors, rows

PATH = "python.md"
_WIDE = 88  # characters; a longer signature stands on several lines
# The default of an argument that has a type; ``ast`` writes it without blanks.
_DEFAULT = re.compile(r"(: [^,=()]+?)=")
_TYPES = {"text": "文字", "number": "整数", "flag": "是或否", "texts": "几段文字"}
_TABLES = {"documents": "文件", "findings": "提示", "statements": "陈述"}


def api_page(readme: str) -> str:
    """Return the page as Markdown; it begins with the examples of ``readme``."""
    return page(
        "# Python 接口",
        _chapter(readme, "## 在 Python 里用"),
        "下面的说明由代码里的文档生成，是英文的。哪些是承诺、怎样改，见[版本与承诺](versions.md)。",
        "## analyzer",
        *(_described(getattr(analyzer, name), name) for name in analyzer.__all__),
        "## analyzer.errors",
        textwrap.dedent(errors.__doc__ or ""),
        "## clause_patterns",
        *(_described(getattr(clause_patterns, name), name) for name in clause_patterns.__all__),
        "## 三张表的列",
        f"编号 `{rows.SCHEMA}`：`loanclause batch` 写出的表和数据框。",
        *(f"### {_TABLES[name]}（{name}）\n\n{_columns(columns)}" for name, columns in rows.TABLES.items()),
    )


def _columns(columns: rows.Columns) -> str:
    return table(["列", "类型"], ([f"`{name}`", _TYPES[kind]] for name, kind in columns.items()))


def _chapter(text: str, heading: str) -> str:
    """Return what stands under ``heading``."""
    return text.partition(f"{heading}\n")[2].partition("\n## ")[0].strip()


def _described(known: Any, name: str) -> str:
    """Return heading, signature, docstring, fields and methods of a function or class."""
    if not inspect.isclass(known):
        return _function(f"### {name}", known)
    return page(
        f"### {name}",
        _code(f"class {name}({', '.join(base.__name__ for base in known.__bases__ if base is not object)})"),
        inspect.getdoc(known) or "",
        table(["字段", "类型"], ([f"`{field}`", f"`{kind}`"] for field, kind in _fields(known))),
        *(_function(f"**`{name}.{method}`**", function) for method, function in _methods(known)),
    ).strip()


def _function(heading: str, function: Any) -> str:
    return page(heading, _code(_signature(function)), inspect.getdoc(function) or "").strip()


def _fields(known: type) -> Iterator[tuple[str, str]]:
    """Yield the fields of a dataclass or model with their types as they are written."""
    if dataclasses.is_dataclass(known) or hasattr(known, "model_fields"):
        for name, kind in inspect.get_annotations(known).items():
            if not name.startswith("_") and name != "model_config":
                yield name, str(kind).replace("|", "or")


def _methods(known: type) -> Iterator[tuple[str, FunctionType]]:
    for name, member in vars(known).items():
        function = member.fget if isinstance(member, property) else getattr(member, "func", member)
        if isinstance(function, FunctionType) and not name.startswith("_") and function.__doc__:
            yield name, function


def _signature(function: Any) -> str:
    """Return the signature as it is written in the source."""
    (node,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    assert isinstance(node, ast.FunctionDef)
    node.body, node.decorator_list = [], []
    written = _DEFAULT.sub(r"\1 = ", ast.unparse(node).rstrip(":"))
    if len(written) <= _WIDE:
        return written
    arguments = _DEFAULT.sub(r"\1 = ", ast.unparse(node.args))
    lines = ",\n    ".join(_parted(arguments))
    return written.replace(arguments, f"\n    {lines},\n")


def _parted(arguments: str) -> Iterator[str]:
    """Yield what commas part, but those within brackets."""
    depth, begin = 0, 0
    for at, sign in enumerate(arguments):
        depth += (sign in "[(") - (sign in "])")
        if sign == "," and not depth:
            yield arguments[begin:at].strip()
            begin = at + 1
    yield arguments[begin:].strip()


def _code(text: str) -> str:
    return f"```python\n{text.removesuffix('()')}\n```"
