"""What keeps a page from people who use a keyboard, a screen reader or high contrast, found by axe-core."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE = ("serious", "critical")
_axe = Axe()


def violations(page: Page) -> list[str]:
    """Return the serious and critical violations, open shadow trees included: rule, selector, summary."""
    return [
        f"{rule['id']}: {node['target']}: {node['failureSummary']}"
        for rule in _axe.run(page).response["violations"]
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]
