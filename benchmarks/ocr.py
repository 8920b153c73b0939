"""How well and how fast pictures are read: character error rate, seconds a page, memory.

Run ``python benchmarks/ocr.py [PAGES]``. The pages are drawn from the texts in ``examples/`` with every
Chinese font found here: rendered A4 pages at 150 dpi, 1080-pixel-wide phone screenshots, and photo-like
distortions of both (perspective, uneven light, blur, noise, JPEG 60). Errors are counted by edit distance
after folding the width of signs; blanks, and blanks to fill in (____), are left out. Seconds depend on the
machine.
"""

from __future__ import annotations

import resource
import sys
import time
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from PIL import Image
from rapidfuzz.distance import Levenshtein

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "reading")]

import picturing  # noqa: E402

from analyzer.errors import NoTextError  # noqa: E402
from analyzer.reading import read  # noqa: E402

FONTS = (
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
)
# Name → size of the writing and of the picture in pixels, margin.
KINDS = {"A4, 150 dpi": (22, picturing.A4, 120), "screenshot": (42, picturing.PHONE, 48)}


def main() -> None:
    """Print one line a font and kind."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    print(f"{'font':24} {'kind':22} {'chars':>6} {'errors':>7} {'CER':>7} {'s/page':>7}")
    for path in filter(lambda each: Path(each).exists(), FONTS):
        for kind, (size, shape, margin) in KINDS.items():
            pages = list(islice(_pages(path, size, shape, margin), count))
            _measure(Path(path).stem, kind, pages)
            _measure(
                Path(path).stem,
                f"{kind}, photo",
                [
                    (picturing.photographed(picture, seed), truth)
                    for seed, (picture, truth) in enumerate(pages)
                ],
            )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"peak memory of the child process: {peak} MB")


def _pages(path: str, size: int, shape: tuple[int, int], margin: int) -> Iterator[tuple[Image.Image, str]]:
    picturing.use_font(path)
    rows = (shape[1] - 2 * margin) // round(1.6 * size)
    for file in sorted((ROOT / "examples").glob("*.txt")):
        text = file.read_text(encoding="utf-8").replace("_", "").replace("\t", "  ")
        lines = list(picturing.wrapped(text, size, shape[0] - 2 * margin))
        for first in range(0, len(lines), rows):
            page = lines[first : first + rows]
            yield picturing.drawn(page, size, shape, margin), "\n".join(page)


def _measure(font: str, kind: str, pages: list[tuple[Image.Image, str]]) -> None:
    errors = characters = 0
    began = time.perf_counter()
    for picture, truth in pages:
        try:
            seen = read(picturing.encoded(picture)).text
        except NoTextError:
            seen = ""
        errors += Levenshtein.distance(_plain(seen), _plain(truth))
        characters += len(_plain(truth))
    seconds = (time.perf_counter() - began) / max(1, len(pages))
    print(
        f"{font:24} {kind:22} {characters:6} {errors:7} {errors / characters:7.2%} {seconds:7.1f}", flush=True
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", "".join(text.split()))


if __name__ == "__main__":
    main()
