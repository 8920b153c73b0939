"""A comparison on a terminal: what a borrower sees who puts two sides next to one another."""

from __future__ import annotations

import io
import re

import pytest
from rich.cells import cell_len

from analyzer import Comparison, Document, compare
from analyzer.reporting.comparison_text import print_comparison
from analyzer.reporting.terminal import console_for
from clause_patterns import load_library

LIBRARY = load_library()
RAW_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def shown(comparison: Comparison, width: int = 100) -> str:
    target = io.StringIO()
    print_comparison(comparison, LIBRARY, console_for(target, file_width=width))
    return target.getvalue()


def section(text: str, title: str) -> str:
    """Return the part of ``text`` under the heading that begins with ``title``, on one line."""
    part = text.split(f"━━ {title}")[1].split("━━", maxsplit=1)[0]
    return re.sub(r"\s+", "", part)


def test_the_whole_comes_first(comparison: Comparison) -> None:
    """Names, files, which side is worse and what was not given stand above everything else."""
    head = shown(comparison).split("━━")[0]
    for words in ("甲家\n  严.txt  纯文本", "乙家\n  宽.txt", "甲家总的更不利", "注意 甲家还有 1 份"):
        assert words in head


def test_a_difference_says_which_side_is_worse_and_shows_both(comparison: Comparison) -> None:
    """Title, verdict, and for each side what it says, its terms, and its own words with their place."""
    part = section(shown(comparison), "有差别的")
    for words in (
        "[高]读取或上传您的通讯录甲家更不利：它写明允许；乙家要先经您同意。甲家：允许（还写着：不可撤销）第一条",
        "乙家：要先经您同意第一条「第一条未经借款人单独同意，平台不会读取借款人手机中的通讯录。」",
        "允许：第四条「第四条平台可以将借款人的位置信息提供给第三方机构。」承诺：第三条「",
    ):
        assert words in part


def test_the_same_words_are_not_repeated(comparison: Comparison) -> None:
    """Where two topics rest on one clause, the second refers to its words above."""
    part = section(shown(comparison), "有差别的")
    assert part.count("平台有权读取借款人手机中的通讯录") == 1
    assert "第一条（原文见上）" in part


def test_worst_come_first() -> None:
    """Differences are in the order of their severity."""
    harsh = "平台有权在媒体上公布借款人的姓名和欠款。平台有权读取借款人的通话记录。平台可随时修改本合同。"
    marks = re.findall(r"^\[(.+?)\]", shown(compare(harsh, "借款人应按时还款。")), re.MULTILINE)
    assert len(set(marks)) > 1
    assert marks == sorted(marks, key=["严重", "高", "中", "低"].index)


def test_what_is_the_same_takes_one_line_and_keeps_its_weight(comparison: Comparison) -> None:
    """What both sides allow is named with how bad it is, so that nobody takes it for harmless."""
    assert "两边都允许，没有差别（中）：收集您的位置" in section(shown(comparison), "其余各项")


def test_promises_are_told_by_who_makes_them(comparison: Comparison) -> None:
    """A promise that one side alone makes stands under its name, with its place."""
    only_a, only_b = section(shown(comparison), "保护您的承诺").split("只有乙家有：")
    assert "承诺不把您的信息给别的公司（第三条）" in only_a
    assert "承诺不读取通讯录、通话记录或短信（第一条）" in only_b


def test_only_differing_cells_are_shown_and_the_others_counted(comparison: Comparison) -> None:
    """Who gets what names the cells that differ under why they do; equal ones are a figure."""
    text = shown(comparison)
    assert "有差别的 3 项；另有 2 项两边一样" in text
    assert "甲家更不利：它写明允许；乙家给出的文件里没有写。提供方：通讯录" in section(text, "谁拿到什么")
    assert "相册" not in section(text, "谁拿到什么")


