"""How long the page takes to show what was asked, with a long document, in a real Chromium.

    python benchmarks/page.py

One table is printed, in milliseconds, medians of five visits: from an input (a file, a key, a click) to the
first change on the screen and to the last, both painted. Times hold for this machine; what is to be compared
is two versions of the page on the same one. The document is made of the examples of our rules, one a clause.
"""

from __future__ import annotations

import random
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from analyzer import analyze
from clause_patterns import load_library

CHARACTERS, RISKS = 100_000, 290
NUMBER = 8  # characters of a clause's number, about
VISITS = 5
QUIET = 1000  # milliseconds without a change: all is done
PATIENCE = 120_000  # milliseconds for anything at all
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
NAME = "长合同.txt"
MEASURING = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")

# What the page is made of.
OPEN, FILE = "打开文件", "input[type=file]"
TEXT, ITEM, HEAD, MARK, CHIP = ".reader .text", ".reader .item", ".head", "mark[data-label]", ".chip"
SHOWN_NAME = ".reader .name"
SEARCH = ".reader .search"


class Taken(NamedTuple):
    """Milliseconds from an input to the first and to the last change that was painted."""

    first: float
    last: float


def contract() -> str:
    """Return about ``CHARACTERS`` characters of numbered clauses, ``RISKS`` of them meant to be found."""
    chance = random.Random(1)
    rules = load_library().rules.values()
    risks = [example for rule in rules for example in rule.examples.flag]
    others = [example for rule in rules for example in rule.examples.passing]
    harmless = [example for example in others if not analyze(example).findings]
    clauses = [risks[index % len(risks)] for index in range(RISKS)]
    while sum(map(len, clauses)) + NUMBER * len(clauses) < CHARACTERS:
        clauses.append(chance.choice(harmless))
    chance.shuffle(clauses)
    return "".join(f"第{numeral(number)}条 {clause}\n" for number, clause in enumerate(clauses, 1))


def numeral(number: int) -> str:
    """Return ``number`` (1 to 9999) in Chinese."""
    places = zip(f"{number:04}", "千百十 ", strict=True)
    written = "".join("零一二三四五六七八九"[int(digit)] + unit for digit, unit in places).strip()
    brief = re.sub("零+", "零", re.sub("零[千百十]", "零", written)).strip("零")
    return brief.removeprefix("一") if brief.startswith("一十") else brief


@contextmanager
def served() -> Iterator[str]:
    """Serve the page as a reader would, and give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    code = "from analyzer.cli import main; main()"
    command = [sys.executable, "-c", code, "ui", "--no-browser", "--port", port]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            next(line for line in server.stderr if port in line)  # says so when it is up
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def taken(page: Page, act: Callable[[], object]) -> Taken:
    """Return how long the page takes to show what ``act`` asks for."""
    page.evaluate("measuring.begin()")
    act()
    return settled(page)


def settled(page: Page) -> Taken:
    """Wait until nothing changes any more, and return how long it took."""
    page.wait_for_function(f"measuring.times.last && performance.now() - measuring.times.last > {QUIET}")
    times = page.evaluate("measuring.times")
    return Taken(times["first"] - times["start"], times["last"] - times["start"])


def upload(page: Page, data: bytes) -> Taken:
    """Return how long it takes until there are marks, and until nothing changes any more."""
    page.get_by_role("button", name=OPEN).click()
    field = page.locator(FILE)
    field.wait_for(state="attached")
    page.evaluate("goal => measuring.begin(goal)", {"name": SHOWN_NAME, "text": NAME, "mark": MARK})
    field.set_input_files({"name": NAME, "mimeType": "text/plain", "buffer": data})
    page.wait_for_function("measuring.times.goal")
    last = settled(page).last
    times = page.evaluate("measuring.times")
    return Taken(times["goal"] - times["start"], last)


def visit(browser: Browser, address: str, data: bytes) -> tuple[dict[str, Taken], int]:
    """Return how long everything takes one visitor, and how many elements the page is made of."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        context.add_init_script(MEASURING)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(address)
        page.locator(ITEM).first.wait_for()
        times = {"upload, to the first marks": upload(page, data)}
        count = page.evaluate("measuring.elements()")
        page.locator(TEXT).focus()
        times["next finding (J)"] = taken(page, lambda: page.keyboard.press("j"))
        times["the one after it (J)"] = taken(page, lambda: page.keyboard.press("j"))
        item = page.locator(ITEM).nth(5).locator(HEAD)
        item.scroll_into_view_if_needed()
        times["opening a finding"] = taken(page, item.click)
        page.locator(SEARCH).focus()
        times["searching"] = taken(page, lambda: page.keyboard.insert_text("通讯录"))
        times["the search cleared"] = taken(page, lambda: page.locator(SEARCH).fill(""))
        chip = page.locator(CHIP).first
        times["a filter on"] = taken(page, chip.click)
        times["a filter off"] = taken(page, chip.click)
        page.locator(TEXT).focus()
        times["scrolling (Page Down)"] = taken(page, lambda: page.keyboard.press("PageDown"))
        return times, count


def main() -> None:
    """Print the table."""
    text = contract()
    findings = len(analyze(text).findings)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        visits = [visit(browser, address, text.encode()) for _ in range(VISITS)]
        browser.close()
    print(
        f"{len(text):,} characters, {findings} findings, {median(count for _, count in visits):,} elements\n"
    )
    print("   first    last  milliseconds, medians of", VISITS)
    for name in visits[0][0]:
        first, last = (median(times[name][which] for times, _ in visits) for which in (0, 1))
        print(f"{first:8.0f}{last:8.0f}  {name}")


if __name__ == "__main__":
    main()
