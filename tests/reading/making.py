"""Files for the tests of the reading stage, made from our own words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
SIZE = 12
WIDTH, HEIGHT = 420, 595
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'

Draw = Callable[[Canvas], None]


def draw_pdf(*pages: Draw, encrypt: StandardEncryption | None = None) -> bytes:
    """Return a PDF whose pages (420 × 595 points) are drawn by ``pages`` with the test font set."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT), encrypt=encrypt)
    for draw in pages:
        canvas.setFont(FONT, SIZE)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def lines_at(*lines: tuple[float, float, str]) -> Draw:
    """Return what draws every (x, distance from the top, text)."""

    def draw(canvas: Canvas) -> None:
        for x, down, text in lines:
            canvas.drawString(x, HEIGHT - down, text)

    return draw


def pdf(*pages: Sequence[str]) -> bytes:
    """Return a PDF with the lines of every page under one another from 150 points down."""
    return draw_pdf(
        *(lines_at(*((60, 150 + 20 * row, line) for row, line in enumerate(page))) for page in pages)
    )


def raw_pdf(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """Return a PDF of numbered ``objects``; object 1 is the catalog; ``trailer`` has more entries."""
    body = b"%PDF-1.7\n"
    offsets: dict[int, int] = {}
    for number, content in objects.items():
        offsets[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(body)
    size = max(objects) + 1
    body += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        free = b"0000000000 65535 f \n"
        body += b"%010d 00000 n \n" % offsets[number] if number in offsets else free
    entries = b"/Size %d /Root 1 0 R %s" % (size, trailer)
    return body + b"trailer\n<<%s>>\nstartxref\n%d\n%%%%EOF\n" % (entries, start)


def stream(content: bytes, extra: bytes = b"") -> bytes:
    """Return a PDF stream object."""
    return b"<<%s /Length %d>>\nstream\n%s\nendstream" % (extra, len(content), content)


def docx(body: str, parts: Mapping[str, str] | None = None, relations: Iterable[str] = ()) -> bytes:
    """Return a DOCX with ``body`` as the inside of w:body, more ``parts`` by path, related by their kind."""
    names = {kind: f"{kind}.xml" for kind in relations}
    related = "".join(
        f'<Relationship Id="r{index}" Type="{_RELATIONS}/{kind.rstrip("0123456789")}" Target="{target}"/>'
        for index, (kind, target) in enumerate(names.items())
    )
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _rels(
            f'<Relationship Id="r" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _rels(related),
        **{f"word/{name}.xml": content for name, content in (parts or {}).items()},
    }
    return archive(files)


def archive(files: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive of ``files``."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return target.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    """Return a w:p with one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def part(name: str, inside: str) -> str:
    """Return the XML of a part whose root is w:``name``."""
    return f"<w:{name} {_NAMESPACES}>{inside}</w:{name}>"


def _rels(inside: str) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0"?><Relationships xmlns="{space}">{inside}</Relationships>'


_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def codes(document: Any) -> set[str]:
    """Return the codes of a document's notices."""
    return {notice.code for notice in document.notices}
