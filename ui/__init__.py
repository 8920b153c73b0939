"""The page: a Streamlit application that shows one report at a time, on this machine only.

``APP`` is the script for ``streamlit run``; ``STREAMLIT_OPTIONS`` are the settings it needs, as strings
for the command line (``--server.address 127.0.0.1``). ``.streamlit/config.toml`` says the same for those
who start Streamlit from the repository; a test keeps the two equal.
"""

from pathlib import Path

__all__ = ["APP", "STREAMLIT_OPTIONS"]

APP: Path = Path(__file__).parent / "app.py"

# postScriptGC: after each run of a page Streamlit would look through all objects there are, which takes half
# of the server's time with twenty visitors; Python does so often enough by itself.
STREAMLIT_OPTIONS: dict[str, str] = {
    "browser.gatherUsageStats": "false",
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "runner.postScriptGC": "false",
    "server.address": "127.0.0.1",
    "server.fileWatcherType": "none",
    "server.headless": "true",
    "server.maxUploadSize": "50",
    "theme.baseRadius": "6px",
    "theme.font": "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif",
    "theme.light.backgroundColor": "#ffffff",
    "theme.light.secondaryBackgroundColor": "#f3f5f8",
    "theme.light.textColor": "#1a2230",
    "theme.light.borderColor": "#d3d9e2",
    "theme.light.primaryColor": "#1f5294",
    "theme.dark.backgroundColor": "#12161c",
    "theme.dark.secondaryBackgroundColor": "#1c232d",
    "theme.dark.textColor": "#e6ebf2",
    "theme.dark.borderColor": "#3a4555",
    "theme.dark.primaryColor": "#8db7f5",
}
