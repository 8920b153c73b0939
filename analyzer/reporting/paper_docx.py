"""A paper → a Word document: to be filled in, printed, signed and sent."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.styles.style import ParagraphStyle

from analyzer.papers import Paper, ParagraphKind
from analyzer.reporting.literal import xml_line
from analyzer.reporting.paper_parts import NOTES_TITLE, letter_paragraphs, notes
from analyzer.reporting.word import add_heading, add_paragraph, element, new_document, to_bytes

# Style, size, indents of the paragraph and of its first line in points, space before and after it.
_STYLES: Final[dict[ParagraphKind, tuple[str, float, float, float, float, float]]] = {
    "to": ("Letter To", 12, 0, 0, 0, 4),
    "text": ("Letter Text", 12, 0, 24, 0, 3),
    "item": ("Letter Item", 12, 42, -18, 0, 3),
    "detail": ("Letter Detail", 12, 42, 0, 0, 3),
    "quote": ("Letter Quote", 11, 48, 0, 2, 4),
    "law": ("Letter Law", 9.5, 24, 0, 0, 2),
    "sign": ("Letter Sign", 12, 0, 0, 6, 0),
    "note": ("Letter Note", 11, 8, 0, 3, 3),
}
_LINES: Final = 1.15  # between lines, times their height
_AFTER_STYLE: Final = ("w:spacing", "w:ind", "w:jc", "w:outlineLvl")  # what the schema puts after borders


def paper_docx(paper: Paper) -> bytes:
    """Return ``paper`` as the bytes of an A4 document; remarks for the borrower are on a page of their own.

    The same paper gives the same bytes. What was filled in stands in it as it is, controls written out.
    """
    document = new_document(paper.title, xml_line(paper.title))
    _add_styles(document)
    for paragraph, number in letter_paragraphs(paper):
        if paragraph.kind == "heading":
            add_heading(document, paragraph.text, 2)
        else:
            add_paragraph(document, f"{number} {paragraph.text}".strip(), _STYLES[paragraph.kind][0])
    _keep_signature_together(document)
    add_heading(document, NOTES_TITLE)
    document.paragraphs[-1].paragraph_format.page_break_before = True
    for note in notes(paper):
        add_paragraph(document, note, _STYLES["note"][0])
    return to_bytes(document)


def _keep_signature_together(document: WordDocument) -> None:
    """Keep the lines of the signature on the page of what is signed."""
    for before, paragraph in pairwise(document.paragraphs):
        if paragraph._p.style == "LetterSign":
            before.paragraph_format.keep_with_next = True


def _add_styles(document: WordDocument) -> None:
    for name, size, indent, first_line, before, after in _STYLES.values():
        style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.font.size = Pt(size)
        form = style.paragraph_format
        form.left_indent, form.first_line_indent = Pt(indent), Pt(first_line)
        form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), _LINES
    title = document.styles["Title"]
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.element.pPr.remove(title.element.pPr.find(qn("w:pBdr")))
    document.styles["Heading 2"].paragraph_format.space_after = Pt(3)
    sign = document.styles["Letter Sign"].paragraph_format
    sign.alignment, sign.right_indent = WD_ALIGN_PARAGRAPH.RIGHT, Pt(24)
    _add_box(document.styles["Letter Quote"], ("left",), "A0A0A0", "")
    _add_box(document.styles["Letter Note"], ("top", "left", "bottom", "right"), "BFBFBF", "F2F2F2")


def _add_box(style: ParagraphStyle, sides: tuple[str, ...], color: str, fill: str) -> None:
    """Draw lines at ``sides`` of the paragraphs of ``style``, neighbours in one box; ``fill`` it."""
    borders = element("pBdr")
    for side in sides:
        borders.append(element(side, val="single", sz="8", space="6", color=color))
    properties = style.element.get_or_add_pPr()
    shade = [element("shd", val="clear", color="auto", fill=fill)] if fill else []
    for child in (borders, *shade):
        properties.insert_element_before(child, *_AFTER_STYLE)
