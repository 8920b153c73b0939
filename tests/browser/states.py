"""Every state of every page that a visitor can come to; the browser context knows the page's address."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import FilePayload, Page, expect

CONTRACT = "第一条 授权\n乙方有权读取甲方手机中的通讯录并上传至服务器，用于逾期后的催收。\n"
TEXT_LABEL = "合同、授权书或隐私政策的文字"

# Opens a fresh page and goes on until the state is there.
State = Callable[[Page], None]


def first_page(page: Page) -> None:
    page.goto("/")
    page.locator(".reader .item").first.wait_for()


def finding_opened(page: Page) -> None:
    first_page(page)
    page.locator(".reader .item .head").first.click()
    page.locator(".reader .item .details").first.wait_for()


def upload_dialog(page: Page) -> None:
    first_page(page)
    page.get_by_role("button", name="打开文件").click()
    page.get_by_role("dialog", name="打开文件").get_by_test_id("stFileUploaderDropzone").wait_for()


def paste_dialog(page: Page) -> None:
    first_page(page)
    page.get_by_role("button", name="粘贴文字").click()
    page.get_by_role("dialog").get_by_label(TEXT_LABEL).wait_for()


def example_dialog(page: Page) -> None:
    first_page(page)
    page.get_by_role("button", name="打开示例").click()
    page.get_by_role("dialog").get_by_text("不是真实合同").wait_for()


def unreadable_file(page: Page) -> None:
    upload_dialog(page)
    upload(page, ("坏文件.pdf", b"%PDF-1.7\n\x00\x01 not a page in here"), ("合同.txt", CONTRACT.encode()))
    page.get_by_role("alert").wait_for()
    page.locator(".reader .item").first.wait_for()


def nothing_open(page: Page) -> None:
    first_page(page)
    page.get_by_role("button", name="清除").click()
    page.get_by_text("请打开文件、粘贴文字").wait_for()


def comparison_empty(page: Page) -> None:
    page.goto("/comparison")
    page.get_by_text("两边都有能读的文件之后").wait_for()


def comparison_dialog(page: Page) -> None:
    comparison_empty(page)
    page.get_by_role("button", name="添加文件").first.click()
    expect(page.get_by_role("dialog").get_by_test_id("stFileUploaderDropzone")).to_have_count(2)


def comparison_result(page: Page) -> None:
    comparison_empty(page)
    page.get_by_role("button", name="用示例看看").click()
    page.locator(".compare .result").wait_for()


def library(page: Page) -> None:
    page.goto("/library")
    page.get_by_test_id("stExpander").first.wait_for()


def library_rule(page: Page) -> None:
    library(page)
    page.get_by_label("搜索").fill("通讯录")
    page.get_by_label("搜索").press("Enter")
    rule = page.get_by_test_id("stExpander").first
    rule.locator("summary").click()
    rule.get_by_text("会指出的写法", exact=True).wait_for()


def library_law(page: Page) -> None:
    library(page)
    page.get_by_role("tab", name="法条").click()
    law = page.get_by_role("tabpanel", name="法条").get_by_test_id("stExpander").first
    law.locator("summary").click()
    law.locator("blockquote").first.wait_for()


def library_without_hits(page: Page) -> None:
    library(page)
    page.get_by_label("搜索").fill("没有这样的词")
    page.get_by_label("搜索").press("Enter")
    page.get_by_role("tab", name="条款库（0）").wait_for()


# In the order in which a visitor meets them.
STATES: dict[str, State] = {
    "first-page": first_page,
    "finding-opened": finding_opened,
    "upload-dialog": upload_dialog,
    "paste-dialog": paste_dialog,
    "example-dialog": example_dialog,
    "unreadable-file": unreadable_file,
    "nothing-open": nothing_open,
    "comparison-empty": comparison_empty,
    "comparison-dialog": comparison_dialog,
    "comparison-result": comparison_result,
    "library": library,
    "library-rule": library_rule,
    "library-law": library_law,
    "library-without-hits": library_without_hits,
}


def upload(page: Page, *files: tuple[str, bytes]) -> None:
    """Give ``files`` to the first upload box of the open dialog and wait until it closes."""
    payloads: list[FilePayload] = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files
    ]
    page.locator("input[type=file]").first.set_input_files(payloads)
    expect(page.locator("input[type=file]")).to_have_count(0, timeout=60_000)
