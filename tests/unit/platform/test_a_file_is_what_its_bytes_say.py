from __future__ import annotations

import io

import pytest
from PIL import Image
from tests.files import PDF, bomb, noise, package, photograph

from antu.kernel.errors import BadInput
from antu.platform.attachments.content import FILE_BYTES_MAX, NAME_LENGTH_MAX, clean_name, media_type_of, size_text
from antu.platform.attachments.pictures import SIZES, smaller_pictures

DOCX, XLSX = package("word/document.xml"), package("xl/workbook.xml")


@pytest.mark.parametrize(
    ("content", "ending"),
    [(photograph(), ".jpg"), (noise(8, 8), ".png"), (PDF, ".pdf"), (DOCX, ".docx"), (XLSX, ".xlsx")],
)
def test_the_name_proves_nothing(content: bytes, ending: str) -> None:
    assert media_type_of("无名.exe", content).suffixes[0] == ending


@pytest.mark.parametrize("content", ["第一条 总则".encode(), "第一条 总则".encode("gb18030"), b"\xef\xbb\xbfabc\r\n"])
def test_a_text_is_one_by_its_name_and_its_bytes(content: bytes) -> None:
    assert media_type_of("规程.TXT", content).suffixes == (".txt",)
    assert not media_type_of("规程.TXT", content).opens_in_browser
    with pytest.raises(BadInput):
        media_type_of("规程.pdf", content)


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b"abc\x00", b"\xff\xff\xff", package("anything.txt")])
def test_bytes_that_are_no_text_are_refused_under_the_name_of_one(content: bytes) -> None:
    with pytest.raises(BadInput):
        media_type_of("规程.txt", content)


@pytest.mark.parametrize(
    ("content", "rule", "way_out"),
    [
        (b"", "U-EMPTY", "空文件"),
        (b"%PDF-" + b"0" * FILE_BYTES_MAX, "U-SIZE", "请压缩"),
        (b"MZ\x90\x00", "U-TYPE", "不是能识别的文件"),
        (b"<html><script>alert(1)</script>", "U-TYPE", "不看扩展名"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "U-TYPE", "不是能识别的文件"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "U-TYPE", "兼容性最佳"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "U-TYPE", "另存为"),
        (package("word/document.xml", "word/vbaProject.bin"), "U-TYPE", "不是能识别的文件"),
        (package("anything.txt"), "U-TYPE", "不是能识别的文件"),
        (b"PK\x03\x04 and no more", "U-TYPE", "不是能识别的文件"),
    ],
)
def test_whatever_is_not_taken_is_refused_with_the_way_out(content: bytes, rule: str, way_out: str) -> None:
    with pytest.raises(BadInput) as refused:
        media_type_of("协议.pdf", content)
    (problem,) = refused.value.problems
    assert problem.rule == rule
    assert way_out in problem.message


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/协议 1.jpg", "协议 1.jpg"),
        ("C:\\扫描\\协议.JPG", "协议.JPG"),
        ("协\u202e议\n.jpeg", "协议.jpeg"),
        ("正面.exe", "正面.exe.jpg"),
        ("...", "文件.jpg"),
    ],
)
def test_a_name_is_a_name_and_ends_as_its_content_does(given: str, kept: str) -> None:
    assert clean_name(given, media_type_of("", photograph())) == kept


def test_a_long_name_keeps_its_ending() -> None:
    kept = clean_name("长" * 300 + ".jpg", media_type_of("", photograph()))
    assert len(kept) <= NAME_LENGTH_MAX
    assert kept.endswith("长.jpg")


def test_smaller_pictures_are_small_upright_and_say_nothing_of_place_or_device() -> None:
    pictures = smaller_pictures("正面.jpg", photograph(2000, 1000, place=True))
    for key, size in SIZES.items():
        drawn = Image.open(io.BytesIO(pictures[key]))
        assert (drawn.width, drawn.height) == (size.side // 2, size.side)
        assert len(pictures[key]) <= size.bytes_max
        assert not drawn.getexif()


def test_even_noise_becomes_small_enough() -> None:
    for key, picture in smaller_pictures("噪点.png", noise(1600, 1200)).items():
        assert len(picture) <= SIZES[key].bytes_max


@pytest.mark.parametrize("content", [bomb(), photograph()[:200], b"\x89PNG\r\n\x1a\n nothing"])
def test_a_picture_that_unfolds_or_is_broken_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput) as refused:
        smaller_pictures("正面.jpg", content)
    assert [each.rule for each in refused.value.problems] == ["U-PICTURE"]


def test_sizes_are_told_as_people_say_them() -> None:
    assert [size_text(size) for size in (1, 881_000, 2_500_000)] == ["1 kB", "860 kB", "2.4 MB"]
