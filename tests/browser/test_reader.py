"""The reading component: outline, original, list, decisions, who gets what, keyboard."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Download, Locator, Page, expect

pytestmark = pytest.mark.browser

EXAMPLE = Path(__file__).parents[2] / "examples" / "aggressive_loan_contract.pdf"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PATIENCE = 60_000


def upload(page: Page, path: Path = EXAMPLE) -> None:
    page.get_by_role("button", name="打开文件").click()
    page.locator("input[type=file]").set_input_files(path)
    expect(page.locator(".reader .name")).to_have_text(path.name, timeout=PATIENCE)


def is_inside(node: Locator, pane: str) -> bool:
    """Whether the top of ``node`` lies in the visible part of ``pane``."""
    return bool(
        node.evaluate(
            """(node, pane) => {
              const top = node.getBoundingClientRect().top + 2;
              const box = node.closest(pane).getBoundingClientRect();
              return top >= box.top && top <= Math.min(innerHeight, box.bottom);
            }""",
            pane,
        )
    )


def expect_soon(page: Page, holds: Callable[[], bool]) -> None:
    """Wait until something holds that no locator can tell."""
    for _ in range(50):
        if holds():
            return
        page.wait_for_timeout(100)
    assert holds()


def exported(page: Page, label: str) -> Download:
    page.get_by_role("button", name="导出").click()
    with page.expect_download(timeout=PATIENCE) as download:
        page.get_by_role("button", name=label).click()
    page.keyboard.press("Escape")
    return download.value


def content(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def test_the_top_says_what_one_would_allow(page: Page) -> None:
    """The first lines are plain sentences with their places; what is not there to be judged is named."""
    first = page.locator(".jump").first
    expect(first).to_contain_text("允许对方")
    expect(first).to_contain_text("（第")
    expect(page.locator(".unjudged")).to_contain_text("没有给出的文件")


def test_outline_leads_to_its_clause(page: Page) -> None:
    """Choosing a clause in the outline scrolls the text to it, and scrolling the text moves the outline."""
    entry = page.locator(".entry", has_text="第六条").first
    entry.click()
    line = page.locator(".text p", has_text="第六条").filter(has_text="六").first
    expect_soon(page, lambda: is_inside(line, ".text"))
    expect(entry).to_have_attribute("aria-current", "location")
    page.locator(".text").evaluate("node => { node.scrollTop = 0; }")
    expect(entry).not_to_have_attribute("aria-current", "location")
    assert page.locator(".entry .tally").count() > 5


def test_clauses_by_keyboard(page: Page) -> None:
    """] and [ go from clause to clause."""
    current = page.locator(".entry[aria-current]")
    page.keyboard.press("]")
    expect(current).to_have_count(1)
    before = current.inner_text()
    page.keyboard.press("]")
    page.keyboard.press("]")
    expect(current).not_to_have_text(before)
    page.keyboard.press("[")
    page.keyboard.press("[")
    expect(current).to_have_text(before)


def test_search_narrows_the_list(page: Page) -> None:
    """Words in the search box leave the findings that hold them all, in the list and in the text."""
    total = page.locator(".item").count()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("通讯录 上传")
    expect(page.locator(".count")).to_contain_text("显示")
    assert 0 < page.locator(".item").count() < total
    for text in page.locator(".item").all_inner_texts():
        assert "通讯录" in text or "联系人" in text or "通讯" in text
    page.get_by_role("button", name="显示全部").click()
    assert page.locator(".item").count() == total


def test_composed_words_are_searched_once_they_are_chosen(page: Page) -> None:
    """While pinyin is being typed nothing is filtered; the word that comes of it is."""
    total = page.locator(".item").count()
    page.get_by_role("searchbox").focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "tongxunlu", "selectionStart": 9, "selectionEnd": 9})
    assert page.locator(".item").count() == total
    session.send("Input.insertText", {"text": "通讯录"})
    expect(page.locator(".count")).to_contain_text("显示")
    assert 0 < page.locator(".item").count() < total


@pytest.mark.parametrize(
    ("name", "choice", "kept"),
    [
        ("立场", "保护您的", ".item[data-level=protective]"),
        ("处理", "还没处理", ".item:not([data-decision])"),
    ],
)
def test_choices_narrow_the_list(page: Page, name: str, choice: str, kept: str) -> None:
    """Stance and decision can be chosen; what is left is of that kind and nothing else."""
    page.locator(".item .head").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("c")
    page.get_by_role("combobox", name=name).select_option(choice)
    assert page.locator(".item").count() == page.locator(kept).count() > 0


def test_implied_findings_can_be_told_apart(page: Page) -> None:
    """Findings that follow from the surroundings and those in plain words add up to all."""
    total = page.locator(".item").count()
    counts = []
    for choice in ("原文明说", "由上下文推出"):
        page.get_by_role("combobox", name="依据").select_option(choice)
        counts.append(page.locator(".item").count())
    assert min(counts) > 0
    assert sum(counts) == total


def test_groups(page: Page) -> None:
    """The list can be grouped by clause, in reading order, and by category; no finding is lost."""
    total = page.locator(".item").count()
    for arrangement, expected in (("按条款分组", "第一条"), ("按类别分组", "通讯录")):
        page.get_by_role("combobox", name="排列").select_option(arrangement)
        groups = page.locator(".list .group")
        assert groups.count() > 3
        expect(groups.first).to_contain_text(expected)
        assert page.locator(".item").count() == total


def test_decisions_by_keyboard(page: Page) -> None:
    """C, A and X decide about the chosen finding, once more takes it back; a dismissed one leaves the top."""
    top = page.locator(".jump").first.inner_text()
    page.locator(".jump").first.click()
    chosen = page.locator(".item[data-chosen]")
    page.keyboard.press("a")
    expect(chosen.locator(".badge")).to_have_text("要问")
    page.keyboard.press("a")
    expect(chosen.locator(".badge")).to_be_hidden()
    page.keyboard.press("x")
    expect(chosen.locator(".badge")).to_have_text("已排除")
    assert page.locator(".jump").first.inner_text() != top
    expect(page.locator("mark[data-dismissed]").first).to_be_attached()


def test_single_keys_can_be_switched_off(page: Page) -> None:
    """Who dictates or has other keys can do without ours (WCAG 2.1.4)."""
    page.get_by_text("键盘", exact=True).click()
    page.get_by_role("checkbox", name="使用这些单键").uncheck()
    page.get_by_text("键盘", exact=True).click()
    page.keyboard.press("j")
    expect(page.locator(".item[data-chosen]")).to_have_count(0)


def test_card_beside_a_mark(page: Page) -> None:
    """The pointer over a mark shows what stands there; so does the focus; Escape puts it away."""
    mark = page.locator("mark[role=button]").first
    mark.scroll_into_view_if_needed()
    page.wait_for_timeout(200)
    mark.hover()
    card = page.locator(".card")
    expect(card).to_be_visible()
    expect(card.locator(".tag").first).to_be_visible()
    page.mouse.move(5, 5)
    expect(card).to_be_hidden()
    mark.focus()
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_rewording_can_be_copied(page: Page) -> None:
    """The button beside the replacement wording puts it on the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".jump").first.click()
    details = page.locator(".item[data-chosen] .details")
    details.locator(".copy").click()
    expect(details.locator(".copy")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == details.locator(".rewrite").inner_text()


def test_matrix_leads_to_clauses(page: Page) -> None:
    """A cell of who gets what leaves exactly its findings in the list, which can be undone."""
    total = page.locator(".item").count()
    page.get_by_role("button", name="谁拿到什么").click()
    table = page.locator(".matrix table")
    expect(table).to_be_visible()
    expect(table.get_by_role("rowheader", name="通讯录", exact=True)).to_be_visible()
    table.get_by_role("button", name="允许").first.click()
    cell = page.get_by_role("button", name="不再只看")
    expect(cell).to_contain_text("通讯录 →")
    expect(page.locator(".item[data-chosen]")).to_have_count(1)
    assert 0 < page.locator(".item").count() < total
    cell.click()
    assert page.locator(".item").count() == total


@pytest.mark.parametrize(("kind", "magic"), [("PNG", b"\x89PNG"), ("SVG", b"<")])
def test_matrix_can_be_saved(page: Page, kind: str, magic: bytes) -> None:
    """The picture of who gets what can be saved under a name that says whose it is."""
    page.get_by_role("button", name="谁拿到什么").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=f"存为图片（{kind}）").click()
    assert download.value.suggested_filename == f"借款及居间服务合同 谁拿到什么.{kind.lower()}"
    data = content(download.value)
    assert data.startswith(magic)
    assert len(data) > 2000


