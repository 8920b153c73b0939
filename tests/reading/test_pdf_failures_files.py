"""PDF files that attack, break off, or pretend; lines and clauses over page ends; vertical writing.

Each docstring names the row of the list of failures.
"""

from __future__ import annotations

import gzip
import os
import pickle
import re
import zlib
from pathlib import Path

import pytest
from making import draw_pdf, lines_at, pdf, raw_pdf, stream
from making_pdf import CLAUSES, composite_font, font_pdf, page_objects, page_pdf, shown

from analyzer import analyze
from analyzer.errors import DamagedFileError, LimitError, NoTextError, UnreadableError
from analyzer.reading import Limits, read

HELLO = shown((60.0, 150.0, b"4142"))  # AB
OPEN_FILES = Path("/proc/self/fd")
CHINESE = re.compile("[\u4e00-\u9fff].*[；。]")

# Row 10: memory.


def test_pages_do_not_pile_up_in_memory() -> None:
    """Row 10: a document of 300 pages fits where a short one just fits."""
    limits = Limits(memory_mb=160)
    assert len(read(pdf(*[CLAUSES[:1]] * 300), limits=limits).pages) == 300


@pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="counts open files where the system shows them")
def test_many_documents_leave_nothing_behind() -> None:
    """Row 10: each document has its own process; reading many leaves no more files open than one."""
    read(pdf(CLAUSES[:1]))
    before = len(list(OPEN_FILES.iterdir()))
    for _ in range(5):
        read(pdf(CLAUSES[:1]))
    assert len(list(OPEN_FILES.iterdir())) == before


# Row 11: bombs and loops.


def _form(inside: bytes, resources: bytes) -> bytes:
    return stream(inside, b"/Type /XObject /Subtype /Form /BBox [0 0 420 595] /Resources <<%s>>" % resources)


def _zeros() -> bytes:
    packed = zlib.compress(b" " * (64 << 20), 9)
    return raw_pdf({**page_objects(b""), 4: stream(packed, b"/Filter /FlateDecode")})


def _zeros_twice() -> bytes:
    packed = zlib.compress(zlib.compress(b" " * (64 << 20), 9), 9)
    return raw_pdf({**page_objects(b""), 4: stream(packed, b"/Filter [/FlateDecode /FlateDecode]")})


def _doubling() -> bytes:
    forms = {
        number: _form(b"/X Do /X Do", b"/XObject <</X %d 0 R>>" % (number + 1)) for number in range(10, 40)
    }
    forms[40] = _form(HELLO, b"/Font <</F1 5 0 R>>")
    return page_pdf(b"/X Do", resources=b"/XObject <</X 10 0 R>>", more=forms)


def _loop() -> bytes:
    form = _form(b"/X Do " + HELLO, b"/XObject <</X 10 0 R>> /Font <</F1 5 0 R>>")
    return page_pdf(b"/X Do", resources=b"/XObject <</X 10 0 R>>", more={10: form})


def _tree(inside: bytes) -> bytes:
    return raw_pdf({**page_objects(HELLO), 2: b"<</Type /Pages %s>>" % inside})


@pytest.mark.parametrize(
    "data",
    [
        _zeros(),
        _zeros_twice(),
        _doubling(),
        page_pdf(b"BT /F1 12 Tf 60 400 Td " + b"(A) Tj " * 1_000_000 + b"ET"),
        page_pdf(b"[" * 100_000 + HELLO),
    ],
    ids=["zeros", "zeros packed twice", "doubling forms", "a million operators", "nested arrays"],
)
def test_bombs_end_in_one_clear_sentence(data: bytes) -> None:
    """Row 11: what would take forever, or all memory, is given up within the limits, in plain words."""
    with pytest.raises(UnreadableError, match=CHINESE):
        read(data, limits=Limits(seconds=3, memory_mb=300))


@pytest.mark.parametrize(
    "data",
    [
        _loop(),
        _tree(b"/Kids [3 0 R] /Count 2000000000"),
        _tree(b"/Kids [3 0 R] /Count -3"),
        page_pdf(HELLO, b"/MediaBox [0 0 100000 100000]"),
        page_pdf(b"q " * 100_000 + HELLO),
        page_pdf(b"0 0 m 10 10 l S " * 30_000 + HELLO),
        page_pdf(b"".join(b"0 %d m 400 %d l S " % (y, y) for y in range(0, 590, 4)) * 20 + HELLO),
    ],
    ids=["looping form", "huge count", "negative count", "huge page", "nested states", "drawing", "rules"],
)
def test_harmless_oddities_are_read(data: bytes) -> None:
    """Row 11: loops, wild counts, giant pages and drawings do not keep the text from being read."""
    assert read(data).text == "AB"


def test_a_tree_of_pages_that_bites_its_tail_is_reported() -> None:
    """Row 11: the page that is there is read, the one that is its own parent is named."""
    document = read(_tree(b"/Kids [2 0 R 3 0 R] /Count 2"))
    assert document.text.strip() == "AB"
    assert [(notice.code, notice.page) for notice in document.notices] == [("page-unreadable", 2)]


def test_many_missing_pages_are_told_in_one_sentence() -> None:
    """Row 11: four hundred pages announced and one there is one notice, not four hundred."""
    document = read(_tree(b"/Kids [3 0 R] /Count 400"))
    assert [notice.message for notice in document.notices] == ["第 2–400 页已损坏，未能读取。"]


