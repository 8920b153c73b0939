"""MHT → the text of the saved page. Runs in the child process; nothing is fetched. After RFC 2557 (MHTML)."""

from __future__ import annotations

import email
import email.policy
from email.message import Message

from analyzer.errors import DamagedFileError, NoTextError
from analyzer.reading.content import Content
from analyzer.reading.web import html

_NO_PAGE = "这个网页存档（MHT）里没有网页，可能已损坏；请在浏览器里全选、复制文字后粘贴进来。"


def parse(data: bytes) -> Content:
    """Return the visible text of the page and, below it, of the frames that were saved with it.

    Raises ``DamagedFileError`` where the archive holds no page, ``NoTextError`` or ``LimitError``.
    """
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    if not pages:
        raise DamagedFileError(_NO_PAGE)
    read: list[Content] = []
    for page in pages:
        try:
            read.append(html.parse(_bytes_of(page), page.get_content_charset()))
        except NoTextError:
            if page is pages[-1] and not read:  # else an empty frame
                raise
    notices = dict.fromkeys(notice for content in read for notice in content.notices)
    return Content("\n".join(content.text for content in read), notices=tuple(notices))


def _bytes_of(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