def test_original_beside_the_text(page: Page) -> None:
    """A PDF shows the pictures of its pages; choosing a finding brings its box into view, and back."""
    upload(page)
    page.get_by_role("button", name="并排").click()
    expect(page.locator(".sheet img").first).to_be_visible(timeout=PATIENCE)
    page.get_by_role("combobox", name="排列").select_option("text")
    page.locator(".item .head").last.click()
    box = page.locator(".box[data-chosen]").first
    expect_soon(page, lambda: is_inside(box, ".pages"))
    assert is_inside(page.locator("mark[data-chosen]").first, ".text")
    assert is_inside(page.locator(".item[data-chosen]"), ".list")
    picture = page.locator(".sheet", has=page.locator(".box[data-chosen]")).locator("img").first
    expect(picture).to_be_visible(timeout=PATIENCE)
    page.locator(".box:not([data-chosen])").first.evaluate("node => node.click()")
    expect(page.locator(".item[data-chosen] .details")).to_be_visible()


def test_original_by_keyboard_and_zoom(page: Page) -> None:
    """O goes from the text to the original and back; the picture can be made larger."""
    upload(page)
    page.keyboard.press("o")
    sheet = page.locator(".sheet").first
    expect(sheet).to_be_visible()
    expect(page.locator(".text")).to_be_hidden()
    before = sheet.bounding_box()
    page.get_by_role("button", name="放大原件").click()
    after = sheet.bounding_box()
    assert before
    assert after
    assert after["width"] > 1.2 * before["width"]
    page.keyboard.press("o")
    expect(page.locator(".text")).to_be_visible()


