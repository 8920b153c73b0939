"""Broken files by the hundred: each gives a sound document or one clear sentence, and leaves nothing behind.

``benchmarks/fuzz.py`` breaks thousands.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutating import KINDS, Case, Mutation, broken, drawn
from outcomes import check_document, check_error
from seeding import CHEAP, seeds

from analyzer import analyze, pictures
from analyzer.errors import UnreadableError
from analyzer.isolation.worker import Answer
from analyzer.model import Document
from analyzer.reading import Limits, read, reader, sniff, text
from analyzer.reading.content import Content

MUTATIONS = st.builds(
    Mutation,
    st.sampled_from(sorted(KINDS)),
    st.floats(0, 1),
    st.integers(0, 15) | st.integers(0, 4095),
    st.binary(max_size=8),
)


def cases(*forms: str) -> st.SearchStrategy[Case]:
    """Return what breaks the files of these formats in any way."""
    return st.builds(
        Case,
        st.sampled_from(forms),
        st.integers(0, 5),
        st.lists(MUTATIONS, min_size=1, max_size=5).map(tuple),
        st.booleans(),
        st.booleans(),
    )


def read_here(data: bytes) -> Document | None:
    """Return the document that the reader for ``data`` finds, in this process; None for PDFs and pictures."""
    kind = sniff.sniff(data)
    if kind in ("pdf", "image"):
        return None
    if kind == "text":
        decoded, notices = text.decode(data)
        return Document("", kind, decoded or "空", notices=notices)
    request = {"format": kind, "password": None, "sizes": [len(data)]}
    answer: Answer = reader.answer(data, request, Limits(), lambda done, of, slow=False: None)
    content = Content.from_answer(*answer)
    return Document("", kind, content.text, content.pages, "", content.notices, content.boxes)


@pytest.fixture
def empty_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of its own for temporary files, in this process and its children."""
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


@pytest.mark.parametrize("form", CHEAP)
def test_a_broken_file_gives_a_document_or_a_sentence(form: str) -> None:
    """However a file is broken, its reader stumbles over nothing and says something sound."""

    @settings(max_examples=150, deadline=None, derandomize=True, database=None)
    @given(cases(form))
    def check(case: Case) -> None:
        try:
            document = read_here(broken(case, seeds()))
        except UnreadableError as error:
            check_error(error)
        else:
            if document is not None:
                check_document(document)

    check()


def test_a_broken_pdf_costs_itself_alone(empty_temporary_folder: Path) -> None:
    """Formats read by native code are read in a child process, which leaves no file and no process behind."""

    @settings(max_examples=25, deadline=None, derandomize=True, database=None)
    @given(cases("pdf"))
    def check(case: Case) -> None:
        try:
            check_document(read(broken(case, seeds()), limits=Limits(seconds=20, ocr_pages=0)))
        except UnreadableError as error:
            check_error(error)

    check()
    assert not list(empty_temporary_folder.iterdir())
    assert not _children()


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(cases("image"))
def test_a_broken_picture_is_opened_or_refused(case: Case) -> None:
    """What is left of a picture is decoded within the limits, or refused with one sentence."""
    limits = Limits(pixels=1_000_000)
    try:
        for frame in pictures.frames(broken(case, seeds()), limits):
            assert 0 < frame.width * frame.height <= limits.pixels
    except UnreadableError as error:
        check_error(error)


def test_what_is_left_of_a_text_is_analysed() -> None:
    """Half words, stray signs and characters of other scripts do not trip the analysis."""
    read_of_all = 0
    for number in range(40):
        random = Random(number)
        try:
            document = read_here(broken(drawn(random, random.choice(CHEAP)), seeds()))
        except UnreadableError:
            continue
        if document is not None:
            report = analyze(document)
            assert all(one.quote == document.text[one.start : one.end] for one in report.findings)
            read_of_all += 1
    assert read_of_all > 10


def _children() -> list[str]:
    """Return the ids of this process's children that read files, where the system tells."""
    tasks = Path("/proc/self/task")
    lists = [(task / "children").read_text() for task in (tasks.iterdir() if tasks.exists() else ())]
    return [child for child in " ".join(lists).split() if _is_worker(child)]


def _is_worker(child: str) -> bool:
    try:
        return b"analyzer.isolation.worker" in Path(f"/proc/{child}/cmdline").read_bytes()
    except OSError:  # gone meanwhile
        return False
