"""下一步: what a borrower can do with what was found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from analyzer.reviews import Review
from analyzer.steps.call_log import read_calls
from ui.screens.steps import TABS

# Workers run it too, under another name.
SCRIPT = """
if __name__ == "__main__":
    from ui import session
    from ui.screens import analysis, steps
    from ui.visitor import visitor
    if "opened" not in visitor().state:
        visitor().state["opened"] = True
        session.open_own([("合同.txt", CONTRACT)])
    (analysis if visitor().state.get("elsewhere") else steps).page()
"""
CONTRACT = (
    "借款合同\n甲方（贷款人）：某某小额贷款有限公司\n乙方（借款人）：张某\n"
    "第一条 甲方有权读取乙方手机中的通讯录，用于逾期后的催收。\n"
    "第二条 乙方逾期的，甲方有权联系乙方的亲属、同事催收。\n"
    "第三条 本授权不可撤销。\n"
)
Opened = Callable[[str], AppTest]


@pytest.fixture
def opened(jobs_at_once: None) -> Opened:
    """A function that returns the page at one of its tabs, with a contract open."""

    def at(tab: str) -> AppTest:
        assert tab in TABS
        page = AppTest.from_string(f"CONTRACT = {CONTRACT!r}\n{SCRIPT}", default_timeout=60)
        page.session_state["typed-tab"] = tab
        return ran(page)

    return at


def ran(page: AppTest) -> AppTest:
    page.run()
    assert not page.exception
    return page


def html(page: AppTest) -> str:
    """The paper that is shown."""
    return "\n".join(element.proto.body for element in page.main if element.type == "html") or "\n".join(
        each.proto.body for each in page.get("html")
    )


def field(page: AppTest, label: str) -> object:
    return next(each for each in (*page.text_input, *page.text_area) if each.label == label)


def test_the_lender_is_guessed_and_can_be_changed(opened: Opened) -> None:
    """The guess says why; another choice changes which law is cited."""
    page = opened("改条款")
    (lender,) = page.selectbox
    assert lender.value == "micro-lender"
    assert any("小额贷款" in each.value for each in page.markdown)
    assert "《小额贷款公司监督管理暂行办法》第三十七条" in html(page)
    ran(lender.set_value("consumer-finance") and page)
    assert "《消费金融公司管理办法》第五十六条" in html(page)
    assert "小额贷款公司监督管理" not in html(page)


def test_changes_to_ask_for_are_those_chosen(opened: Opened) -> None:
    """A clause that is not chosen is not in the list, one that is chosen is."""
    page = opened("改条款")
    assert "通讯录" in html(page)
    box = next(each for each in page.checkbox if "通讯录" in each.label)
    assert box.value
    ran(box.uncheck() and page)
    assert "有权读取乙方手机中的通讯录" not in html(page)
    assert "联系乙方的亲属、同事催收" in html(page)


def test_what_was_marked_to_ask_about_is_chosen_first(opened: Opened) -> None:
    """Marks made beside the text decide what stands in the list; what was dismissed cannot be chosen."""
    page = opened("证据")
    (entry,) = page.session_state["visitor"].state["shelf"].readable().values()
    rules = [finding.rule for finding in entry.report.findings]
    entry.reviews[rules.index("irrevocable-consent")] = Review("to-ask")
    entry.reviews[rules.index("third-party-collection-contact")] = Review("dismissed", "已谈妥")
    page.session_state["typed-tab"] = "改条款"
    ran(page)
    assert "本授权不可撤销" in html(page)
    assert "有权读取乙方手机中的通讯录" not in html(page)
    assert not any("亲友、同事" in each.label for each in page.checkbox)


def test_a_letter_is_filled_as_one_types(opened: Opened) -> None:
    """What is typed stands in the letter, and what is not stays blank and is listed."""
    page = opened("写信")
    assert "张晓" not in html(page)
    ran(field(page, "您的姓名").input("张晓") and page)  # type: ignore[attr-defined]
    assert "本人张晓" in html(page)
    assert any("还空着" in each.value and "日期" in each.value for each in page.markdown)
    assert [each.label for each in page.get("download_button")] == ["下载 Word", "下载文字"]


def test_what_was_typed_is_kept_until_cleared(opened: Opened) -> None:
    """Another page and back: the name is still there. 清除: it is gone from the server's memory."""
    page = opened("写信")
    ran(field(page, "您的姓名").input("张晓") and page)  # type: ignore[attr-defined]
    state = page.session_state["visitor"].state
    state["elsewhere"] = True
    ran(page)
    state["elsewhere"] = False
    assert "本人张晓" in html(ran(page))
    state["elsewhere"] = True
    ran(page)
    ran(next(each for each in page.button if each.label == "清除").click() and page)
    state["elsewhere"] = False
    page.session_state["typed-tab"] = "写信"
    ran(page)
    assert "张晓" not in html(page)
    assert field(page, "您的姓名").value == ""  # type: ignore[attr-defined]