def test_a_count_beyond_the_limit_is_refused() -> None:
    """Row 11: more pages than allowed are refused before any is read."""
    with pytest.raises(LimitError, match="500 页的上限"):
        read(_tree(b"/Kids [3 0 R] /Count 900"))


# Row 12: code in character maps.


class _Payload:
    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (self._folder,)


@pytest.mark.parametrize("name", ["..#2F..#2Fevil", "#2Ftmp#2Fevil", "evil", ".#2Fevil"])
def test_a_character_map_is_never_executed(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 12: an encoding named like a path to a pickle opens nothing (CVE-2025-64512)."""
    sign = tmp_path / "executed"
    maps = tmp_path / "maps" / "deep"
    maps.mkdir(parents=True)
    for place in (tmp_path, maps):
        (place / "evil.pickle.gz").write_bytes(gzip.compress(pickle.dumps(_Payload(sign))))
    monkeypatch.setenv("CMAP_PATH", str(maps))
    path = name.replace("#2Ftmp", str(tmp_path).replace("/", "#2F"))
    with pytest.raises(NoTextError):
        read(
            font_pdf(CLAUSES, composite_font(path), {char: ord(char) % 31 for char in "".join(CLAUSES)}),
            limits=Limits(ocr_pages=0),
        )
    assert not sign.exists()


# Row 13: native crashes and threads are in test_reading_isolation.

# Row 15: broken and renamed files.


@pytest.mark.parametrize("name", ["合同.docx", "合同.txt", "合同", "合同.pdf.exe"])
def test_a_file_is_what_its_bytes_say(name: str, tmp_path: Path) -> None:
    """Row 15: a PDF under another name is read as a PDF."""
    file = tmp_path / name
    file.write_bytes(pdf(CLAUSES[:2]))
    assert (read(file).format, read(file).text) == ("pdf", "\n".join(CLAUSES[:2]))


def test_something_else_named_pdf_is_not_taken_for_one(tmp_path: Path) -> None:
    """Row 15: a text under the name of a PDF is read as the text it is."""
    file = tmp_path / "合同.pdf"
    file.write_text("\n".join(CLAUSES), encoding="utf-8")
    assert read(file).format == "text"


def test_an_empty_pdf_is_refused() -> None:
    """Row 15: a header and nothing else is no document."""
    with pytest.raises(DamagedFileError, match=CHINESE):
        read(b"%PDF-1.7\n%%EOF\n")


@pytest.mark.parametrize("share", [0.3, 0.6, 0.8, 0.95, 0.99])
def test_a_download_that_broke_off_is_never_passed_off_as_whole(share: float) -> None:
    """Row 15: wherever the file ends, it is refused in plain words or read with a warning."""
    data = pdf(*[CLAUSES] * 3)
    try:
        document = read(data[: int(len(data) * share)])
    except UnreadableError as error:
        assert CHINESE.search(str(error))
    else:
        assert document.notices[0].code == "truncated"


# Row 17: lines and pages that end inside a clause.


def _clause_over_two_pages() -> bytes:
    before = "第一条 为了贷款审核以及贷后管理，乙方有权在任何时候读取甲方手机中的通"
    after = "讯录，并保存至本合同终止。"
    filler = "本合同的签订遵循平等自愿的原则，甲方已经阅读并理解了全部条款的含义与后果"
    heads = [(60.0, 40.0, "小满消费贷款合同")]
    pages = [
        [*heads, *((15.0, 150.0 + 20 * row, filler) for row in range(3)), (15.0, 500.0, before)],
        [*heads, (15.0, 100.0, after)],
        [*heads, (15.0, 100.0, "第二条 本合同一式两份。")],
    ]
    return draw_pdf(
        *(lines_at(*page, (200.0, 570.0, f"{number} / 3")) for number, page in enumerate(pages, 1))
    )


def test_a_clause_goes_on_over_the_end_of_a_page() -> None:
    """Row 17: header and page mark between the halves go; the finding's quote and boxes span both pages."""
    report = analyze(_clause_over_two_pages())
    assert not re.search(r"\d / 3|小满消费贷款合同", report.document.text)
    (finding,) = [one for one in report.findings if one.rule == "contact-list-collection"]
    assert finding.quote == report.document.text[finding.start : finding.end]
    assert "通讯录" in finding.quote.replace("\n", "")
    assert finding.page == 1 and {region.page for region in finding.regions} == {1, 2}


# Row 18: vertical writing.


def test_vertical_columns_are_read_from_right_to_left() -> None:
    """Row 18: two vertical columns are two lines, the right one first, and what stands below follows."""
    columns = ["身份证复印件", "请粘贴在此处"]
    rows = [
        (300.0 - 20 * index, 100.0, text.encode("utf-16-be").hex().encode())
        for index, text in enumerate(columns)
    ]
    data = page_pdf(shown(*rows), more=composite_font("UniGB-UCS2-V", ordering="GB1"))
    assert read(data).text.split("\n") == columns


def test_vertical_columns_drawn_one_character_at_a_time() -> None:
    """Row 18: a text box whose characters are placed one by one under one another is read as words."""
    columns = ["身份证复印件", "请粘贴在此处"]
    rows = [
        (300.0 - 20 * index, 100.0 + 13 * place, char.encode("utf-16-be").hex().encode())
        for index, text in enumerate(columns)
        for place, char in enumerate(text)
    ]
    below = (60.0, 300.0, "签字：".encode("utf-16-be").hex().encode())
    data = page_pdf(shown(*rows, below), more=composite_font("UniGB-UCS2-H", ordering="GB1"))
    assert read(data).text.split("\n") == [*columns, "签字："]
