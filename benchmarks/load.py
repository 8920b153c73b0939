"""Twenty visitors at once: how long each waits, what a further one notices, what it costs.

Run ``python benchmarks/load.py [VISITORS] [ROUNDS]``. One server on this machine, real Chromium contexts.
Each visitor opens another document, made of an example with a mark of its own, half of them as pasted text
and half as Word files, and must see that mark and no other's. Their browsers run at low priority, since
elsewhere they would run on machines of their own; still, seconds depend on this machine, of which Chromium
takes what is left. The processor time is that of the server and its processes. Memory is theirs too, what
they share counted once.
"""

from __future__ import annotations

import asyncio
import io
import os
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import docx
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import ui  # noqa: E402

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
SMALL = {"width": 800, "height": 600}  # as little drawing as it takes
PATIENCE = 600_000  # milliseconds
# Streamlit keeps a closed session for two minutes, and looks only when another is closed.
KEPT_SECONDS = 125


async def main() -> None:
    """Print one line a round, then what is left when all sessions are forgotten."""
    visitors = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with served() as (address, server), lowly_chromium() as path:
        async with async_playwright() as playwright:
            chromium = await playwright.chromium.launch(executable_path=path, args=FLAGS)
            context = await chromium.new_context(viewport=SMALL)
            await arrive(context, address)  # starts the workers
            await context.close()
            health, answer = await noticed(address)
            print(f"idle: health {health:.3f} s, answer {answer:.2f} s, memory {memory(server):.0f} MB")
            columns = ("round", "median s", "worst s", "health s", "answer s", "CPU s", "peak MB", "after MB")
            print("".join(f"{column:>11}" for column in columns), flush=True)
            for number in range(1, rounds + 1):
                print(f"{number:11}" + await one_round(chromium, address, server, visitors), flush=True)
            await asyncio.sleep(KEPT_SECONDS)
            context = await chromium.new_context()
            await (await context.new_page()).goto(address)
            await context.close()
            await asyncio.sleep(10)
            print(f"when closed sessions are forgotten: {memory(server):.0f} MB")


