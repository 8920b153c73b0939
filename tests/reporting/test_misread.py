"""A reader of any report learns which words were not taken as they stand."""

from __future__ import annotations

import json

import jsonschema
import pytest

from analyzer import analyze, examine
from analyzer.model import Document, Notice, Report
from analyzer.reporting.json import SCHEMA_FILE, report_to_dict

TEXT = "贷款人有权将借款人信息提供给征信机掏。"


@pytest.fixture(scope="module")
def doubtful() -> Report:
    """A report on a picture in which one word was misread."""
    return analyze(Document("合同.png", "png", TEXT, notices=(Notice("ocr", "由图片识别而来。"),)))


def test_json_names_the_place_and_the_word(doubtful: Report) -> None:
    """Programs get the range, the words that stand there and what they were read as, as the schema says."""
    data = report_to_dict(doubtful, examine(doubtful))
    jsonschema.Draft202012Validator(json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))).validate(data)
    start = TEXT.index("征信机掏")
    expected = {"start": start, "end": start + 4, "quote": "征信机掏", "read_as": "征信机构"}
    assert [finding["misread"] for finding in data["findings"]] == [[expected]]
