"""Files that mean harm: nothing in them is fetched, opened, run or unpacked without end."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from making import archive, docx, paragraph, raw_pdf, stream
from making_ofd import ofd, words
from test_fuzzing import read_here
from test_reading_mht import mht
from test_reading_mht import part as saved_page
from test_reading_odt import odt, p
from test_reading_rtf import escaped, rtf

from analyzer.errors import DamagedFileError, LimitError, NoTextError
from analyzer.isolation.limits import Limits
from analyzer.reading import read

OUTSIDE = "http://127.0.0.1:9/x"
SECRET = "不可读的秘密"


@pytest.fixture
def sealed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whatever this process opens, connects to or starts from now on, which is refused."""
    asked: list[str] = []

    def refuse(name: str) -> Callable[..., Any]:
        def refused(*args: object, **kwargs: object) -> None:
            asked.append(f"{name}{args}")
            raise PermissionError(name)

        return refused

    for target in (
        "socket.socket.connect", "socket.create_connection", "socket.getaddrinfo", "urllib.request.urlopen",
        "subprocess.Popen", "os.system", "os.startfile", "webbrowser.open",
    ):  # fmt: skip
        monkeypatch.setattr(target, refuse(target), raising=False)
    return asked


def with_entity(root: str, inside: str, path: Path, codec: str) -> bytes:
    """Return XML that asks for the text of the file ``path``, after ``root`` has begun."""
    declared = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{path.as_uri()}"><!ENTITY r SYSTEM "{OUTSIDE}">]>'
    return f'<?xml version="1.0" encoding="{codec}"?>{declared}{root}{inside}'.encode(codec)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-32", "utf-7"])
@pytest.mark.parametrize("make", [docx, ofd, odt])
def test_external_entities_are_refused(
    make: Callable[[str], bytes], codec: str, tmp_path: Path, sealed: list[str]
) -> None:
    """In whatever encoding a document type hides, the file is not read and what it names stays closed."""
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    with zipfile.ZipFile(io.BytesIO(make(paragraph("正文") if make is docx else ""))) as packed:
        files: dict[str, str | bytes] = {name: packed.read(name) for name in packed.namelist()}
    main = {docx: "word/document.xml", ofd: "Doc_0/Document.xml", odt: "content.xml"}[make]
    content = files[main]
    assert isinstance(content, bytes)
    head, tail = content.decode().split(">", 1)
    files[main] = with_entity(head + ">", "&e;&r;" + tail, secret, codec)
    with pytest.raises(DamagedFileError):
        read_here(_stored(files) if make is odt else archive(files))
    assert not sealed


def test_a_document_type_in_a_part_of_another_name_is_refused() -> None:
    """Parts are what the relations say, whatever they are called."""
    data = docx(paragraph("正文"))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        files = {name: packed.read(name).decode() for name in packed.namelist()}
    files["_rels/.rels"] = files["_rels/.rels"].replace("word/document.xml", "word/document.bin")
    files["word/document.bin"] = '<!DOCTYPE x [<!ENTITY a "甲">]>' + files.pop("word/document.xml")
    with pytest.raises(DamagedFileError, match="文档类型声明"):
        read(archive(files))


def test_entities_of_a_page_are_not_resolved(tmp_path: Path, sealed: list[str]) -> None:
    """A page that declares entities shows no file and asks no server."""
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    page = with_entity("<html><body>", "<p>条款&e;&r;</p></body></html>", secret, "utf-8")
    document = read_here(page)
    assert document is not None and "条款" in document.text
    assert SECRET not in document.text and not sealed


def test_nothing_is_fetched(sealed: list[str]) -> None:
    """Templates, pictures, frames, style sheets and linked parts on a server stay there."""
    kinds = ("attachedTemplate", "image", "oleObject", "footnotes", "aFChunk", "header", "hyperlink")
    outside = "".join(
        f'<Relationship Id="x{kind}" Type="http://x/{kind}" Target="{OUTSIDE}" TargetMode="External"/>'
        for kind in kinds
    )
    with zipfile.ZipFile(io.BytesIO(docx(paragraph("正文")))) as packed:
        files = {name: packed.read(name).decode() for name in packed.namelist()}
    rels = "word/_rels/document.xml.rels"
    files[rels] = files[rels].replace("</Relationships>", outside + "</Relationships>")
    page = (
        f"<html><head><link rel=stylesheet href={OUTSIDE}><base href={OUTSIDE}><meta http-equiv=refresh"
        f" content='0;url={OUTSIDE}'></head><body><p>正文</p><img src={OUTSIDE}>"
        f"<iframe src={OUTSIDE}></iframe><script src={OUTSIDE}></script>"
        f"<object data={OUTSIDE}></object></body></html>"
    )
    link = f'{{\\field{{\\*\\fldinst INCLUDETEXT "{OUTSIDE}"}}{{\\fldrslt }}}}{{\\*\\template {OUTSIDE}}}'
    linked = f'<text:section-source xlink:href="{OUTSIDE}" xmlns:xlink="x"/>'
    for data in (
        archive(files),
        page.encode(),
        mht(saved_page(page)),
        rtf(escaped("正文") + link),
        odt(f"<text:section>{linked}{p('正文')}</text:section>"),
        ofd(words(20, 60, "正文"), common=f"<ofd:PublicRes>{OUTSIDE}</ofd:PublicRes>"),
    ):
        document = read_here(data)
        assert document is not None and document.text == "正文"
    assert not sealed


