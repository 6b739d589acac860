"""Files as phones, scanners and offices make them."""

from __future__ import annotations

import io
import zipfile

from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def photograph(width: int = 640, height: int = 480, *, shade: int = 90, place: bool = False) -> bytes:
    """A JPEG photograph; with ``place`` it was held upright, and says where and by what it was taken."""
    picture = Image.new("RGB", (width, height), (shade, 120, 60))
    exif = Image.Exif()
    if place:
        exif[0x010F] = "示例手机"
        exif[0x0112] = 6
        exif.get_ifd(0x8825)[1] = "N"
    kept = io.BytesIO()
    picture.save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def noise(width: int, height: int) -> bytes:
    """A PNG that no compression makes small."""
    kept = io.BytesIO()
    Image.effect_noise((width, height), 120).convert("RGB").save(kept, "PNG", compress_level=1)
    return kept.getvalue()


def bomb(side: int = 20_000) -> bytes:
    """A PNG of few bytes and very many pixels."""
    kept = io.BytesIO()
    Image.new("1", (side, side)).save(kept, "PNG")
    return kept.getvalue()


def package(*parts: str) -> bytes:
    """A package of these parts, as Word and Excel write them."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as written:
        for part in ("[Content_Types].xml", *parts):
            written.writestr(part, "<x/>")
    return kept.getvalue()