def test_decisions_go_into_the_exports(page: Page) -> None:
    """What was confirmed, dismissed with a reason and to be asked stands in every file taken away."""
    upload(page)
    page.locator(".jump").first.click()
    item = page.locator(".item[data-chosen]")
    item.get_by_role("button", name="排除").click()
    item.get_by_label("理由或备注").fill("已经谈妥，不适用")
    page.keyboard.press("Enter")
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.wait_for_timeout(500)
    report = exported(page, "网页报告")
    assert report.suggested_filename.startswith("aggressive_loan_contract 条款报告")
    html = content(report).decode()
    assert "已经谈妥，不适用" in html
    assert "已确认" in html
    table = content(exported(page, "CSV")).decode("utf-8-sig")
    assert "已排除,已经谈妥" in table.replace('"', "")
    assert '"reason": "已经谈妥，不适用"' in content(exported(page, "JSON")).decode()
    word = zipfile.ZipFile(io.BytesIO(content(exported(page, "Word"))))
    assert "已经谈妥，不适用" in word.read("word/document.xml").decode()
    assert content(exported(page, "标注")).startswith(b"%PDF")


def test_decisions_survive_the_other_pages(page: Page) -> None:
    """Going to the library and back, and a rerun, keep decisions, filter and arrangement."""
    page.locator(".jump").first.click()
    page.keyboard.press("c")
    page.get_by_role("combobox", name="处理").select_option("已确认")
    page.get_by_role("combobox", name="排列").select_option("按条款分组")
    page.get_by_role("link", name="条款库与法条").click()
    page.get_by_label("搜索").wait_for()
    page.get_by_role("link", name="签前看").click()
    expect(page.locator(".item")).to_have_count(1)
    expect(page.locator(".item .badge")).to_have_text("已确认")
    expect(page.locator(".list .group")).to_have_count(1)


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_phone_has_outline_and_original(page: Page) -> None:
    """On a phone outline and original are panes of their own, and nothing scrolls sideways."""
    upload(page)
    switch = page.locator(".switch")
    switch.get_by_role("button", name="目录").tap()
    page.locator(".entry", has_text="第五条").first.tap()
    expect(page.locator(".text")).to_be_visible()
    switch.get_by_role("button", name="原件").tap()
    expect(page.locator(".sheet img").first).to_be_visible(timeout=PATIENCE)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
