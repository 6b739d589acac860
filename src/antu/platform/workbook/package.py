"""The .xlsx package: a zip of XML parts, opened with suspicion.

What is checked here is what python-calamine trusts: that the file is an unencrypted .xlsx of bearable size. The names
of the worksheets, their parts and the date base are read here too.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import IO
from xml.parsers import expat

from antu.kernel.errors import BadInput, Problem

FILE_BYTES_MAX = 64 * 2**20
"""A register of 100,000 rows is about 25 MB; pasted photographs make the rest."""
UNPACKED_BYTES_MAX = 512 * 2**20
"""All XML of a workbook together, unpacked: four times a register of 100,000 rows, far below a zip bomb."""
PARTS_MAX = 10_000
"""Parts of one package, pictures included."""
CHUNK_BYTES = 2**18

_OLD_FORMAT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the compound file of .xls, and of an encrypted .xlsx
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

Attributes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Package:
    """An opened .xlsx: its part that lists the worksheets, these in order with the part of each, and day 0."""

    archive: zipfile.ZipFile
    book: str
    parts: Mapping[str, str | None]
    date_base: date


def refused(path: Path, what: str, rule: str = "R-FILE") -> BadInput:
    """The error of a file that cannot be read at all; ``what`` says what it is and what to do."""
    return BadInput(Problem(rule, what, {"file": path.name}))


def open_package(path: Path) -> Package:
    """The package at the path; BadInput when it is no .xlsx, encrypted, damaged, or beyond the limits."""
    if path.stat().st_size > FILE_BYTES_MAX:
        what = f"文件大于 {FILE_BYTES_MAX // 2**20} MB；请删去图片或按镇街分成几个文件再导入"
        raise refused(path, what, "R-FILE-SIZE")
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise _no_workbook(path) from error
    try:
        _weigh(archive, path)
        return _describe(archive, path)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, expat.ExpatError) as error:
        archive.close()
        raise refused(path, "工作簿已损坏，读不下去；请用 Excel 或 WPS 打开后另存为 .xlsx 再导入") from error
    except BaseException:
        archive.close()
        raise


def parse(stream: IO[bytes], prepare: Callable[[expat.XMLParserType], None]) -> None:
    """Parse XML piece by piece with the handlers that ``prepare`` sets; a document type is refused (ExpatError)."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    prepare(parser)
    while chunk := stream.read(CHUNK_BYTES):
        parser.Parse(chunk, False)  # noqa: FBT003 - expat takes it by position only
    parser.Parse(b"", True)  # noqa: FBT003


@lru_cache(maxsize=256)
def local(name: str) -> str:
    """An element's or attribute's name without its namespace."""
    return name[name.rfind(" ") + 1 :]


def _refuse_doctype(*_: object) -> None:
    raise expat.ExpatError("a workbook has no document type")


def _no_workbook(path: Path) -> BadInput:
    head = path.read_bytes()
    if not head.startswith(_OLD_FORMAT):
        return refused(path, "这不是 .xlsx 工作簿；请用 Excel 或 WPS 另存为「Excel 工作簿 (*.xlsx)」再导入")
    if _ENCRYPTED in head:
        return refused(path, "工作簿设有打开密码；请去掉密码后另存，再导入")
    return refused(path, "这是旧格式 .xls；请用 Excel 或 WPS 另存为「Excel 工作簿 (*.xlsx)」再导入")


def _weigh(archive: zipfile.ZipFile, path: Path) -> None:
    """Read every part to its end: a size that the directory states falsely shows as a damaged part.

    Pictures too: any part may be a sheet, whatever its folder is called.
    """
    parts = archive.infolist()
    if len(parts) > PARTS_MAX:
        raise refused(path, f"文件内的部件多于 {PARTS_MAX} 个；请删去图片后再导入", "R-FILE-SIZE")
    if any(part.flag_bits & 1 for part in parts):
        raise refused(path, "工作簿设有打开密码；请去掉密码后另存，再导入")
    if sum(part.file_size for part in parts) > UNPACKED_BYTES_MAX:
        limit = UNPACKED_BYTES_MAX // 2**20
        raise refused(path, f"解压后大于 {limit} MB，可能不是正常的工作簿；请按镇街分成几个文件再导入", "R-FILE-SIZE")
    for part in parts:
        with archive.open(part) as stream:
            while stream.read(CHUNK_BYTES):
                pass


def _describe(archive: zipfile.ZipFile, path: Path) -> Package:
    names = {name.lower().replace("\\", "/"): name for name in archive.namelist()}
    book = _workbook_part(archive, names)
    if book not in names:
        raise _no_workbook(path)
    folder, _, file = book.rpartition("/")
    related = _relations(archive, names.get(f"{folder}/_rels/{file}.rels"), folder)
    targets = {key: target for key, _, target in related}
    parts: dict[str, str | None] = {}
    date_base = date(1899, 12, 30)
    for element, attributes in _elements(archive, names[book]):
        if element == "workbookPr" and attributes.get("date1904", "").lower() in {"1", "true", "on"}:
            date_base = date(1904, 1, 1)
        if element == "sheet":
            parts[attributes.get("name", "")] = names.get(targets.get(attributes.get("id", ""), ""))
    return Package(archive, names[book], parts, date_base)


def _workbook_part(archive: zipfile.ZipFile, names: Mapping[str, str]) -> str:
    """The part that the package's own relations call its document."""
    related = _relations(archive, names.get("_rels/.rels"), "")
    documents = (target for _, kind, target in related if kind.endswith("/officeDocument"))
    return next(documents, "xl/workbook.xml")


def _relations(archive: zipfile.ZipFile, part: str | None, folder: str) -> list[tuple[str, str, str]]:
    """The id, type and target part (in lower case) of each relation in a part; none where the part isn't there."""
    found = _elements(archive, part) if part else ()
    return [
        (each.get("Id", ""), each.get("Type", ""), posixpath.normpath(posixpath.join("/", folder, target))[1:].lower())
        for element, each in found
        if element == "Relationship" and (target := each.get("Target", "").replace("\\", "/"))
    ]


def _elements(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, Attributes]]:
    """The elements of a small part, with local names."""
    found: list[tuple[str, Attributes]] = []

    def prepare(parser: expat.XMLParserType) -> None:
        def start(name: str, attributes: Mapping[str, str]) -> None:
            found.append((local(name), {local(key): value for key, value in attributes.items()}))

        parser.StartElementHandler = start

    with archive.open(part) as stream:
        parse(stream, prepare)
    return iter(found)
