"""Another theme or width for a while, on a page that other tests use as well."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from playwright.sync_api import Page, expect

_PATIENCE = 60_000  # milliseconds; to draw everything anew takes long where the processor is shared


@contextmanager
def looking(page: Page, theme: Literal["light", "dark"], width: int) -> Iterator[None]:
    before = page.viewport_size
    assert before
    _put_on(page, theme)
    page.set_viewport_size({"width": width, "height": before["height"]})
    yield
    page.set_viewport_size(before)
    _put_on(page, "light")


def _put_on(page: Page, theme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=theme)
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", theme, timeout=_PATIENCE)
