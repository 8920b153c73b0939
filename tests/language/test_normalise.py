"""Normalising: what looks alike counts alike, and every character knows where it came from."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from analyzer.language.normalise import Normalised, normalise

# Characters that real files hold: Han, both widths of punctuation, blanks, radicals, invisible ones.
ODD = (
    "我们会读取您的通訊錄個資，。：；（）(),:;1２.、第八条一①●a-⽤⼀⽅⺠⻔㎡㈠Ａ％𠮷"
    "\u3000\xa0\t \n\r\f\v\x85\u2028\u2029．著覆瞭"
    "\u200b\u200d\u2060\ufeff\u202e\xad\u034f\u3164\ufe0f\U000e0100\ue000\ud800"
)
TEXTS = st.text() | st.text(alphabet=ODD, max_size=200)
CALM = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])

PROSE = (
    "为评估借款人的还款能力并在借款人逾期之后与其取得联系，贷款人可以在借款期限之内以及借款结清之后的一段时间里读取借款人"
    "手机当中保存的通讯录与通话记录，也可以向与贷款人有合作关系的机构提供上述信息，用于身份核验、信用评估以及贷后的管理工作"
)
WIDTH = 24


def _wrapped(text: str, width: int = WIDTH, end: str = "\n") -> str:
    """Return ``text`` set in lines of ``width`` characters, as a page does it."""
    return end.join(text[at : at + width] for at in range(0, len(text), width))


def _raw_words(raw: str, words: str) -> str:
    """Return what stands in ``raw`` where ``words`` stand in the normalised text."""
    normalised = normalise(raw)
    start = normalised.text.index(words)
    left, right = normalised.raw(start, start + len(words))
    return raw[left:right]


def _check_map(raw: str, normalised: Normalised) -> None:
    assert len(normalised.text) == len(normalised.starts)
    assert all(0 <= start < len(raw) for start in normalised.starts)
    assert all(left <= right for left, right in pairwise(normalised.starts))


@CALM
@given(TEXTS)
def test_every_position_maps_back_into_the_raw_text(raw: str) -> None:
    """For any text, each normalised character has a place in the raw text, in the same order."""
    _check_map(raw, normalise(raw))


@CALM
@given(TEXTS, st.data())
def test_every_range_maps_to_a_range(raw: str, data: st.DataObject) -> None:
    """For any part of any normalised text, there is a part of the raw text, not empty and inside it."""
    normalised = normalise(raw)
    assume(normalised.text)
    start = data.draw(st.integers(0, len(normalised.text) - 1))
    end = data.draw(st.integers(start + 1, len(normalised.text)))
    left, right = normalised.raw(start, end)
    assert 0 <= left < right <= len(raw)


@CALM
@given(TEXTS)
def test_normalised_text_holds_nothing_invisible(raw: str) -> None:
    """Nothing remains that a reader cannot see but a matcher stumbles over."""
    hidden = [c for c in normalise(raw).text if unicodedata.category(c) in {"Cf", "Cc"} and c not in "\n\t"]
    assert not hidden


@CALM
@given(st.text(alphabet="我们会读取您的通讯录并提供给合作方。，", max_size=80))
def test_plain_text_is_left_alone(raw: str) -> None:
    """Simplified Chinese with full-width punctuation comes out as it went in, offset by offset."""
    normalised = normalise(raw)
    assert normalised.text == raw
    assert list(normalised.starts) == list(range(len(raw)))


@CALM
@given(
    st.lists(
        st.sampled_from(
            "\u200b\u200c\u200d\u2060\u2066\ufeff\xad\u202a\u202e\u034f\u061c\u115f\u1160\u17b4\u180b\u180e\u3164"
            "\ufe00\ufe0f\uffa0\ufff0\U0001d173\U000e0001\U000e0100"
        ),
        max_size=12,
    ),
    st.data(),
)
def test_invisible_characters_change_nothing(invisible: list[str], data: st.DataObject) -> None:
    """A word in which invisible characters are hidden is still the word, wherever they are."""
    words = "读取您的通讯录"
    raw = words
    for char in invisible:
        at = data.draw(st.integers(0, len(raw)))
        raw = raw[:at] + char + raw[at:]
    assert normalise(raw).text == words


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("个 人 信 息", "个人信息"),
        ("个\u3000人\u3000信\u3000息", "个人信息"),
        ("个\xa0人\xa0信\xa0息", "个人信息"),
        ("读取 ，上传 。", "读取，上传。"),
        ("同意,授权;提供:信息(姓名)?", "同意，授权；提供：信息（姓名）？"),
        ("Ａｐｐ２．１％", "App2.1%"),
        ("⽤户⼀⽅的⺠事责任", "用户一方的民事责任"),
        ("⻓期有效，⻔店", "长期有效，门店"),
        ("個人資訊、通訊錄與聯絡人，應當徵得同意", "个人资讯、通讯录与联络人，应当征得同意"),
        ("貸款人有權讀取借款人的通話記錄", "贷款人有权读取借款人的通话记录"),
        ("催收\ue000机构", "催收机构"),
        ("瞭解暱稱、憑藉、衞生、櫃枱", "了解昵称、凭借、卫生、柜台"),
        ("隨著回覆", "随着回复"),
    ],
)
def test_what_looks_alike_counts_alike(raw: str, text: str) -> None:
    """Blanks between characters, widths, radicals and Traditional characters make no difference."""
    assert normalise(raw).text == text


@pytest.mark.parametrize("words", ["著作权", "显著方式", "著名商标", "覆盖面", "颠覆"])
def test_words_of_simplified_text_are_left_alone(words: str) -> None:
    """著 and 覆 belong to Simplified words too; there they stay, also where the page breaks the word."""
    assert normalise(words).text == words
    line = PROSE[: WIDTH - 1] + words[0]
    assert normalise(f"{line}\n{words[1:]}。").text == f"{line}{words[1:]}。"


@pytest.mark.parametrize("blank", ["   ", "\u3000\u3000\u3000", "\t"])
def test_a_line_of_single_characters_is_text(blank: str) -> None:
    """Where no two characters of a line stand together, what is between them separates no words."""
    raw = f"授{blank}权{blank}书\n读{blank}取{blank}通{blank}讯{blank}录，{blank}上{blank}传{blank}。"
    assert normalise(raw).text == "授权书\n读取通讯录，上传。"


@pytest.mark.parametrize("row", ["相机\t是\t否\t有\t无", "通讯录   短信   是", "名称\t用途"])
def test_cells_stay_apart(row: str) -> None:
    """Three blanks or a tab between words are the space between the cells of a table."""
    assert normalise(row).text == row


@pytest.mark.parametrize(
    "end", ["\r", "\r\n", "\r\r\n", "\v", "\f", "\n\f", "\f\r\n", "\x85", "\u2028", "\u2029"]
)
def test_whatever_ends_a_line_ends_it_once(end: str) -> None:
    """Every way of ending a line, and of beginning a page, is one line feed."""
    raw = end.join(["第一条 通讯录", "第二条 短信", "第三条 定位"])
    assert normalise(raw).text == normalise("第一条 通讯录\n第二条 短信\n第三条 定位").text
    _check_map(raw, normalise(raw))


def test_blank_lines_stay_blank_lines() -> None:
    """Two line ends after each other leave a blank line, whichever they are."""
    assert normalise("甲\r\n\r\n乙\r\r丙\n\n丁").text == "甲\n\n乙\n\n丙\n\n丁"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("读取通讯录．并上传．", "读取通讯录。并上传。"),
        ("读取通讯录 ．\n3．5 上传（如有）．", "读取通讯录。\n3.5 上传（如有）。"),
        ("一．总则\n（一）．通讯录\n第二章．短信", "一.总则\n（一）.通讯录\n第二章.短信"),
        ("1．总则", "1.总则"),
        ("Ｖ２．１", "V2.1"),
        ("卡.金融", "卡.金融"),
    ],
)
def test_a_wide_point_behind_a_character_ends_the_sentence(raw: str, text: str) -> None:
    """Some set ． for 。; behind the number of a clause, in a figure or in a name it is a point."""
    assert normalise(raw).text == text


@pytest.mark.parametrize("raw", ["12:30", "https://a.b/c?d", "1,000,000", "V2.1", "2025-01-17"])
def test_figures_keep_their_punctuation(raw: str) -> None:
    """A time, an address, an amount and a date stay what they are."""
    assert normalise(f"为{raw}元").text == f"为{raw}元"


def test_circled_numbers_stay() -> None:
    """① numbers a list item; it must not become the figure 1."""
    assert normalise("①通讯录②短信").text == "①通讯录②短信"


def test_words_between_latin_letters_keep_their_blanks() -> None:
    """Only blanks between Chinese characters are typesetting; in 「Open API」 the blank is spelling."""
    assert normalise("Open API 接口").text.startswith("Open API")


def test_a_found_word_is_shown_as_it_is_printed() -> None:
    """What was matched in the folded text maps to exactly the printed characters."""
    assert _raw_words("我们将读取您的 通 訊\u200b 錄 。", "通讯录") == "通 訊\u200b 錄"
    assert _raw_words("由⽤户⼀⽅承担", "用户一方") == "⽤户⼀⽅"


def test_one_printed_character_may_count_as_several() -> None:
    """㈠ is a bracketed number; each of its parts maps to the one printed character."""
    normalised = normalise("甲㈠乙")
    assert normalised.text[0] == "甲"
    assert normalised.text[-1] == "乙"
    assert len(normalised.text) > 3
    assert normalised.raw(1, len(normalised.text) - 1) == (1, 2)


@pytest.mark.parametrize("width", [20, 24, 31, 38, 45])
def test_a_word_broken_by_the_page_is_whole_again(width: int) -> None:
    """Lines that the page cut, also inside a word, are one paragraph."""
    raw = _wrapped(PROSE * 3, width) + "。"
    normalised = normalise(raw)
    assert normalised.text == PROSE * 3 + "。"
    _check_map(raw, normalised)


@pytest.mark.parametrize("width", [20, 31, 38])
def test_two_lines_of_one_sentence_are_joined(width: int) -> None:
    """A sentence that was pasted in two lines is one sentence."""
    sentence = PROSE[: width + 9] + "。"
    assert normalise(_wrapped(sentence, width)).text == sentence


@pytest.mark.parametrize(
    "raw",
    [
        "个人信息授权书\n本人同意贷款人读取本人的通讯录。",
        "读取通讯录\n上传",
        "贷款人读取借款人手机当中保存的通讯录。\n上传通讯录。",
        PROSE[:24] + "\n" + PROSE[:30],
        PROSE * 2 + "\n" + PROSE,
    ],
)
def test_two_lines_that_no_page_made_stay_two(raw: str) -> None:
    """A title, short lines, whole sentences, and lines longer than any page's are not joined."""
    assert normalise(raw).text == raw


