"""The page in a real browser: Streamlit as a child process, Chromium from the system."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import ui

ROOT = Path(ui.__file__).parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# Chromium itself must be silent too: the test that listens for requests would not see its own services,
# but a closed network makes it wait for them.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
START_SECONDS = 90


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The page's address, served by the command a reader would run."""
    with serving(cwd=ROOT) as served:
        yield served


@contextmanager
def serving(*options: str, **process_options: Any) -> Iterator[str]:
    """The address of a page served by a process of its own until the context ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(ui.APP), f"--server.port={port}", *options]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **silent, **process_options) as process:
        try:
            _wait_until_healthy(f"http://127.0.0.1:{port}/_stcore/health", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


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
    fresh.set_default_timeout(30_000)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    """The page as a visitor first sees it: an example is open."""
    opened = context.new_page()
    opened.goto(address)
    opened.locator(".reader .item").first.wait_for(timeout=1000 * START_SECONDS)  # the first starts workers
    return opened


def _wait_until_healthy(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the page did not start (exit status {process.poll()})")
