"""Tick boxes and bullets of symbol fonts, which documents give as private-use characters."""

from __future__ import annotations

from collections.abc import Mapping

# Wingdings and Symbol, as Word maps them to U+F000 and up (Wingdings character chart).
SYMBOLS: Mapping[str, str] = {
    "\uf0fe": "☑",
    "\uf052": "☑",
    "\uf0fd": "☒",
    "\uf054": "☒",
    "\uf0a8": "☐",
    "\uf06f": "☐",
    "\uf0a3": "☐",
    "\uf0fc": "✓",
    "\uf0fb": "✗",
    "\uf0b7": "•",
    "\uf06c": "●",
    "\uf06e": "■",
    "\uf0d8": "➢",
    "\uf0a7": "▪",
}
