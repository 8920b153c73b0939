"""The page as a borrower uses it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from looks import looking
from playwright.sync_api import Dialog, FilePayload, Locator, Page, expect

pytestmark = pytest.mark.browser

CONTRACT = (
    "第一条 授权\n"
    "乙方有权读取甲方手机中的通讯录并上传至服务器，用于逾期后的催收。\n"
    "甲方同意乙方将甲方的个人信息提供给合作机构。\n"
)
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")


def paste(page: Page, text: str) -> None:
    page.get_by_role("button", name="粘贴文字").click()
    page.get_by_label("合同、授权书或隐私政策的文字").fill(text)
    page.get_by_role("button", name="开始分析").click()
    expect(page.locator(".reader .name")).to_have_text("粘贴的文字")


def upload(page: Page, *files: tuple[str, bytes]) -> None:
    page.get_by_role("button", name="打开文件").click()
    payloads: list[FilePayload] = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files
    ]
    page.locator("input[type=file]").set_input_files(payloads)
    expect(page.locator("input[type=file]")).to_have_count(0)


def far_item(page: Page) -> Locator:
    """The item whose quote stands last in the text."""
    marks = page.locator("mark[role=button]")
    last = marks.last
    last.evaluate("node => node.click()")
    return page.locator(".item[data-chosen]")


def inside(node: Locator, pane: str) -> bool:
    """Whether the top of ``node`` lies in the visible part of ``pane`` and in the window."""
    return bool(
        node.evaluate(
            """(node, pane) => {
              const top = node.getBoundingClientRect().top + 5;
              const box = node.closest(pane).getBoundingClientRect();
              return top >= Math.max(0, box.top) && top <= Math.min(innerHeight, box.bottom);
            }""",
            pane,
        )
    )


def test_example_is_open_at_first(page: Page) -> None:
    """A visitor's first sight is an analysed example: text with marks, findings, the worst on top."""
    assert page.locator("mark[data-label]").count() > 0
    assert page.locator(".item").count() > 0
    assert 1 <= page.locator(".jump").count() <= 3
    expect(page.get_by_text("不是法律意见")).to_have_count(1)


def test_finding_leads_to_its_mark(page: Page) -> None:
    """Choosing a finding scrolls the text to its mark and opens what it means and what to do."""
    page.get_by_role("combobox", name="排列").select_option("text")
    head = page.locator(".item:not([data-level=protective]) .head").last
    head.click()
    chosen = page.locator("mark[data-chosen]").first
    assert inside(chosen, ".text")
    details = page.locator(".item[data-chosen] .details")
    for title in ("原话", "为什么要紧", "怎么办"):
        expect(details.get_by_text(title, exact=True)).to_be_visible()


def test_mark_leads_to_its_finding(page: Page) -> None:
    """Choosing a mark scrolls the list to its finding."""
    item = far_item(page)
    expect(item).to_have_count(1)
    assert inside(item, ".list")
    expect(item.locator(".head")).to_have_attribute("aria-expanded", "true")


def test_top_line_leads_to_text(page: Page) -> None:
    """The three lines on top lead to the text, whatever is filtered."""
    page.locator(".chip:visible").last.click()
    page.locator(".jump").first.click()
    assert inside(page.locator("mark[data-chosen]").first, ".text")
    expect(page.get_by_role("button", name="显示全部")).to_be_hidden()


def test_keyboard(page: Page) -> None:
    """J and K go from finding to finding, Enter opens, Escape closes."""
    items = page.locator(".item")
    page.keyboard.press("j")
    expect(items.nth(0)).to_have_attribute("data-chosen", "")
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    expect(items.nth(2)).to_have_attribute("data-chosen", "")
    assert inside(page.locator("mark[data-chosen]").first, ".text")
    page.keyboard.press("k")
    expect(items.nth(1)).to_have_attribute("data-chosen", "")
    page.keyboard.press("Enter")
    expect(items.nth(1).locator(".details")).to_be_visible()
    page.keyboard.press("Escape")
    expect(items.nth(1).locator(".details")).to_be_hidden()
    expect(items.nth(1).locator(".head")).to_be_focused()


def test_marks_are_operable_by_keyboard(page: Page) -> None:
    """A mark can have the focus, has a name that says what it is, and opens with Enter."""
    mark = page.locator("mark[role=button]").first
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".item[data-chosen] .details")).to_be_visible()
    label = mark.get_attribute("aria-label") or ""
    assert (mark.get_attribute("data-label") or "?").split(" ")[0] in label


def test_filter(page: Page) -> None:
    """Filtering by severity leaves its findings in the list and its marks in the text, and can be undone."""
    total = page.locator(".item").count()
    page.locator(".chip[data-level]").first.click()
    level = page.locator(".chip[data-level]").first.get_attribute("data-level")
    assert 0 < page.locator(f".item[data-level={level}]").count() == page.locator(".item").count()
    assert page.locator(f"mark[data-level]:not([data-level={level}])").count() == 0
    page.get_by_role("button", name="显示全部").click()
    assert page.locator(".item").count() == total


