"""What many documents say together, against counting one by one."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from making_tables import write

from analyzer.rows import Row
from analyzer.survey import Survey, open_folder
from analyzer.surveys import UNCLEAR, Columns, Filters

LENDERS = ["bank", "private", None]
KINDS = ["loan-contract", "privacy-policy"]
RULES = {"contact-list-collection": "contacts", "call-log-collection": "contacts", "upfront-fee": "costs"}
LEVELS = ["critical", "high", "medium", "low"]


def made(seed: int = 7) -> tuple[list[Row], list[Row]]:
    """Return rows of 60 documents, some of which failed, and of their findings."""
    chance = random.Random(seed)
    documents: list[Row] = []
    findings: list[Row] = []
    for number in range(60):
        name = f"{'政策' if number % 2 else '合同'}{number:02}.txt"
        if number % 10 == 3:
            problem = "文件已损坏。" if number % 20 == 3 else "需要密码。"
            documents.append(
                {"document": name, "status": "failed", "problem": problem, "document_kind": None}
            )
            continue
        documents.append(
            {"document": name, "lender_kind": chance.choice(LENDERS), "document_kind": chance.choice(KINDS)}
        )
        for at in range(chance.randint(0, 6)):
            rule = chance.choice(list(RULES))
            findings.append(
                {
                    "document": name,
                    "rule": rule,
                    "category": RULES[rule],
                    "severity": chance.choice(LEVELS),
                    "stance": chance.choice(["authorizes", "authorizes", "protects"]),
                    "aside": rule == "upfront-fee",
                    "start": at,
                    "page": at + 1,
                    "quote": f"{name} 的第 {at} 处{'，通讯录' if at % 2 else ''}",
                }
            )
    return documents, findings


DOCUMENTS, FINDINGS = made()
WHERE = {row["document"]: row for row in DOCUMENTS}


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Survey:
    return Survey(open_folder(write(tmp_path_factory.mktemp("结果"), DOCUMENTS, FINDINGS, row_group_size=17)))


FILTERS = {
    "all": Filters(),
    "lender": Filters(lenders=("bank",)),
    "unclear lender": Filters(lenders=(UNCLEAR, "private")),
    "kind": Filters(kinds=("privacy-policy",)),
    "name": Filters(name="政策"),
    "document": Filters(document="合同00.txt"),
    "rule": Filters(rules=("call-log-collection",)),
    "category": Filters(categories=("contacts",)),
    "levels": Filters(levels=("critical", "protective")),
    "stance": Filters(stance="protects"),
    "text": Filters(text="通讯录"),
    "several": Filters(lenders=("bank", UNCLEAR), kinds=("loan-contract",), levels=("high",), text="通讯录"),
}


def level(row: Row) -> str:
    return "protective" if row["stance"] == "protects" else str(row["severity"])


def read(filters: Filters) -> list[str]:
    """Return the documents that are looked at, one by one."""
    return [
        row["document"]
        for row in DOCUMENTS
        if row.get("status") != "failed"
        and (not filters.lenders or (row["lender_kind"] or UNCLEAR) in filters.lenders)
        and (not filters.kinds or row["document_kind"] in filters.kinds)
        and filters.name in row["document"]
        and filters.document in ("", row["document"])
    ]


def places(filters: Filters) -> list[Row]:
    """Return the findings that are looked at, one by one."""
    documents = read(filters)
    return [
        row
        for row in FINDINGS
        if row["document"] in documents
        and (not filters.rules or row["rule"] in filters.rules)
        and (not filters.categories or row["category"] in filters.categories)
        and (not filters.levels or level(row) in filters.levels)
        and filters.stance in ("", row["stance"])
        and filters.text in row["quote"]
    ]


@pytest.mark.parametrize("filters", FILTERS.values(), ids=FILTERS)
def test_every_figure_is_that_of_counting_one_by_one(survey: Survey, filters: Filters) -> None:
    """Documents, places and levels of every rule, and every cell of every table, are what is there."""
    documents, found = read(filters), places(filters)
    totals = survey.totals(filters)
    asked = bool(filters.rules or filters.categories)
    grave = {
        row["document"] for row in found if level(row) in ("critical", "high") and (asked or not row["aside"])
    }
    assert (totals.read, totals.places, totals.grave) == (len(documents), len(found), len(grave))
    for one in survey.by_rule(filters):
        mine = [row for row in found if row["rule"] == one.rule]
        assert (one.documents, one.places) == (len({row["document"] for row in mine}), len(mine))
        assert one.share == one.documents / len(documents)
        assert one.levels == {name: n for name in one.levels if (n := [*map(level, mine)].count(name))}
        assert sum(one.levels.values()) == one.places
    assert {one.rule for one in survey.by_rule(filters)} == {row["rule"] for row in found}


@pytest.mark.parametrize("by", ["lender", "kind", "document"])
@pytest.mark.parametrize("filters", FILTERS.values(), ids=FILTERS)
def test_every_cell_leads_to_what_it_counts(survey: Survey, filters: Filters, by: Columns) -> None:
    """A cell says of how many documents and places; asking for these gives as many, and all in order."""
    cross = survey.cross("rule", by, filters)
    assert sum(cell.places for cell in cross.cells.values()) == len(places(filters))
    assert sum(cross.read.values()) == len(read(filters))
    for (rule, column), cell in cross.cells.items():
        field = {
            "lender": {"lenders": (column,)},
            "kind": {"kinds": (column,)},
            "document": {"document": column},
        }
        leads = survey.places(replace(filters, rules=(rule,), **field[by]), limit=1000)  # type: ignore[arg-type]
        assert (leads.documents, leads.total, len(leads.shown)) == (cell.documents, cell.places, cell.places)
        assert cell.share == cell.documents / cross.read[column]
        for place in leads.shown:
            assert place.rule == rule
            assert column in (place.lender, place.kind, place.document)


def test_pages_of_places_are_all_of_them(survey: Survey) -> None:
    """Turning the pages shows every place once, with the words, page and document of its row."""
    turned = [
        place
        for offset in range(0, len(FINDINGS), 20)
        for place in survey.places(Filters(), offset=offset).shown
    ]
    told = [(row["document"], row["quote"], row["page"], level(row)) for row in FINDINGS]
    assert [(one.document, one.quote, one.page, one.level) for one in turned] == told
    assert survey.places(Filters(), offset=10_000).shown == ()


def test_quotes_are_of_different_documents(survey: Survey) -> None:
    """The few places shown of a rule are not all from one document."""
    for found in survey.overview(Filters(), quotes=4).quotes.values():
        documents = [place.document for place in found.shown]
        assert len(documents) == len(set(documents)) == min(4, found.documents)


def test_failed_documents_are_told_with_their_reasons(survey: Survey) -> None:
    """Every document that failed stands under its reason; by lender nothing is known of them."""
    failures = survey.failures(Filters())
    named = {name: one.problem for one in failures for name in one.documents}
    assert named == {row["document"]: row["problem"] for row in DOCUMENTS if row.get("status") == "failed"}
    assert survey.totals(Filters()).failed == len(named) == 6
    assert survey.failures(Filters(lenders=("bank",))) == ()


def test_costs_and_promises_stand_apart(survey: Survey) -> None:
    """What is aside and what protects is counted, but never among what is to be minded."""
    groups = [one.group for one in survey.by_rule(Filters())]
    assert groups == sorted(groups, key=("risk", "aside", "protective").index)
    assert {one.group for one in survey.by_rule(Filters(stance="protects"))} == {"protective"}
    assert {one.rule: one.group for one in survey.by_rule(Filters(levels=("low",)))}["upfront-fee"] == "aside"


def test_few_documents_stand_side_by_side(survey: Survey) -> None:
    """Documents are listed against rules only where there are few."""
    assert survey.overview(Filters()).per_document is None
    few = survey.overview(Filters(name="政策0")).per_document
    assert few is not None
    assert len(few.columns) == 4
