"""The Python in the pages of docs runs as it stands there, and prints what the page says."""

from __future__ import annotations

import io
import re
import shutil
from contextlib import redirect_stdout
from pathlib import Path

import pytest

import analyzer.spacy_pipes
import analyzer.spacy_words  # noqa: F401 - both make their names known to spaCy where we are not installed

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
# A block of Python, and the block of text straight after it, if there is one: what it prints. Blocks headed
# ``py`` start processes, which a program inside pytest cannot; what they call is tested by itself.
_BLOCK = re.compile(r"^```python\n(.*?)^```\n(?:\s*^```text\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)
PAGES = [path for path in sorted(DOCS.rglob("*.md")) if _BLOCK.search(path.read_text(encoding="utf-8"))]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which a page is read, with what the pages say the reader has."""
    (tmp_path / "合同文件夹").mkdir()
    shutil.copy(ROOT / "examples" / "authorization_letter.txt", tmp_path / "合同文件夹")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_python_of_a_page_runs(page: Path) -> None:
    """From top to bottom every block runs and prints the text under it."""
    text = page.read_text(encoding="utf-8")
    names: dict[str, object] = {"__name__": "__main__"}
    for block in _BLOCK.finditer(text):
        line = text.count("\n", 0, block.start()) + 2
        printed = io.StringIO()
        with redirect_stdout(printed):
            exec(compile("\n" * (line - 1) + block[1], str(page), "exec"), names)
        if block[2] is not None:
            assert printed.getvalue() == block[2], f"{page.name}:{line}"
