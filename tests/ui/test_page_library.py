"""The page with every rule and every provision."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from clause_patterns import load_library, packs

LIBRARY = load_library()


def script() -> None:
    """Draw the page of the library alone."""
    from ui.screens import library  # noqa: PLC0415 - a script runs by itself

    library.page()


@pytest.fixture
def page() -> AppTest:
    """The page as it comes up."""
    drawn = AppTest.from_function(script, default_timeout=60).run()
    assert not drawn.exception
    return drawn


def tabs(page: AppTest) -> list[str]:
    return [tab.label for tab in page.tabs]


def shown(page: AppTest) -> str:
    """Return what stands on the page, without the escapes of Markdown."""
    return "\n".join(each.value for each in page.markdown).replace("\\", "")


def search(page: AppTest, words: str) -> AppTest:
    page.text_input[0].set_value(words).run()
    assert not page.exception
    return page


def opened(page: AppTest, key: str) -> AppTest:
    page.session_state[key] = True
    page.run()
    assert not page.exception
    return page


def test_everything_is_there(page: AppTest) -> None:
    """Every rule and every provision of the library is listed, whatever the library holds."""
    assert tabs(page) == [f"条款库（{len(LIBRARY.rules)}）", f"法条（{len(LIBRARY.law)}）"]
    labels = [each.label.replace("\\", "") for each in page.expander]
    for rule in LIBRARY.rules.values():
        assert any(label.startswith(rule.title) for label in labels)
    for one in LIBRARY.law.values():
        assert any(label.startswith(one.law) for label in labels)


@pytest.mark.parametrize("name", ["contact-list-collection", "collection-outsourcing-data"])
def test_a_rule_tells_all(page: AppTest, name: str) -> None:
    """An opened rule shows its examples of both kinds, its look-alikes, its law in full with its issuer."""
    rule, text = LIBRARY.rules[name], shown(opened(page, f"rule-{name}"))
    for each in (rule.explain, *rule.advice, rule.rewrite, *rule.lookalikes):
        assert each in text
    for each in (*rule.examples.flag, *rule.examples.passing):
        assert each in text
    for law in rule.law:
        assert LIBRARY.law[law].text.splitlines()[0] in text
        assert LIBRARY.law[law].issuer in text


def test_whom_a_provision_binds_is_said(page: AppTest) -> None:
    """Rules for consumer finance companies are said to be for those."""
    law = LIBRARY.law["CFC-56"].law
    assert "只适用于消费金融公司" in shown(opened(page, f"law-{law}"))


@pytest.mark.parametrize("words", ["网络安全法 第四十一条", "网络安全法41"])
def test_an_old_number_leads_to_the_new_one(page: AppTest, words: str) -> None:
    """Who searches for an old number reads that it changed, since when, and the article as it stands."""
    search(page, words)
    told = [each.value.replace("\\", "") for each in page.info]
    assert any("第四十三条：原第四十一条，2026-01-01 起" in each for each in told)
    assert LIBRARY.law["CSL-43"].text.splitlines()[0] in shown(page)


def test_the_old_number_on_harassment(page: AppTest) -> None:
    """治安管理处罚法 42 is 50 since 2026."""
    search(page, "治安管理处罚法 42条")
    assert "第五十条：原第四十二条，2026-01-01 起" in page.info[0].value.replace("\\", "")


def test_nothing_found_is_said(page: AppTest) -> None:
    """A search without hits says so in both lists."""
    search(page, "完全不存在的词")
    assert tabs(page) == ["条款库（0）", "法条（0）"]
    assert [each.value for each in page.info] == ["没有相符的。可以换个说法，或者少写几个词。"] * 2


def test_own_rules_are_among_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a pack in use the page says so, and lists its rules."""
    pack = Path(__file__).parents[2] / "examples" / "pack" / "password_patterns"
    monkeypatch.setenv(packs.SETTING, str(pack))
    page = AppTest.from_function(script, default_timeout=60).run()
    assert "加了自己的规则：password_patterns" in shown(page)
    assert any(each.label.startswith("要您交出密码") for each in page.expander)
