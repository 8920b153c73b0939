"""HTML → the text a browser would show. Runs in the child process; nothing is fetched or executed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.html
from lxml import etree

from analyzer.errors import LimitError, NoTextError
from analyzer.model import Notice
from analyzer.reading import text
from analyzer.reading.content import Content
from analyzer.reading.numbering import as_number

# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup",
    "option", "p", "pre", "search", "section", "summary", "table", "tbody", "tfoot", "thead", "title", "tr",
    "ul",
))
_DROPPED = frozenset((
    "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "canvas", "audio",
    "video", "datalist", "link", "meta", "base", "area", "map", "frameset",
))
# fmt: on
_CELLS = frozenset(("td", "th"))
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNNUMBERED_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
# Browsers collapse these and nothing else; an ideographic or no-break space stays.
_COLLAPSIBLE = re.compile(r"[ \t\n\r\f]+")
_OL_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NUMBERED_BY_HAND = re.compile(r"\s*[（(【]?\s*(?:第|\d|[一二三四五六七八九十]+[、.．)）])")
EMPTY = "网页里没有可读的文字（内容可能由脚本生成）；请在浏览器里全选、复制文字后粘贴进来。"
_TOO_DEEP = "网页的嵌套层数过多，无法完整读取；请在浏览器里全选、复制文字后粘贴进来。"


def parse(data: bytes, charset: str | None = None) -> Content:
    """Return the visible text of a page or fragment; ``charset`` is what stands beside the page, if anything.

    Raises ``NoTextError``, or ``LimitError`` where elements are nested too deep to be read to the end.
    """
    source, notices = decode(data, charset)
    root = _tree(source)
    writer = Writer()
    if root is not None:
        _write_element(root, writer)
    shown = writer.text()
    if not shown.strip():
        raise NoTextError(EMPTY)
    if writer.hidden:
        notices = (*notices, Notice("hidden-text", f"已略去网页中不显示的文字约 {writer.hidden} 字。"))
    return Content(shown, notices=notices)


def decode(data: bytes, charset: str | None = None) -> tuple[str, tuple[Notice, ...]]:
    """Return the source of a page: by its byte order mark, else as declared, else detected."""
    declared = _META_CHARSET.search(data[:4096])
    label = charset or (declared[1].decode("ascii") if declared else "")
    if label and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        label = label.lower()
        # What calls itself GB2312 or GBK uses characters of the larger table.
        codec = "gb18030" if label in ("gb2312", "gbk", "gb_2312-80", "x-gbk") else label
        try:
            source = data.decode(codec)
        except (LookupError, UnicodeError):
            pass  # the declaration is wrong: detect
        else:
            shown = "GB18030" if codec == "gb18030" else label.upper()
            return source, () if shown == "UTF-8" else (Notice("encoding", f"按 {shown} 编码读取。"),)
    return text.decode(data)


def _tree(source: str) -> lxml.html.HtmlElement | None:
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    # A NUL would end the document for libxml2; browsers show a replacement character.
    data = source.replace("\x00", "\ufffd").encode("utf-8", errors="replace")
    try:
        root = lxml.html.document_fromstring(data, parser=parser)
    except etree.ParserError:
        return None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise LimitError(_TOO_DEEP)
    return root


class Writer:
    """Collects text as a browser lays it out: blanks collapse, blocks begin lines, tabs part cells."""

    def __init__(self) -> None:
        self._lines: list[str] = [""]
        self._blank = False  # a collapsed blank is due before the next word
        self.hidden = 0

    def words(self, words: str) -> None:
        """Add inline text."""
        for index, word in enumerate(_COLLAPSIBLE.split(words)):
            self._blank |= index > 0
            if not word:
                continue
            if self._blank and self._lines[-1] and not self._lines[-1].endswith("\t"):
                self._lines[-1] += " "
            self._blank = False
            self._lines[-1] += word

    def verbatim(self, words: str) -> None:
        """Add preformatted text."""
        first, *rest = words.replace("\r\n", "\n").split("\n")
        self._lines[-1] += first
        self._lines += rest

    def line(self) -> None:
        """End the line if anything stands on it."""
        self._blank = False
        if self._lines[-1]:
            self._lines.append("")

    def tab(self) -> None:
        """Set the next cell apart."""
        self._blank = False
        self._lines[-1] += "\t"

    def text(self) -> str:
        """Return the lines that hold anything, without blanks at their ends."""
        return "\n".join(line for raw in self._lines if raw.strip() and (line := raw.rstrip(" \t\n\r\f")))


def _write_element(element: lxml.html.HtmlElement, writer: Writer, *, pre: bool = False) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag or tag in _DROPPED:
        return
    if _is_hidden(element):
        writer.hidden += len("".join(_COLLAPSIBLE.sub("", piece) for piece in element.itertext()))
        return
    if tag == "br":
        writer.line()
        return
    if tag == "input":
        writer.words(_input_value(element))
        return
    block = tag in _BLOCKS
    if block:
        writer.line()
    if tag in _CELLS and element.getprevious() is not None:
        writer.tab()
    if tag == "li":
        writer.words(_marker(element))
    _write_content(element, writer, pre=pre or tag in ("pre", "textarea", "listing", "xmp"))
    if block:
        writer.line()


def _write_content(element: lxml.html.HtmlElement, writer: Writer, *, pre: bool) -> None:
    write = writer.verbatim if pre else writer.words
    write(element.text or "")
    for child in element:
        if element.tag != "head" or child.tag == "title":
            _write_element(child, writer, pre=pre)
        write(child.tail or "")


def _is_hidden(element: lxml.html.HtmlElement) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN_STYLE.search(element.get("style", "")))


def _input_value(element: lxml.html.HtmlElement) -> str:
    """Return what a form control shows: what was typed into it, or its tick."""
    kind = element.get("type", "text").lower()
    if kind in ("checkbox", "radio"):
        return "☑" if "checked" in element.attrib else "☐"
    return element.get("value", "") if kind in ("text", "search", "tel", "email", "number", "date") else ""


def _marker(item: lxml.html.HtmlElement) -> str:
    """Return the number a browser puts before an item of an ordered list, unless one is written out there."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or _UNNUMBERED_STYLE.search(parent.get("style", "")):
        return ""
    if _NUMBERED_BY_HAND.match(item.text_content()):
        return ""
    number = _item_number(item, list(_items(parent)))
    return as_number(number, _OL_FORMATS.get(parent.get("type", "1"), "decimal")) + ". "


def _items(parent: lxml.html.HtmlElement) -> Iterator[lxml.html.HtmlElement]:
    return (child for child in parent if child.tag == "li")


def _item_number(item: lxml.html.HtmlElement, items: list[lxml.html.HtmlElement]) -> int:
    number = _integer(items[0].getparent().get("start"), 1) - 1
    for sibling in items:
        number = _integer(sibling.get("value"), number + 1)
        if sibling is item:
            break
    return number


def _integer(value: str | None, default: int) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,9}", value.strip()) else default
