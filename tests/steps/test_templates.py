"""Every letter and list: nothing is invented, nothing that was filled in is lost, and its law is sound."""

from __future__ import annotations

import re

import pytest

from analyzer import Report
from analyzer.papers import BLANK, Paper
from clause_patterns.steps import PaperTemplate
from tests.steps.writing import CALLS, LIBRARY, TEMPLATES, filled_in, write

EVERY = pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
LENDERS = ("", *LIBRARY.lender_kinds)
# What a lender is told: no verdict on it, and nothing that only a court can say.
VERDICT = re.compile(r"违法|非法|无效|犯罪|显失公平|敲诈")
ARTICLE = re.compile(r"第[一二三四五六七八九十百千零]+条")


def sent(paper: Paper) -> str:
    return "\n".join(paragraph.text for paragraph in paper.paragraphs if paragraph.kind != "note")


def numbers(text: str) -> set[int]:
    return set(map(int, re.findall(r"\d+", text)))


@EVERY
def test_a_paper_filled_with_nothing_is_all_blanks(template: PaperTemplate, report: Report) -> None:
    """Whoever prints it empty finds a blank for each fact that is needed, each named once in the remarks."""
    paper = write(template.id, {}, report)
    labels = {fact.label for fact in template.fields}
    shown = {place for block in template.blocks if not block.when for place in block.places}
    assert BLANK in sent(paper)
    assert len(set(paper.blanks)) == len(paper.blanks)
    assert {fact.label for fact in template.fields if fact.id in shown} - set(paper.blanks) <= {
        "文件的名称"  # the report knows it
    }
    assert set(paper.blanks) & labels
    last = paper.paragraphs[-1]
    assert last.kind == "note"
    assert all(label in last.text for label in paper.blanks)


@EVERY
def test_a_paper_filled_fully_has_no_blank_left(template: PaperTemplate, report: Report) -> None:
    """All facts stand in the text, every line of those with several, and nothing is listed as open."""
    facts = filled_in(template)
    paper = write(template.id, facts, report, whole=True)
    text = sent(paper)
    assert paper.blanks == ()
    for fact in template.fields:
        expected = ["2026年3月5日"] if fact.kind == "date" else facts[fact.id].splitlines()
        assert all(line in text for line in expected), fact.id


@EVERY
def test_the_borrower_signs_and_is_told_what_is_no_part_of_the_letter(
    template: PaperTemplate, report: Report
) -> None:
    """There is an addressee first, a place to sign last, and legal advice is spoken of in a remark."""
    paper = write(template.id, {}, report)
    kinds = [paragraph.kind for paragraph in paper.paragraphs]
    assert kinds[0] == "to"
    assert kinds.count("sign") == 3
    assert any("不是法律意见" in one.text for one in paper.paragraphs if one.kind == "note")
    assert "法律意见" not in sent(paper)
    assert any(word in sent(paper) for word in ("书面答复", "书面告知", "书面说明"))


@EVERY
@pytest.mark.parametrize("lender", LENDERS)
def test_every_number_comes_from_somewhere(template: PaperTemplate, lender: str, report: Report) -> None:
    """No amount, date, term or telephone number stands in a letter that nobody gave."""
    facts = filled_in(template)
    paper = write(template.id, facts, report, whole=True, lender=lender)
    given = [*facts.values(), *CALLS, report.document.text, report.document.sha256]
    library = [block.text for block in template.blocks]
    law = [one.law + one.article + one.text for one in LIBRARY.law.values()]
    asked = map(str, range(1, len(report.findings) + 1))
    assert numbers(sent(paper)) <= numbers("\n".join([*given, *library, *law, *asked]))


@EVERY
@pytest.mark.parametrize("lender", LENDERS)
def test_only_verified_law_that_binds_the_lender_is_quoted(
    template: PaperTemplate, lender: str, report: Report
) -> None:
    """A bank is not shown the rules for small lenders; where the lender is not known, only what binds all."""
    paper = write(template.id, {}, report, whole=True, lender=lender)
    assert paper.law
    for name in paper.law:
        provision = LIBRARY.law[name]
        assert provision.verified
        assert not provision.lenders or lender in provision.lenders
        assert provision.article in sent(paper)


