"""A report as its PDF with marks: they lie on the words, say what is found, and the rest stays as it was."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import ImageChops
from pypdfium2 import raw
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from analyzer import read
from analyzer.errors import DamagedFileError, PasswordError, UsageError
from analyzer.model import Report
from analyzer.reporting.annotated_pdf import annotated_pdf
from clause_patterns.library import Library
from tests.reading.making import HEIGHT, draw_pdf, pdf
from tests.reporting.making_pages import BOXES, LINES, changed, turned
from tests.reporting.pdf_notes import SCALE, Marked, check_paint, notes, picture

ONE_LINE, TWO_LINES = "可以读取甲方的手机", "读取甲方的手机通\n讯录"


def without_blanks(text: str) -> str:
    return "".join(text.split())


def check_marks(marked: Marked, library: Library, source: bytes) -> None:
    """Check that under the highlights are the quotes, that their corners stand as read, and the paint."""
    report = marked(read(source), ONE_LINE, TWO_LINES)
    annotated = annotated_pdf(report, [source], library)
    found = notes(annotated)
    assert {note.words for note in found} == {without_blanks(ONE_LINE), without_blanks(TWO_LINES)}
    for upper_left, upper_right, lower_left, lower_right in (quad for note in found for quad in note.shown):
        assert upper_left[0] == lower_left[0] < upper_right[0] == lower_right[0]
        assert upper_left[1] == upper_right[1] < lower_left[1] == lower_right[1]
    check_paint(annotated, [region for one in report.findings for region in one.regions])


@pytest.mark.parametrize("boxes", BOXES)
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_highlights_lie_on_the_words(marked: Marked, library: Library, rotation: int, boxes: str) -> None:
    """However a page is turned and cut, what is under a highlight is the quote, and there alone is colour."""

    check_marks(marked, library, turned(rotation, boxes))


@pytest.mark.parametrize("rotation", [-90, 450])
def test_what_a_page_inherits_counts(marked: Marked, library: Library, rotation: int) -> None:
    """Boxes and turns of all pages together, turns the long way round and swapped corners are understood."""

    def reshape(document: pikepdf.Pdf) -> None:
        page, pages = document.pages[0].obj, document.Root.Pages
        for key in (Name.Rotate, Name.MediaBox):
            if key in page:
                del page[key]
        pages.Rotate = rotation
        pages.MediaBox = Array([HEIGHT + 30, HEIGHT + 20, -40, -70])
        pages.CropBox = Array([HEIGHT - 20, HEIGHT - 10, 30, 50])

    check_marks(marked, library, changed(turned(rotation), reshape))


def test_a_quote_over_lines_is_one_highlight(marked: Marked, library: Library) -> None:
    """A quote on two lines is one annotation with a rectangle for each."""
    source = pdf(LINES)
    (note,) = notes(annotated_pdf(marked(read(source), TWO_LINES), [source], library))
    assert (len(note.quads), note.words) == (2, without_blanks(TWO_LINES))


def test_a_quote_over_pages_is_marked_on_each(marked: Marked, library: Library) -> None:
    """A quote that goes on overleaf has a highlight with the same note on both pages."""
    source = pdf(LINES[:2], LINES[2:])
    first, second = notes(annotated_pdf(marked(read(source), TWO_LINES), [source], library))
    assert (first.page, first.words) == (1, "读取甲方的手机通")
    assert (second.page, second.words) == (2, "讯录")
    assert first.contents == second.contents
    assert first.name != second.name


def test_the_note_says_all_that_the_report_says(marked: Marked, library: Library) -> None:
    """Severity, title, place, meaning, deciding words, advice, better wording and law, in Chinese."""
    source = pdf(LINES)
    report = marked(read(source), ONE_LINE, certainty="implied")
    (note,) = notes(annotated_pdf(report, [source], library))
    assert note.author == "签前看"
    assert note.printed
    assert note.contents.split("\r") == [
        "[严重] 读取通讯录",
        "位置：第二条",
        "为什么要紧：对方可以看到您手机里所有人的电话。",
        "依据的词：「读取」「通讯录」（由上下文得出）",
        "怎么办：",
        "· 在手机设置里关掉通讯录权限。",
        "可以要求改成：乙方不读取甲方的通讯录。",
        "法律规定：《必要信息规定》第五条",
        "参考：《行业指南》第五条",
        "以上根据文字得出，不是法律意见。",
    ]


def test_words_of_the_document_cannot_break_the_note(marked: Marked, library: Library) -> None:
    """Line ends inside a deciding word, controls and halves of characters are shown, not obeyed."""
    source = pdf(LINES)
    report = marked(read(source), ONE_LINE, why="「通\n讯录」\x1b\u202e\ud800")
    (note,) = notes(annotated_pdf(report, [source], library))
    assert "\r依据的词：「通 讯录」\\x1b\\u202e\\ud800\r" in note.contents


def test_each_severity_has_its_colour_and_its_word(marked: Marked, library: Library) -> None:
    """Colours differ and are never the only sign; what protects is green."""
    source = pdf(LINES)
    document = read(source)
    seen = {}
    for severity, word in {
        "critical": "严重",
        "high": "高",
        "medium": "中",
        "low": "低",
        "info": "提示",
    }.items():
        report = marked(document, ONE_LINE, severity=severity)
        (note,) = notes(annotated_pdf(report, [source], library))
        assert note.contents.startswith(f"[{word}] ")
        seen[severity] = note.color
    report = marked(document, ONE_LINE, severity="info", stance="protects")
    (note,) = notes(annotated_pdf(report, [source], library))
    assert note.contents.startswith("[保护] ")
    red, green, blue = note.color
    assert green > max(red, blue)
    assert len({*seen.values(), note.color}) == 6


def test_findings_on_the_same_words_are_all_there(marked: Marked, library: Library) -> None:
    """Each has its annotation, the worst on top, and the place has the colour of the worst, not a mix."""
    source = pdf(LINES)
    document = read(source)
    worst = marked(document, ONE_LINE, severity="critical").findings
    milder = marked(document, ONE_LINE, severity="medium").findings
    both = annotated_pdf(Report(document, findings=worst + milder), [source], library)
    assert [note.contents[:4] for note in notes(both)] == ["[中] ", "[严重]"]
    assert {note.words for note in notes(both)} == {ONE_LINE}
    alone = annotated_pdf(Report(document, findings=worst), [source], library)
    assert picture(both) == picture(alone)


def test_a_finding_without_a_place_is_not_lost(marked: Marked, library: Library) -> None:
    """It is listed in a note in the upper corner of the first page, which can be seen."""
    source = pdf(LINES)
    report = marked(read(source), ONE_LINE)
    lost = replace(report, findings=tuple(replace(one, regions=()) for one in report.findings))
    annotated = annotated_pdf(lost, [source], library)
    (note,) = notes(annotated)
    assert (note.page, note.kind) == (1, raw.FPDF_ANNOT_TEXT)
    assert f"[严重] 读取通讯录：「{ONE_LINE}」" in note.contents
    box = ImageChops.difference(picture(annotated), picture(source)).getbbox()
    assert box is not None
    assert box[0] > 0 and box[1] > 0 and max(box) < 40 * SCALE


def test_without_findings_the_pages_stay_as_they_are(library: Library) -> None:
    """Nothing found: a copy without marks."""
    source = pdf(LINES)
    annotated = annotated_pdf(Report(read(source)), [source], library)
    assert notes(annotated) == []
    assert picture(annotated) == picture(source)


def test_what_the_document_holds_stays(marked: Marked, library: Library) -> None:
    """Bookmarks, links, earlier notes (also in a list that pages share) and form fields are kept."""

    def draw(canvas: Canvas) -> None:
        for row, line in enumerate(LINES):
            canvas.drawString(60, HEIGHT - 150 - 20 * row, line)
        canvas.bookmarkPage("a")
        canvas.addOutlineEntry("借款条款", "a")
        canvas.linkURL("https://example.com/", (60, 60, 100, 80))
        canvas.acroForm.textfield(name="xm", value="zhang", x=200, y=60)

    def share(document: pikepdf.Pdf) -> None:
        shared = document.make_indirect(document.pages[0].Annots)
        for page in document.pages:
            page.Annots = shared

    source = changed(draw_pdf(draw, draw), share)
    before = notes(source)
    report = marked(read(source), ONE_LINE)
    annotated = annotated_pdf(report, [source], library)
    after = notes(annotated)
    assert [note.kind for note in after] == [
        *(note.kind for note in before if note.page == 1),
        raw.FPDF_ANNOT_HIGHLIGHT,
        *(note.kind for note in before if note.page == 2),
    ]
    with pypdfium2.PdfDocument(annotated) as document:
        assert [mark.get_title() for mark in document.get_toc()] == 2 * ["借款条款"]
    assert b"https://example.com/" in annotated
    assert "zhang" in read(annotated).text


@pytest.mark.parametrize(("user", "password"), [("1234", "1234"), ("1234", "5678"), ("", None)])
def test_the_copy_of_a_locked_document_is_open(
    marked: Marked, library: Library, user: str, password: str | None
) -> None:
    """Opened with either password or locked against changes only: the copy has marks and no password."""
    locked = draw_pdf(
        lambda canvas: canvas.drawString(60, 400, LINES[1]),
        encrypt=StandardEncryption(user, ownerPassword="5678", canModify=0, canAnnotate=0),
    )
    report = marked(read(locked, password=password), ONE_LINE)
    annotated = annotated_pdf(report, [locked], library, password=password)
    assert [note.words for note in notes(annotated)] == [ONE_LINE]
    assert b"/Encrypt" not in annotated


def test_a_wrong_password_is_told(marked: Marked, library: Library) -> None:
    """The error is that of reading."""
    locked = draw_pdf(lambda canvas: canvas.drawString(60, 400, LINES[1]), encrypt=StandardEncryption("1234"))
    report = marked(read(locked, password="1234"), ONE_LINE)
    with pytest.raises(PasswordError, match="密码"):
        annotated_pdf(report, [locked], library, password="4321")


def broken_index(source: bytes) -> bytes:
    start = source.rindex(b"startxref")
    return source[:start] + b"startxref\n7\n%%EOF\n"


def lost_page(source: bytes) -> bytes:
    """Return ``source`` with its first page gone but counted: qpdf leaves such a page out."""
    with pikepdf.open(io.BytesIO(source)) as document:
        number = document.pages[0].objgen[0]
    return broken_index(source.replace(b"\n%d 0 obj" % number, b"\n%d 0 xxx" % number))


def broken_font(source: bytes) -> bytes:
    """Return ``source`` with a mistake in its font: qpdf drops it, and the words would become gibberish."""
    return broken_index(source.replace(b"/MaxWidth 1000", b"] /MaxWidth 1000"))


@pytest.mark.parametrize("damage", [broken_index, lost_page, broken_font])
def test_a_damaged_document_is_repaired(
    marked: Marked, library: Library, damage: Callable[[bytes], bytes]
) -> None:
    """What can be read can be marked, on the right page, and comes out the same each time."""
    source = damage(pdf(["封面"], LINES))
    report = marked(read(source), TWO_LINES)
    annotated = annotated_pdf(report, [source], library)
    assert read(annotated).text == report.document.text
    assert [(note.page, note.words) for note in notes(annotated)] == [(2, without_blanks(TWO_LINES))]
    assert annotated == annotated_pdf(report, [source], library)


def test_the_same_report_gives_the_same_bytes(marked: Marked, library: Library) -> None:
    """Who gets the file twice can compare the sums."""
    source = pdf(LINES)
    report = marked(read(source), ONE_LINE, TWO_LINES)
    assert annotated_pdf(report, [source], library) == annotated_pdf(report, [source], library)


def test_nothing_in_the_copy_acts_by_itself(marked: Marked, library: Library) -> None:
    """Scripts, actions on opening and packed files do not go on to whoever gets the copy."""
    script = Dictionary(S=Name.JavaScript, JS="app.alert(0xBAD)")
    launch = Dictionary(S=Name.Launch, F="0xBAD.exe")

    def arm(document: pikepdf.Pdf) -> None:
        root, page = document.Root, document.pages[0].obj
        root.OpenAction, root.AA = launch, Dictionary(WC=script)
        root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["a", script])))
        root.Collection = Dictionary(View=Name.T)
        root.AcroForm = Dictionary(Fields=Array([]), XFA=document.make_stream(b"<xdp>0xBAD</xdp>"))
        root.Perms = Dictionary(UR3=Dictionary(Reason="0xBAD"))
        page.AA = Dictionary(O=launch)
        link = Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=script)
        page.Annots = Array([document.make_indirect(link)])
        document.attachments["0xBAD.exe"] = b"0xBAD"

    source = changed(pdf(LINES), arm)
    annotated = annotated_pdf(marked(read(source), ONE_LINE), [source], library)
    assert [note.words for note in notes(annotated)][1:] == [ONE_LINE]
    with pikepdf.open(io.BytesIO(annotated)) as document:
        everything = b"".join(each.unparse(resolved=True) for each in document.objects)
        assert not {"/OpenAction", "/AA", "/Collection", "/Perms"} & set(document.Root.keys())
        assert b"BAD" not in everything
        assert len(document.attachments) == 0


@pytest.mark.parametrize("kind", ["text", "docx", "html"])
def test_formats_without_pages_are_refused(report: Report, library: Library, kind: str) -> None:
    """A text has no pages to mark, and the sentence says what to use instead."""
    text = replace(report, document=replace(report.document, format=kind))
    with pytest.raises(UsageError, match=r"只有 PDF 和图片.*请改用"):
        annotated_pdf(text, [b""], library)


def test_a_document_that_is_none_is_told(report: Report, library: Library) -> None:
    """Bytes that are no PDF give one sentence."""
    with pytest.raises(DamagedFileError, match="损坏"):
        annotated_pdf(report, [b"%PDF-1.7 nothing"], library)
