"""What reading a PDF costs, as ratios measured in this run: they hold on any machine, times do not.

    python benchmarks/reading.py [FILE.pdf ...]

Two tables are printed; a figure that misses its target is marked `!`.

1. Against pdfplumber: what a PDF costs from file to findings (a warm analyser, the child process included),
   in units of what `pdfplumber` takes for `extract_text` of its pages.
2. Memory: the most that a fresh process and its child take for one document, in megabytes.

The documents are made of our examples, with and without ruled tables; files given are measured too.
Figures are medians of several runs; what is measured is time on the clock, as two processes take part.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from time import perf_counter

import pdfplumber
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from analyzer import Analyzer

EXAMPLES = Path(__file__).parents[1] / "examples"
FONT, SIZE, LINE = "STSong-Light", 10, 18  # points
WIDTH, HEIGHT, MARGIN = 595, 842, 60  # points
COLUMNS, ROWS = 4, 12  # of a table, one on every other page
PAGES = (10, 60)
RUNS = 5
TO_PDFPLUMBER, MEGABYTES = 1.0, 300.0  # the targets: at most

# Run in processes of their own: what the whole takes itself, and what reading takes in its child. The system
# counts a child as large as its parent was when it began, so that a small one must start each.
OWN, CHILD = (
    f"import resource, sys; from pathlib import Path; from {module} import {work}; {work}(Path(sys.argv[1]));"
    f"print(resource.getrusage(resource.RUSAGE_{who}).ru_maxrss)"
    for module, work, who in (("analyzer", "analyze", "SELF"), ("analyzer.reading", "read", "CHILDREN"))
)
UNIT = 1 if sys.platform == "darwin" else 1024  # bytes of ru_maxrss


def made(pages: int, *, tables: bool) -> bytes:
    """Return a PDF of our examples, over and over."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT))
    lines = cycle(wrapped())
    for page in range(pages):
        canvas.setFont(FONT, SIZE)
        down = float(MARGIN)
        if tables and page % 2:
            down = ruled(canvas, down)
        room = int((HEIGHT - MARGIN - down) / LINE)
        for row, line in enumerate(islice(lines, room)):
            canvas.drawString(MARGIN, HEIGHT - down - LINE * row, line)
        canvas.drawCentredString(WIDTH / 2, 30, f"{page + 1} / {pages}")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def wrapped() -> list[str]:
    """Return the lines of our examples, as a page breaks them."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt")))
    paragraphs = (line.strip() for text in texts for line in text.splitlines() if line.strip())
    full = (WIDTH - 2 * MARGIN) // SIZE
    return [paragraph[at : at + full] for paragraph in paragraphs for at in range(0, len(paragraph), full)]


def ruled(canvas: Canvas, down: float) -> float:
    """Draw a table and return where the page goes on, in points from the top."""
    wide, high = (WIDTH - 2 * MARGIN) / COLUMNS, 2.0 * LINE
    for row in range(ROWS + 1):
        canvas.line(MARGIN, HEIGHT - down - row * high, WIDTH - MARGIN, HEIGHT - down - row * high)
    for column in range(COLUMNS + 1):
        x = MARGIN + column * wide
        canvas.line(x, HEIGHT - down, x, HEIGHT - down - ROWS * high)
    for row in range(ROWS):
        for number, half in enumerate(("服务费和担保费用按", "月收取")):
            for column in range(COLUMNS):
                x, y = MARGIN + column * wide + 6, down + row * high + 14 + 14 * number
                canvas.drawString(x, HEIGHT - y, half)
    return down + ROWS * high + 2 * LINE


def costs(*works: Callable[[], object]) -> list[float]:
    """Return the seconds that each work takes: medians of runs by turns, as other work comes and goes."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(RUNS):
        for work, taken in zip(works, times, strict=True):
            start = perf_counter()
            work()
            taken.append(perf_counter() - start)
    return [median(taken) for taken in times]


def by_pdfplumber(data: bytes) -> None:
    """Extract the text of all pages, and nothing else."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


def peaks(data: bytes) -> tuple[float, float]:
    """Return the megabytes that a fresh process takes for a document, and those of its child."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        own, child = (int(_output(code, file.name)) for code in (OWN, CHILD))
    return own * UNIT / 2**20, child * UNIT / 2**20


def _output(code: str, argument: str) -> bytes:
    between = "import subprocess, sys; subprocess.run([sys.executable, *sys.argv[1:]], check=True)"
    command = [sys.executable, "-c", between, "-c", code, argument]
    return subprocess.run(command, check=True, capture_output=True).stdout


def documents() -> dict[str, bytes]:
    """Return the documents to measure by name."""
    ours = {
        f"{pages} pages{', tables' if tables else ''}": made(pages, tables=tables)
        for pages in PAGES
        for tables in (False, True)
    }
    return ours | {Path(name).name: Path(name).read_bytes() for name in sys.argv[1:]}


def main() -> None:
    """Print both tables."""
    found = documents()
    analyzer = Analyzer()
    analyzer.analyze("甲方同意。")
    print(f"File to findings : pdfplumber.extract_text alone, at most {TO_PDFPLUMBER}")
    for name, data in found.items():
        ours, theirs = costs(partial(analyzer.analyze, data), partial(by_pdfplumber, data))
        mark = "!" if ours > TO_PDFPLUMBER * theirs else " "
        print(f"  {ours / theirs:8.2f} {mark} {name}  ({ours:.2f} s : {theirs:.2f} s)", flush=True)
    print(f"\nMegabytes of a fresh process and its child, at most {MEGABYTES:.0f} in all")
    for name, data in found.items():
        own, child = peaks(data)
        mark = "!" if own + child > MEGABYTES else " "
        print(f"  {own + child:8.0f} {mark} {name}  ({own:.0f} + {child:.0f})", flush=True)


if __name__ == "__main__":
    main()