def test_text_with_many_latin_letters_is_joined() -> None:
    """Lines cut by the number of characters are full, though those with Latin letters are narrower."""
    latin = "我们会收集您的IMEI、Android ID、OAID、MAC地址以及WiFi状态参数并且提供给合作方使用，"
    english = "We collect your address book and share it with our affiliates. "
    text = (latin * 3 + english * 2 + PROSE) * 2 + "。"
    assert normalise(_wrapped(text, 38)).text == normalise(text).text


def test_spaced_and_plain_lines_are_as_wide() -> None:
    """Blanks between characters do not make the other lines of a page look short."""
    lines = _wrapped(PROSE * 3 + "。").split("\n")
    raw = "\n".join(" ".join(line) if index % 2 else line for index, line in enumerate(lines))
    assert normalise(raw).text == PROSE * 3 + "。"
    _check_map(raw, normalise(raw))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("为了以下目的：（1）风控（", "2）催收"),
        ("而不被泄露，参见2.", "8条所说的"),
        ("而不被泄露，参见第", "2.8条所说的"),
        ("访问（ww", "w.58.com）"),
        ("发送至service@5", "8.com的邮箱"),
        ("访问https：", "//a.com的网页"),
        ("收集您的SI", "M卡号码"),
        ("拨打40081025", "99 联系我们"),
        ("每日9：", "30开始"),
        ("出现本合同", "第五条的情形"),
        ("发生", "第五条1.2款所述的违约事件"),
        ("依据《民法典》", "第一百条"),
        ("按年利率", "3.5%计息"),
        ("在逾期之后", "30 日内"),
        ("进入“我的", "-设置”页面"),
    ],
)
def test_what_the_page_tore_is_no_item(before: str, after: str) -> None:
    """A number, word, address or reference torn by the page is whole, though its rest looks like a marker."""
    full = PROSE[: WIDTH - len(before)] + before
    text = normalise("\n".join([PROSE[:WIDTH]] * 4 + [full, after + "。"])).text
    assert text == normalise(PROSE[:WIDTH] * 4 + full + after + "。").text


