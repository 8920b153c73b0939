"""The page that compares two lenders, as a borrower uses it."""

from __future__ import annotations

from pathlib import Path

import pytest
from looks import looking
from playwright.sync_api import FilePayload, Page, expect

pytestmark = pytest.mark.browser

WIDE = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")
TAKING = "第一条 贷款人有权读取借款人手机中的通讯录，用于逾期后的催收。\n"
FAIR = "第一条 贷款人不读取借款人的通讯录。\n"
SIDEWAYS = """() => [document.documentElement, document.querySelector("[data-testid=stMain]")]
  .some((node) => node && node.scrollWidth > innerWidth)"""


@pytest.fixture
def comparison(page: Page) -> Page:
    """The page, reached from the first one; on a phone by its address, for its name lies in a drawer."""
    if page.get_by_test_id("stExpandSidebarButton").is_visible():
        page.goto(f"{page.url}comparison")
    else:
        page.get_by_role("link", name="比较两家").click()
    page.get_by_role("button", name="添加文件").first.wait_for()
    if page.get_by_role("button", name="清除").count():  # what an earlier test has left
        page.get_by_role("button", name="清除").click()
    page.get_by_role("button", name="用示例看看").wait_for()
    return page


@pytest.fixture
def example(comparison: Page) -> Page:
    comparison.get_by_role("button", name="用示例看看").click()
    comparison.locator(".compare .result").wait_for()
    return comparison


def upload(page: Page, at: int, name: str, content: str) -> None:
    page.get_by_role("button", name="添加文件").nth(at).click()
    payload: FilePayload = {"name": name, "mimeType": "text/plain", "buffer": content.encode()}
    page.locator("input[type=file]").first.set_input_files([payload])
    expect(page.locator("input[type=file]")).to_have_count(0)


@pytest.mark.parametrize("page", [WIDE, PHONE], indirect=True)
def test_examples(example: Page) -> None:
    """The examples give a verdict, rows with both sides, good contrast, and nothing that scrolls sideways.

    A link at the top scrolls to its part and stays on the page.
    """
    expect(example.locator(".compare .result")).to_contain_text("更不利")
    rows = example.locator(".compare .row").filter(visible=True)
    assert rows.count() > 5
    assert rows.first.locator(".half").count() == 2
    assert not example.evaluate(SIDEWAYS)
    for fold in example.locator(".compare details").filter(visible=True).all():
        fold.evaluate("node => { node.open = true }")
    assert not example.evaluate(SIDEWAYS)
    assert contrasts(example) == {}
    example.locator(".compare nav a").nth(4).click()
    expect(example.locator("#lc-unseen")).to_be_in_viewport()
    expect(example.locator(".compare .result")).to_have_count(1)


def test_download(example: Page, tmp_path: Path) -> None:
    """The downloaded file opens by itself and says the same as the page."""
    with example.expect_download() as waiting:
        example.get_by_role("button", name="下载网页").click()
    target = tmp_path / "比较.html"
    waiting.value.save_as(target)
    verdict = example.locator(".compare .result .worse").inner_text()
    alone = example.context.new_page()
    alone.goto(target.as_uri())
    expect(alone.locator(".result .worse")).to_have_text(verdict)
    for width in (1280, 390):
        alone.set_viewport_size({"width": width, "height": 844})
        assert not alone.evaluate(SIDEWAYS)


def test_clearing_drops_downloads(example: Page) -> None:
    """After 「清除」 what was downloaded cannot be fetched from the page any more."""
    with example.expect_download() as waiting:
        example.get_by_role("button", name="下载网页").click()
    assert example.request.get(waiting.value.url).ok
    example.get_by_role("button", name="清除").click()
    expect(example.locator(".compare")).to_have_count(0)
    assert not example.request.get(waiting.value.url).ok


def test_own_files_survive_another_page(comparison: Page) -> None:
    """Own files are compared, and are still there after a visit to another page; 「清除」 drops them."""
    comparison.get_by_label("A 的名称").fill("某某快借")
    upload(comparison, 0, "甲.txt", TAKING)
    upload(comparison, 1, "乙.txt", FAIR)
    expect(comparison.locator(".compare .result")).to_contain_text("某某快借 更不利")
    comparison.get_by_role("link", name="条款库与法条").click()
    comparison.get_by_label("搜索").wait_for()
    comparison.get_by_role("link", name="比较两家").click()
    expect(comparison.locator(".compare .result")).to_contain_text("某某快借 更不利")
    expect(comparison.get_by_label("A 的名称")).to_have_value("某某快借")
    comparison.get_by_role("button", name="清除").click()
    expect(comparison.locator(".compare")).to_have_count(0)
    assert "读取借款人手机" not in comparison.content()


def test_contrast_in_the_dark(example: Page) -> None:
    """So it is in the dark theme."""
    with looking(example, "dark", 1280):
        assert contrasts(example) == {}


def contrasts(page: Page) -> dict[str, list[float]]:
    """The contrasts below 4.5 to 1, by kind of text; every kind is there."""
    weak: dict[str, list[float]] = {}
    for kind in (".tag", ".quiet", "figcaption", "blockquote", ".lead-in", "summary", "td", ".who", "h2"):
        texts = page.locator(f".compare {kind}").filter(visible=True)
        ratios = texts.evaluate_all(f"all => all.slice(0, 12).map({CONTRAST})")
        assert ratios, kind
        weak |= {kind: low} if (low := [ratio for ratio in ratios if ratio < 4.5]) else {}
    return weak
