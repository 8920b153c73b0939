"""What Streamlit draws itself: in Chinese, within reach of the keyboard, and out of the way on a phone."""

from __future__ import annotations

import pytest
import states
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_upload_box_is_named_in_chinese(page: Page) -> None:
    """A screen reader says what the upload box and the buttons around it do in Chinese."""
    page.get_by_role("button", name="打开文件").click()
    dialog = page.get_by_role("dialog", name="打开文件")
    chooser = dialog.get_by_test_id("stBaseButton-secondary")
    expect(chooser).to_have_accessible_name("选择文件")
    expect(dialog.get_by_role("button", name="说明：几张图片")).to_be_visible()
    dialog.get_by_role("button", name="关闭").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_too_large_file(page: Page) -> None:
    """A file over the limit is refused in one Chinese sentence that says what to do."""
    page.get_by_role("button", name="打开文件").click()
    page.locator("input[type=file]").evaluate(
        """(input) => {
          const chosen = new DataTransfer();
          chosen.items.add(new File([new Uint8Array(51 << 20)], "大.txt"));
          input.files = chosen.files;
          input.dispatchEvent(new Event("change", { bubbles: true }));
        }"""
    )
    expect(page.get_by_role("dialog").get_by_role("alert")).to_have_text("文件超过 50 MB，请先拆成几份。")
    expect(page.get_by_role("button", name="移除 大.txt")).to_be_visible()


def test_words_of_a_document_stay(page: Page) -> None:
    """A file whose name or text is a word that is translated elsewhere keeps it."""
    states.upload_dialog(page)
    states.upload(page, ("Close.txt", b"Upload\nClose\n"), ("Open", states.CONTRACT.encode()))
    page.get_by_role("combobox", name="文件").click()
    expect(page.get_by_role("option")).to_have_text(["Close.txt", "Open"])
    page.get_by_role("option", name="Close.txt").click()
    expect(page.locator(".reader .text p")).to_have_text(["Upload", "Close"])


@pytest.mark.parametrize("page", [{}], indirect=True)  # where nothing had the focus yet
def test_skip_link(page: Page) -> None:
    """The first stop of the keyboard leads past the bar to the page."""
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="跳到正文")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="打开文件")).to_be_focused()


def test_library_by_keyboard(context: BrowserContext) -> None:
    """With the keyboard alone one searches the library, opens a rule, and goes over to the law."""
    page = context.new_page()
    states.library(page)
    page.get_by_label("搜索").focus()
    page.keyboard.type("通讯录")
    page.keyboard.press("Enter")
    tab = page.get_by_role("tab", name="条款库（")
    expect(tab).not_to_have_text("条款库（46）")
    page.keyboard.press("Tab")
    expect(tab).to_be_focused()
    page.keyboard.press("Tab")
    rule = page.get_by_test_id("stExpander").first
    if not rule.locator("summary").evaluate("node => node === document.activeElement"):
        page.keyboard.press("Tab")  # the panel itself may be a stop
    expect(rule.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(rule.get_by_text("怎么办", exact=True)).to_be_visible()
    tab.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tabpanel", name="法条").get_by_text("标「参考」的")).to_be_visible()


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_drawer_closes(page: Page) -> None:
    """On a phone 「菜单」 opens the list of pages, and choosing one closes it."""
    opener = page.get_by_role("button", name="打开菜单")
    opener.tap()
    drawer = page.get_by_test_id("stSidebar")
    drawer.get_by_role("link", name="条款库与法条").tap()
    page.get_by_label("搜索").wait_for()
    expect(opener).to_be_visible()
    expect(drawer.get_by_role("link", name="条款库与法条")).not_to_be_in_viewport()
