"""The files of a pack as they travel: as a folder in a .zip, as text in a form, as base64 in a row. Pure."""

from __future__ import annotations

import re
import zlib
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from lzma import LZMAError
from typing import Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from antu.kernel.errors import BadInput, Problem
from antu.policy.load import BYTES_MAX, FILES_MAX, PACK

Files = Mapping[str, bytes]
"""Bytes by the name relative to the pack's folder: ``rates/caps.csv``."""

#: What machines leave in folders; no file of a pack.
_LITTER: Final = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$)")
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
_YEARLESS: Final = "valid_to"


def kept_files(files: Files) -> dict[str, str]:
    """The files as a row keeps them."""
    return {name: b64encode(content).decode() for name, content in sorted(files.items())}


def files_kept(kept: Mapping[str, str]) -> dict[str, bytes]:
    """The files that a row keeps."""
    return {name: b64decode(content) for name, content in kept.items()}


def zip_of(files: Files, folder: str) -> bytes:
    """The folder as a .zip; the same files give the same bytes."""
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(ZipInfo(f"{folder}/{name}", _MOMENT), files[name], ZIP_DEFLATED)
    return whole.getvalue()


def files_of_zip(content: bytes) -> dict[str, bytes]:
    """The files of a pack's folder in a .zip, whatever folders stand above it.

    Raises BadInput (``P-FILE``) for what is no .zip, holds no ``pack.yaml``, or is too big.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            found = dict(_members(archive))
    except (BadZipFile, LZMAError, RuntimeError, OSError, EOFError, ValueError, zlib.error) as error:
        raise _refused("不是能打开的 .zip 压缩包（不要加密）；请把办法的文件夹重新压缩后上传") from error
    tops = sorted((name for name in found if name.rpartition("/")[2] == PACK), key=lambda name: name.count("/"))
    if not tops:
        raise _refused(f"压缩包里没有 {PACK}；请压缩办法的整个文件夹，如 hunan-demo-2023/1")
    above = tops[0].removesuffix(PACK)
    stray = sorted(name for name in found if not name.startswith(above))
    if stray:
        raise _refused(f"压缩包里有办法文件夹以外的文件：{'、'.join(stray[:5])}；请只压缩一个办法的一个版本")
    return {name.removeprefix(above): content for name, content in found.items()}


def _members(archive: ZipFile) -> Iterator[tuple[str, bytes]]:
    members = [each for each in archive.infolist() if not each.is_dir() and not _LITTER.search(each.filename)]
    if len(members) > FILES_MAX or sum(each.file_size for each in members) > BYTES_MAX:
        raise _refused(f"压缩包太大：最多 {FILES_MAX} 个文件，合计 {BYTES_MAX // 2**20} MB")
    names = Counter(each.filename for each in members)
    if twice := sorted(name for name, many in names.items() if many > 1):
        raise _refused(f"压缩包里 {'、'.join(twice[:5])} 有两份；请重新压缩，只留一份")
    for each in members:
        with archive.open(each) as stream:
            content = stream.read(BYTES_MAX + 1)
        yield each.filename.replace("\\", "/").removeprefix("./"), content


def with_head(files: Files, *, version: str, valid_from: date | None, valid_to: date | None) -> dict[str, bytes]:
    """The files with another version and validity in ``pack.yaml``; the rest of its text stays as it is.

    Raises BadInput (``P-FILE``) where ``pack.yaml`` is no UTF-8 text.
    """
    text = text_of(files, PACK)
    text = _with_line(text, "version", f'"{version}"', after="id")
    text = _with_line(text, "valid_from", valid_from.isoformat() if valid_from else "", after="jurisdiction")
    text = _with_line(text, _YEARLESS, valid_to.isoformat() if valid_to else "", after="valid_from")
    return {**files, PACK: text.encode()}


def _with_line(text: str, key: str, value: str, *, after: str) -> str:
    """The text with a top-level key of one line: replaced, put after another, or (empty) taken out."""
    line = f"{key}: {value}\n" if value else ""
    own = re.compile(rf"^{key}:[^\n]*(\n|\Z)", re.MULTILINE)
    if own.search(text):
        return own.sub(lambda _: line, text, count=1) if line or key == _YEARLESS else text
    before = re.compile(rf"^{after}:[^\n]*(\n|\Z)", re.MULTILINE).search(text)
    if not line or before is None:
        return text
    head = text[: before.end()]
    return f"{head}{'' if head.endswith(chr(10)) else chr(10)}{line}{text[before.end() :]}"


def text_of(files: Files, name: str) -> str:
    """A file's text. Raises BadInput (``P-FILE``) where it is no UTF-8 text."""
    try:
        return files[name].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(f"{name} 不是 UTF-8 文本；请另存为 UTF-8 后上传") from error


def typed_text(text: str) -> bytes:
    """What was typed in a form, with the line ends of a file."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return (lines if not lines or lines.endswith("\n") else f"{lines}\n").encode()


def _refused(what: str) -> BadInput:
    return BadInput(Problem("P-FILE", what, {"column": "file"}))
