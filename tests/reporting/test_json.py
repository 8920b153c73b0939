from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from analyzer import Comparison, Side, analyze, examine
from analyzer.model import Document, Finding, Report
from analyzer.reporting.json import SCHEMA_FILE, document_to_dict, dumps, report_to_dict
from analyzer.reporting.sides_json import COMPARISON_SCHEMA_FILE, comparison_to_dict
from analyzer.reviews import Review

SCHEMA = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
OF_COMPARISONS = json.loads(COMPARISON_SCHEMA_FILE.read_text(encoding="utf-8"))
COMPARISON_VALIDATOR = jsonschema.Draft202012Validator(OF_COMPARISONS)


def alone(report: Report) -> Side:
    """Return the side that one report makes, without anything found across its clauses."""
    return Side("", (report,))


def nodes(data: object) -> Iterator[dict[str, Any]]:
    """Yield every mapping in ``data``, at any depth."""
    if isinstance(data, dict):
        yield data
    children = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for child in children:
        yield from nodes(child)


@pytest.mark.parametrize("schema", [SCHEMA, OF_COMPARISONS], ids=["report", "comparison"])
def test_schema_is_a_schema(schema: dict[str, object]) -> None:
    """The schema files are themselves valid JSON Schema 2020-12."""
    jsonschema.Draft202012Validator.check_schema(schema)


def test_both_schemas_mean_the_same_by_the_same_name() -> None:
    """What stands in reports and in comparisons is described alike in both files."""
    shared = SCHEMA["$defs"].keys() & OF_COMPARISONS["$defs"].keys()
    assert {"passage", "quote", "cell", "contradiction", "disclosure", "request"} <= shared
    assert all(SCHEMA["$defs"][name] == OF_COMPARISONS["$defs"][name] for name in shared)


def test_comparisons_fit_their_schema(comparisons: list[Comparison]) -> None:
    """Comparisons of real documents fit the published schema, also after a round trip through text."""
    for comparison in comparisons:
        COMPARISON_VALIDATOR.validate(json.loads(dumps(comparison_to_dict(comparison))))


def test_reports_on_real_documents_fit_the_schema(comparisons: list[Comparison]) -> None:
    """What shows only across clauses fits the schema of a report, and is there."""
    filled: set[str] = set()
    for report in [report for each in comparisons for side in (each.a, each.b) for report in side.reports]:
        data = report_to_dict(report, examine(report))
        VALIDATOR.validate(data)
        filled |= {key for key, value in data.items() if value}
    assert {"matrix", "contradictions", "referenced_documents", "disclosures", "requests"} <= filled


@pytest.mark.parametrize("lender", ["贷款人：青禾小额贷款有限公司\n", ""])
def test_who_lends_fits_the_schema(lender: str) -> None:
    """The lender stands in the report with the place that names it; null where nothing does."""
    report = analyze(f"借款合同\n{lender}第一条 借款人应按月还款。")
    data = json.loads(dumps(report_to_dict(report, examine(report))))
    VALIDATOR.validate(data)
    if lender:
        assert (data["lender"]["kind"], data["lender"]["name"]) == ("micro-lender", "青禾小额贷款有限公司")
        assert data["lender"]["passage"]["quote"] == "青禾小额贷款有限公司"
    else:
        assert data["lender"] is None


def test_reports_of_older_versions_fit_the_schema(report: Report) -> None:
    """A report made before lenders were told is still a report."""
    data = report_to_dict(report, Side("", (report,)))
    del data["lender"]
    VALIDATOR.validate(data)


@pytest.mark.parametrize(
    "change", [{"position": "maybe"}, {"surprise": 1}, {"allows": [{"source": -1}]}, {"conditions": "无"}]
)
def test_comparison_schema_refuses_what_is_no_standing(
    comparison: Comparison, change: dict[str, object]
) -> None:
    """The schema notices an unknown position, an unknown key, a place and a list that are none."""
    data = comparison_to_dict(comparison)
    data["rows"][0]["a"] |= change
    assert not COMPARISON_VALIDATOR.is_valid(data)


def test_every_quote_of_a_comparison_stands_in_its_document(comparisons: list[Comparison]) -> None:
    """Each quote and lead-in is its document's text at its offsets, and the document is named."""
    for comparison in comparisons:
        data = comparison_to_dict(comparison)
        for name, side in (("a", comparison.a), ("b", comparison.b)):
            documents = [report.document for report in side.reports]
            assert [one["name"] for one in data[name]["documents"]] == [one.name for one in documents]
            for passage in _passages_of(data, name):
                document = documents[passage["source"]]
                assert passage["document"] == document.name
                for quote in (passage, passage["context"]):
                    assert quote is None or document.text[quote["start"] : quote["end"]] == quote["quote"]
            for disclosure in data[name]["disclosures"]:
                text = documents[disclosure["passage"]["source"]].text
                for quote in disclosure["told"].values():
                    assert any(quote["quote"] in each.text for each in documents)
                if disclosure["open_ended"]:
                    quote = disclosure["open_ended"]
                    assert text[quote["start"] : quote["end"]] == quote["quote"]


