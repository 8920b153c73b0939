"""What MkDocs asks while it builds the documentation: generated pages, the order of all, links to sources."""

from __future__ import annotations

import logging
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

import api_pages
import command_pages
import rule_pages
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from clause_patterns import load_library

ROOT = Path(__file__).parents[2]
# Documents of the repository that are pages here as well.
ADOPTED = {"CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}
# The order of the pages that people wrote; those not named follow. A page that is not there is passed over.
ORDER = ("reading.md", "own-rules.md", "cluster.md", "spacy.md", "labels.md")
LAST = ("versions.md", *ADOPTED.values())
_LINK = re.compile(r"(?<=\]\()(?!\w+:|#)([^)#\s]+)(#[^)\s]*)?(?=\))")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are generated, and set the order of all."""
    logging.getLogger("jieba").setLevel(logging.WARNING)  # the search would tell how it loads its words
    library = load_library(packs=())
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    written = [file.src_uri for file in files.documentation_pages()]
    generated = {
        **dict(rule_pages.rule_pages(library)),
        **dict(command_pages.command_pages(ROOT)),
        api_pages.PATH: api_pages.api_page(readme),
        **{page: (ROOT / name).read_text(encoding="utf-8") for name, page in ADOPTED.items()},
    }
    for path, content in generated.items():
        files.append(File.generated(config, path, content=content))
    for path in _linked_sources(files):
        files.append(File.generated(config, _as_source(path), content=(ROOT / path).read_bytes()))
    others = [path for path in written if path not in ("index.md", *ORDER, *LAST)]
    guides = [path for path in (*ORDER, *others) if path in written]
    config.nav = [
        "index.md",
        {"使用": [*guides]},
        {"条款库": rule_pages.navigation(library)},
        {"命令行": command_pages.navigation()},
        api_pages.PATH,
        {"项目": [*LAST]},
    ]
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Return ``markdown`` with links as they hold on this site, not in the repository."""
    origin = _origin(page.file)

    def moved(found: re.Match[str]) -> str:
        return _moved(found[1], origin, page.file.src_uri) + (found[2] or "")

    return _LINK.sub(moved, markdown)


def _origin(file: File) -> str:
    """Return where in the repository the text of a page stands."""
    adopted = {page: name for name, page in ADOPTED.items()}
    return adopted.get(file.src_uri, f"docs/{file.src_uri}")


def _moved(link: str, origin: str, here: str) -> str:
    """Return ``link``, which stands in ``origin`` of the repository, as it must be on the page ``here``."""
    target = _target(link, origin)
    if target == "README.md":
        place = "index.md"
    elif target in ADOPTED:
        place = ADOPTED[target]
    elif target.startswith("docs/"):
        place = target.removeprefix("docs/")
    else:
        place = _as_source(target)
    return posixpath.relpath(place, posixpath.dirname(here) or ".")


def _target(link: str, origin: str) -> str:
    """Return what in the repository ``link`` leads to from ``origin``."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(origin), link))


def _linked_sources(files: Files) -> Iterator[str]:
    """Yield the files of the repository that pages link to and that are no pages."""
    targets = {
        _target(link, _origin(file))
        for file in files.documentation_pages()
        for link, _ in _LINK.findall(file.content_string)
    }
    for path in sorted(targets - {"README.md", *ADOPTED}):
        if not path.startswith(("docs/", "../")) and (ROOT / path).is_file():
            yield path


def _as_source(path: str) -> str:
    return f"source/{path}"
