"""HTML → the text a browser would show. Runs in the child process; nothing is fetched or executed."""

from __future__ import annotations

import re

import lxml.html
from lxml import etree

from analyzer.errors import LimitError, NoTextError
from analyzer.model import Notice
from analyzer.reading import text
from analyzer.reading.content import Content
from analyzer.reading.web.htmlstyle import is_hidden, marker
from analyzer.reading.word.flowing import row_lines

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
    "video", "datalist", "link", "meta", "base", "area", "map", "frameset", "rp", "rt", "rtc",
))
# fmt: on
_CELLS = frozenset(("td", "th"))
_META_CHARSET = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
# Browsers collapse these and nothing else; an ideographic or no-break space stays.
_COLLAPSIBLE = re.compile(r"[ \t\n\r\f]+")
_UNTYPED = frozenset(("hidden", "password", "file", "image", "submit", "button", "reset", "color", "range"))
# A saved shell of a page has fewer Han to see than this, and this many times more in its scripts.
_FEW, _MANY_TIMES = 200, 3
_ESCAPED_HAN = re.compile(r"[\u4e00-\u9fff]|\\u[4-9][0-9a-fA-F]{3}")
_EMPTY = "网页里没有可读的文字（内容可能由脚本生成）；请在浏览器里全选、复制文字后粘贴进来。"
_BY_SCRIPT = "网页里的正文由脚本生成，保存的文件里读不到；请在浏览器里打开网页，全选、复制文字后粘贴进来。"
_MOSTLY_BY_SCRIPT = (
    "网页里的正文可能由脚本生成，只读到一小部分；请在浏览器里打开网页，全选、复制文字后粘贴进来。"
)
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
    by_script = _is_shell(root, shown)
    if not shown.strip():
        raise NoTextError(_BY_SCRIPT if by_script else _EMPTY)
    if by_script:
        notices = (*notices, Notice("truncated", _MOSTLY_BY_SCRIPT))
    if writer.hidden:
        notices = (*notices, Notice("hidden-text", f"已略去网页中不显示的文字约 {writer.hidden} 字。"))
    return Content(shown, notices=notices)


def _is_shell(root: lxml.html.HtmlElement | None, shown: str) -> bool:
    """Return whether the words of the page stand in its scripts rather than in what is shown."""
    seen = len(_ESCAPED_HAN.findall(shown))
    if root is None or seen >= _FEW:
        return False
    scripts = sum(len(_ESCAPED_HAN.findall(script.text or "")) for script in root.iter("script"))
    return scripts >= max(_FEW, _MANY_TIMES * seen)


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
        except (LookupError, ValueError):
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
        self._lines: list[str] = []
        self._line: list[str] = []  # the pieces of the one being written
        self._blank = False  # a collapsed blank is due before the next word
        self.hidden = 0

    def words(self, words: str) -> None:
        """Add inline text."""
        for index, word in enumerate(_COLLAPSIBLE.split(words)):
            self._blank |= index > 0
            if not word:
                continue
            if self._blank and self._line and not self._line[-1].endswith("\t"):
                self._line.append(" ")
            self._blank = False
            self._line.append(word)

    def verbatim(self, words: str) -> None:
        """Add preformatted text."""
        for index, words_of_line in enumerate(words.replace("\r\n", "\n").split("\n")):
            if index:
                self._end()
            if words_of_line:
                self._line.append(words_of_line)

    def line(self) -> None:
        """End the line if anything stands on it."""
        self._blank = False
        if self._line:
            self._end()

    def tab(self) -> None:
        """Set the next cell apart."""
        self._blank = False
        self._line.append("\t")

    def text(self) -> str:
        """Return the lines that hold anything, without blanks at their ends."""
        lines = (*self._lines, "".join(self._line))
        return "\n".join(line for raw in lines if raw.strip() and (line := raw.rstrip(" \t\n\r\f")))

    def _end(self) -> None:
        self._lines.append("".join(self._line))
        self._line.clear()


def _write_element(element: lxml.html.HtmlElement, writer: Writer, *, pre: bool = False) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag or tag in _DROPPED:
        return
    if is_hidden(element):
        writer.hidden += len("".join(_COLLAPSIBLE.sub("", piece) for piece in element.itertext()))
        return
    if tag == "br":
        writer.line()
        return
    if tag == "input":
        writer.words(_input_value(element))
        return
    if tag == "select":
        writer.words("、".join(option.text_content().strip() for option in _chosen(element)))
        return
    if tag == "tr":
        _write_row(element, writer)
        return
    block = tag in _BLOCKS
    if block:
        writer.line()
    if tag in _CELLS and element.getprevious() is not None:  # of a row that is none
        writer.tab()
    if tag == "li":
        writer.words(marker(element))
    _write_content(element, writer, pre=pre or tag in ("pre", "textarea", "listing", "xmp"))
    if block:
        writer.line()


def _write_row(row: lxml.html.HtmlElement, writer: Writer) -> None:
    """Write a row as one line, or cell after cell where one has several lines."""
    cells: list[list[str]] = []
    for element in row:
        if element.tag in _CELLS and not is_hidden(element):
            cell = Writer()
            _write_content(element, cell, pre=False)
            cells.append([line for line in cell.text().split("\n") if line])
            writer.hidden += cell.hidden
        else:
            _write_element(element, writer)
    for line in row_lines(cells):
        writer.line()
        writer.verbatim(line)
    writer.line()


def _write_content(element: lxml.html.HtmlElement, writer: Writer, *, pre: bool) -> None:
    write = writer.verbatim if pre else writer.words
    write(element.text or "")
    for child in element:
        if element.tag != "head" or child.tag == "title":
            _write_element(child, writer, pre=pre)
        write(child.tail or "")


def _input_value(element: lxml.html.HtmlElement) -> str:
    """Return what a form control shows: what was typed into it, or its tick."""
    kind = element.get("type", "text").lower()
    if kind in ("checkbox", "radio"):
        return "☑" if "checked" in element.attrib else "☐"
    return "" if kind in _UNTYPED else element.get("value", "")


def _chosen(select: lxml.html.HtmlElement) -> list[lxml.html.HtmlElement]:
    """Return the options that a closed list shows: those chosen, else the first."""
    options = list(select.iter("option"))
    chosen = [option for option in options if "selected" in option.attrib]
    return chosen or ([] if "multiple" in select.attrib else options[:1])
