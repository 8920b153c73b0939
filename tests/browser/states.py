"""Every state of every page that a visitor can come to; the browser context knows the page's address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import FilePayload, Page, expect
from serving import START_SECONDS

CONTRACT = "第一条 授权\n乙方有权读取甲方手机中的通讯录并上传至服务器，用于逾期后的催收。\n"
EXAMPLE = "借款及居间服务合同"
EXAMPLE_PDF = Path(__file__).parents[2] / "examples" / "aggressive_loan_contract.pdf"
TEXT_LABEL = "合同、授权书或隐私政策的文字"

# Opens a fresh page and goes on until the state is there.
State = Callable[[Page], None]


def first_page(page: Page) -> None:
    """Open the page, or come back to what one sees at first: to load it anew takes three times as long."""
    if page.url == "about:blank":
        page.goto("/")
    else:
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        if urlsplit(page.url).path.strip("/") not in ("", "analysis"):
            page.get_by_role("link", name="签前看").first.click()
        nothing_open(page)
        page.get_by_role("button", name="打开示例").click()
        page.get_by_role("dialog").get_by_role("button", name=EXAMPLE).click()
    page.locator(".reader .item").first.wait_for(timeout=1000 * START_SECONDS)  # the first starts workers


def finding_opened(page: Page) -> None:
    first_page(page)
    page.locator(".reader .item .head").first.click()
    page.locator(".reader .item .details").first.wait_for()


def decided(page: Page) -> None:
    finding_opened(page)
    item = page.locator(".reader .item").first
    item.get_by_role("button", name="排除").click()
    item.get_by_label("理由或备注").fill("已经谈妥，不适用")
    page.get_by_role("combobox", name="排列").select_option("clause")
    item.locator(".badge").wait_for()


def keys(page: Page) -> None:
    first_page(page)
    page.get_by_text("键盘", exact=True).click()
    page.get_by_text("使用这些单键").wait_for()


def matrix(page: Page) -> None:
    first_page(page)
    page.get_by_role("button", name="谁拿到什么").click()
    page.locator(".matrix table").wait_for()


def exports(page: Page) -> None:
    first_page(page)
    page.get_by_role("button", name="导出").click()
    page.get_by_role("button", name="Word 报告").wait_for()


def original(page: Page) -> None:
    upload_dialog(page)
    page.locator("input[type=file]").first.set_input_files(EXAMPLE_PDF)
    expect(page.locator(".reader .name")).to_have_text(EXAMPLE_PDF.name, timeout=60_000)
    page.get_by_role("button", name="并排").click()
    page.locator(".jump").first.click()
    page.locator(".sheet:has(.box[data-chosen]) img").wait_for()
    page.locator(".layouts").get_by_role("button", name="原件", exact=True).click()


def original_beside_text(page: Page) -> None:
    original(page)
    page.get_by_role("button", name="并排").click()


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


def nothing_open(page: Page) -> None:
    """Put away whatever is open on the first page."""
    page.get_by_role("button", name="打开示例").wait_for()
    clear = page.get_by_role("button", name="清除")
    if clear.count():
        clear.click()
    page.get_by_text("请打开文件、粘贴文字").wait_for()


def unreadable_file(page: Page) -> None:
    upload_dialog(page)
    upload(page, ("坏文件.pdf", b"%PDF-1.7\n\x00\x01 not a page in here"), ("合同.txt", CONTRACT.encode()))
    page.get_by_role("alert").wait_for()
    page.locator(".reader .item").first.wait_for()


def nothing_left(page: Page) -> None:
    first_page(page)
    nothing_open(page)


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


def steps(page: Page, tab: str) -> None:
    """Go to a tab of 「下一步」, on a fresh page with the first example open."""
    if page.url == "about:blank":
        first_page(page)
        page.get_by_role("link", name="下一步").click()
    page.get_by_role("tab", name=tab, exact=True).click()


def steps_changes(page: Page) -> None:
    steps(page, "改条款")
    page.get_by_text("写进去的条款").click()
    page.locator(".lc-paper").wait_for()


def steps_permissions(page: Page) -> None:
    steps(page, "手机权限")
    page.get_by_role("radio", name="鸿蒙").click()
    page.get_by_role("heading", name="手机权限清单（鸿蒙）").wait_for()


def steps_letter(page: Page) -> None:
    steps(page, "写信")
    page.get_by_label("您的姓名", exact=True).fill("张晓")
    page.get_by_label("您的姓名", exact=True).press("Enter")
    page.locator(".lc-paper", has_text="本人张晓").wait_for()


def steps_evidence(page: Page) -> None:
    steps(page, "证据")
    page.get_by_role("button", name="证据报告（网页）").wait_for()


def steps_call_dialog(page: Page) -> None:
    steps(page, "通话记录")
    page.get_by_role("button", name="记一次").click()
    page.get_by_role("dialog").get_by_label("打给谁").wait_for()


def steps_calls(page: Page) -> None:
    """Note a call in the dialog, which is open."""
    dialog = page.get_by_role("dialog")
    for label, value in (
        ("日期", "2026-11-03"),
        ("时间", "晚上10点"),
        ("打给谁", "王某"),
        ("与您的关系", "同事"),
    ):
        dialog.get_by_label(label, exact=True).fill(value)
    dialog.get_by_role("button", name="记下").click()
    page.get_by_text("1 次，都打给我的同事王某").wait_for()
    page.get_by_text("全部记录").click()


def steps_costs(page: Page) -> None:
    steps(page, "算成本")
    for label, value in (("实际到账（元）", "9000"), ("每期还款（元）", "900")):
        page.get_by_label(label, exact=True).fill(value)
        page.get_by_label(label, exact=True).press("Enter")
    page.get_by_text("41.30%").wait_for()


def steps_channels(page: Page) -> None:
    steps(page, "找谁投诉")
    page.get_by_role("combobox", name="放款的是哪类机构").click()
    page.get_by_role("option", name="小额贷款公司").click()
    page.get_by_text("当地的地方金融管理机构").wait_for()


def steps_without_document(page: Page) -> None:
    nothing_left(page)
    page.get_by_role("link", name="下一步").click()
    page.get_by_text("先在「签前看」打开一份文件").wait_for()


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


def survey_empty(page: Page) -> None:
    page.goto("/survey")
    page.get_by_text("还没有结果时").wait_for()


def survey_kinds(page: Page) -> None:
    """Survey the examples by kind of document, with the filters open."""
    page.get_by_role("button", name="用示例看看").click()
    page.locator(".counts table").wait_for()
    page.get_by_role("radio", name="文件种类").click()
    page.locator(".counts figcaption", has_text="各类文件里").wait_for()
    page.get_by_text("筛选", exact=True).click()
    page.get_by_label("文件名里有").wait_for()


def survey_places(page: Page) -> None:
    page.locator(".counts .cell").first.press("Enter")
    page.get_by_role("dialog").locator(".place").first.wait_for()


def playground(page: Page) -> None:
    page.goto("/playground")
    page.get_by_text("差一个条件", exact=True).wait_for()
    page.get_by_text("规则里可以填的名称").click()
    page.get_by_text("谁做、给谁").wait_for()


def playground_mistake(page: Page) -> None:
    page.goto("/playground")
    rule = page.get_by_role("textbox", name="规则", exact=True)
    rule.fill("- id: my-rule\n  titel: 通讯录\n")
    rule.press("Control+Enter")
    page.get_by_text("您要的是").wait_for()


# In the order in which a visitor meets them.
STATES: dict[str, State] = {
    "first-page": first_page,
    "finding-opened": finding_opened,
    "finding-decided": decided,
    "keys": keys,
    "who-gets-what": matrix,
    "exports": exports,
    "original": original,
    "original-beside-text": original_beside_text,
    "upload-dialog": upload_dialog,
    "paste-dialog": paste_dialog,
    "example-dialog": example_dialog,
    "unreadable-file": unreadable_file,
    "nothing-open": nothing_left,
    "steps-without-document": steps_without_document,
    "comparison-empty": comparison_empty,
    "comparison-dialog": comparison_dialog,
    "comparison-result": comparison_result,
    "library": library,
    "library-rule": library_rule,
    "library-law": library_law,
    "library-without-hits": library_without_hits,
    "playground": playground,
    "playground-mistake": playground_mistake,
}


# Those of 「下一步」 with a document are come to one after another, on the same page.
NEXT_STEPS: dict[str, State] = {
    "steps-changes": steps_changes,
    "steps-permissions": steps_permissions,
    "steps-letter": steps_letter,
    "steps-evidence": steps_evidence,
    "steps-call-dialog": steps_call_dialog,
    "steps-calls": steps_calls,
    "steps-costs": steps_costs,
    "steps-channels": steps_channels,
}


# And so are those of 「普查」.
SURVEY: dict[str, State] = {
    "survey-empty": survey_empty,
    "survey-kinds": survey_kinds,
    "survey-places": survey_places,
}


def upload(page: Page, *files: tuple[str, bytes]) -> None:
    """Give ``files`` to the first upload box of the open dialog and wait until it closes."""
    payloads: list[FilePayload] = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files
    ]
    page.locator("input[type=file]").first.set_input_files(payloads)
    expect(page.locator("input[type=file]")).to_have_count(0, timeout=60_000)
