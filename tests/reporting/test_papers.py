"""Letters as text and in Word: what is sent, what is only for the borrower, and that they open and print."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import docx
import pdfplumber
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from analyzer import Report, analyze
from analyzer.papers import BLANK, Paper, Paragraph
from analyzer.reporting.paper_docx import paper_docx
from analyzer.reporting.paper_parts import NOTES_TITLE
from analyzer.reporting.paper_text import paper_text
from tests.steps.writing import CONTRACT, LIBRARY, TEMPLATES, filled_in, write

PAPER = Paper(
    id="small",
    title="撤回同意通知",
    paragraphs=(
        Paragraph("to", "某公司："),
        Paragraph("text", "本人通知如下。"),
        Paragraph("heading", "一、内容"),
        Paragraph("item", "第八条"),
        Paragraph("quote", "“甲方可以读取通讯录”"),
        Paragraph("detail", "理由：没有必要。"),
        Paragraph("item", "第九条"),
        Paragraph("text", "请："),
        Paragraph("item", "停止。"),
        Paragraph("law", "《某法》第一条：文字。"),
        Paragraph("note", "保存底稿。"),
        Paragraph("sign", "通知人：" + BLANK),
    ),
)
HOSTILE = Paper(
    id="hostile",
    title="标题\x00\x1b[31m\n第二行",
    paragraphs=(
        Paragraph("text", "{name} <w:p> & \x07\u202e\ufffe"),
        Paragraph("quote", "长" * 5000),
        Paragraph("note", "\ud800\x00"),
    ),
)
EVERY = pytest.mark.parametrize("name", TEMPLATES)


@pytest.fixture(scope="module")
def report() -> Report:
    return analyze(CONTRACT.encode(), name="个人消费借款合同.txt")


def opened(paper: Paper) -> list[docx.text.paragraph.Paragraph]:
    return list(docx.Document(io.BytesIO(paper_docx(paper))).paragraphs)


def test_points_are_numbered_where_there_are_several() -> None:
    """A list goes on through quotes and reasons, begins anew after a paragraph; one point has no number."""
    lines = [line.strip() for line in paper_text(PAPER).splitlines()]
    start = lines.index("1. 第八条")
    assert lines[start : start + 6] == [
        "1. 第八条",
        "“甲方可以读取通讯录”",
        "理由：没有必要。",
        "2. 第九条",
        "请：",
        "停止。",
    ]
    texts = [paragraph.text for paragraph in opened(PAPER)]
    assert {"1. 第八条", "2. 第九条", "停止。"} <= set(texts)


@pytest.mark.parametrize("written", ["text", "word"])
def test_what_is_for_the_borrower_comes_after_the_signature(written: str) -> None:
    """The remarks stand apart under a title that says not to send them."""
    word = [paragraph.text for paragraph in opened(PAPER)]
    lines = paper_text(PAPER).split("\n") if written == "text" else word
    where = {
        words: next(n for n, line in enumerate(lines) if words in line) for words in ("通知人", "保存底稿")
    }
    assert where["通知人"] < lines.index(NOTES_TITLE) < where["保存底稿"]
    assert not any("保存底稿" in line for line in lines[: lines.index(NOTES_TITLE)])


def test_a_word_letter_looks_like_one() -> None:
    """A4, title in the middle, signature on the right, quotes set in, remarks in grey on a new page."""
    document = docx.Document(io.BytesIO(paper_docx(PAPER)))
    by_text = {paragraph.text: paragraph for paragraph in document.paragraphs}
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert document.core_properties.title == "撤回同意通知"
    assert by_text["撤回同意通知"].style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    sign = by_text["通知人：" + BLANK].style.paragraph_format
    assert sign.alignment == WD_ALIGN_PARAGRAPH.RIGHT
    text, quote = by_text["本人通知如下。"], by_text["“甲方可以读取通讯录”"]
    assert quote.style.paragraph_format.left_indent > text.style.paragraph_format.left_indent
    assert text.style.paragraph_format.first_line_indent.pt == 24
    note = by_text["保存底稿。"]
    assert note.style.element.pPr.find(qn("w:shd")).get(qn("w:fill")) == "F2F2F2"
    assert by_text[NOTES_TITLE].paragraph_format.page_break_before
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "宋体"


def test_nobody_signs_an_empty_page() -> None:
    """The signature stays with the words before it."""
    paragraphs = opened(PAPER)
    number = next(number for number, one in enumerate(paragraphs) if one.text.startswith("通知人"))
    assert paragraphs[number - 1].paragraph_format.keep_with_next


def test_the_same_paper_gives_the_same_bytes() -> None:
    """Two people with the same letter have the same file."""
    assert paper_docx(PAPER) == paper_docx(PAPER)


def test_hostile_words_are_shown_and_drive_nothing() -> None:
    """Controls are written out, markup is text, and both forms are made."""
    text = paper_text(HOSTILE)
    assert not set("\x00\x1b\x07\u202e") & set(text)
    assert "\\u202e" in text
    texts = [paragraph.text for paragraph in opened(HOSTILE)]
    assert any("{name} <w:p> &" in one for one in texts)
    assert "长" * 5000 in texts


@EVERY
def test_text_holds_every_paragraph(name: str, report: Report) -> None:
    """Nothing is lost on the way to a mail, and blanks can be seen."""
    paper = write(name, {}, report)
    text = paper_text(paper)
    assert text.startswith(paper.title + "\n")
    assert all(paragraph.text in text for paragraph in paper.paragraphs)
    assert BLANK in text


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory, report: Report) -> dict[str, list[str]]:
    """Every paper, empty and filled, as LibreOffice prints it: the texts of its pages without blanks."""
    soffice = shutil.which("soffice")
    if soffice is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice is not there")
        pytest.skip("LibreOffice is not there")
    folder: Path = tmp_path_factory.mktemp("printed")
    files = []
    for name, template in TEMPLATES.items():
        facts = filled_in(template)
        for state, paper in (
            ("empty", write(name, {}, report)),
            ("filled", write(name, facts, report, whole=True, lender="consumer-finance")),
        ):
            files.append(folder / f"{name}-{state}.docx")
            files[-1].write_bytes(paper_docx(paper))
    subprocess.run(
        [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", folder, *files],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    found = {}
    for file in files:
        with pdfplumber.open(file.with_suffix(".pdf")) as pdf:
            found[file.stem] = ["".join(page.extract_text().split()) for page in pdf.pages]
    return found


@EVERY
@pytest.mark.parametrize("state", ["empty", "filled"])
def test_a_letter_prints(name: str, state: str, printed: dict[str, list[str]], report: Report) -> None:
    """Opened and printed it has its title, its blanks and its law, on few pages, and the remarks apart."""
    *pages, last = printed[f"{name}-{state}"]
    assert 1 <= len(pages) <= 3
    assert pages[0].startswith(TEMPLATES[name].title.replace(" ", ""))
    assert NOTES_TITLE in last
    assert "不是法律意见" in last
    assert NOTES_TITLE not in "".join(pages)
    assert (BLANK in "".join(pages)) or state == "filled"
    whole = state == "filled"
    paper = write(name, {}, report, whole=whole, lender="consumer-finance" if whole else "")
    for provision in paper.law:
        assert LIBRARY.law[provision].article in _without_footers("".join(pages))


def _without_footers(text: str) -> str:
    """Return ``text`` in which no footer stands between the lines that end and begin a page."""
    for template in TEMPLATES.values():
        for number in range(1, 5):
            text = text.replace(f"{''.join(template.title.split())}第{number}页", "")
    return text
