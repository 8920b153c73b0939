"""Small questions to the XML of Office files, whatever namespace they are written in."""

from __future__ import annotations

from lxml import etree


def local(element: etree._Element) -> str:
    """Return the name of ``element`` without its namespace, which differs in strict files."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """Return the attribute ``name`` of ``element`` in whatever namespace."""
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).rsplit("}", 1)[-1] == name), None
    )


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first element down ``path``, None where a step is missing."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


def value(element: etree._Element | None, *path: str) -> str | None:
    """Return the ``val`` attribute of the first element down ``path``."""
    found = child(element, *path)
    return None if found is None else attribute(found, "val")


def is_on(element: etree._Element | None, *path: str) -> bool:
    """Return whether the switch down ``path`` stands and is not switched off."""
    found = child(element, *path)
    return found is not None and attribute(found, "val") not in ("0", "false", "off")
