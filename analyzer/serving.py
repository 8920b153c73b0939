"""Run the page in a child process, bound to this machine only."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import webbrowser
from collections.abc import Callable

from analyzer.errors import UsageError

HOST = "127.0.0.1"
_POLL_SECONDS = 0.1


def serve(port: int, *, open_browser: bool, say: Callable[[str], None]) -> None:
    """Serve the page on ``port`` until it ends or Ctrl+C is pressed.

    ``say`` is told the address once the page answers. Raises ``UsageError`` if the port is taken or the
    page does not come up.
    """
    import ui  # noqa: PLC0415 - nothing else of the command line needs the page

    if not _is_free(port):
        raise UsageError(f"端口 {port} 已被占用，请关闭占用它的程序，或用 --port 换一个端口。")
    options = {
        **ui.STREAMLIT_OPTIONS,
        "server.address": HOST,
        "server.port": str(port),
        "server.headless": "true",  # else Streamlit asks for an e-mail address before it starts
        "logger.level": "error",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # being ended ends the page as Ctrl+C does
    # Our own interpreter and our own file: nothing in this command comes from outside.
    with subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(ui.APP), *flags], stdout=subprocess.DEVNULL
    ) as page:
        try:
            if not _wait_until_up(page, port):
                raise UsageError("页面没有启动成功，请重新安装后再试。")
            say(f"页面已打开：http://{HOST}:{port}（按 Ctrl+C 结束）")
            if open_browser:
                webbrowser.open(f"http://{HOST}:{port}")
            page.wait()
        except KeyboardInterrupt:
            return
        finally:
            page.terminate()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _wait_until_up(page: subprocess.Popen[bytes], port: int) -> bool:
    """Return true once ``port`` answers, false if the page ended before."""
    while page.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return True
        time.sleep(_POLL_SECONDS)
    return False
