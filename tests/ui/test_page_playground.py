"""试规则: a rule that is being written is tried at once, and nothing that was typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from clause_patterns import load_library
from clause_patterns.load import lay_over
from clause_patterns.sources import rule_source
from ui import trying

PACK = Path(__file__).parents[2] / "examples" / "pack" / "password_patterns"


def script() -> None:
    """Draw the page alone."""
    from ui.screens import playground  # noqa: PLC0415 - a script runs by itself

    playground.page()


@pytest.fixture
def page(jobs_at_once: None) -> AppTest:
    """The page as it comes up."""
    return ran(AppTest.from_function(script, default_timeout=120))


def ran(page: AppTest) -> AppTest:
    page.run()
    assert not page.exception
    return page


def write(page: AppTest, label: str, text: str) -> AppTest:
    next(each for each in page.text_area if each.label == label).set_value(text)
    return ran(page)


def shown(page: AppTest) -> str:
    """Return what stands on the page, without the marks of Markdown."""
    return "\n".join(each.value for each in page.markdown).replace("\\", "").replace("*", "")


def test_the_template_finds_and_says_what_is_lacking(page: AppTest) -> None:
    """The sample shows a sentence that is found, the words that decided it, and what another one lacks."""
    told = shown(page)
    assert "指出 1 处，差一个条件的 2 处；自己的例句对 6/6 句" in told
    assert ":blue-background[担保公司]" in told
    assert "要有“保险、担保机构”，这里是“合作方、第三方”" in told
    assert "立场要是“允许”，这里读成“保护”" in told


def test_a_mistake_has_its_line_and_costs_nothing(page: AppTest) -> None:
    """A misspelt key is told with its line and what was meant; the text stays, to be put right."""
    wrong = trying.TEMPLATE.replace("severity:", "severty:")
    write(page, "规则", wrong)
    (error,) = page.error
    assert "规则第 4 行" in error.value
    assert "`severity` 吗" in error.value
    assert next(each for each in page.text_area if each.label == "规则").value == wrong
    write(page, "规则", trying.TEMPLATE)
    assert not page.error
    assert "自己的例句对 6/6 句" in shown(page)


def test_an_example_that_fails_is_named_with_the_reason(page: AppTest) -> None:
    """A rule that is too wide is caught by its own examples and by the library's."""
    write(page, "规则", trying.TEMPLATE.replace("data: [contact-list], ", ""))
    told = shown(page)
    assert "自己的例句对 5/6 句" in told
    assert "不对（不应指出）平台可以将借款合同提供给担保公司" in told
    assert any("条款库的例句里" in each.label for each in page.expander)


def test_own_words_are_read(page: AppTest) -> None:
    """A rule about a word that only the second area has finds it; without the word it is a mistake."""
    write(page, "规则", (PACK / "rules" / "passwords.yaml").read_text(encoding="utf-8"))
    assert "没有信息" in page.error[0].value
    write(page, "词", (PACK / "lexicon" / "passwords.yaml").read_text(encoding="utf-8"))
    write(page, "文字", "为核验流水，乙方有权收集甲方的微信登录密码。")
    assert "指出 1 处" in shown(page)
    assert "自己的例句对 12/12 句" in shown(page)


def test_a_rule_of_the_library_can_be_changed_and_put_back(page: AppTest) -> None:
    """Its text is as its author wrote it; what was there before comes back on request."""
    write(page, "规则", "- id: mine\n")
    page.selectbox[0].set_value("advance-fee")
    ran(page)
    next(each for each in page.button if each.label == "用它开头").click()
    ran(page)
    assert next(each for each in page.text_area if each.label == "规则").value == rule_source("advance-fee")
    assert "同号，用上以后会代替它" in shown(page)
    next(each for each in page.button if each.label == "换回刚才写的").click()
    ran(page)
    assert next(each for each in page.text_area if each.label == "规则").value == "- id: mine\n"


def test_every_rule_of_the_library_can_be_taken_as_it_is() -> None:
    """What is put into the area reads as the very rule."""
    library = load_library(packs=[])
    for name, rule in library.rules.items():
        assert lay_over(library, {"rules/mine.yaml": rule_source(name)}).sound().rules[name] == rule
