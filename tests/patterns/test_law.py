"""The law we show is the law that was checked, dated, and of today."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from clause_patterns import Provision, load_library

LIBRARY = load_library()
SHARED = Path(__file__).parents[3] / "shared" / "legal" / "provisions.jsonl"
# Written otherwise than in the list that was checked, and why.
OURS = {
    # the list adds in brackets how the number was found
    ("NPI-5-12", "article"): "第五条第（十二）项（网络借贷类）",
    # the list marks in English, inside a Chinese paraphrase, what was not checked
    ("JRT0171", "text"): "UNVERIFIED→未核实",
}


@pytest.fixture(scope="module")
def checked() -> dict[str, dict[str, Any]]:
    """The list of provisions that was held against their sources, by id."""
    if not SHARED.is_file():
        pytest.skip("../shared/legal is not there")
    lines = SHARED.read_text(encoding="utf-8").splitlines()
    return {entry["id"]: entry for entry in map(json.loads, lines)}


def same(text: str) -> str:
    """Return ``text`` without blanks and line ends."""
    return "".join(text.split())


@pytest.mark.parametrize("provision", LIBRARY.law.values(), ids=lambda one: one.id)
def test_a_provision_is_as_checked(provision: Provision, checked: dict[str, dict[str, Any]]) -> None:
    """Law, issuer, article, words, date and whether it was verified are those that were checked."""
    entry = checked[provision.id]
    hotline = provision.id.startswith("HOTLINE-")  # whose issuer is who stands behind the number: ours
    for name in ("law", "article", "effective_from", "verified", *(() if hotline else ("issuer",))):
        expected = OURS.get((provision.id, name), entry[name])
        assert getattr(provision, name) == expected, name
    words = entry["text"]
    if (provision.id, "text") in OURS:
        words = words.replace(*OURS[provision.id, "text"].split("→"))
    assert same(provision.text) == same(words)


def test_no_superseded_law_is_shown(checked: dict[str, dict[str, Any]]) -> None:
    """Nobody is shown an article that no longer holds."""
    gone = {name for name, entry in checked.items() if "superseded" in entry["status"]}
    assert gone
    assert not gone & LIBRARY.law.keys()


RENUMBERED = {
    "CSL-43": ("第四十三条", "第四十一条", "2026-01-01"),
    "CSL-44": ("第四十四条", "第四十二条", "2026-01-01"),
    "CSL-45": ("第四十五条", "第四十三条", "2026-01-01"),
    "CSL-46": ("第四十六条", "第四十四条", "2026-01-01"),
    "CSL-71": ("第七十一条", "第六十四条", "2026-01-01"),
    "PSAL-50": ("第五十条", "第四十二条", "2026-01-01"),
    "ARB-28": ("第二十八条", "第十七条", "2026-03-01"),
}


def test_former_numbers_are_known() -> None:
    """Articles that were renumbered in 2026 say under which number old texts name them, and until when."""
    known = {
        name: (one.article, old.article, old.until) for name, one in LIBRARY.law.items() for old in one.former
    }
    assert known == RENUMBERED


@pytest.mark.parametrize("name", RENUMBERED)
def test_a_new_number_holds_from_the_day_the_old_one_ends(name: str) -> None:
    """The day on which the number changed is the day from which the article holds as shown."""
    assert {old.until for old in LIBRARY.law[name].former} == {LIBRARY.law[name].effective_from}


def test_every_provision_is_used() -> None:
    """No law stands here by itself: each provision is cited, or is looked up by its former number."""
    several = (LIBRARY.rules, LIBRARY.checklist, LIBRARY.letters)
    single = (LIBRARY.channels, LIBRARY.call_rules)
    cited = {name for part in several for entry in part.values() for name in entry.law}
    cited |= {entry.law for part in single for entry in part.values()}
    assert LIBRARY.law.keys() - cited - RENUMBERED.keys() == set()
