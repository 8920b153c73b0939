"""Provisions as the page shows them: 《法律名》第几条, the day they took effect, their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypedDict

from clause_patterns.schema import Provision

# What goes without saying is not said beside every article.
_IN_FORCE = "现行有效"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class LawView(TypedDict):
    """A provision with the words of the law; ``verified`` ones stand under 法律规定, the others 参考."""

    id: str
    source: str
    effective: str
    status: str
    text: str
    note: str
    verified: bool


def law_view(provision: Provision) -> LawView:
    """Return ``provision`` as shown to people."""
    name = provision.law.removeprefix("中华人民共和国")
    source = provision.law if provision.law.startswith("《") else f"《{name}》"
    dated = _DATE.fullmatch(provision.effective_from)
    return {
        "id": provision.id,
        "source": f"{source}{provision.article}",
        "effective": f"自 {provision.effective_from} 起施行" if dated else "",
        "status": "" if provision.status == _IN_FORCE else provision.status,
        "text": provision.text,
        "note": provision.note,
        "verified": provision.verified,
    }


def law_views(names: Iterable[str], law: Mapping[str, Provision]) -> dict[str, LawView]:
    """Return the provisions named, each once, by id; what ``law`` does not hold is left out."""
    return {name: law_view(law[name]) for name in dict.fromkeys(names) if name in law}