def test_macros_and_embedded_files_are_passed_over(sealed: list[str]) -> None:
    """A document with macros and embedded objects is read for its text, and nothing else happens."""
    with zipfile.ZipFile(io.BytesIO(docx(paragraph("正文")))) as packed:
        files: dict[str, str | bytes] = {name: packed.read(name) for name in packed.namelist()}
    files["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    files["word/embeddings/oleObject1.bin"] = b"MZ" + b"\x90" * 600
    files["word/embeddings/inner.docx"] = docx(paragraph("里面的文件"))
    document = read_here(archive(files))
    assert document is not None and document.text == "正文"
    packed_object = r"{\object\objemb{\*\objclass Package}{\*\objdata " + "4d5a90" * 200 + "}}"
    document = read_here(rtf(escaped("正文") + packed_object))
    assert document is not None and document.text == "正文"
    assert not sealed


def test_actions_of_a_pdf_are_not_taken(tmp_path: Path) -> None:
    """A PDF that would start a program, run a script or unpack a file is read and does nothing."""
    trace = tmp_path / "trace"
    launch = f"<</S /Launch /F (/bin/touch) /P ({trace}) /Unix <</F (/bin/touch {trace})>>>>".encode()
    script = b"<</S /JavaScript /JS (app.launchURL\\('%s'\\); this.exportDataObject\\({cName:'a'}\\))>>" % (
        OUTSIDE.encode()
    )
    data = raw_pdf(
        {
            1: b"<</Type /Catalog /Pages 2 0 R /OpenAction 6 0 R /AA <</WC 7 0 R>>"
            b" /AcroForm <</Fields [8 0 R]>> /Names <</EmbeddedFiles <</Names [(a.exe) 9 0 R]>>"
            b" /JavaScript <</Names [(a) 7 0 R]>>>>>>",
            2: b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
            3: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents 4 0 R /Annots [8 0 R 11 0 R]"
            b" /AA <</O 6 0 R>> /Resources <</Font <</F1 5 0 R>>>>>>",
            4: stream(b"BT /F1 12 Tf 50 190 Td (Clause) Tj ET"),
            5: b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
            6: launch,
            7: script,
            8: b"<</Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (filled) /Rect [100 185 200 205]"
            b" /P 3 0 R /AA <</F 7 0 R /C 7 0 R>>>>",
            9: b"<</Type /Filespec /F (a.exe) /EF <</F 10 0 R>>>>",
            10: stream(b"MZ program", b"/Type /EmbeddedFile"),
            11: b"<</Type /Annot /Subtype /Link /Rect [0 0 9 9] /A <</S /URI /URI (%s)>>>>"
            % OUTSIDE.encode(),
        }
    )
    assert read(data).text.split() == ["Clause", "filled"]
    assert not list(tmp_path.iterdir())


def test_archives_within_archives_stay_packed() -> None:
    """What is packed once more is not unpacked; zeros by the hundred megabyte are refused unread."""
    inner = archive({"0": b"\0" * 1_000_000})
    document = read(
        _with(docx(paragraph("正文")), {"word/inner.zip": archive({"1.zip": inner, "2.zip": inner})})
    )
    assert document.text == "正文"
    with pytest.raises(LimitError, match="压缩比"):
        read(_with(docx(paragraph("正文")), {"word/media/a.bin": b"\0" * 50_000_000}))


def test_sizes_that_lie_do_not_unpack_more() -> None:
    """An entry that unpacks to more than it says is cut there, and the file is refused."""
    data = _with(docx(paragraph("正文")), {"word/footnotes.xml": b" " * 3_000_000})
    lied = data.replace(struct.pack("<I", 3_000_000), struct.pack("<I", 30))
    with pytest.raises(DamagedFileError):
        read(lied)


def test_nesting_without_end_says_so() -> None:
    """Parts within parts, deeper than any program writes, are refused for what they are."""
    mail = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b0\r\n\r\n" + b"".join(
        b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (depth, depth + 1)
        for depth in range(2000)
    )
    with pytest.raises(LimitError, match="嵌套层数"):
        read(mail)


def test_a_long_list_is_read() -> None:
    """Thirty thousand items are numbered before the time is over."""
    items = "<li>条款</li>" * 30_000
    assert read(f"<html><body><ol>{items}</ol></body></html>".encode()).text.endswith("\n30000. 条款")


def test_a_long_rtf_of_raw_bytes_is_read() -> None:
    """A line of ten megabytes costs no more memory than any other file."""
    words_of_it = "按期还款，" * 1_000_000
    document = read(
        b"{\\rtf1\\ansi " + words_of_it.encode("gb18030") + b"}", limits=Limits(characters=6_000_000)
    )
    assert document.text == words_of_it


@pytest.mark.parametrize("blank", ["\u3000\n\u3000".encode(), b"\x0c"])
def test_a_file_of_blanks_says_so(blank: bytes) -> None:
    """A file without a word is not an empty report."""
    with pytest.raises(DamagedFileError, match="空"):
        read(blank)


def test_a_document_of_page_marks_says_so() -> None:
    """Where nothing is left when page marks are taken out, there is nothing to report on."""
    marks = [words(100, 285, f"第 {number} 页") for number in (1, 2)]
    with pytest.raises(NoTextError, match="页码"):
        read(ofd(*marks))


def _with(data: bytes, more: dict[str, bytes]) -> bytes:
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as packed:
        for name, content in more.items():
            packed.writestr(name, content)
    return target.getvalue()


def _stored(files: dict[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return target.getvalue()
