"""What an evidence report holds for a machine, and where in its HTML that stands. All frozen.

An evidence report is a page for people with one element of JSON in it. The JSON has the digest of the page
around it, and the page, on paper too, the digest of the JSON: neither can be changed alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, field_serializer

from analyzer.errors import UnreadableError
from analyzer.model import Notice, Quote, Region, Severity, Stance
from analyzer.reporting.literal import json_safe
from analyzer.reviews import Review

SCHEMA: Final = "loan-clause-evidence/1"
OPENING: Final = '<script type="application/json" id="loanclause-evidence">'
CLOSING: Final = "</script>"

_SHA256: Final = r"^[0-9a-f]{64}$"
# What would end the element, or begin a comment or a character reference, in the eyes of some reader of HTML.
_MARKUP: Final = {ord(char): f"\\u{ord(char):04x}" for char in "<>&"}
_OTHER: Final = (
    "这不是签前看的证据报告，或者里面的数据已损坏；"
    "请给出 loanclause check --format evidence 写出的 HTML 文件。"
)


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class SourceFile(_Record):
    """One file that was read: its size in bytes and its digest."""

    size: int = Field(ge=0)
    sha256: str = Field(pattern=_SHA256)


class EvidenceFinding(_Record):
    """One finding: its ``number`` as shown, its ``index`` in ``Report.findings``, its place and words."""

    number: int
    index: int
    rule: str
    title: str
    severity: Severity
    stance: Stance
    start: int
    end: int
    quote: str
    context: Quote | None
    clause: str
    page: int | None
    regions: tuple[Region, ...]


class Evidence(_Record):
    """All facts of an evidence report.

    ``sources`` are the files in the order in which they were given, ``text_sha256`` is the digest of
    ``Document.text`` in UTF-8, ``reviews`` are by index in ``Report.findings``; ``content_sha256`` is the
    digest of the HTML outside the element that holds this, empty until that is written.
    """

    schema_name: Literal["loan-clause-evidence/1"] = Field(default=SCHEMA, alias="schema")
    name: str
    format: str
    sources: tuple[SourceFile, ...]
    made: AwareDatetime
    versions: Mapping[str, str]
    pages: int
    characters: int
    text_sha256: str = Field(pattern=_SHA256)
    notices: tuple[Notice, ...]
    findings: tuple[EvidenceFinding, ...]
    reviews: Mapping[int, Review]
    content_sha256: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")

    @field_serializer("made")
    def _iso(self, made: datetime) -> str:
        return made.isoformat(timespec="seconds")

    @property
    def digest(self) -> str:
        """Return the digest of all facts but ``content_sha256``, whatever blanks stand between them."""
        facts = self.model_dump(mode="json", by_alias=True, exclude={"content_sha256"})
        return sha256(json.dumps(facts, sort_keys=True, separators=(",", ":")))


def sha256(content: str | bytes) -> str:
    """Return the digest of ``content`` in hexadecimal, of text in UTF-8."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def embedded(page: str, evidence: Evidence) -> str:
    """Return ``page``, which has the element empty, with ``evidence`` and the digest of the page in it."""
    around, _ = parted(page)
    facts: dict[str, Any] = evidence.model_dump(mode="json", by_alias=True)
    facts["content_sha256"] = sha256(around)
    text = json_safe(json.dumps(facts, ensure_ascii=False, indent=1)).translate(_MARKUP)
    return page.replace(OPENING + CLOSING, f"{OPENING}\n{text}\n{CLOSING}")


def parted(page: str) -> tuple[str, str]:
    """Return the HTML outside the element and the text in it; raises ``UnreadableError`` without just one."""
    before, opening, rest = page.partition(OPENING)
    inside, closing, after = rest.partition(CLOSING)
    if not opening or not closing or OPENING in after:
        raise UnreadableError(_OTHER)
    return before + after, inside


def read_evidence(page: str) -> Evidence:
    """Return the facts in an evidence report; raises ``UnreadableError`` where it is none."""
    try:
        return Evidence.model_validate_json(parted(page)[1])
    except ValidationError:
        raise UnreadableError(_OTHER) from None
