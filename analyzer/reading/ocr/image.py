"""Photos, screenshots and scanned pages as picture files → text with boxes. Runs in the child process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from PIL import Image

from analyzer.errors import LimitError, NoTextError
from analyzer.isolation.limits import Limits
from analyzer.isolation.worker import Tell
from analyzer.model import Notice
from analyzer.pictures import count, files_in, frames, size_on_paper
from analyzer.reading.content import Content
from analyzer.reading.layout.arranging import Layout, arrange
from analyzer.reading.layout.assembling import PageLines, assembled, watermarks
from analyzer.reading.layout.furniture import remove_furniture
from analyzer.reading.ocr import engine
from analyzer.reading.ocr.pages import sheet, uncertain
from analyzer.reading.ocr.pool import recognised
from analyzer.reading.ocr.screenshots import joined

_NOT_INSTALLED = (
    "这是图片，这里没有安装识别文字的组件；请运行 pip install 'loan-clause-analyzer[ocr]' 后再试，"
    "或把文字粘贴进来。"
)
_NOTHING = "图片里没有识别出文字；请换一张更清楚、拍得更正的，或把文字粘贴进来。"
_RECOGNISED = "文字由本机从图片识别，可能有个别错字；请对照原件。"


def parse(data: bytes, sizes: Sequence[int], limits: Limits, tell: Tell) -> Content:
    """Return the text of one or several pictures of one document, one ``Page`` a picture.

    ``data`` holds files of ``sizes`` bytes one after the other. Pages are in reading order; their numbers
    count the pictures as given. Raises ``NoTextError`` where there is nothing to read or no engine to read
    it, ``DamagedFileError`` or ``LimitError``.
    """
    if not engine.installed():
        raise NoTextError(_NOT_INSTALLED)
    files = list(files_in(data, sizes))
    total = sum(count(file, limits) for file in files)
    if total > limits.ocr_pages:
        raise LimitError(f"图片有 {total} 张，超过 {limits.ocr_pages} 张的上限；请分几次处理。")
    tell(0, total, slow=True)
    sizes_seen: list[tuple[int, int]] = []

    def pictures() -> Iterator[Image.Image]:
        for picture in chain.from_iterable(frames(file, limits) for file in files):
            sizes_seen.append(picture.size)
            yield picture

    pages: list[PageLines] = []
    notices: list[Notice] = []
    tiled: list[str] = []
    for number, writing in enumerate(recognised(pictures(), total, limits), 1):
        width, height = size_on_paper(*sizes_seen[number - 1])
        scale = width / max(1, sizes_seen[number - 1][0])
        layout: Layout = arrange(sheet(writing, width, height, scale))
        pages.append(PageLines(number, width, height, layout.lines))
        tiled += layout.watermarks
        notices += uncertain(number, writing, "张")
        tell(number, total, slow=True)
    if not any(page.lines for page in pages):
        raise NoTextError(_NOTHING)
    ordered, joining = joined(pages)
    kept, furniture = remove_furniture(ordered)
    return assembled(kept, [Notice("ocr", _RECOGNISED), *joining, *furniture, *watermarks(tiled), *notices])
