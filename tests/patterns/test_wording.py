"""What we tell people goes no further than the law does: every text that is shown is read here."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from pydantic import BaseModel

import analyzer
import clause_patterns
import ui
from clause_patterns import Library, load_library

LIBRARY = load_library()
# Provisions whose own words are 无效: beside them, and only there, so are ours.
SAY_INVALID = {"CC-506", "CRPL-26", "CC-497"}
VERDICTS = re.compile(r"违法|无效|非法|不合法|违规|犯罪|诈骗|涉嫌|侵权|违反(?:了)?(?:法|规|监管)|触犯")
LAW_SAYS = re.compile(r"法律(?:规定|要求|明文|让|给|列明)|法定|法规")
# Fields that nobody is shown, or whose words are not ours: patterns, and clauses as lenders write them.
NOT_OURS = {
    "id", "law", "terms", "patterns", "anchors", "names", "words", "when", "unless", "changes", "examples",
    "concepts", "promise", "permission", "hollows", "objects", "answer", "category", "severity", "rules",
    "concerns", "lenders", "kinds", "otherwise", "broader", "denies", "hollowed_by", "group",
    "issuer", "former", "article", "effective_from",
}  # fmt: skip
# Titles of things as they are written in loan documents, not our judgement of anybody.
NAMES_OF_THINGS = re.compile(r"诉讼、违法记录|违法和不良信息举报中心|App违法违规收集使用个人信息行为认定方法")
PARTS = (
    "categories", "rules", "checklist", "telling", "references", "oppositions", "scopes", "kinds", "wording",
    "lender_kinds", "lender_signs", "channels", "permissions", "letters", "call_rules",
)  # fmt: skip
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SENTENCE = re.compile(r"[^。；！？\n]+")


class Shown(NamedTuple):
    """A text that people are shown: where it stands, and the law that is cited beside it."""

    where: str
    text: str
    law: frozenset[str]


def strings(value: object) -> Iterator[str]:
    """Yield the texts in ``value``: those of an entry that are ours, of lists all."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in NOT_OURS:
                yield from strings(getattr(value, name))
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from strings(each)


def of_library(library: Library) -> Iterator[Shown]:
    """Yield what the library tells people in its own words."""
    for part in PARTS:
        for entry in getattr(library, part).values():
            law = getattr(entry, "law", ())
            cited = frozenset([law] if isinstance(law, str) else law)
            for text in strings(entry):
                yield Shown(f"{part}/{entry.id}", text, cited)
    for provision in library.law.values():
        yield Shown(f"law/{provision.id} note", provision.note, frozenset({provision.id}))


def of_code(root: Path) -> Iterator[Shown]:
    """Yield the Chinese strings in Python, templates and scripts below ``root``; patterns are not shown."""
    for path in sorted(root.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            # Patterns are not shown, and hold what nothing that is shown does.
            text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            if _HAN.search(text) and not re.search(r"[|\\^$]|\(\?|\[\^", text):
                yield Shown(f"{path.name}:{getattr(node, 'lineno', 0)}", text, frozenset())
    for path in sorted([*root.rglob("*.html"), *root.rglob("*.js")]):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if _HAN.search(line):
                yield Shown(f"{path.name}:{number}", line, frozenset())


SHOWN = [
    *of_library(LIBRARY),
    *(one for package in (analyzer, ui) for one in of_code(Path(package.__file__ or "").parent)),
]


def sentences(shown: Iterable[Shown]) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Yield every sentence with where it stands and the law beside it."""
    for one in shown:
        for sentence in _SENTENCE.findall(one.text):
            yield one.where, sentence, one.law


def overreaching(shown: Iterable[Shown]) -> list[str]:
    """Return the sentences that pass a judgement no provision beside them passes."""
    found = []
    for where, sentence, law in sentences(shown):
        said = set(VERDICTS.findall(NAMES_OF_THINGS.sub("", sentence)))
        if not said <= allowed(where, law):
            found.append(f"{where}: {sentence}")
    return found


def allowed(where: str, law: frozenset[str]) -> set[str]:
    """Return the judgements that may stand at ``where``: a note on a provision may repeat its words."""
    if where.startswith("law/"):
        return set(VERDICTS.findall("".join(LIBRARY.law[name].text for name in law)))
    return {"无效"} if law & SAY_INVALID else set()


def test_we_judge_nobody() -> None:
    """No text calls anything 违法, 无效, 非法, 诈骗, but 无效 beside a provision that says so itself."""
    assert overreaching(SHOWN) == []


@pytest.mark.parametrize(
    ("text", "law", "wrong"),
    [
        ("这样做是违法的。", {"CC-506"}, True),
        ("这一条无效。", {"PIPL-16"}, True),
        ("法律规定，这样的条款无效。", {"CC-497"}, False),
        ("可能缺乏依据，您有权拒绝。", set(), False),
        ("涉嫌诈骗，请报警。", set(), True),
    ],
)
def test_a_judgement_is_seen(text: str, law: set[str], wrong: bool) -> None:
    """The check sees what goes too far, and lets pass what does not."""
    assert bool(overreaching([Shown("here", text, frozenset(law))])) == wrong


@pytest.mark.parametrize("name", sorted(SAY_INVALID))
def test_the_provisions_say_it_themselves(name: str) -> None:
    """Where we may say 无效, verified law does."""
    assert LIBRARY.law[name].verified
    assert "无效" in LIBRARY.law[name].text


def test_what_the_law_says_rests_on_verified_law() -> None:
    """「法律规定」, 「法律要求」 and the like stand only beside provisions that were verified."""
    for one in of_library(LIBRARY):
        if one.law and LAW_SAYS.search(one.text) and not one.where.startswith("law/"):
            assert any(LIBRARY.law[name].verified for name in one.law), one


def test_a_contact_list_is_not_called_sensitive_by_law() -> None:
    """The law does not list 通讯录 among sensitive personal information, and no text says it does."""
    for where, sentence, _ in sentences(SHOWN):
        if "通讯录" in sentence and "敏感个人信息" in sentence:
            assert re.search("不在|不属于|不是|没有把", sentence), (where, sentence)


@pytest.mark.parametrize("package", [analyzer, clause_patterns, ui], ids=lambda one: one.__name__)
def test_the_e_commerce_law_is_not_cited(package: object) -> None:
    """电子商务法 does not apply to loans, so that nobody is sent to it."""
    root = Path(package.__file__ or "").parent  # type: ignore[attr-defined]
    for path in root.rglob("*"):
        if path.suffix in {".py", ".yaml", ".html", ".js"}:
            text = path.read_text(encoding="utf-8")
            assert "电子商务法" not in text, path
            assert not re.search(r"\bECL-", text), path


def test_everything_is_read() -> None:
    """The check reads rules, steps, templates, the page and its scripts."""
    read = {one.where.split(":")[0].split("/")[0] for one in SHOWN}
    assert {"rules", "channels", "letters", "lender_kinds", "wording", "report.html", "details.js"} <= read
    assert {"library.py", "side_words.py", "summary.py", "checking_files.py"} <= read
