"""Zip archives of XML parts (DOCX, ODT, OFD): checked before a part is read, and parts read safely."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from analyzer.errors import DamagedFileError, LimitError
from analyzer.isolation.limits import Limits

_DAMAGED = "{} 文件已损坏或不完整，无法打开；请重新下载，或用{}另存一份后再试。"
_UNSAFE = "{} 文件的内部结构不正常（{}），为安全起见没有读取；请用{}另存一份后再试。"
# DOCTYPE in the encodings XML may be written in: no format of this kind has one (for OOXML, ECMA-376 part 2,
# 7.2.3.2 forbids it).
_DOCTYPE = "含有文档类型声明"
_DOCTYPES = tuple("<!DOCTYPE".encode(codec) for codec in ("ascii", "utf-16-le", "utf-16-be"))
# Small archives cannot do harm however well they are packed.
_SMALL = 2 * 1024 * 1024


class Archive:
    """An archive that passed the checks."""

    def __init__(self, archive: zipfile.ZipFile, kind: str, program: str) -> None:
        self._archive, self._kind, self._program = archive, kind, program
        self.names = frozenset(archive.namelist())

    def read(self, name: str) -> bytes:
        """Return the bytes of the file ``name``; raise ``KeyError`` where there is none."""
        return self._archive.read(name)

    def part(self, name: str) -> etree._Element | None:
        """Return the root of the XML part ``name``, None where there is none; nothing is resolved.

        Raises ``DamagedFileError`` for a part with a document type.
        """
        if name not in self.names:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        root = etree.fromstring(self.read(name), parser)
        # What was not found above: in UTF-32, say, or in a part of another name.
        if root.getroottree().docinfo.internalDTD is not None:
            raise DamagedFileError(_UNSAFE.format(self._kind, _DOCTYPE, self._program))
        return root


@contextmanager
def opened(data: bytes, limits: Limits, kind: str, program: str = " Word 或 WPS ") -> Iterator[Archive]:
    """Open the archive ``data`` within ``limits``; ``kind`` and ``program`` name format and editor in errors.

    Raises ``DamagedFileError`` for broken or unsafe archives and XML that is not well-formed, here or inside
    the with block; ``LimitError`` for too large ones.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive, limits, kind, program)
            yield Archive(archive, kind, program)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:  # type: ignore[attr-defined]  # not in the stubs
            raise MemoryError from None
        raise DamagedFileError(_DAMAGED.format(kind, program)) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, OSError, ValueError):
        raise DamagedFileError(_DAMAGED.format(kind, program)) from None


def _check(archive: zipfile.ZipFile, limits: Limits, kind: str, program: str) -> None:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > limits.archive_entries:
        raise LimitError(
            f"{kind} 文件内部有 {len(entries)} 个部件，超过 {limits.archive_entries} 个的上限，没有读取。"
        )
    if unpacked > limits.unpacked_bytes:
        raise LimitError(
            f"{kind} 文件解压后超过 {limits.unpacked_bytes / 2**20:.0f} MB 的上限，没有读取；请拆分后再试。"
        )
    if unpacked > _SMALL and unpacked > limits.compression_ratio * max(1, packed):
        raise LimitError(f"{kind} 文件的压缩比超过 {limits.compression_ratio} 倍，可能是压缩炸弹，没有读取。")
    if len(set(names)) < len(names):
        raise DamagedFileError(_UNSAFE.format(kind, "部件重名", program))
    if any(entry.flag_bits & 1 for entry in entries):
        raise DamagedFileError(_UNSAFE.format(kind, "部件被加密", program))
    for name in names:
        if name.lower().endswith((".xml", ".rels")):
            part = archive.read(name)
            if any(doctype in part for doctype in _DOCTYPES):
                raise DamagedFileError(_UNSAFE.format(kind, _DOCTYPE, program))
