"""What takes long on the page, and several visitors at once."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

FONT = "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"
PATIENCE = 240_000  # milliseconds, for recognition where the processor is shared
PAGES = 12
LOOKS = 2_000  # milliseconds in which the page looks several times for what is done


def scan() -> bytes:
    """Return a PDF of pictures, which is read page by page for as long as a test needs."""
    try:
        font = ImageFont.truetype(FONT, 24)
    except OSError:
        pytest.skip("no Chinese font to draw with")
    pages = [Image.new("RGB", (1240, 1754), "white") for _ in range(PAGES)]
    for number, page in enumerate(pages, 1):
        for row in range(30):
            words = f"第{number}条第{row}款 贷款人有权读取借款人手机中的通讯录。"
            ImageDraw.Draw(page).text((120, 120 + 45 * row), words, font=font, fill="black")
    target = io.BytesIO()
    pages[0].save(target, "PDF", save_all=True, append_images=pages[1:])
    return target.getvalue()


def upload_scan(page: Page) -> None:
    page.get_by_role("button", name="打开文件").click()
    page.locator("input[type=file]").set_input_files(
        [{"name": "扫描件.pdf", "mimeType": "application/pdf", "buffer": scan()}]
    )
    expect(page.locator("input[type=file]")).to_have_count(0)
    expect(page.get_by_text("扫描件.pdf：")).to_be_visible()


def cancel(page: Page) -> None:
    page.get_by_role("button", name="取消").click()
    expect(page.get_by_text("扫描件.pdf：")).to_have_count(0)


def test_reading_that_takes_long_can_be_cancelled(page: Page) -> None:
    """The page says how many pages are read, and cancelling leaves the open document as it was."""
    name = page.locator(".reader .name").inner_text()
    upload_scan(page)
    expect(page.get_by_text(f"/{PAGES} 页")).to_be_visible(timeout=PATIENCE)
    cancel(page)
    expect(page.locator(".reader .name")).to_have_text(name)
    page.wait_for_timeout(LOOKS)
    expect(page.locator(".reader .name")).to_have_text(name)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_the_open_document_stays_usable_meanwhile(page: Page) -> None:
    """While another is read one goes on: the place in the text, focus, choice and an open dialog stay."""
    upload_scan(page)
    page.locator(".item .head").first.click()
    mark = page.locator("mark[role=button]").first
    mark.focus()
    page.locator(".text").evaluate("node => { node.scrollTop = 321 }")
    page.wait_for_timeout(LOOKS)
    expect(mark).to_be_focused()
    assert page.locator(".text").evaluate("node => node.scrollTop") == 321
    expect(page.locator(".item[data-chosen]")).to_have_count(1)
    page.get_by_role("button", name="粘贴文字").click()
    words = page.get_by_label("合同、授权书或隐私政策的文字")
    words.fill("第一条 贷款人有权读取借款人的通讯录。")
    page.get_by_text("取消", exact=True).first.evaluate(
        "node => node.click()"
    )  # the page behind is drawn anew
    expect(page.get_by_text("扫描件.pdf：")).to_have_count(0)
    expect(words).to_have_value("第一条 贷款人有权读取借款人的通讯录。")
    page.get_by_role("button", name="开始分析").click()
    expect(page.locator(".reader .name")).to_have_text("粘贴的文字")


def test_clearing_cancels(page: Page) -> None:
    """「清除」 stops what is being read too."""
    upload_scan(page)
    page.get_by_role("button", name="清除").click()
    expect(page.get_by_text("扫描件.pdf：")).to_have_count(0)
    expect(page.get_by_text("请打开文件")).to_be_visible()


def test_visitors_see_their_own_only(browser: Browser, address: str) -> None:
    """Four visitors at once each get the findings of their own document and nothing of another's."""
    names = ["甲号机构", "乙号机构", "丙号机构", "丁号机构"]
    contexts = [browser.new_context() for _ in names]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.goto(address)
    for page, name in zip(pages, names, strict=True):
        page.get_by_role("button", name="粘贴文字").click()
        page.get_by_label("合同、授权书或隐私政策的文字").fill(
            f"第一条 {name}有权读取借款人手机中的通讯录，用于催收。"
        )
    for page in pages:
        page.get_by_role("button", name="开始分析").click()
    for page, name in zip(pages, names, strict=True):
        expect(page.locator(".reader .text")).to_contain_text(name, timeout=PATIENCE)
        expect(page.locator(".item").first).to_be_visible()
        shown = page.locator(".reader").inner_text()
        assert [other for other in names if other in shown] == [name]
    for context in contexts:
        context.close()
