"""Files that are no workbook, or more than one: refused with what to do, never half-read."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from tests.unit.workbook.test_xlsx_cells import HEAD, by_hand, sheet_xml

from antu.kernel.errors import BadInput
from antu.platform.workbook import package, read_workbook, source

ONE_CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
OLD_FORMAT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(path: Path) -> tuple[str, str]:
    with pytest.raises(BadInput) as caught:
        read_workbook(path)
    problem = caught.value.problems[0]
    assert problem.where == {"file": path.name}
    return problem.rule, problem.message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "不是 .xlsx"),
        (b"\xe6\x88\xb7,\xe4\xba\xba\n", "不是 .xlsx"),
        (OLD_FORMAT + b"\0" * 600, "旧格式 .xls"),
        (OLD_FORMAT + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"PK\x03\x04" + b"x" * 100, "不是 .xlsx"),
    ],
)
def test_a_file_that_is_no_xlsx_says_what_to_do(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(content)
    rule, message = refusal(path)
    assert rule == "R-FILE"
    assert words in message


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "没有.xlsx")[1].startswith("没有这个文件")


def test_another_office_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert "不是 .xlsx" in refusal(path)[1]


def test_a_truncated_workbook_is_refused(tmp_path: Path) -> None:
    path = by_hand(tmp_path / "a.xlsx", sheet_xml(ONE_CELL))
    path.write_bytes(path.read_bytes()[:-100])
    assert refusal(path)[0] == "R-FILE"


def test_a_workbook_with_a_damaged_byte_is_refused(tmp_path: Path) -> None:
    path = by_hand(tmp_path / "a.xlsx", sheet_xml(ONE_CELL * 40))
    content = bytearray(path.read_bytes())
    place = content.index(b"xl/worksheets/sheet1.xml") + 60
    content[place] ^= 0xFF
    path.write_bytes(bytes(content))
    assert "已损坏" in refusal(path)[1]


@pytest.mark.parametrize("xml", ["<worksheet", "", f"{HEAD}<a><b></a>", "不是 XML"])
def test_a_sheet_that_is_no_xml_is_refused(tmp_path: Path, xml: str) -> None:
    assert "已损坏" in refusal(by_hand(tmp_path / "a.xlsx", xml))[1]


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;">]>'
    xml = sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>&c;</t></is></c></row>')
    assert "已损坏" in refusal(by_hand(tmp_path / "a.xlsx", xml.replace(HEAD, HEAD + laughs)))[1]


def test_a_part_locked_with_a_password_is_refused(tmp_path: Path) -> None:
    path = by_hand(tmp_path / "a.xlsx", sheet_xml(ONE_CELL))
    content = bytearray(path.read_bytes())
    place = content.index(b"PK\x01\x02")
    content[place + 8] |= 1
    path.write_bytes(bytes(content))
    assert "密码" in refusal(path)[1]


def test_a_file_larger_than_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = by_hand(tmp_path / "a.xlsx", sheet_xml(ONE_CELL))
    monkeypatch.setattr(package, "FILE_BYTES_MAX", 100)
    assert refusal(path)[0] == "R-FILE-SIZE"


def test_a_workbook_that_unpacks_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = by_hand(tmp_path / "a.xlsx", sheet_xml(ONE_CELL + " " * 200_000))
    monkeypatch.setattr(package, "UNPACKED_BYTES_MAX", 100_000)
    assert refusal(path)[0] == "R-FILE-SIZE"


def test_a_part_that_hides_its_size_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = by_hand(tmp_path / "a.xlsx", sheet_xml(ONE_CELL + " " * 200_000))
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    while size in content:
        place = content.index(size)
        content[place : place + 4] = (100).to_bytes(4, "little")
    path.write_bytes(bytes(content))
    monkeypatch.setattr(package, "UNPACKED_BYTES_MAX", 100_000)
    assert refusal(path)[0] == "R-FILE"


def test_what_calls_itself_a_picture_is_weighed_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = by_hand(tmp_path / "a.xlsx", sheet_xml(ONE_CELL))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/sheet1.xml", b" " * 200_000)
    monkeypatch.setattr(package, "UNPACKED_BYTES_MAX", 100_000)
    assert refusal(path)[0] == "R-FILE-SIZE"


def test_too_many_parts_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "PARTS_MAX", 3)
    assert refusal(by_hand(tmp_path / "a.xlsx", sheet_xml(ONE_CELL)))[0] == "R-FILE-SIZE"


def test_a_cell_far_from_all_others_is_refused_before_it_takes_memory(tmp_path: Path) -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    rule, message = refusal(by_hand(tmp_path / "a.xlsx", sheet_xml(far)))
    assert rule == "R-FILE-SIZE"
    assert str(source.CELLS_MAX) in message


def test_an_empty_cell_far_away_takes_nothing(tmp_path: Path) -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert len(read_workbook(by_hand(tmp_path / "a.xlsx", sheet_xml(far))).sheets[0].rows) == 1
