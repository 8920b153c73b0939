"""The Python in the pages of docs runs as it stands there, and prints what the page says."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from pathlib import Path

import pytest

import analyzer.spacy_pipes
import analyzer.spacy_words  # noqa: F401 - both make their names known to spaCy where we are not installed

DOCS = Path(__file__).parents[1] / "docs"
# A block of Python, and the block of text straight after it, if there is one: what it prints.
_BLOCK = re.compile(r"^```python\n(.*?)^```\n(?:\s*^```text\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)
PAGES = [path for path in sorted(DOCS.rglob("*.md")) if _BLOCK.search(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_python_of_a_page_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From top to bottom, in an empty folder, every block runs and prints the text under it."""
    text = page.read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "__main__"}
    for block in _BLOCK.finditer(text):
        line = text.count("\n", 0, block.start()) + 2
        printed = io.StringIO()
        with redirect_stdout(printed):
            exec(compile("\n" * (line - 1) + block[1], str(page), "exec"), names)
        if block[2] is not None:
            assert printed.getvalue() == block[2], f"{page.name}:{line}"
