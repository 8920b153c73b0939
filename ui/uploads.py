"""Files that a visitor uploads."""

import sys
from collections.abc import Iterable

import streamlit as st
from starlette.formparsers import MultiPartParser
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

import analyzer
from ui.shelf import Content

# While an upload of more than a megabyte arrives, the server would keep it in a temporary file. In memory it
# is limited as well, by server.maxUploadSize.
MultiPartParser.spool_max_size = sys.maxsize

KINDS = "PDF、Word、保存的网页、纯文本，或者照片、截图、扫描件，可以一次选多个"


def together() -> bool:
    """Ask whether several pictures are one document."""
    return st.checkbox(
        "几张图片是同一份文件（自动排好先后，重叠处只读一遍）",
        value=True,
        help="手机截图、逐页的照片都算。其他文件各是一份。",
    )


def sources(files: Iterable[UploadedFile], *, as_one: bool) -> list[tuple[str, Content]]:
    """Return ``(name, content)`` of each document in ``files``; with ``as_one`` all pictures are one."""
    taken: list[tuple[str, Content]] = [(_name(file), take(file)) for file in files]
    pictures = [(name, data) for name, data in taken if isinstance(data, bytes) and analyzer.is_picture(data)]
    if not as_one or len(pictures) < 2:
        return taken
    first = taken.index(pictures[0])
    rest = [one for one in taken if one not in pictures]
    joined = (f"{pictures[0][0]} 等 {len(pictures)} 张图片", [data for _, data in pictures])
    return [*rest[:first], joined, *rest[first:]]


def _name(file: UploadedFile) -> str:
    """Return the name of a file without the folders it lies in."""
    return str(file.name).rsplit("/", 1)[-1]


def take(file: UploadedFile) -> bytes:
    """Return the bytes of ``file`` and drop Streamlit's own copy, which would outlive 「清除」."""
    content = file.getvalue()
    context = get_script_run_ctx()
    if context and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)
    return content
