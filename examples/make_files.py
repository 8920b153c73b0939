"""Make the PDF and DOCX versions of the aggressive example contract from its TXT.

Run ``python examples/make_files.py`` after a change of the TXT. The same TXT, library versions and font
give the same bytes. Needs reportlab and the font of Debian's fonts-droid-fallback (Apache-2.0); digits and
Latin letters, which that font lacks, come from the Vera font that reportlab carries. Only the characters
used are embedded.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, NamedTuple
from xml.sax.saxutils import escape

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

HERE = Path(__file__).parent
STEM = "aggressive_loan_contract"
HEADER = "云帆示例网络科技有限公司　借款及居间服务合同"
FONT, LATIN_FONT = "DroidSansFallback", "Vera"
FONT_FILE = Path("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")
MADE = datetime(2017, 6, 1)  # a fixed date, so that the files do not change from run to run
# Columns of the fee table and of the two-column loan terms, as shares of the line.
COLUMNS = {2: (0.25, 0.75), 4: (0.25, 0.2, 0.25, 0.3)}

Kind = Literal["title", "heading", "table", "paragraph"]


class Block(NamedTuple):
    """A title, heading or paragraph (one row of one cell), or a table."""

    kind: Kind
    rows: list[list[str]]


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of an example: lines with tabs are table rows, ``第…条`` lines are headings."""
    lines = text.splitlines()
    yield Block("title", [[lines[0]]])
    for is_table, group in groupby(lines[1:], key=lambda line: "\t" in line):
        if is_table:
            yield Block("table", [line.split("\t") for line in group])
            continue
        for line in group:
            yield Block("heading" if _is_heading(line) else "paragraph", [[line]])


def _is_heading(line: str) -> bool:
    return line.startswith("第") and "条 " in line[:6]


def make_pdf(text: str) -> bytes:
    """Return the text as an A4 PDF with an embedded font, a running header and page marks."""
    pdfmetrics.registerFont(TTFont(FONT, FONT_FILE))
    pdfmetrics.registerFont(TTFont(LATIN_FONT, "Vera.ttf"))
    target = io.BytesIO()
    SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=2.5 * cm,
        rightMargin=2.5 * cm,
        topMargin=2.5 * cm,
        bottomMargin=2.2 * cm,
        title=text.splitlines()[0],
        author="签前看",
        invariant=1,
    ).build([_flowable(block) for block in blocks(text)], canvasmaker=_MarkedCanvas)
    return target.getvalue()


def _flowable(block: Block) -> Flowable:
    if block.kind == "table":
        width = A4[0] - 5 * cm
        rows = [[_paragraph(cell, "cell") for cell in row] for row in block.rows]
        grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
        widths = [width * share for share in COLUMNS[len(block.rows[0])]]
        return Table(rows, colWidths=widths, style=grid, spaceBefore=4, spaceAfter=8)
    return _paragraph(block.rows[0][0], block.kind)


def _paragraph(line: str, kind: Kind | Literal["cell", "header", "footer"]) -> Paragraph:
    layout: dict[str, dict[str, Any]] = {
        "title": {"fontSize": 17, "leading": 26, "alignment": 1, "spaceAfter": 8},
        "heading": {"fontSize": 12, "leading": 20, "spaceBefore": 6},
        "paragraph": {"fontSize": 10.5, "leading": 17, "firstLineIndent": 21},
        "cell": {"fontSize": 10, "leading": 15},
        "header": {"fontSize": 9, "leading": 12},
        "footer": {"fontSize": 9, "leading": 12, "alignment": 1},
    }
    style = ParagraphStyle(kind, fontName=FONT, wordWrap="CJK", **layout[kind])
    return Paragraph(_with_fonts(line), style)


def _with_fonts(line: str) -> str:
    """Return the line as reportlab markup in which every character has a font that can draw it."""
    drawable = pdfmetrics.getFont(FONT).face.charToGlyph
    runs = groupby(line, key=lambda char: ord(char) in drawable)
    return "".join(
        escape("".join(run)) if known else f'<font name="{LATIN_FONT}">{escape("".join(run))}</font>'
        for known, run in runs
    )


class _MarkedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no type information
    """Draws header and ``第1页 共3页`` when the number of pages is known, that is, on saving."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._pages, 1):
            self.__dict__.update(page)
            self._draw(_paragraph(HEADER, "header"), A4[1] - 1.6 * cm)
            self.line(2.5 * cm, A4[1] - 1.7 * cm, A4[0] - 2.5 * cm, A4[1] - 1.7 * cm)
            self._draw(_paragraph(f"第{number}页 共{len(self._pages)}页", "footer"), 1.2 * cm)
            super().showPage()
        super().save()

    def _draw(self, paragraph: Paragraph, y: float) -> None:
        paragraph.wrapOn(self, A4[0] - 5 * cm, 2 * cm)
        paragraph.drawOn(self, 2.5 * cm, y)


def make_docx(text: str) -> bytes:
    """Return the text as a Word file with headings, real tables, a header and page number fields."""
    document = docx.Document()
    _set_up(document, title=text.splitlines()[0])
    for block in blocks(text):
        if block.kind == "table":
            table = document.add_table(len(block.rows), len(block.rows[0]), style="Table Grid")
            for row, cells in zip(table.rows, block.rows, strict=True):
                for cell, content in zip(row.cells, cells, strict=True):
                    cell.text = content
        elif block.kind == "paragraph":
            document.add_paragraph(block.rows[0][0]).paragraph_format.first_line_indent = Pt(21)
        else:
            document.add_heading(block.rows[0][0], level=0 if block.kind == "title" else 1)
    target = io.BytesIO()
    document.save(target)
    return _with_fixed_times(target.getvalue())


def _set_up(document: Any, *, title: str) -> None:
    document.styles["Normal"].font.size = Pt(10.5)
    for name in ("Normal", "Title", "Heading 1"):
        document.styles[name].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "签前看", ""
    properties.created = properties.modified = MADE
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.header.paragraphs[0].text = HEADER
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for before, field, after in (("第", "PAGE", "页 "), ("共", "NUMPAGES", "页")):
        footer.add_run(before)
        _add_field(footer, field)
        footer.add_run(after)


def _add_field(paragraph: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)


def _with_fixed_times(archive: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=MADE.timetuple()[:6])
            copy.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def main() -> None:
    """Write both files beside this script."""
    text = (HERE / f"{STEM}.txt").read_text(encoding="utf-8")
    (HERE / f"{STEM}.pdf").write_bytes(make_pdf(text))
    (HERE / f"{STEM}.docx").write_bytes(make_docx(text))


if __name__ == "__main__":
    main()
