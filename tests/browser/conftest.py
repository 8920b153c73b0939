"""The page in a real browser: Streamlit as a child process, Chromium from the system."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from serving import ROOT, START_SECONDS, serving

PATIENCE = 30_000  # milliseconds; two workers share two processors
expect.set_options(timeout=PATIENCE)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# Chromium itself must be silent too: the test that listens for requests would not see its own services,
# but a closed network makes it wait for them.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The page's address, served by the command a reader would run."""
    with serving(cwd=ROOT) as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A fresh visitor; parametrise indirectly with a dict of browser context options."""
    usual = {"viewport": {"width": 1440, "height": 900}, "locale": "zh-CN", "base_url": address}
    options = {**usual, **getattr(request, "param", {})}
    fresh = browser.new_context(**options)
    fresh.set_default_timeout(PATIENCE)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    """The page as a visitor first sees it: an example is open."""
    opened = context.new_page()
    opened.goto(address)
    opened.locator(".reader .item").first.wait_for(timeout=1000 * START_SECONDS)  # the first starts workers
    return opened