@EVERY
def test_articles_are_named_only_by_the_law_itself(template: PaperTemplate) -> None:
    """The words of a template name no article, which could differ from the law quoted beside it."""
    assert not ARTICLE.search("\n".join(block.text for block in template.blocks))


@EVERY
def test_a_template_passes_no_verdict(template: PaperTemplate) -> None:
    """The letter says 可能缺乏依据 and asks; it accuses nobody."""
    told = [block.text for block in template.blocks] + [fact.hint for fact in template.fields]
    assert not VERDICT.search("\n".join(told))


@pytest.mark.parametrize("rule", LIBRARY.rules.values(), ids=LIBRARY.rules)
def test_why_a_change_is_asked_is_said_to_the_lender(rule: object) -> None:
    """The reason is one sentence in the borrower's own voice, without a verdict."""
    reason = rule.reason  # type: ignore[attr-defined]
    if reason:
        assert not re.search(r"您|对方", reason)
        assert not VERDICT.search(reason)
        assert reason.count("。") == 1
        assert reason.endswith("。")


HOSTILE = {
    "braces": "{name}{quote}{0}{{}}{name.__class__}",
    "controls": "甲\x1b[31m\x00乙\u202e丙",
    "line ends": "第一行\r\n第二行\u2028第三行",
    "long": "长" * 5000,
    "format": "%s %(name)s $name ${name} {{ name }}",
}


@EVERY
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_what_was_filled_in_is_never_a_template(
    template: PaperTemplate, hostile: str, report: Report
) -> None:
    """Braces, controls and long text stand in the letter as given; they fill nothing and break nothing."""
    facts = filled_in(template)
    facts |= {fact.id: hostile for fact in template.fields if fact.kind != "choice"}
    paper = write(template.id, facts, report, whole=True)
    lines = [line for line in map(" ".join, map(str.split, hostile.splitlines())) if line]
    text = sent(paper)
    assert all(line in text for line in lines)
    plain = write(template.id, filled_in(template), report, whole=True)
    several = sum(fact.kind == "lines" for fact in template.fields)
    assert len(paper.paragraphs) <= len(plain.paragraphs) + several
    assert all(len(one.text.splitlines()) == 1 for one in paper.paragraphs)


@pytest.mark.parametrize("nothing", ["", "  \n\t", "\u3000", "\u200b\u202e", "\x00\x07"])
def test_what_cannot_be_seen_is_a_blank(nothing: str, report: Report) -> None:
    """A name of blanks or invisible characters leaves room to write one."""
    assert "您的姓名" in write("copy-data", {"name": nothing}, report).blanks


def test_facts_without_a_field_are_not_used(report: Report) -> None:
    """What no field asks for does not get into a letter."""
    assert write("copy-data", {"secret": "不该出现"}, report) == write("copy-data", {}, report)


def test_a_choice_that_is_not_one_leaves_the_boxes(report: Report) -> None:
    """Only the choices offered can be chosen; else each stands with a box to tick."""
    text = sent(write("copy-data", {"form": "邮寄光盘"}, report))
    assert "□ 电子文件" in text
    assert "□ 纸质复印件" in text
    assert "光盘" not in text


@pytest.mark.parametrize(
    ("given", "written"),
    [("2026-03-05", "2026年3月5日"), ("2026-13-40", "2026-13-40"), ("去年夏天", "去年夏天")],
)
def test_a_date_is_written_in_chinese_where_it_is_one(given: str, written: str, report: Report) -> None:
    """What is no date stays as the borrower put it."""
    assert f"自{written}起" in sent(write("copy-data", {"since": given}, report))


def test_a_title_given_with_its_marks_has_them_once(report: Report) -> None:
    """《借款合同》 does not become 《《借款合同》》."""
    assert "《《" not in sent(write("copy-data", {"document_name": "《借款合同》"}, report))
