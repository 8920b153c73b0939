"""What to refuse an app on the phone: the permissions that matter for what was found, then the others."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from analyzer.papers import Paper, Paragraph
from clause_patterns.library import Library
from clause_patterns.steps import Permission

System = Literal["android", "ios", "harmonyos"]
SYSTEMS: dict[System, str] = {"android": "安卓", "ios": "苹果（iOS）", "harmonyos": "鸿蒙"}


def permissions(library: Library, rules: Collection[str] = ()) -> list[tuple[Permission, bool]]:
    """Return every permission and whether a finding of one of ``rules`` concerns it; those that do first."""
    found = [(each, not set(rules).isdisjoint(each.rules)) for each in library.permissions.values()]
    return sorted(found, key=lambda pair: not pair[1])


def checklist(library: Library, system: System, rules: Collection[str] = ()) -> Paper:
    """Return where to refuse each permission on ``system``, and what still works, to print or forward."""
    paragraphs = [Paragraph("text", library.say("permissions-intro"))]
    for each, concerned in permissions(library, rules):
        mark = library.say("permissions-concerned") if concerned else ""
        paragraphs += [
            Paragraph("heading", f"□ {each.title}{mark}"),
            Paragraph("text", each.explain),
            Paragraph("detail", library.say("permissions-where", where=getattr(each, system))),
            Paragraph("detail", library.say("permissions-works", works=each.works)),
        ]
    return Paper("permissions", library.say("permissions-title", system=SYSTEMS[system]), tuple(paragraphs))
