"""Readers in pure Python, driven by coverage: what new lines does a changed byte reach?

    pip install atheris  (Linux, in an environment of its own beside this project)
    python benchmarks/fuzz_atheris.py FORMAT FOLDER [-max_total_time=300] [-rss_limit_mb=2048]

FORMAT is docx, ofd, odt, rtf, doc, mht, html or text; FOLDER collects the inputs that reach something new and
is filled with sound files first. Any error but ``UnreadableError`` stops the run and is saved as ``crash-…``.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "reading")]

import atheris  # noqa: E402

with atheris.instrument_imports(include=["analyzer.reading", "analyzer.pictures", "olefile", "email"]):
    from analyzer.reading import text
    from analyzer.reading.ofd import document  # noqa: F401
    from analyzer.reading.web import html, mht  # noqa: F401
    from analyzer.reading.word import doc, docx, odt, rtf  # noqa: F401

from outcomes import check_document, check_error  # noqa: E402

from analyzer.errors import UnreadableError  # noqa: E402
from analyzer.model import Document  # noqa: E402
from analyzer.reading import Limits, reader  # noqa: E402
from analyzer.reading.content import Content  # noqa: E402

LIMITS = Limits(unpacked_bytes=4 * 1024 * 1024)


def main() -> None:
    """Fill the folder and run until the time given is over."""
    form, folder = sys.argv[1], Path(sys.argv[2])
    _fill(form, folder)

    def read_one(data: bytes) -> None:
        try:
            check_document(_document(form, data))
        except UnreadableError as error:
            check_error(error)
        except (RecursionError, MemoryError):  # the child process gives them a sentence
            pass

    atheris.Setup([sys.argv[0], *sys.argv[2:]], read_one)
    atheris.Fuzz()


def _fill(form: str, folder: Path) -> None:
    from seeding import seeds  # noqa: PLC0415 - what makes files is not to be instrumented

    folder.mkdir(parents=True, exist_ok=True)
    for index, data in enumerate(seeds()[form]):
        (folder / f"seed-{index}").write_bytes(data)


def _document(form: str, data: bytes) -> Document:
    if form == "text":
        decoded, notices = text.decode(data)
        return Document("", form, decoded if decoded.strip() else "空", notices=notices)
    request = {"format": form, "password": None, "sizes": [len(data)]}
    content = Content.from_answer(*reader.answer(data, request, LIMITS, lambda done, of, slow=False: None))
    return Document("", form, content.text, content.pages, "", content.notices, content.boxes)


if __name__ == "__main__":
    main()
