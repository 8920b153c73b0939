"""Pictures that mean harm: what they promise is looked at before anything is decoded."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from analyzer import pictures
from analyzer.errors import DamagedFileError, LimitError, UnreadableError
from analyzer.isolation.limits import Limits
from analyzer.reading import read
from analyzer.reading.ocr import engine


def _png(width: int, height: int, more: bytes = b"") -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + more
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


def _gif(width: int, height: int) -> bytes:
    """Return a GIF of one pixel whose frame is larger than it says."""
    screen = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    return screen + b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\2\2\x44\1\0;"


def _tiff(frames: int) -> bytes:
    """Return a TIFF of so many frames of one pixel, which they share."""
    # Width, height, bits, compression, sense, where the pixel is, how many, rows, bytes (TIFF 6.0, 4).
    pixel = {256: 1, 257: 1, 258: 8, 259: 1, 262: 1, 273: 4, 277: 1, 278: 1, 279: 1}
    tags = struct.pack("<H", len(pixel)) + b"".join(
        struct.pack("<HHII", tag, 4, 1, value) for tag, value in pixel.items()
    )
    length = len(tags) + 4
    nexts = [8 + length * (index + 1) for index in range(frames - 1)] + [0]
    return b"II*\0\x08\0\0\0" + b"".join(tags + struct.pack("<I", place) for place in nexts)


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda: _png(100_000, 100_000), "像素"),
        (lambda: _gif(65_535, 65_535), "像素"),
        (lambda: _png(12_000, 12_000), "像素"),
        (lambda: _tiff(10_000), "500 页"),
    ],
    ids=["png", "gif", "small png", "tiff"],
)
def test_pictures_larger_than_they_look_are_refused(make: Callable[[], bytes], word: str) -> None:
    """A few bytes that promise gigabytes of pixels, or pages by the thousand, say so; none is decoded."""
    with pytest.raises(LimitError, match=word):
        read(make())


def test_every_frame_is_measured() -> None:
    """A page of a TIFF that is larger than the first one is refused before it is decoded."""
    target = io.BytesIO()
    Image.new("1", (10, 10)).save(target, "TIFF", save_all=True, append_images=[Image.new("1", (3000, 3000))])
    limits = Limits(pixels=1_000_000)
    with pytest.raises(LimitError, match="3000 × 3000"):
        list(pictures.frames(target.getvalue(), limits))


@pytest.mark.skipif(not engine.installed(), reason="needs the extra ocr")
def test_recognition_reports_to_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine would tell its maker that it ran, and leaves a file in the temporary folder when it does."""
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path))
    target = io.BytesIO()
    drawn = Image.new("RGB", (240, 120), "white")
    ImageDraw.Draw(drawn).text((20, 40), "Loan 5.5%", fill="black", font_size=40)
    drawn.save(target, "PNG")
    assert "Loan" in read(target.getvalue()).text
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("count", [1, 65_535])
def test_what_a_camera_notes_cannot_do_harm(count: int) -> None:
    """EXIF that leads in circles or promises more entries than there are is passed over or refused."""
    circle = (
        b"Exif\0\0II*\0\x08\0\0\0"
        + struct.pack("<HHHII", count, 0x0112, 3, 0xFFFFFFFF, 8)
        + struct.pack("<I", 8)
    )
    target = io.BytesIO()
    Image.new("L", (20, 10), 255).save(target, "JPEG", exif=circle)
    try:
        (frame,) = pictures.frames(target.getvalue(), Limits())
        assert frame.size == (20, 10)
    except UnreadableError as error:
        assert str(error).endswith("。")


def test_text_packed_into_a_picture_stays_packed() -> None:
    """A note of a picture that unpacks to a hundred megabytes is not unpacked."""
    packed = zlib.compress(b"a" * 100_000_000)
    note = b"Comment\0\0" + packed
    chunk = struct.pack(">I", len(note)) + b"zTXt" + note + struct.pack(">I", zlib.crc32(b"zTXt" + note))
    with pytest.raises(DamagedFileError, match="图片"):
        read(_png(4, 4, chunk))
