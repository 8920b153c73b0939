"""PDF files written object by object, for what no library would write: made from our own words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from making import HEIGHT, WIDTH, raw_pdf, stream

CLAUSES = (
    "第一条 乙方可以读取甲方的手机通讯录和通话记录，用于贷后联系。",
    "第二条 未经甲方同意，乙方不得向任何第三方提供甲方的个人信息。",
    "第三条 借款逾期后，乙方有权委托第三方机构向甲方进行催收。",
    "第四条 乙方可以查询甲方的征信报告，并向征信机构报送还款记录。",
    "第五条 甲方同意乙方将本合同项下的债权转让给第三方机构。",
    "第六条 甲方应当按照约定的日期归还借款本金和利息。",
    "第七条 本合同自双方签字之日起生效，一式两份，双方各执一份。",
    "第八条 因本合同发生的争议，双方可以向甲方住所地人民法院起诉。",
)

# (x, distance from the top, hexadecimal string of character codes).
Shown = tuple[float, float, bytes]
_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_MAY_DO = -44
_IDENTITY = bytes(16)
_STRING = re.compile(rb"\((\w+)\)")


def page_pdf(
    content: bytes, page: bytes = b"", resources: bytes = b"", more: Mapping[int, bytes] | None = None
) -> bytes:
    """Return a PDF of one page (420 × 595 points); object 4 is its content, /F1 is Helvetica (object 5)."""
    return raw_pdf(page_objects(content, page, resources, more))


def page_objects(
    content: bytes, page: bytes = b"", resources: bytes = b"", more: Mapping[int, bytes] | None = None
) -> dict[int, bytes]:
    """Return the objects of ``page_pdf``."""
    box = b"" if b"/MediaBox" in page else b"/MediaBox [0 0 %d %d] " % (WIDTH, HEIGHT)
    return {
        1: b"<</Type /Catalog /Pages 2 0 R>>",
        2: b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        3: b"<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F1 5 0 R>> %s>> %s>>"
        % (resources, box + page),
        4: stream(content),
        5: b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
        **(more or {}),
    }


def composite_font(
    encoding: str, to_unicode: Mapping[int, str] | None = None, ordering: str = "Identity"
) -> dict[int, bytes]:
    """Return objects 5 and up for a font of two-byte codes that is not embedded."""
    mapped = b"" if to_unicode is None else b" /ToUnicode 8 0 R"
    return {
        5: b"<</Type /Font /Subtype /Type0 /BaseFont /Some /Encoding /%s /DescendantFonts [6 0 R]%s>>"
        % (encoding.encode(), mapped),
        6: b"<</Type /Font /Subtype /CIDFontType2 /BaseFont /Some /FontDescriptor 7 0 R /DW 1000"
        b" /CIDSystemInfo <</Registry (Adobe) /Ordering (%s) /Supplement 0>>>>" % ordering.encode(),
        7: b"<</Type /FontDescriptor /FontName /Some /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0"
        b" /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80>>",
        8: stream(_cmap(to_unicode or {})),
    }


def _cmap(to_unicode: Mapping[int, str]) -> bytes:
    pairs = b"".join(
        b"%d beginbfchar\n%s\nendbfchar\n" % (len(part), b"\n".join(part))
        for part in _hundreds(
            [b"<%04X> <%s>" % (code, _hex(text, "utf-16-be")) for code, text in to_unicode.items()]
        )
    )
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        b"/CMapName /Ours def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + pairs
        + b"endcmap CMapName currentdict /CMap defineresource pop end end\n"
    )


def _hundreds(items: list[bytes]) -> list[list[bytes]]:
    return [items[start : start + 100] for start in range(0, len(items), 100)]


def _hex(text: str, codec: str) -> bytes:
    return text.encode(codec).hex().encode()


def shown(*lines: Shown, size: int = 12) -> bytes:
    """Return the operators that show each (x, distance from the top, hexadecimal codes)."""
    return b"\n".join(
        b"BT /F1 %d Tf %.2f %.2f Td <%s> Tj ET" % (size, x, HEIGHT - down, codes) for x, down, codes in lines
    )


def coded(text: str, codes: Mapping[str, int]) -> bytes:
    """Return ``text`` as hexadecimal two-byte ``codes``."""
    return b"".join(b"%04X" % codes[char] for char in text)


def font_pdf(lines: Sequence[str], font: Mapping[int, bytes], codec: str | Mapping[str, int]) -> bytes:
    """Return a PDF with ``lines`` under one another in ``font``, written by a Python codec or by codes."""
    rows = [
        (30.0, 150.0 + 20 * row, _hex(line, codec) if isinstance(codec, str) else coded(line, codec))
        for row, line in enumerate(lines)
    ]
    return page_pdf(shown(*rows), more=font)


def encrypted_pdf(
    objects: Mapping[int, bytes], cipher: str, password: str = "", *, strings: bool = True
) -> bytes:
    """Return a PDF encrypted with ``RC4`` or ``AES`` (128 bits), its ``strings`` left in clear on demand.

    The standard security handler of ISO 32000-1, 7.6, revisions 3 and 4; ``password`` is the user's.
    """
    owner = _padded("owner")
    key = hashlib.md5(owner).digest()
    for _ in range(50):
        key = hashlib.md5(key).digest()
    for_owner = _padded(password)
    for turn in range(20):
        for_owner = _rc4(bytes(byte ^ turn for byte in key), for_owner)
    key = hashlib.md5(_padded(password) + for_owner + _MAY_DO.to_bytes(4, "little", signed=True) + _IDENTITY)
    secret = key.digest()
    for _ in range(50):
        secret = hashlib.md5(secret).digest()
    for_user = hashlib.md5(_PADDING + _IDENTITY).digest()
    for turn in range(20):
        for_user = _rc4(bytes(byte ^ turn for byte in secret), for_user)
    last = max(objects) + 1
    version = (
        b"/V 2 /R 3 /Length 128"
        if cipher == "RC4"
        else b"/V 4 /R 4 /Length 128 /CF <</StdCF <</CFM /AESV2 /AuthEvent /DocOpen /Length 16>>>>"
        b" /StmF /StdCF /StrF /StdCF"
    )
    handler = b"<</Filter /Standard %s /O <%s> /U <%s> /P %d>>" % (
        version,
        for_owner.hex().encode(),
        for_user.ljust(32, b"\0").hex().encode(),
        _MAY_DO,
    )
    sealed = {
        number: _sealed(content, partial(_cipher, number, secret, cipher), strings)
        for number, content in objects.items()
    }
    trailer = b"/Encrypt %d 0 R /ID [<%s> <%s>]" % (last, _IDENTITY.hex().encode(), _IDENTITY.hex().encode())
    return raw_pdf({**sealed, last: handler}, trailer)


def _sealed(content: bytes, seal: Callable[[bytes], bytes], strings: bool) -> bytes:
    if b"\nstream\n" in content:
        return stream(seal(content.split(b"\nstream\n", 1)[1].removesuffix(b"\nendstream")))
    return (
        _STRING.sub(lambda string: b"<%s>" % seal(string[1]).hex().encode(), content) if strings else content
    )


def _cipher(number: int, secret: bytes, cipher: str, plain: bytes) -> bytes:
    salt = b"sAlT" if cipher == "AES" else b""
    key = hashlib.md5(secret + number.to_bytes(3, "little") + b"\0\0" + salt).digest()
    if cipher == "RC4":
        return _rc4(key, plain)
    vector = bytes(range(16))
    filler = 16 - len(plain) % 16
    encryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
    return vector + encryptor.update(plain + bytes([filler]) * filler) + encryptor.finalize()


def _padded(password: str) -> bytes:
    return (password.encode() + _PADDING)[:32]


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    sealed = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        sealed.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(sealed)


def form_pdf(fields: Sequence[bytes], content: bytes = b"", page: bytes = b"", catalog: bytes = b"") -> bytes:
    """Return a PDF with an AcroForm; each field is the inside of a widget's dictionary with its /Rect."""
    numbers = range(10, 10 + len(fields))
    named = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = page_objects(content, b"%s /Annots [%s]" % (page, named))
    objects[1] = b"<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [%s] %s>>>>" % (named, catalog)
    for number, field in zip(numbers, fields, strict=True):
        objects[number] = b"<</Type /Annot /Subtype /Widget /T (f%d) /P 3 0 R %s>>" % (number, field)
    return raw_pdf(objects)


def words(text: str) -> bytes:
    """Return a PDF string."""
    return b"<FEFF" + _hex(text, "utf-16-be") + b">"