def test_each_side_is_read_alone_too(comparison: Comparison) -> None:
    """Contradictions, documents not given, what receivers are not told, and data not necessary, by side."""
    text = shown(comparison)
    for title, words in (
        ("甲家：说法不一的地方（1）", "[互相矛盾]"),
        ("甲家：您还没看", "《平台服务协议》写明您同意或者签署了它。"),
        ("甲家：把您的信息交给别人，却没有说全（1 处）", "只写明了：交出去哪些信息（第四条）"),
        ("甲家：必要信息清单以外，还要了这些（3）", "通讯录（第一条）：不在"),
        ("乙家：必要信息清单以外，还要了这些（2）", "承诺不要的：通讯录"),
    ):
        assert words in section(text, title)
    assert "━━ 乙家：说法不一" not in text


def test_documents_that_are_only_mentioned_are_no_warning() -> None:
    """A document that is named without binding the borrower is not among those still to be read."""
    comparison = compare("欢迎参考《还款小贴士》。平台收集借款人的相册。", "借款人应按时还款。")
    assert "您还没看" not in shown(comparison)


def test_versions_show_what_changed_for_the_borrower(comparison: Comparison) -> None:
    """Two versions of one contract: what is let no more, what is promised, and how much else changed."""
    part = section(shown(comparison), "同一份文件的两个版本")
    assert "[改写]不再允许「授权不可撤销」「读取或上传您的通讯录」；新承诺「" in part
    assert "[删去]不再承诺「承诺不把您的信息给别的公司」" in part
    assert "另有1处改动没有改变这里检查的事；4处一字未改。" in part


def test_places_name_the_document_where_a_side_has_several() -> None:
    """With two documents on a side a place says which of them it is in; with one it need not."""
    takes = "第三条 平台有权读取借款人手机中的通讯录。"
    documents = [Document("一.txt", "text", takes), Document("二.txt", "text", "第一条 借款人应按时还款。")]
    text = shown(compare(documents, "借款人应按时还款。"))
    assert "一.txt · 第三条\n" in text
    assert "\n    第三条\n" in shown(compare(documents[:1], "借款人应按时还款。"))


def test_no_difference_is_said() -> None:
    """Two sides that say the same are not called different."""
    text = shown(compare("平台收集借款人的相册。", "平台收集借款人的相册。"))
    assert "两边在这里检查的各项上没有差别" in text
    assert "━━ 有差别的" not in text


def test_every_comparison_ends_with_what_it_is_not(comparisons: list[Comparison]) -> None:
    """The last line says that this is no legal advice, and nothing above calls anything illegal or void."""
    for comparison in comparisons:
        text = shown(comparison)
        assert text.splitlines()[-1] == "以上根据文字得出，不是法律意见。"
        own = re.sub(r"「[^」]*」", "", re.sub(r"\s+", "", text))
        assert "违法" not in own.replace("诉讼、违法记录", "")
        assert "无效" not in own


@pytest.mark.parametrize("width", [24, 60, 100])
def test_lines_fit_the_terminal(comparisons: list[Comparison], width: int) -> None:
    """No line is wider than the terminal and none ends in blanks."""
    for comparison in comparisons:
        for line in shown(comparison, width).splitlines():
            assert cell_len(line) <= width
            assert line == line.rstrip()


def test_documents_cannot_drive_the_terminal() -> None:
    """Escape sequences of names, quotes and titles are shown, not sent; markup is literal."""
    evil = "\x1b[2J\u202e[bold red]红[/]"
    text = (
        f"第一条 平台有权读取借款人手机中的通讯录{evil}。\n第二条 平台不会读取借款人手机中的通讯录{evil}。\n"
        f"第三条 借款人已阅读并同意《平台{evil}协议》。\n第四条 平台可以将{evil}借款人的信息提供给第三方。\n"
    )
    printed = shown(compare(Document(evil, "text", text), "借款人应按时还款。", name_a=evil))
    assert not RAW_CONTROL.search(printed)
    assert printed.count(r"\x1b[2J\u202e[bold red]红[/]") > 3
