"""What Word documents are built with: A4 pages in Chinese fonts, and tables that read well when printed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.styles import Styles
from docx.table import Table
from docx.text.paragraph import Paragraph

from analyzer.reporting.literal import xml_line, xml_text

# What stands in a cell: paragraphs, each with what it is.
LineKind = Literal["text", "strong", "place", "quote"]
Line = tuple[LineKind, str]

_STYLES: Final[dict[LineKind, str]] = {
    "text": "Cell",
    "strong": "Cell Strong",
    "place": "Cell Place",
    "quote": "Cell Quote",
}
_BODY, _HEADINGS = "宋体", "黑体"
_LATIN = "Times New Roman"
_GREY = RGBColor(0x55, 0x55, 0x55)
_MARGIN = Cm(2)
_WHOLE = 500  # characters of a row that is kept on one page; longer ones may break
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP file can say: the same comparison gives the same bytes


def new_document(title: str, footer: str) -> WordDocument:
    """Return an empty A4 document with its styles, ``title`` as heading and property, and a footer line."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    _set_styles(document)
    _set_properties(document, title)
    line = section.footer.paragraphs[0]
    line.add_run(f"{footer}　第 ")
    line._p.append(element("fldSimple", instr="PAGE"))
    line.add_run(" 页")
    document.add_paragraph(xml_line(title), style="Title")
    return document


def add_heading(document: WordDocument, text: str, level: int = 1, color: str = "") -> None:
    """Add the heading of a section (1) or of a part of it (2, 3); ``color`` is RGB in hex, else black."""
    heading = _paragraph(document, f"Heading {level}")
    heading.add_run(xml_line(text))
    for run in heading.runs if color else ():
        run.font.color.rgb = RGBColor.from_string(color)


def add_paragraph(document: WordDocument, text: str, style: str = "Normal") -> None:
    """Add a paragraph of text."""
    _paragraph(document, style).add_run(xml_line(text))


def add_marked(document: WordDocument, pieces: Iterable[tuple[str, bool]], style: str = "Normal") -> None:
    """Add a paragraph in which the words of the pieces that are true stand out, its lines kept."""
    paragraph = _paragraph(document, style)
    for text, marked in pieces:
        run = paragraph.add_run(xml_text(text))
        run.bold = run.underline = marked


def add_table(document: WordDocument, headers: Sequence[str], widths: Sequence[float]) -> Table:
    """Add a table with a header row that every page repeats, none where ``headers`` is empty.

    ``widths`` are in centimetres.
    """
    table: Table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    if not headers:
        return table
    add_row(table, [[("strong", header)] for header in headers])
    header_row = table.rows[0]
    header_row._tr.get_or_add_trPr().append(element("tblHeader"))
    for cell in header_row.cells:
        cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill="E7E6E6"))
    return table


def add_row(table: Table, cells: Sequence[Sequence[Line]]) -> None:
    """Add a row; a short one is not broken across pages."""
    row = table.add_row()  # type: ignore[no-untyped-call]
    if sum(len(text) for lines in cells for _, text in lines) <= _WHOLE:
        row._tr.get_or_add_trPr().append(element("cantSplit"))
    for cell, column, lines in zip(row.cells, table.columns, cells, strict=True):
        cell.width = column.width
        _set_style(cell.paragraphs[0], _STYLES["text"])
        for number, (kind, text) in enumerate(lines):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            _set_style(paragraph, _STYLES[kind])
            paragraph.add_run(xml_line(text))


def to_bytes(document: WordDocument) -> bytes:
    """Return ``document`` as the bytes of a file, the same for the same content."""
    written, stamped = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(stamped, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
    return stamped.getvalue()


def _paragraph(document: WordDocument, style: str) -> Paragraph:
    paragraph = document.add_paragraph()
    _set_style(paragraph, style)
    return paragraph


def _set_style(paragraph: Paragraph, name: str) -> None:
    """Set a style by its id, its name without blanks: by name, python-docx looks through all styles."""
    paragraph._p.style = name.replace(" ", "")


def _set_properties(document: WordDocument, title: str) -> None:
    core = document.core_properties
    core.title, core.language, core.author, core.comments = xml_line(title)[:255], "zh-CN", "签前看", ""
    for child in list(core._element):  # the template's own dates say nothing of this document
        if child.tag in (qn("dcterms:created"), qn("dcterms:modified")):
            core._element.remove(child)


def _set_styles(document: WordDocument) -> None:
    styles = document.styles
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    _set_fonts(defaults, _BODY)
    defaults.find(qn("w:lang")).set(qn("w:val"), "zh-CN")
    defaults.find(qn("w:lang")).set(qn("w:eastAsia"), "zh-CN")
    for name in _STYLES.values():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.font.size = Pt(9)
        style.paragraph_format.space_after = Pt(2)
    styles["Cell Strong"].font.bold = True
    styles["Cell Place"].font.color.rgb = _GREY
    _set_quote(styles)
    for name, size in (("Title", 18.0), ("Heading 1", 14.0), ("Heading 2", 12.0), ("Heading 3", 10.5)):
        style = styles[name]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
        _set_fonts(style.element.get_or_add_rPr(), _HEADINGS)
    for name, size in (("Normal", 10.5), ("Footer", 9.0)):
        styles[name].font.size = Pt(size)
        _set_fonts(styles[name].element.get_or_add_rPr(), _BODY)


def _set_quote(styles: Styles) -> None:
    """Add the styles of quotes outside tables, a line at their left, and of the places above them."""
    place = styles.add_style("Quote Place", WD_STYLE_TYPE.PARAGRAPH)  # type: ignore[no-untyped-call]
    place.base_style = styles["Cell Place"]
    place.paragraph_format.space_before = Pt(4)
    place.paragraph_format.keep_with_next = True
    style = styles.add_style("Quote Block", WD_STYLE_TYPE.PARAGRAPH)  # type: ignore[no-untyped-call]
    style.base_style = styles["Normal"]
    style.paragraph_format.left_indent = Cm(0.6)
    style.paragraph_format.space_after = Pt(2)
    borders = element("pBdr")
    borders.append(element("left", val="single", sz="12", space="6", color="A0A0A0"))
    style.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def _set_fonts(properties: Any, chinese: str) -> None:
    """Set the fonts of run ``properties``; those of the theme would win over them."""
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for script, font in (("ascii", _LATIN), ("hAnsi", _LATIN), ("cs", _LATIN), ("eastAsia", chinese)):
        fonts.set(qn(f"w:{script}"), font)


def element(name: str, **attributes: str) -> Any:
    """Return an element of WordprocessingML: ``element("shd", fill="F2F2F2")``."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
