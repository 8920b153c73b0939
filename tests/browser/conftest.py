"""The page in a real browser: Streamlit as a child process, Chromium from the system."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
import states
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from serving import ROOT, serving

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


@contextmanager
def visitor(browser: Browser, address: str, **options: Any) -> Iterator[BrowserContext]:
    """A fresh visitor, with these options of a browser context."""
    usual = {"viewport": {"width": 1440, "height": 900}, "locale": "zh-CN", "base_url": address}
    fresh = browser.new_context(**{**usual, **options})
    fresh.set_default_timeout(PATIENCE)
    yield fresh
    fresh.close()


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A fresh visitor."""
    with visitor(browser, address) as fresh:
        yield fresh


@pytest.fixture(scope="module")
def shared_page(browser: Browser, address: str) -> Iterator[Page]:
    """One page for the tests of a module: to load it takes longer than most of them."""
    with visitor(browser, address) as fresh:
        yield fresh.new_page()


@pytest.fixture
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page with the example open; parametrise with options of a browser context for one of its own."""
    with ExitStack() as stack:
        if hasattr(request, "param"):
            opened = stack.enter_context(visitor(browser, address, **request.param)).new_page()
        else:
            opened = request.getfixturevalue("shared_page")
        states.first_page(opened)
        yield opened
