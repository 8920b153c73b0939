"""Every state of every page, light and wide and dark on a phone: usable by all, in Chinese, and pictured.

One visit serves all checks, for coming to a state takes longer than looking at it. The pictures are kept in
the folder ``screenshots``, or in the one that the environment variable LOANCLAUSE_SCREENSHOTS names.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Literal

import pytest
from accessibility import violations
from playwright.sync_api import BrowserContext, Page, TimeoutError, ViewportSize, expect
from states import NEXT_STEPS, STATES, SURVEY, State

import ui

pytestmark = pytest.mark.browser

Theme = Literal["light", "dark"]
SIZES: dict[str, ViewportSize] = {
    "wide": {"width": 1280, "height": 900},
    "phone": {"width": 390, "height": 844},
}
# Every size and every theme once: a look takes two seconds.
LOOKS: tuple[tuple[str, Theme], ...] = (("wide", "light"), ("phone", "dark"))
PICTURES = Path(os.environ.get("LOANCLAUSE_SCREENSHOTS") or ui.APP.parent.parent / "screenshots")
# In milliseconds: the library, whose every rule is drawn anew, takes long where the processor is shared.
PATIENCE = 60_000
SETTLING = 10_000
# In pixels; longer pages are cut off.
TALLEST = 6000
NAMES = [*STATES, *NEXT_STEPS, *SURVEY]
HERE = Path(__file__).parent
ENGLISH, LAYOUT = ((HERE / name).read_text(encoding="utf-8") for name in ("english.js", "layout.js"))
# Everything that moves has come to rest and everything that is loaded late is there.
AT_REST = """() => document.documentElement.lang === "zh-CN" &&
  !document.querySelector("[data-testid=stSkeleton]") &&
  document.getAnimations().every((each) => each.playState !== "running")"""
FULL_HEIGHT = "() => document.querySelector('[data-testid=stMain]').scrollHeight"


@pytest.mark.parametrize("name", STATES)
def test_state(shared_page: Page, name: str) -> None:
    """A state has no grave barrier and no English word, lies well in the window, and can be looked at."""
    assert looked_at(shared_page, name, STATES[name]) == {}


@pytest.mark.parametrize("states", [NEXT_STEPS, SURVEY], ids=["next-steps", "survey"])
def test_states_on_one_page(context: BrowserContext, states: dict[str, State]) -> None:
    """So has every tab of 「下一步」, and what one comes to on 「普查」."""
    page = context.new_page()
    wrong = {}
    for name, come in states.items():
        wrong[name] = looked_at(page, name, come)
    assert wrong == {name: {} for name in states}


def looked_at(page: Page, name: str, come: State) -> dict[str, list[str]]:
    """Come to a state; return what is wrong with it in each look, and keep pictures."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size(SIZES["wide"])
    come(page)
    promised = page.get_by_text("只在这台电脑上分析").count()
    assert promised == (0 if name.startswith("library") else 1)
    wrong: dict[str, list[str]] = {}
    for size, theme in LOOKS:
        page.set_viewport_size(SIZES[size])
        put_on(page, theme)
        found = [*laid_out(page), *page.evaluate(ENGLISH), *violations(page)]
        if found:
            wrong[f"{size}-{theme}"] = found
        take_picture(page, f"{NAMES.index(name) + 1:02}-{name}-{size}-{theme}")
    return wrong


def laid_out(page: Page) -> list[str]:
    """Return what lies wrongly once the bar has followed the new width, which it does a moment later."""
    with suppress(TimeoutError):
        page.wait_for_function(f"() => !({LAYOUT})().length", timeout=SETTLING)
    wrong: list[str] = page.evaluate(LAYOUT)
    return wrong


def put_on(page: Page, theme: Theme) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", theme, timeout=PATIENCE)
    page.wait_for_function(AT_REST)


def take_picture(page: Page, name: str) -> None:
    """Save the page from top to end; it scrolls inside the window, which is made as tall for the moment."""
    viewport = page.viewport_size
    assert viewport
    height = min(TALLEST, max(viewport["height"], page.evaluate(FULL_HEIGHT)))
    page.set_viewport_size({"width": viewport["width"], "height": height})
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")
    page.set_viewport_size(viewport)
