"""Smaller pictures of a photograph, made once when it arrives: for a list, and for a page."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageOps

from antu.kernel.errors import BadInput, Problem

PIXELS_MAX: Final = 64_000_000
"""More are refused before anything is decoded: a small file may unfold to gigabytes."""


@dataclass(frozen=True, slots=True)
class PictureSize:
    """Longest side in pixels and most bytes."""

    side: int
    bytes_max: int


SIZES: Final = {"thumbnail": PictureSize(320, 20_000), "preview": PictureSize(1280, 240_000)}
_QUALITIES: Final = (80, 65, 50, 35, 20, 8)


def smaller_pictures(name: str, content: bytes) -> dict[str, bytes]:
    """WebP pictures by size, upright, without what a camera writes beside (place, device, time).

    Raises BadInput (``U-PICTURE``) for what cannot be decoded or has too many pixels.
    """
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as opened:
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            _require_reasonable(name, opened)
            largest = max(size.side for size in SIZES.values())
            opened.draft("RGB", (largest * 2, largest * 2))  # a JPEG is decoded small at once
            whole = _on_paper(ImageOps.exif_transpose(opened))
            return {key: _drawn(whole, size) for key, size in SIZES.items()}
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise BadInput(Problem("U-PICTURE", f"「{name}」是损坏的图片，打不开；请重新拍照或扫描后上传")) from None


def _require_reasonable(name: str, picture: Image.Image) -> None:
    pixels = picture.width * picture.height
    if pixels > PIXELS_MAX:
        what = f"「{name}」有 {pixels // 1_000_000} 百万像素，最多 64 百万；请降低分辨率后重新上传"
        raise BadInput(Problem("U-PICTURE", what))


def _on_paper(picture: Image.Image) -> Image.Image:
    """In plain colours; what is transparent is white."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        with_alpha = picture.convert("RGBA")
        paper = Image.new("RGBA", with_alpha.size, "white")
        return Image.alpha_composite(paper, with_alpha).convert("RGB")
    return picture.convert("RGB")


def _drawn(whole: Image.Image, size: PictureSize) -> bytes:
    side = size.side
    while True:
        picture = whole.copy()
        picture.thumbnail((side, side))
        for quality in _QUALITIES:
            kept = io.BytesIO()
            picture.save(kept, "WEBP", quality=quality)
            if kept.tell() <= size.bytes_max:
                return kept.getvalue()
        side = side * 2 // 3  # noise: no quality is small enough
