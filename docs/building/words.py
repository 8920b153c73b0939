"""Text as Markdown shows it: what comes from data stands there as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&^=$:!]|(?<=^\d)\.|(?<=^\d\d)\.|^[+\-]", re.MULTILINE)


def literal(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is; its line breaks stay breaks."""
    escaped = _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", text.strip())
    return "<br>".join(line.strip() for line in escaped.splitlines())


def bullets(lines: Iterable[str]) -> str:
    """Return a list of ``lines``, which are Markdown."""
    return "\n".join(f"- {line}" for line in lines)


def section(title: str, text: str) -> str:
    """Return ``text`` under a heading, nothing where there is none."""
    return f"## {title}\n\n{text}" if text else ""


def quotation(text: str) -> str:
    """Return ``text`` as a quotation, a paragraph a line."""
    return "\n>\n".join(f"> {literal(line)}" for line in text.splitlines() if line.strip())


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table whose cells are Markdown, nothing where there are no rows."""
    heads = list(heads)
    lines = [" | ".join(cells) for cells in rows]
    return "\n".join([" | ".join(heads), " | ".join("---" for _ in heads), *lines]) if lines else ""


def page(*parts: str) -> str:
    """Return a page of ``parts``, empty ones left out."""
    return "\n\n".join(part for part in parts if part) + "\n"
