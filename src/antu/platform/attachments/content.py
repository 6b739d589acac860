"""What a file is, by its bytes: a name alone proves nothing. Whatever is not one of these kinds is refused in words."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from antu.kernel.errors import BadInput, Problem

FILE_BYTES_MAX: Final = 20 * 1024 * 1024
FILES_AT_ONCE_MAX: Final = 20
NAME_LENGTH_MAX: Final = 120
_MEMBERS_MAX: Final = 2000
"""Parts of a Word or Excel document; more is no document of an office."""


@dataclass(frozen=True, slots=True)
class MediaType:
    """A kind of file that is taken: what browsers call it, what people call it, the endings of its names."""

    name: str
    words: str
    suffixes: tuple[str, ...]
    is_image: bool = False

    @property
    def opens_in_browser(self) -> bool:
        """Whether a browser shows it by itself; anything else is only downloaded."""
        return self.is_image or self is PDF


JPEG: Final = MediaType("image/jpeg", "JPG 图片", (".jpg", ".jpeg"), is_image=True)
PNG: Final = MediaType("image/png", "PNG 图片", (".png",), is_image=True)
WEBP: Final = MediaType("image/webp", "WebP 图片", (".webp",), is_image=True)
PDF: Final = MediaType("application/pdf", "PDF", (".pdf",))
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
DOCX: Final = MediaType(f"{_OFFICE}wordprocessingml.document", "Word 文档", (".docx",))
XLSX: Final = MediaType(f"{_OFFICE}spreadsheetml.sheet", "Excel 工作簿", (".xlsx",))
TXT: Final = MediaType("text/plain", "文本文件", (".txt",))
MEDIA_TYPES: Final = {each.name: each for each in (JPEG, PNG, WEBP, PDF, DOCX, XLSX, TXT)}

ACCEPT: Final = ",".join(suffix for each in MEDIA_TYPES.values() for suffix in each.suffixes)
"""For the file field. Without HEIC among them an iPhone sends its photographs as JPEG by itself."""

_HEIC_BRANDS: Final = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")
TAKEN: Final = "可以上传 PDF、JPG、PNG、WebP、Word（.docx）、Excel（.xlsx）和文本文件（.txt）"


def media_type_of(name: str, content: bytes) -> MediaType:
    """What the bytes are. Raises BadInput (``U-TYPE``, ``U-SIZE``, ``U-EMPTY``) with the way out."""
    if not content:
        raise BadInput(Problem("U-EMPTY", f"「{name}」是空文件；请核对后重新选择"))
    if len(content) > FILE_BYTES_MAX:
        what = f"「{name}」有 {len(content) / 1024 / 1024:.1f} MB，最多 20 MB；请压缩，或分成几个文件再上传"
        raise BadInput(Problem("U-SIZE", what))
    found = _known(content) or _text_type(name, content)
    if found is None:
        raise BadInput(Problem("U-TYPE", f"「{name}」{_why_not(content)}"))
    return found


def _known(content: bytes) -> MediaType | None:
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content.startswith(b"%PDF-"):
        return PDF
    return _office_type(content) if content.startswith(b"PK\x03\x04") else None


def _text_type(name: str, content: bytes) -> MediaType | None:
    """A text says by nothing what it is, so its name must; its bytes must be letters and blanks."""
    if not name.lower().endswith(TXT.suffixes):
        return None
    for encoding in ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return TXT if all(sign.isspace() or unicodedata.category(sign) != "Cc" for sign in text) else None
    return None


def _office_type(content: bytes) -> MediaType | None:
    """By the list of its parts alone: nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if len(names) > _MEMBERS_MAX or "[Content_Types].xml" not in names or any("vbaproject" in n.lower() for n in names):
        return None
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else None


def _why_not(content: bytes) -> str:
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return "是 HEIC 图片，办公电脑打不开；请在手机“相机 › 格式”里选“兼容性最佳”，或转成 JPG 再上传"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return "是旧版 Word 或 Excel 文件；请另存为 .docx、.xlsx 或 PDF 再上传"
    return f"不是能识别的文件（按内容判断，不看扩展名）；{TAKEN}"


def clean_name(name: str, media_type: MediaType) -> str:
    """The file's own name without folders and control characters, ending as its content does."""
    plain = "".join(sign for sign in PurePath(name.replace("\\", "/")).name if sign.isprintable()).strip(" .")
    stem, suffix = PurePath(plain or "文件").stem, PurePath(plain).suffix
    ending = suffix if suffix.lower() in media_type.suffixes else f"{suffix}{media_type.suffixes[0]}"
    return f"{stem[: NAME_LENGTH_MAX - len(ending)]}{ending}"[-NAME_LENGTH_MAX:]


def size_text(size: int) -> str:
    """``860 kB``, ``2.4 MB``."""
    return f"{max(1, round(size / 1024))} kB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"
