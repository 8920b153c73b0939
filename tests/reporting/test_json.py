from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import jsonschema
import pytest

from analyzer.model import Document, Finding, Report
from analyzer.reporting.json import SCHEMA_FILE, document_to_dict, dumps, report_to_dict

SCHEMA = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def test_schema_is_a_schema() -> None:
    """The schema file is itself valid JSON Schema 2020-12."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_reports_fit_the_schema(report: Report) -> None:
    """A report with findings, and one without any, fit the published schema."""
    VALIDATOR.validate(report_to_dict(report))
    VALIDATOR.validate(report_to_dict(Report(Document("粘贴的文本", "text", "你好"))))


@pytest.mark.parametrize("change", [{"severity": "bad"}, {"surprise": 1}, {"page": "一"}])
def test_schema_refuses_what_is_no_finding(report: Report, change: dict[str, object]) -> None:
    """The schema notices a wrong severity, an unknown key and a page that is no number."""
    data = report_to_dict(report)
    data["findings"][0] |= change
    assert not VALIDATOR.is_valid(data)


def test_every_key_of_the_schema_is_described() -> None:
    """Whoever reads the schema finds a description at every key."""

    def properties(node: object) -> list[tuple[str, dict[str, object]]]:
        if isinstance(node, list):
            return [found for item in node for found in properties(item)]
        if not isinstance(node, dict):
            return []
        own = list(node.get("properties", {}).items())
        return own + [found for item in node.values() for found in properties(item)]

    bare = [name for name, value in properties(SCHEMA) if not {"description", "$ref"} & value.keys()]
    assert not bare


def test_offsets_lead_to_the_quotes(report: Report) -> None:
    """Each quote, lead-in and piece of evidence is the document's text at its offsets."""
    text = report.document.text
    for finding in report_to_dict(report)["findings"]:
        quotes = [finding, *finding["evidence"], *([finding["context"]] if finding["context"] else [])]
        assert all(text[one["start"] : one["end"]] == one["quote"] for one in quotes)


def test_summary_counts_risks_and_promises_apart(report: Report) -> None:
    """Protective findings do not count as risks, neither by severity nor by category."""
    assert report_to_dict(report)["summary"] == {
        "counts": {"critical": 1, "high": 0, "medium": 0, "low": 0, "info": 0},
        "protective": 1,
        "by_category": {"contacts": 1},
        "worst": "critical",
    }


def test_slots_hold_each_concept_once(report: Report) -> None:
    """A slot lists its concepts; empty slots are empty lists."""
    first = report_to_dict(report)["findings"][0]
    assert first["slots"]["data"] == ["data.contact-list"]
    assert first["slots"]["recipients"] == []
    assert first["evidence"][0]["slot"] == "data"


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\x9b31m", "\u202e反", "\ud800", "\x00"])
def test_control_characters_are_escaped_and_survive(
    report: Report, make_finding: Callable[..., Finding], hostile: str
) -> None:
    """JSON holds no raw control character, yet reads back to exactly the document's words."""
    finding = make_finding(hostile, text=f"甲{hostile}乙")
    text = dumps(report_to_dict(replace(report, findings=(finding,))))
    assert hostile not in text
    assert json.loads(text)["findings"][0]["quote"] == hostile


def test_one_report_is_one_line_without_indent(report: Report) -> None:
    """With indent=None a report is a single line, as jsonl needs, even if the document has odd line ends."""
    document = replace(report.document, name="甲\u2028乙\n丙\x85")
    assert len(dumps(report_to_dict(replace(report, document=document)), indent=None).splitlines()) == 1


def test_document_carries_its_whole_text(report: Report) -> None:
    """What was read is given with its text and the pages' ranges in it."""
    data = document_to_dict(report.document)
    assert data["text"] == report.document.text
    assert [(page["start"], page["end"]) for page in data["pages"]] == [(0, len(report.document.text))]
