from __future__ import annotations

import io
import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from analyzer.errors import UsageError
from analyzer.evaluating import (
    CATEGORIES,
    Count,
    Mistake,
    RuleCount,
    Unit,
    alarms,
    evaluate,
    predictions,
    read_units,
    score,
)
from analyzer.model import Document, Finding, Report
from analyzer.reporting.scores import print_alarms, print_mistakes, print_rules, print_scores
from analyzer.reporting.terminal import console_for
from clause_patterns import load_library
from clause_patterns.library import Library

TEXT = "一二三四五六七八九十" * 4


@pytest.fixture
def at(make_finding: Callable[..., Finding]) -> Callable[..., Finding]:
    """A function that makes a finding for a range of TEXT."""

    def make(start: int, end: int, category: str = "sharing", stance: str = "authorizes") -> Finding:
        words = TEXT[start:end]
        return make_finding(words, TEXT, start=start, end=end, category=category, stance=stance)

    return make


def gold(folder: Path, rows: dict[str, str], text: str = TEXT) -> Path:
    (folder / "labels").mkdir(exist_ok=True)
    (folder / "documents").mkdir(exist_ok=True)
    for name, labels in rows.items():
        (folder / "labels" / f"{name}.tsv").write_text(labels, encoding="utf-8")
        (folder / "documents" / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    return folder


def reporting(*findings: Finding) -> Callable[[str], Report]:
    return lambda text: Report(Document("x", "text", text), findings=findings)


@pytest.mark.parametrize(
    ("start", "end", "counts"),
    [
        (10, 20, True),  # the unit itself
        (10, 15, True),  # exactly half of the unit, and all of the quote
        (12, 14, True),  # a short quote wholly inside
        (8, 12, True),  # half of the quote lies in the unit
        (7, 12, False),  # two of five characters of the quote, two of ten of the unit
        (0, 40, True),  # a long quote that covers the unit
        (15, 40, True),  # a long quote that covers half of it
        (16, 40, False),  # a long quote that covers four of ten characters
        (0, 10, False),  # ends where the unit begins
        (20, 30, False),  # begins where the unit ends
    ],
)
def test_half_of_the_unit_or_half_of_the_quote(
    at: Callable[..., Finding], start: int, end: int, counts: bool
) -> None:
    """A finding counts for a unit when it covers half of it, or half of the quote lies in it."""
    assert bool(list(predictions(Unit(10, 20), [at(start, end)]))) is counts


def test_stance_decides_what_is_predicted(at: Callable[..., Finding]) -> None:
    """Protecting predicts `protective`, authorizing the category, mentioning nothing."""
    stances = ("protects", "authorizes", "mentions")
    found = [list(predictions(Unit(0, 10), [at(0, 10, "credit", stance)])) for stance in stances]
    assert found == [["protective"], ["credit"], []]


def test_one_unit_counts_a_category_once(at: Callable[..., Finding]) -> None:
    """Two findings of one category in a unit are one prediction."""
    scores = score("甲", TEXT, [Unit(0, 10, frozenset({"sharing"}))], [at(0, 6), at(4, 10)])
    assert scores.counts["sharing"] == Count(found=1)


def test_doubtful_pairs_are_left_out(at: Callable[..., Finding]) -> None:
    """A label with ? makes a prediction neither right nor wrong, and its absence no miss."""
    unit = Unit(0, 10, doubtful=frozenset({"sharing"}))
    for findings in ([], [at(0, 10)]):
        assert score("甲", TEXT, [unit], findings).counts["sharing"] == Count()


def test_doubt_is_of_one_category_only(at: Callable[..., Finding]) -> None:
    """Beside a doubtful label, another category predicted for the unit is still a mistake."""
    unit = Unit(0, 10, doubtful=frozenset({"sharing"}))
    assert score("甲", TEXT, [unit], [at(0, 10, "credit")]).counts["credit"] == Count(false=1)


def test_device_is_not_scored(at: Callable[..., Finding]) -> None:
    """The labelled set knows no device label, so such findings are no false alarms."""
    scores = score("甲", TEXT, [Unit(0, 10)], [at(0, 10, "device")])
    assert sum(scores.counts.values(), Count()) == Count()
    assert "device" not in CATEGORIES


def test_folder_is_scored_with_its_mistakes(tmp_path: Path, at: Callable[..., Finding]) -> None:
    """Precision, recall and F1 follow from found, false and missed pairs; the mistakes are named."""
    rows = "0\t10\tsharing\n10\t20\tcredit,protective\n20\t30\tsharing?\n30\t40\t\n"
    findings = (at(0, 10), at(10, 20, "consent", "protects"), at(20, 30), at(30, 40))
    scores = evaluate(gold(tmp_path, {"001_甲": rows}), analyze=reporting(*findings))
    assert scores.by_category()["sharing"] == Count(found=1, false=1)
    assert scores.by_category()["sharing"].precision == 0.5
    assert scores.by_category()["sharing"].recall == 1.0
    assert scores.by_category()["protective"].f1 == 1.0
    assert scores.by_category()["exposure"].f1 is None
    assert scores.micro() == Count(found=2, false=1, missed=1)
    assert scores.micro().f1 == pytest.approx(2 / 3)
    assert scores.mistakes() == [
        Mistake("001_甲", 10, 20, "credit", "fn", TEXT[10:20]),
        Mistake("001_甲", 30, 40, "sharing", "fp", TEXT[30:40]),
    ]


def test_documents_are_read_without_changing_line_ends(tmp_path: Path) -> None:
    r"""A document with \r\n reaches the engine with both characters, so that offsets fit."""
    seen: list[str] = []

    def analyze(text: str) -> Report:
        seen.append(text)
        return Report(Document("x", "text", text))

    evaluate(gold(tmp_path, {"甲": "0\t1\t\n"}, text="第一行\r\n第二行\r\n"), analyze=analyze)
    assert seen == ["第一行\r\n第二行\r\n"]


def test_only_restricts_to_documents_by_beginning(tmp_path: Path) -> None:
    """--only takes several beginnings; one that fits nothing is told."""
    folder = gold(tmp_path, dict.fromkeys(("001_a", "002_b", "103_c"), "0\t10\tcredit\n"))
    scores = evaluate(folder, only=["00"], analyze=reporting())
    assert [one.document for one in scores.documents] == ["001_a", "002_b"]
    with pytest.raises(UsageError, match="99"):
        evaluate(folder, only=["99"], analyze=reporting())


def test_sentences_are_scored_each_by_itself(tmp_path: Path, at: Callable[..., Finding]) -> None:
    """In a file of sentences every row is read alone, all its findings count, and `none` is no label."""
    path = tmp_path / "句子.tsv"
    rows = ("甲.txt\t一二三四五\tsharing,credit?\t说明", "乙.txt\t六七八九十\tnone\t")
    path.write_text("document\tsentence\tlabels\tnote\n" + "\n".join(rows) + "\n", encoding="utf-8")
    scores = evaluate(path, analyze=reporting(at(0, 2), at(3, 5, "credit")))
    assert scores.by_category()["sharing"] == Count(found=1, false=1)
    assert scores.by_category()["credit"] == Count(false=1)
    assert [one.document for one in scores.mistakes()] == ["乙.txt#3", "乙.txt#3"]
    assert evaluate(path, only=["甲"], analyze=reporting()).micro() == Count(missed=1)


def test_files_that_hold_no_sentences_are_told(tmp_path: Path) -> None:
    """A row without a sentence, an unknown label and a file without rows are refused with file and line."""
    path = tmp_path / "句子.tsv"
    for row, told in (
        ("甲.txt", r"句子\.tsv:2"),
        ("甲.txt\t一二\tshoring", r"句子\.tsv:2.*shoring"),
        ("", "标题"),
    ):
        path.write_text(f"document\tsentence\tlabels\n{row}".rstrip("\n"), encoding="utf-8")
        with pytest.raises(UsageError, match=told):
            evaluate(path, analyze=reporting())


def test_every_rule_has_its_own_counts(tmp_path: Path, make_finding: Callable[..., Finding]) -> None:
    """A finding is right, wrong or in doubt by the units it counts for; what two rules see is overlapped."""

    def by(rule: str, start: int) -> Finding:
        words = TEXT[start : start + 10]
        return make_finding(words, TEXT, rule=rule, start=start, end=start + 10, category="sharing")

    first, second = "share-with-partners-affiliates", "share-for-marketing"
    findings = [by(first, 0), by(second, 0), by(first, 10), by(first, 20), by(first, 30)]
    rows = "0\t10\tsharing\n10\t20\tcredit\n20\t30\tsharing?\n30\t40\tsharing\n"
    scores = evaluate(gold(tmp_path, {"甲": rows}), analyze=reporting(*findings))
    assert scores.by_rule() == {
        first: RuleCount(right=2, wrong=1, doubtful=1, overlapped=1),
        second: RuleCount(right=1, overlapped=1),
    }
    target = io.StringIO()
    print_rules(scores, load_library(), console_for(target, file_width=100))
    row = next(line for line in target.getvalue().splitlines() if first in line)
    assert re.findall(r"[\d.]+", row) == ["4", "2", "1", "1", "1", "0.667"]


@pytest.mark.parametrize("row", ["0\tx\tsharing", "5\t5\tsharing", "sharing", "0\t10\tsharnig"])
def test_bad_rows_are_told_with_their_line(tmp_path: Path, row: str) -> None:
    """A row that is not start, end, known labels is refused with file and line."""
    path = tmp_path / "甲.tsv"
    path.write_text(f"0\t10\tcredit\n{row}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"甲\.tsv:2"):
        read_units(path)


def test_folders_that_are_no_gold_are_told(tmp_path: Path) -> None:
    """A missing folder, one without labels and a label file without its document are refused."""
    for folder in (tmp_path / "没有", tmp_path):
        with pytest.raises(UsageError, match="labels"):
            evaluate(folder, analyze=reporting())
    folder = gold(tmp_path, {"甲": "0\t10\tcredit\n"})
    (folder / "documents" / "甲.txt").unlink()
    with pytest.raises(UsageError, match=r"documents/甲\.txt"):
        evaluate(folder, analyze=reporting())


def test_table_shows_shares_and_dashes(tmp_path: Path, at: Callable[..., Finding], library: Library) -> None:
    """The table has a row per category and one over all; a share without cases is a dash, not zero."""
    rows = "0\t10\tcontacts\n10\t20\tcontacts\n"
    scores = evaluate(gold(tmp_path, {"甲": rows}), analyze=reporting(at(0, 10, "contacts")))
    target = io.StringIO()
    print_scores(scores, library, console_for(target, file_width=100))
    print_mistakes(scores.mistakes(), console_for(target, file_width=100))
    rows_shown = [re.split(r"\s*│\s*", line)[1:-1] for line in target.getvalue().splitlines()]
    cells = {row[0]: row[1:] for row in rows_shown if row}
    assert cells["通讯录与通信记录"] == cells["合计（micro）"] == ["1.000", "0.500", "0.667", "1", "0", "1"]
    assert cells["exposure"][:3] == ["—", "—", "—"]
    assert f"漏报\tcontacts\t甲:10-20\t{TEXT[10:20]}" in target.getvalue()


def test_alarms_are_what_is_above_low_in_documents_marked_negative(
    tmp_path: Path, make_finding: Callable[..., Finding]
) -> None:
    """Only documents marked NEGATIVE are read; low findings and promises are no alarms."""
    folder = gold(tmp_path, {"甲": "0\t1\t\n", "乙": "0\t1\t\n"})
    with pytest.raises(UsageError, match="manifest"):
        alarms(folder)
    rows = '{"document": "甲.txt", "notes": "NEGATIVE: 支付"}\n{"document": "乙.txt", "notes": ""}\n'
    (folder / "manifest.jsonl").write_text(rows, encoding="utf-8")
    loud = make_finding("一", TEXT, start=0, end=1, severity="medium")
    quiet = make_finding("一", TEXT, start=0, end=1, severity="low")
    promise = make_finding("一", TEXT, start=0, end=1, severity="high", stance="protects")
    found = alarms(folder, analyze=reporting(loud, quiet, promise))
    assert found == {"甲": (loud,)}
    target = io.StringIO()
    print_alarms(found, console_for(target, file_width=100))
    assert "甲：1 处" in target.getvalue()
    assert target.getvalue().splitlines()[-1].endswith("1 份，其中的警示：medium 1")


@pytest.mark.gold
def test_labelled_documents_can_be_read(gold_dir: Path) -> None:
    """Every label file of the labelled set is read whole, and its units lie in its document, in order."""
    paths = sorted((gold_dir / "labels").glob("*.tsv"))
    assert paths
    for path in paths:
        with (gold_dir / "documents" / f"{path.stem}.txt").open(encoding="utf-8", newline="") as file:
            length = len(file.read())
        units = read_units(path)
        assert units[-1].end <= length
        assert all(first.end <= second.start for first, second in itertools.pairwise(units))
