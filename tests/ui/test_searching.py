"""Words and numbers of articles, however they are written."""

from __future__ import annotations

import pytest

from clause_patterns import load_library
from ui.viewing.searching import Term, by_former_number, chinese, searched, terms

LAW = load_library().law


def found(query: str) -> set[str]:
    """Return the provisions that ``query`` finds."""
    asked = terms(query)
    return {name for name, one in LAW.items() if searched(one).holds(asked)}


@pytest.mark.parametrize(
    "query",
    [
        "网络安全法 第四十三条", "网络安全法第四十三条", "网络安全法43", "网络安全法 43条",
        "网络安全法 第43条", "《网络安全法》第４３条",
    ],
)  # fmt: skip
def test_an_article_is_found_however_it_is_written(query: str) -> None:
    """Chinese and Arabic numerals, with 第 and 条 or without, apart from the law's name or not."""
    assert "CSL-43" in found(query)
    assert "CSL-44" not in found(query)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("网络安全法 第四十一条", "CSL-43"),
        ("网络安全法41", "CSL-43"),
        ("治安管理处罚法 42条", "PSAL-50"),
        ("仲裁法第十七条", "ARB-28"),
    ],
)
def test_an_old_number_finds_the_article_of_today(query: str, name: str) -> None:
    """Old texts name old numbers; the reader is taken to where it stands now, and told so."""
    assert name in found(query)
    assert by_former_number(LAW[name], terms(query))


def test_a_number_of_today_is_no_old_number() -> None:
    """What stands under the number asked for is not said to have had it."""
    assert not by_former_number(LAW["CSL-43"], terms("网络安全法 43条"))


def test_numbers_that_are_no_articles_are_words() -> None:
    """A hotline, a year and a standard are looked for as they are written."""
    assert terms("12378 2025 GB/T45251") == [Term("12378"), Term("2025"), Term("gb/t45251")]
    assert found("12378") >= {"HOTLINE-12378"}


def test_all_words_must_be_found() -> None:
    """Words narrow one another; nothing asked for is everything."""
    assert found("通讯录 不存在的词") == set()
    assert found("") == set(LAW)


@pytest.mark.parametrize(
    ("number", "words"),
    [(5, "五"), (10, "十"), (12, "十二"), (20, "二十"), (103, "一百零三"), (110, "一百一十"), 
     (111, "一百一十一"), (1032, "一千零三十二"), (1194, "一千一百九十四"), (1005, "一千零五"), 
     (2000, "二千")],
)  # fmt: skip
def test_numbers_are_written_as_in_laws(number: int, words: str) -> None:
    """第十二条, 第一百零三条, 第一千零三十二条."""
    assert chinese(number) == words


def test_every_article_can_be_asked_for_by_its_number() -> None:
    """Each number that stands in the library is found by its Arabic form."""
    by_words = {f"第{chinese(number)}条": number for number in range(1, 1300)}
    numbers = {one.article for one in LAW.values() if one.article.endswith("条")}
    assert numbers <= by_words.keys()
    for one in LAW.values():
        if one.article in by_words:
            assert one.id in found(f"{one.id} 第{by_words[one.article]}条")
