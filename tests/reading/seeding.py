"""Sound files of every format, from our own words: what the fuzz tests break."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache

import pikepdf
from making import docx, draw_pdf, lines_at, paragraph, part, pdf, raw_pdf, stream
from making_doc import DELETED, HIDDEN, IN_TABLE, ROW_END, doc
from making_ofd import ofd, picture, words
from PIL import Image, ImageDraw
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from test_reading_mht import PICTURE, mht
from test_reading_mht import part as saved_page
from test_reading_odt import odt, p
from test_reading_rtf import escaped, rtf, unicode

CONTRACT = [
    "个人借款合同",
    "第一条 乙方有权读取甲方手机中的通讯录，用于逾期后联系。",
    "第二条 甲方同意乙方将个人信息提供给合作机构。",
    "（一）姓名、身份证号码；（二）人脸信息，共 3 项。",
]
# Formats whose readers are Python and libxml2, and need no process of their own to be tried.
CHEAP = ("docx", "ofd", "odt", "rtf", "doc", "mht", "html", "text")


@cache
def seeds() -> Mapping[str, tuple[bytes, ...]]:
    """Return several files of every format by its name, as ``sniff`` calls it."""
    return {
        "docx": _docx(),
        "ofd": _ofd(),
        "odt": _odt(),
        "rtf": _rtf(),
        "doc": _doc(),
        "mht": _mht(),
        "html": tuple(_page(codec) for codec in ("utf-8", "gb18030", "big5")),
        "text": _texts(),
        "pdf": _pdf(),
        "image": _pictures(),
    }


def _texts() -> tuple[bytes, ...]:
    traditional = "個人借款合同\n第一條 乙方可以讀取通訊錄。".encode("big5")
    codecs = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
    return (*("\n".join(CONTRACT).encode(codec) for codec in codecs), traditional)


def _docx() -> tuple[bytes, ...]:
    cells = "".join(f"<w:tc>{paragraph(word)}</w:tc>" for word in ("费用", "每日万分之五"))
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="第%1条"/></w:lvl>'
    )
    parts = {
        "numbering": part(
            "numbering",
            f'<w:abstractNum w:abstractNumId="7">{level}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>',
        ),
        "styles": part("styles", '<w:style w:styleId="A"><w:basedOn w:val="A"/></w:style>'),
        "footnotes": part("footnotes", f'<w:footnote w:id="1">{paragraph("脚注。")}</w:footnote>'),
        "header": part("hdr", paragraph("小满贷款")),
    }
    marks = "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    deleted = "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
    body = (
        "".join(paragraph(line, numbered) for line in CONTRACT)
        + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl><w:p>{marks}{deleted}</w:p>"
        + '<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:sym w:char="F0FE"/></w:r></w:p>'
    )
    wrapped = docx('<w:altChunk r:id="r0" xmlns:r="x"/>', {"aFChunk": _page("utf-8").decode()}, ["aFChunk"])
    return docx(body, parts, parts), docx("".join(map(paragraph, CONTRACT))), wrapped


def _ofd() -> tuple[bytes, ...]:
    page = "".join(words(20, 60 + 10 * row, line) for row, line in enumerate(CONTRACT))
    turned = words(20, 60, "第三条 双方", CTM="0 1 -1 0 30 0", HScale="0.8", CharDirection="90")
    resources = (
        '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit'
        f' ID="5"><ofd:Content>{words(0, 0, "附件")}<ofd:CompositeObject ResourceID="5" Boundary="0 0 9 9"/>'
        "</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    )
    composite = '<ofd:CompositeObject ResourceID="5" Boundary="20 90 50 10"/>'
    return (
        ofd(page, turned, template=words(150, 280, "第 1 页") + picture(0, 0, 50, 50)),
        ofd(
            page + composite,
            parts={"Res.xml": resources},
            common="<ofd:PublicRes>Res.xml</ofd:PublicRes>",
        ),
    )


def _odt() -> tuple[bytes, ...]:
    style = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="一"'
        ' style:num-suffix="、" text:start-value="2"/></text:list-style><style:style style:name="H">'
        '<style:text-properties text:display="none"/></style:style>'
    )
    items = "".join(f"<text:list-item>{p(line)}</text:list-item>" for line in CONTRACT)
    body = (
        f'<text:list text:style-name="L">{items}</text:list>' + p("藏", "H") + p("甲<text:s text:c='3'/>乙")
    )
    note = "<text:note><text:note-body>" + p("脚注") + "</text:note-body></text:note>"
    row = f"<table:table-row><table:table-cell>{p('用途')}</table:table-cell></table:table-row>"
    body += p("正文" + note) + f"<table:table>{row}</table:table>"
    return odt(body, style), odt("".join(map(p, CONTRACT)))


def _rtf() -> tuple[bytes, ...]:
    row = rf"\trowd\pard\intbl {escaped('项目')}\cell {escaped('费用')}\cell\row "
    number = rf"{{\listtext\pard\plain {escaped('第一条')}\tab}}"
    field = r'{\field{\*\fldinst HYPERLINK "http://x.cn"}{\fldrslt ' + escaped("隐私政策") + "}}"
    box = r"{\shp{\*\shpinst{\shptxt " + escaped("框中") + r"\par}}}"
    body = (
        rf"\pard {number}{escaped(CONTRACT[1])}\par {row}\pard {unicode(CONTRACT[2])}{field}{box}\par{{\v x}}"
    )
    raw = rb"{\rtf1\ansi\ansicpg936 " + "\n".join(CONTRACT).encode("gb18030").replace(b"\n", rb"\par ") + b"}"
    return rtf(body + rf"{{\footnote {escaped('脚注')}}}{{\header {escaped('页眉')}}}\bin3 abc"), raw


def _doc() -> tuple[bytes, ...]:
    cells = "项目\x07费用\x07\x07"
    rich = doc(
        *(line + "\r" for line in CONTRACT),
        ("藏\r", [HIDDEN]),
        ("删\r", [DELETED]),
        "见\x13 HYPERLINK \x14隐私政策\x15。\r",
        parts={"footnotes": "\x02 脚注。\r", "headers": "页眉\r", "boxes": "框中\r"},
        lists=1,
    )
    table = doc(
        cells, "后\r", paragraphs=[(cells[:-1], [IN_TABLE]), ("\x07", [IN_TABLE, ROW_END]), ("后\r", ())]
    )
    return rich, table, doc("Loan “5.5%” – café\r", narrow=True)


def _mht() -> tuple[bytes, ...]:
    page = _page("utf-8").decode()
    return tuple(
        mht(saved_page(page, encoding=encoding, charset="utf-8"), PICTURE)
        for encoding in ("quoted-printable", "base64", "8bit")
    )


def _page(codec: str) -> bytes:
    """Return a saved page; what Big5 lacks is written as references."""
    lines = "".join(f"<p>{line}</p>" for line in CONTRACT)
    page = (
        f"<html><head><meta charset='{codec}'><title>隐私政策</title></head><body>{lines}<ol start='3'>"
        "<li>平台<b>读取</b>&nbsp;&amp;通讯录</li><li style='display:none'>藏</li></ol><table><tr><td>甲</td>"
        "<td>乙</td></tr></table><select><option>三期</option></select><input type=checkbox checked>"
        "<pre>a\n b</pre></body></html>"
    )
    return page.encode(codec, "xmlcharrefreplace")


def _pdf() -> tuple[bytes, ...]:
    plain = pdf(CONTRACT, ["第三条 本合同一式两份。"])
    objects = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain)) as opened:
        opened.save(objects, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return (
        plain,
        objects.getvalue(),
        draw_pdf(_table),
        draw_pdf(lines_at((60, 150, CONTRACT[0])), encrypt=StandardEncryption("", "owner", strength=128)),
        _form_pdf(),
        _mapped_pdf(),
    )


def _table(canvas: Canvas) -> None:
    canvas.grid([60, 160, 300], [300, 330, 360, 390])
    for row, line in enumerate(("项目", "罚息", "用途")):
        canvas.drawString(70, 370 - 30 * row, line)
        canvas.drawString(170, 370 - 30 * row, "每日万分之五")


_CATALOG = b"<</Type /Catalog /Pages 2 0 R"
_PAGES = b"<</Type /Pages /Kids [3 0 R] /Count 1>>"
_PAGE = (
    b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Resources <</Font <</F1 5 0 R>>>> /Contents 4 0 R"
)
_HELVETICA = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica"


def _form_pdf() -> bytes:
    value = b"<FEFF" + "王小二".encode("utf-16-be").hex().encode() + b">"
    return raw_pdf(
        {
            1: _CATALOG + b" /AcroForm <</Fields [6 0 R]>>>>",
            2: _PAGES,
            3: _PAGE + b" /Rotate 90 /CropBox [10 10 390 390] /Annots [6 0 R]>>",
            4: stream(b"BT /F1 12 Tf 50 190 Td (Name:) Tj ET"),
            5: _HELVETICA + b">>",
            6: b"<</Type /Annot /Subtype /Widget /FT /Tx /T (name) /V %s /Rect [100 185 200 205] /P 3 0 R>>"
            % value,
        }
    )


def _mapped_pdf() -> bytes:
    """Return a PDF whose glyph numbers a table maps to characters."""
    text = CONTRACT[1]
    table = b"".join(b"<%02X> <%04X>\n" % (33 + index, ord(char)) for index, char in enumerate(text))
    shown = b"".join(b"%02X" % (33 + index) for index in range(len(text)))
    return raw_pdf(
        {
            1: _CATALOG + b">>",
            2: _PAGES,
            3: _PAGE + b">>",
            4: stream(
                b"q 1 0 0 1 20 0 cm BT /F1 9 Tf 1 0 0 1 20 300 Tm [<" + shown + b"> -200 <2122>] TJ ET Q"
            ),
            5: _HELVETICA + b" /FirstChar 33 /LastChar 35 /Widths [900 900 900] /ToUnicode 6 0 R>>",
            6: stream(
                b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00>"
                b" <FF> endcodespacerange %d beginbfchar\n%sendbfchar endcmap end end" % (len(text), table)
            ),
        }
    )


def _pictures() -> tuple[bytes, ...]:
    drawn = Image.new("RGB", (120, 60), "white")
    ImageDraw.Draw(drawn).text((10, 20), "Loan 5.5%", fill="black")
    files = []
    for form, more in (
        ("PNG", {}), ("JPEG", {"exif": b"Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0"}),
        ("TIFF", {"save_all": True, "append_images": [drawn]}), ("WEBP", {}), ("BMP", {}),
        ("GIF", {"save_all": True, "append_images": [drawn.convert("L")]}),
    ):  # fmt: skip
        target = io.BytesIO()
        drawn.save(target, form, **more)
        files.append(target.getvalue())
    return tuple(files)