def test_markup_in_a_document_is_text(page: Page) -> None:
    """Markup in a document is shown as it stands and never runs."""
    alerts: list[str] = []

    def note(dialog: Dialog) -> None:
        alerts.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    attack = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    paste(page, f"{attack}乙方有权读取甲方手机中的通讯录{attack}，用于催收。\n")
    expect(page.locator(".text")).to_contain_text(f"{attack}乙方有权读取甲方手机中的通讯录{attack}")
    page.locator(".item .head").first.click()
    expect(page.locator(".item .details").first).to_be_visible()
    assert page.locator(".reader img, .reader script").count() == 0
    assert alerts == []


def test_broken_file_does_not_hide_the_others(page: Page) -> None:
    """A file that cannot be read gives one Chinese sentence; the others are shown."""
    upload(
        page,
        ("坏_*文件*.pdf", b"%PDF-1.7\n\x00\x01 not a page in here"),
        ("合同.txt", CONTRACT.encode()),
    )
    alert = page.get_by_role("alert")
    expect(alert).to_have_count(1)
    expect(alert).to_contain_text("坏_*文件*.pdf：")
    assert (alert.inner_text().strip()).endswith("。")
    assert "Traceback" not in page.content()
    expect(page.locator(".reader .name")).to_have_text("合同.txt")
    assert page.locator("mark[data-label]").count() > 0


def test_several_files(page: Page) -> None:
    """With several files one chooses which to read."""
    upload(page, ("甲.txt", CONTRACT.encode()), ("乙.txt", ("补充协议\n" + CONTRACT).encode()))
    expect(page.locator(".reader .name")).to_have_text("甲.txt")
    page.get_by_role("combobox", name="文件").click()
    page.get_by_role("option", name="乙.txt").click()
    expect(page.locator(".reader .name")).to_have_text("乙.txt")
    expect(page.locator(".text")).to_contain_text("补充协议")


def test_clear(page: Page) -> None:
    """「清除」 leaves nothing of any document on the page."""
    paste(page, CONTRACT)
    page.get_by_role("button", name="清除").click()
    expect(page.locator(".reader")).to_have_count(0)
    expect(page.get_by_text("请打开文件")).to_be_visible()
    assert "读取甲方手机" not in page.content()


def scroll_text(page: Page, to: int) -> None:
    page.locator(".text").evaluate(
        """(node, to) => new Promise((done) => {
          node.onscroll = () => setTimeout(done, 50);
          node.scrollTop = to;
        })""",
        to,
    )


def test_rerun_keeps_place(page: Page) -> None:
    """A rerun of the page, and going to the library and back, keep the place in the text and the choice."""
    far_item(page)
    scroll_text(page, 321)
    page.get_by_role("button", name="粘贴文字").click()
    page.get_by_label("合同、授权书或隐私政策的文字").press("Escape")
    assert page.locator(".text").evaluate("node => node.scrollTop") == 321
    page.get_by_role("link", name="条款库与法条").click()
    page.get_by_label("搜索").wait_for()
    page.get_by_role("link", name="签前看").click()
    page.locator(".item").first.wait_for()
    assert page.locator(".text").evaluate("node => node.scrollTop") == 321
    expect(page.locator(".item[data-chosen]")).to_have_count(1)


def test_library_page(page: Page) -> None:
    """The library shows every rule, and searching narrows it down."""
    page.get_by_role("link", name="条款库与法条").click()
    rules = page.locator("[data-testid=stExpander]")
    rules.first.wait_for()
    everything = rules.count()
    page.get_by_label("搜索").fill("通讯录")
    page.get_by_label("搜索").press("Enter")
    expect(rules).not_to_have_count(everything)
    assert rules.count() > 0
    rules.first.click()
    expect(rules.first).to_contain_text("怎么办")


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_phone(page: Page) -> None:
    """On a phone nothing scrolls sideways, and one goes from a finding to the text and back."""
    sideways = "() => document.documentElement.scrollWidth > innerWidth"
    assert not page.evaluate(sideways)
    page.locator(".item .head").first.tap()
    assert not page.evaluate(sideways)
    page.get_by_role("button", name="看原文").first.tap()
    chosen = page.locator("mark[data-chosen]").first
    expect(chosen).to_be_in_viewport()
    assert not page.evaluate(sideways)
    chosen.tap()
    expect(page.locator(".item[data-chosen] .head")).to_be_in_viewport()


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 1440), ("light", 390)])
def test_contrast(page: Page, theme: Literal["light", "dark"], width: int) -> None:
    """Every text of the reader stands out from what is behind it by 4.5 to 1, light and dark."""
    page.locator(".item .head").first.click()
    page.locator(".chip").first.click()
    with looking(page, theme, width):
        ratios = contrasts(page)
    assert len(ratios) > 20
    assert [pair for pair in ratios if pair[0] < 4.5] == []


def contrasts(page: Page) -> list[tuple[float, str]]:
    """The contrast of every visible text of the reader, and the text."""
    texts = page.locator(
        ":is(.tag, .chip, .title, .place, .snippet, .count, .meta, mark[data-level]),"
        ".details :is(p, li, h4, b, summary)"
    ).filter(visible=True)
    pairs = texts.evaluate_all(f"all => all.map(one => [({CONTRAST})(one), one.innerText])")
    return [(ratio, text) for ratio, text in pairs]


def test_chinese_page(page: Page) -> None:
    """The page declares Chinese, for screen readers and the shapes of Han characters."""
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