@contextmanager
def lowly_chromium() -> Iterator[str]:
    """Give a program that starts Chromium at the lowest priority."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "chromium"
        program.write_text(f'#!/bin/sh\nexec nice -n 19 {CHROMIUM} "$@"\n')
        program.chmod(0o755)
        yield str(program)


async def one_round(chromium: Browser, address: str, server: int, visitors: int) -> str:
    """Return the figures of one round: seconds of the visitors and of a further one, megabytes."""
    marks = [f"标记{secrets.token_hex(4)}" for _ in range(visitors)]
    contexts = [await chromium.new_context(viewport=SMALL) for _ in marks]
    pages = await asyncio.gather(*(arrive(context, address) for context in contexts))
    peak = asyncio.create_task(watch(server))
    before = processor(server)
    work = asyncio.gather(
        *(use(page, at, mark, marks) for at, (page, mark) in enumerate(zip(pages, marks, strict=True)))
    )
    seen = []
    while not work.done():
        seen.append(await noticed(address))
    seconds = await work
    spent = processor(server) - before
    peak.cancel()
    highest = await peak
    for context in contexts:
        await context.close()
    await asyncio.sleep(10)
    figures = (
        statistics.median(seconds), max(seconds), max(each[0] for each in seen), max(each[1] for each in seen)
    )  # fmt: skip
    costs = (spent, highest, memory(server))
    return "".join([*(f"{value:11.2f}" for value in figures), *(f"{value:11.0f}" for value in costs)])


async def arrive(context: BrowserContext, address: str) -> Page:
    """Return the first page as a fresh visitor sees it, with its example."""
    page = await context.new_page()
    page.set_default_timeout(PATIENCE)
    await page.goto(address)
    await page.locator(".reader .item").first.wait_for()
    return page


async def use(page: Page, at: int, mark: str, marks: list[str]) -> float:
    """Open the document with ``mark`` and return the seconds until it is there, with its own text only."""
    text = contract(at, mark)
    if at % 2:
        await page.get_by_role("button", name="打开文件").click()
        field = page.locator("input[type=file]")
        await field.wait_for(state="attached")
        began = time.perf_counter()
        await field.set_input_files(
            [{"name": f"{mark}.docx", "mimeType": "application/octet-stream", "buffer": word(text)}]
        )
    else:
        await page.get_by_role("button", name="粘贴文字").click()
        await page.get_by_label("合同、授权书或隐私政策的文字").fill(text)
        began = time.perf_counter()
        await page.get_by_role("button", name="开始分析").click()
    await expect(page.locator(".reader .text")).to_contain_text(mark, timeout=PATIENCE)
    seconds = time.perf_counter() - began
    shown = await page.locator(".reader").inner_text()
    if [other for other in marks if other in shown] != [mark]:
        raise RuntimeError(f"the visitor with {mark} sees a document of another")
    return seconds


def contract(at: int, mark: str) -> str:
    """Return one of the examples with ``mark`` in its title."""
    examples = sorted((ROOT / "examples").glob("*.txt"))
    return f"{mark}\n" + examples[at % len(examples)].read_text(encoding="utf-8")


def word(text: str) -> bytes:
    """Return ``text`` as a Word file."""
    made = docx.Document()
    for line in text.splitlines():
        made.add_paragraph(line)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


async def noticed(address: str) -> tuple[float, float]:
    """Return the seconds that a further visitor waits for the health page, and for the first page again.

    No browser draws it: what Streamlit's own page would send is sent, and awaited.
    """
    began = time.perf_counter()
    await asyncio.to_thread(lambda: urllib.request.urlopen(f"{address}/_stcore/health").read())
    health = time.perf_counter() - began
    stream = address.replace("http", "ws", 1) + "/_stcore/stream"
    async with connect(stream, subprotocols=[Subprotocol("streamlit")], max_size=None) as further:
        await run_page(further)
        began = time.perf_counter()
        await run_page(further)
        return health, time.perf_counter() - began


async def run_page(visitor: ClientConnection) -> None:
    """Let the server run the first page for ``visitor`` and wait until it is through."""
    asked, answer = BackMsg(), ForwardMsg()
    asked.rerun_script.query_string = ""
    await visitor.send(asked.SerializeToString())
    while answer.WhichOneof("type") != "script_finished":
        answer.ParseFromString(await visitor.recv(decode=False))


async def watch(server: int) -> float:
    """Return the most memory that was taken until cancelled."""
    highest = 0.0
    try:
        while True:
            highest = max(highest, await asyncio.to_thread(memory, server))
            await asyncio.sleep(0.5)
    except asyncio.CancelledError:
        return highest


def memory(server: int) -> float:
    """Return the megabytes that the process ``server`` and all that it started take."""
    return sum(_share(process) for process in family(server)) / 1024


def processor(server: int) -> float:
    """Return the seconds of processor time that the server and its processes have used."""
    return sum(_seconds(process) for process in family(server))


def family(server: int) -> set[int]:
    """Return ``server`` and all processes that it started, and so on."""
    pairs = subprocess.check_output(["ps", "-eo", "pid=,ppid="], text=True).split()
    parents = dict(zip(map(int, pairs[::2]), map(int, pairs[1::2]), strict=True))
    found = {server}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _share(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:  # it has ended
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _seconds(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served() -> Iterator[tuple[str, int]]:
    """Serve the page; give its address and the server's process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(ui.APP), f"--server.port={port}"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        address = f"http://127.0.0.1:{port}"
        try:
            while server.poll() is None:
                try:
                    urllib.request.urlopen(f"{address}/_stcore/health").read()
                    break
                except OSError:
                    time.sleep(0.2)
            yield address, server.pid
        finally:
            server.terminate()


if __name__ == "__main__":
    asyncio.run(main())
