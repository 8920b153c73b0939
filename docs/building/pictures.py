"""Take the pictures of the page that README and the documentation show, from our own examples.

    python docs/building/pictures.py

It serves the page, opens it in the system's Chromium as the browser tests do, and writes ``docs/pictures``.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "browser")]

import states  # noqa: E402 - the tests are no package
from conftest import CHROMIUM, FLAGS  # noqa: E402
from serving import serving  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
SIZE = {"width": 1280, "height": 860}


def to(selector: str) -> states.State:
    """Return what scrolls the first element that ``selector`` names to just below the page's head."""

    def scroll(page: Page) -> None:
        element = page.locator(selector).first
        element.evaluate("element => element.scrollIntoView()")
        element.evaluate("() => document.querySelector('[data-testid=stMain]').scrollBy(0, -72)")

    return scroll


# Name of the picture → how to come to what it shows.
SHOWN = {
    "page": (states.finding_opened, to("[data-testid=stMain] h3")),
    "comparison": (states.comparison_result,),
    "letter": (states.steps_letter, to(".lc-paper")),
    "survey": (states.survey_empty, states.survey_kinds, to(".counts")),
    "playground": (states.playground,),
}
COLOURS = 128  # enough for a page without photos, at a quarter of the size


def main() -> None:
    """Take every picture."""
    PICTURES.mkdir(exist_ok=True)
    with serving(cwd=ROOT) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, come in SHOWN.items():
            with browser.new_context(viewport=SIZE, locale="zh-CN", base_url=address) as visitor:
                page = visitor.new_page()
                for step in come:
                    step(page)
                save(page, PICTURES / f"{name}.png")


def save(page: Page, target: Path) -> None:
    """Write what the window shows, in few colours."""
    page.wait_for_timeout(500)  # what moves comes to rest
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        picture.convert("RGB").quantize(COLOURS).save(target, optimize=True)


if __name__ == "__main__":
    main()