def test_the_log_of_calls_is_counted_and_goes_into_letters(opened: Opened) -> None:
    """A log is counted by day and person and held against the limits; its lines stand in the letter."""
    page = opened("通话记录")
    assert any("还没有记录" in each.value for each in page.info)
    rows = "日期,时间,来电号码,打给谁,与您的关系\n2026-11-03,晚上10点,0100000001,王某,同事\n11月4日,8:00,,,\n"
    page.session_state["visitor"].state["calls"] = read_calls(rows.encode())
    ran(page)
    words = "\n".join(each.value.replace("\\", "") for each in page.markdown)
    assert "2026-11-03（星期二）：1 次，都打给我的同事王某；22:00" in words
    assert "联系您以外的人：1 次" in words
    assert "没有写年份" in page.warning[0].value
    page.session_state["typed-tab"] = "写信"
    ran(page)
    letter = next(each for each in page.radio if each.label == "写哪一封")
    ran(letter.set_value("stop-contacting") and page)
    assert "2026-11-03（星期二）：1 次，都打给我的同事王某" in html(page)


def test_the_rate_shows_what_it_was_reckoned_from(opened: Opened) -> None:
    """9,000 received, 900 twelve times: 41.3 % compounded, 35.1 % not, with the sums; no verdict."""
    page = opened("算成本")
    for label, value in (("实际到账（元）", 9000.0), ("每期还款（元）", 900.0)):
        next(each for each in page.number_input if each.label == label).set_value(value)
    ran(page)
    assert [each.value for each in page.metric] == ["41.30%", "35.07%", "1,800.00"]
    assert any("实际到账 9,000" in each.value.replace("\\", "") for each in page.markdown)
    assert not page.error
    ran(field(page, "各期不同的还款（元）").input("一千") and page)  # type: ignore[attr-defined]
    assert "数字" in page.error[0].value


def test_whom_to_turn_to_depends_on_the_lender(opened: Opened) -> None:
    """A micro-lender's borrower is sent to the local financial authority, a bank's is not."""
    page = opened("找谁投诉")
    words = "\n".join(each.value for each in page.markdown)
    assert "地方金融管理机构" in words
    assert "12378" not in words
    (lender,) = page.selectbox
    ran(lender.set_value("bank") and page)
    words = "\n".join(each.value for each in page.markdown)
    assert "12378" in words
    assert "未向主管部门核实" in words


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_without_a_document(tab: str, jobs_at_once: None) -> None:
    """With nothing open each tab says what to do or does what it can."""
    script = 'if __name__ == "__main__":\n    from ui.screens import steps\n    steps.page()\n'
    page = AppTest.from_string(script, default_timeout=60)
    page.session_state["typed-tab"] = tab
    ran(page)
    page.session_state["visitor"].state["shelf"].clear()
    ran(page)
    assert page.info or page.markdown
