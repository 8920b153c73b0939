"""What a visitor gives stays on the machine and in memory, and is gone when it is cleared."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import states
from playwright.sync_api import Browser, BrowserContext, Page, Request, WebSocket, expect
from serving import ROOT, serving

import ui

pytestmark = pytest.mark.browser

SECRET = "第一条 乙方有权读取甲方手机中的通讯录，用于逾期后的催收，暗号青石板巷。\n"
PASTED = "第二条 甲方同意乙方向合作机构提供甲方的征信信息，暗号白鹭洲。\n"
WORDS = ("青石板巷", "白鹭洲")
NAME = "欧阳听雨"
PDF = ROOT / "examples" / "aggressive_loan_contract.pdf"
# More than the megabyte after which a web server would put an upload into a temporary file.
LARGE = f"<!-- {'x' * 1_200_000} --><p>{SECRET}</p><p>其他</p>"
# In bytes: the most that the server and its children can write to any file.
WRITABLE = 4096
# Streamlit's address for uploads begins so.
UPLOADS = "/_stcore/upload_file/"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Three empty folders that are the server's working directory, home and place for temporary files."""
    return {name: tmp_path_factory.mktemp(name) for name in ("work", "home", "tmp")}


@pytest.fixture(scope="module")
def own_address(folders: dict[str, Path]) -> Iterator[str]:
    """The page, started outside the repository by a process that can write next to nothing to files."""
    options = [f"--{name}={value}" for name, value in ui.STREAMLIT_OPTIONS.items()]
    environment = {
        **os.environ,
        "HOME": str(folders["home"]),
        "TMPDIR": str(folders["tmp"]),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (WRITABLE, WRITABLE))
    with serving(*options, cwd=folders["work"], env=environment, preexec_fn=limit) as served:
        yield served


class Asked:
    """Every address that any page, popup or service worker of a context asked for, and every upload."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.addresses: set[str] = set()
        self.uploads: list[str] = []
        context.on("request", self._note)
        context.on("page", lambda page: page.on("websocket", self._note_socket))

    def elsewhere(self, home: str) -> list[str]:
        """Return the addresses that are not the server's at ``home`` or the page's own."""
        local = (f"{home}/", f"{home.replace('http', 'ws', 1)}/", f"blob:{home}/", "data:")
        return sorted(address for address in self.addresses if not address.startswith(local))

    def _note(self, request: Request) -> None:
        self.addresses.add(request.url)
        if UPLOADS in request.url and request.method == "PUT":
            self.uploads.append(request.url)

    def _note_socket(self, socket: WebSocket) -> None:
        self.addresses.add(socket.url)


def do_everything(page: Page) -> None:
    """Use every page as a visitor can, with documents of one's own in the end."""
    states.example_dialog(page)
    page.get_by_role("dialog").get_by_role("button").nth(1).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    states.finding_opened(page)
    page.locator(".reader .chip").first.click()
    states.comparison_result(page)
    for name in ("下载网页", "下载 Word"):
        take(page, name)
    page.get_by_role("button", name="清除").click()
    expect(page.locator(".compare")).to_have_count(0)
    states.library_rule(page)
    states.library_law(page)
    give_documents(page)
    take_next_steps(page)


def take_next_steps(page: Page) -> None:
    """Write a letter, keep evidence and note a call, then go back to the text."""
    page.get_by_role("link", name="下一步").click()
    page.get_by_role("tab", name="写信", exact=True).click()
    page.get_by_label("您的姓名", exact=True).fill(NAME)
    page.get_by_label("您的姓名", exact=True).press("Enter")
    page.locator(".lc-paper", has_text=f"本人{NAME}").wait_for()
    take(page, "下载 Word")
    page.get_by_role("tab", name="证据", exact=True).click()
    take(page, "证据报告（网页）")
    page.get_by_role("tab", name="通话记录", exact=True).click()
    page.get_by_role("button", name="记一次").click()
    page.get_by_role("dialog").get_by_label("打给谁").fill(NAME)
    page.get_by_role("dialog").get_by_role("button", name="记下").click()
    page.get_by_text(f"1 次，都打给{NAME}").wait_for()
    take(page, "存成文件（CSV）")
    page.get_by_role("link", name="签前看").click()
    page.locator(".reader .text").wait_for()


def take(page: Page, name: str) -> None:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    assert waiting.value.path().stat().st_size > 100


def give_documents(page: Page) -> None:
    """Upload a text, a large one and a PDF, and paste another text."""
    states.upload_dialog(page)
    states.upload(
        page, ("甲.txt", SECRET.encode()), ("大.html", LARGE.encode()), ("合同.pdf", PDF.read_bytes())
    )
    expect(page.locator(".reader .name")).to_have_text("甲.txt")
    expect(page.locator(".reader .text")).to_contain_text(WORDS[0])
    expect(page.get_by_text("共 3 份")).to_be_visible()
    page.get_by_role("button", name="粘贴文字").click()
    page.get_by_label(states.TEXT_LABEL).fill(PASTED)
    page.get_by_role("button", name="开始分析").click()
    expect(page.locator(".reader .text")).to_contain_text(WORDS[1])
    expect(page.get_by_text("共 4 份")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def everything_in(page: Page) -> str:
    """Return text and markup of ``page``, open shadow trees included, and what the browser keeps."""
    return str(
        page.evaluate(
            """() => {
              const inside = (root) => root.innerHTML + [...root.querySelectorAll("*")]
                .map((node) => (node.value ?? "") + (node.shadowRoot ? inside(node.shadowRoot) : "")).join();
              return inside(document.documentElement) + JSON.stringify([localStorage, sessionStorage]);
            }"""
        )
    )


@pytest.fixture(scope="module")
def used(browser: Browser, own_address: str) -> Iterator[Asked]:
    """What was asked for by a visitor who did everything and has just cleared it."""
    with browser.new_context(locale="zh-CN", base_url=own_address) as context:
        context.set_default_timeout(60_000)
        asked = Asked(context)
        page = context.new_page()
        do_everything(page)
        assert WORDS[1] in everything_in(page)
        page.get_by_role("button", name="清除").click()
        page.get_by_text("请打开文件、粘贴文字").wait_for()
        expect(page.locator(".reader")).to_have_count(0)
        yield asked


def test_nothing_leaves_the_machine(used: Asked, own_address: str) -> None:
    """Whatever a visitor does, no request goes to another host, and no service worker is left behind."""
    assert len(used.addresses) > 20
    assert any(address.startswith("ws:") for address in used.addresses)
    assert used.elsewhere(own_address) == []
    assert used.context.service_workers == []


@pytest.mark.usefixtures("used")
def test_nothing_is_written(folders: dict[str, Path]) -> None:
    """A server that can hardly write has read files of any size all the same, and leaves no file anywhere."""
    assert {name: listing(folder) for name, folder in folders.items()} == {name: [] for name in folders}


def test_clearing_leaves_nothing(used: Asked) -> None:
    """After 「清除」 nothing of a document is on the page, in the browser's storage or behind an address."""
    kept = everything_in(used.context.pages[0])
    assert [word for word in (*WORDS, NAME, "甲.txt", "合同.pdf") if word in kept] == []
    assert len(used.uploads) == 3
    nothing = used.context.request.get(f"{UPLOADS}nobody/nothing").body()
    assert [url for url in used.uploads if used.context.request.get(url).body() != nothing] == []


def listing(folder: Path) -> list[str]:
    """Name the files in ``folder``; the socket by which the server's processes talk is none."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
