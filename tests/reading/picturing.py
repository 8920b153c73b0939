"""Pictures for the tests of recognition: our own words as pages, screenshots and photos."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

_FONTS = (
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
)
_CHOSEN: list[str] = []
# A character that must not begin a line.
_CLOSING = "，。；：、）》”！？"

A4 = (1240, 1754)  # pixels at 150 dpi
PHONE = (1080, 2400)


def font_path() -> str | None:
    """Return a Chinese font of this machine that has Latin letters too, None without one."""
    return next((path for path in _FONTS if Path(path).exists()), None)


def use_font(path: str) -> None:
    """Draw with the font at ``path`` from now on."""
    _CHOSEN[:] = [path]


def font(size: int) -> ImageFont.FreeTypeFont:
    """Return the font to draw with at ``size`` pixels."""
    path = _CHOSEN[0] if _CHOSEN else font_path()
    assert path is not None
    return _font(path, size)


@cache
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


def wrapped(text: str, size: int, width: int) -> Iterator[str]:
    """Yield the lines of ``text`` as a page of ``width`` pixels breaks them."""
    for paragraph in text.split("\n"):
        line = ""
        for char in paragraph:
            if font(size).getlength(line + char) > width and char not in _CLOSING:
                yield line
                line = ""
            line += char
        if line.strip():
            yield line


def drawn(
    lines: Sequence[str],
    size: int,
    shape: tuple[int, int],
    margin: int = 60,
    colors: tuple[str, str] = ("black", "white"),
) -> Image.Image:
    """Return a picture of ``shape`` (pixels) with ``lines`` under one another, ink on paper."""
    ink, paper = colors
    picture = Image.new("RGB", shape, paper)
    pen = ImageDraw.Draw(picture)
    for row, line in enumerate(lines):
        pen.text((margin, margin + round(1.6 * size) * row), line, font=font(size), fill=ink)
    return picture


def high_enough(lines: Sequence[str], size: int, margin: int = 60) -> int:
    """Return the height in pixels that ``drawn`` needs for ``lines``."""
    return 2 * margin + round(1.6 * size) * len(lines)


def photographed(picture: Image.Image, seed: int = 1) -> Image.Image:
    """Return ``picture`` as a phone takes it: perspective, uneven light, blur, noise, JPEG 60."""
    random = np.random.default_rng(seed)
    pixels = np.asarray(picture)
    height, width = pixels.shape[:2]
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inward = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]]) * random.uniform(0.02, 0.07, (4, 2))
    seen = (flat + inward * (width, height)).astype(np.float32)
    turned = cv2.warpPerspective(
        pixels, cv2.getPerspectiveTransform(flat, seen), (width, height), borderValue=(120, 110, 100)
    )
    light = turned * np.linspace(0.75, 1.05, width)[None, :, None]
    noisy = cv2.GaussianBlur(light, (0, 0), 0.8) + random.normal(0, 8, light.shape)
    return Image.open(
        io.BytesIO(encoded(Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)), "JPEG", quality=60))
    )


def encoded(picture: Image.Image, form: str = "PNG", **options: object) -> bytes:
    """Return ``picture`` as a file."""
    target = io.BytesIO()
    picture.save(target, form, **options)
    return target.getvalue()