def _passages_of(data: dict[str, Any], side: str) -> list[dict[str, Any]]:
    """Return every passage that ``data`` gives for one side."""
    parts = [data[side], *(row[side] for row in (*data["rows"], *data["matrix"]))]
    parts += [
        change["old" if side == "a" else "new"] for pair in data["versions"] for change in pair["changes"]
    ]
    found = [node for node in nodes(parts) if "source" in node]
    assert found
    return found


def test_reports_fit_the_schema(report: Report) -> None:
    """A report with findings, and one without any, fit the published schema."""
    VALIDATOR.validate(report_to_dict(report, alone(report)))
    empty = Report(Document("粘贴的文本", "text", "你好"))
    VALIDATOR.validate(report_to_dict(empty, alone(empty)))


@pytest.mark.parametrize("change", [{"severity": "bad"}, {"surprise": 1}, {"page": "一"}])
def test_schema_refuses_what_is_no_finding(report: Report, change: dict[str, object]) -> None:
    """The schema notices a wrong severity, an unknown key and a page that is no number."""
    data = report_to_dict(report, alone(report))
    data["findings"][0] |= change
    assert not VALIDATOR.is_valid(data)


@pytest.mark.parametrize("schema", [SCHEMA, OF_COMPARISONS], ids=["report", "comparison"])
def test_every_key_of_the_schema_is_described(schema: dict[str, object]) -> None:
    """Whoever reads a schema finds a description at every key, and no key may be added in silence."""

    def properties(node: object) -> list[tuple[str, dict[str, object]]]:
        if isinstance(node, list):
            return [found for item in node for found in properties(item)]
        if not isinstance(node, dict):
            return []
        own = list(node.get("properties", {}).items())
        return own + [found for item in node.values() for found in properties(item)]

    bare = [name for name, value in properties(schema) if not {"description", "$ref"} & value.keys()]
    assert not bare
    shapes = [node for node in nodes(schema) if "properties" in node and node.get("type") == "object"]
    assert all(shape["additionalProperties"] is False for shape in shapes)


def test_reviews_stand_with_their_findings(report: Report) -> None:
    """What the reader decided, and why, is in JSON as the schema says; nothing stands where nobody looked."""
    reviews = {0: Review("dismissed", "没有装这个软件")}
    data = report_to_dict(report, alone(report), reviews)
    VALIDATOR.validate(data)
    assert data["findings"][0]["review"] == {"decision": "dismissed", "reason": "没有装这个软件"}
    assert "review" not in data["findings"][1]
    data["findings"][0]["review"]["decision"] = "maybe"
    assert not VALIDATOR.is_valid(data)


def test_offsets_lead_to_the_quotes(report: Report) -> None:
    """Each quote, lead-in and piece of evidence is the document's text at its offsets."""
    text = report.document.text
    for finding in report_to_dict(report, alone(report))["findings"]:
        quotes = [finding, *finding["evidence"], *([finding["context"]] if finding["context"] else [])]
        assert all(text[one["start"] : one["end"]] == one["quote"] for one in quotes)


def test_summary_counts_risks_and_promises_apart(report: Report) -> None:
    """Protective findings do not count as risks, neither by severity nor by category."""
    assert report_to_dict(report, alone(report))["summary"] == {
        "counts": {"critical": 1, "high": 0, "medium": 0, "low": 0, "info": 0},
        "protective": 1,
        "by_category": {"contacts": 1},
        "worst": "critical",
    }


def test_slots_hold_each_concept_once(report: Report) -> None:
    """A slot lists its concepts; empty slots are empty lists."""
    first = report_to_dict(report, alone(report))["findings"][0]
    assert first["slots"]["data"] == ["data.contact-list"]
    assert first["slots"]["recipients"] == []
    assert first["evidence"][0]["slot"] == "data"


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\x9b31m", "\u202e反", "\ud800", "\x00"])
def test_control_characters_are_escaped_and_survive(
    report: Report, make_finding: Callable[..., Finding], hostile: str
) -> None:
    """JSON holds no raw control character, yet reads back to exactly the document's words."""
    finding = make_finding(hostile, text=f"甲{hostile}乙")
    text = dumps(report_to_dict(replace(report, findings=(finding,)), alone(report)))
    assert hostile not in text
    assert json.loads(text)["findings"][0]["quote"] == hostile


def test_one_report_is_one_line_without_indent(report: Report) -> None:
    """With indent=None a report is a single line, as jsonl needs, even if the document has odd line ends."""
    document = replace(report.document, name="甲\u2028乙\n丙\x85")
    data = report_to_dict(replace(report, document=document), alone(report))
    assert len(dumps(data, indent=None).splitlines()) == 1


def test_document_carries_its_whole_text(report: Report) -> None:
    """What was read is given with its text and the pages' ranges in it."""
    data = document_to_dict(report.document)
    assert data["text"] == report.document.text
    assert [(page["start"], page["end"]) for page in data["pages"]] == [(0, len(report.document.text))]
