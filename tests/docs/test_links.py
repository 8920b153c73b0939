"""Links between the documents of the repository lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("examples/*.md")])
LINK = re.compile(r"\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]*))?\)")
# Pages that are generated when the documentation is built.
GENERATED = ("docs/rules/", "docs/commands/", "docs/python.md", "docs/contributing.md", "docs/changelog.md")


def anchors(path: Path) -> set[str]:
    """Return what the headings of a document are linked by, as GitHub makes it of their words."""
    lines = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).strip().replace(" ", "-") for line in lines}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document: Path) -> None:
    """Each relative link leads to a file that is there, and to a heading in it."""
    for link, anchor in LINK.findall(document.read_text(encoding="utf-8")):
        target = (document.parent / link).resolve() if link else document
        if target.relative_to(ROOT).as_posix().startswith(GENERATED):
            continue
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target), f"{link}#{anchor}"