def test_words_keep_the_blank_the_line_ended_in() -> None:
    """A Latin word at the end of a line is not glued to the next, where a blank was printed."""
    lines = [PROSE[:WIDTH], PROSE[:WIDTH], PROSE[: WIDTH - 8] + "Android ", "ID和号码。"]
    assert "Android ID" in normalise("\n".join(lines)).text


def test_rows_of_a_table_are_not_joined() -> None:
    """However wide its rows are, a line with cells is a line."""
    row = f"{PROSE[:12]}\t{PROSE[12:WIDTH]}"
    assert normalise("\n".join([row] * 4)).text.split("\n") == [row] * 4


@pytest.mark.parametrize("end", ["\r\n", " \n", "\n  ", "\n\u3000\u3000"])
def test_blanks_around_a_page_made_line_break_go_with_it(end: str) -> None:
    """Indents, blanks at the line's end and carriage returns do not keep a word apart."""
    assert normalise(_wrapped(PROSE * 3, end=end) + "。").text == PROSE * 3 + "。"


@pytest.mark.parametrize(
    "item",
    [
        "第八条 信息的使用",
        "二、信息的使用",
        "（二）通话记录；",
        "2. 通话记录；",
        "2.3 通话记录；",
        "2）通话记录；",
        "（2）通话记录；",
        "②通话记录；",
        "b. 通话记录；",
        "● 通话记录；",
        "- 通话记录；",
        "a.IP地址；",
        "乙方（借款人）：北屿公司",
        "借款金额：____元",
    ],
)
def test_a_line_that_begins_an_item_stays_a_line(item: str) -> None:
    """However full the line before it is, a numbered or bulleted line is not glued to it."""
    lines = _wrapped(PROSE * 2).split("\n")[:-1]
    assert all(len(line) == WIDTH for line in lines)
    text = normalise("\n".join([*lines, item, *lines])).text
    assert f"\n{item.replace(' ', '')}" in text.replace(" ", "")


def test_a_line_after_a_full_stop_stays_a_line() -> None:
    """A line that ends in a full stop ends the paragraph, even if it fills the line."""
    full = PROSE[: WIDTH - 1] + "。"
    text = normalise("\n".join([full] * 6)).text
    assert text.split("\n") == [full] * 6


def test_short_lines_are_not_joined() -> None:
    """Headings, table rows and list items without numbers keep their lines."""
    raw = "个人信息授权书\n姓名\n手机号码\n身份证号\n通讯录\n通话记录\n"
    assert normalise(raw).text.split("\n")[:6] == raw.split("\n")[:6]


def test_a_heading_between_wrapped_paragraphs_stays_apart() -> None:
    """A short line is joined neither to what stands before it nor to what follows."""
    raw = f"{_wrapped(PROSE)}。\n个人信息的共享\n{_wrapped(PROSE)}。"
    assert normalise(raw).text.split("\n") == [PROSE + "。", "个人信息的共享", PROSE + "。"]
