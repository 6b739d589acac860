"""Words of packs that cite, taken apart: which regulation, which article, which item of it."""

from __future__ import annotations

import pytest

from antu.library.domain.citations import Citation, citations_of, section_key, wider_key
from antu.library.domain.names import name_key, name_keys
from antu.policy import shipped_shelf
from antu.policy.rates import RateTable

LAW = "农村集体经济组织法"
OWN = "演示办法"


def read(words: str) -> list[tuple[str, str, str]]:
    return [(each.name, each.key, each.item) for each in citations_of(words)]


@pytest.mark.parametrize(
    ("words", "cited"),
    [
        ("农村集体经济组织法 17 条(三)", [(LAW, "17", "(三)")]),
        ("农村集体经济组织法 17 条（三）", [(LAW, "17", "(三)")]),
        ("演示办法第八条（截止日后死亡须会审）", [(OWN, "8", "")]),
        (
            "妇女权益保障法 55、56 条；农村集体经济组织法 18 条",
            [("妇女权益保障法", "55", ""), ("妇女权益保障法", "56", ""), (LAW, "18", "")],
        ),
        ("实施条例 26 条；演示办法第十三条", [("实施条例", "26", ""), (OWN, "13", "")]),
        ("演示办法第十四、十五条", [(OWN, "14", ""), (OWN, "15", "")]),
        ("《土地管理法》第四十八条、第四十九条", [("土地管理法", "48", ""), ("土地管理法", "49", "")]),
        ("土地管理法 48 条和实施条例 26 条", [("土地管理法", "48", ""), ("实施条例", "26", "")]),
        ("办法第十五条之一第二款第（三）项", [("办法", "15.1", "第二款第(三)项")]),
        ("第十二至十四条", [("", "12", ""), ("", "13", ""), ("", "14", "")]),
        ("办法 3 条；5 条", [("办法", "3", ""), ("办法", "5", "")]),
        ("附件二", [("", "附件2", "")]),
        ("演示附件二、附件三", [("演示", "附件2", ""), ("演示", "附件3", "")]),
        ("办法附件", [("办法", "附件", "")]),
        ("办法附件二第三条", [("办法", "附件2/3", "")]),
        ("手册 IV", [("手册", "节4", "")]),
        ("手册Ⅳ、XI", [("手册", "节4", ""), ("手册", "节11", "")]),
        ("结算单七、十四、十六", [("结算单", "节7", ""), ("结算单", "节14", ""), ("结算单", "节16", "")]),
        ("结算单五1", [("结算单", "节5.1", "")]),
        ("结算单产权调换房价款", [("结算单产权调换房价款", "", "")]),
        ("20 条（家庭常住户口人数），推定", [("", "20", "")]),
        ("20 条二款(五)", [("", "20", "二款(五)")]),
        ("7 条末款（正式安置前）", [("", "7", "末款")]),
        ("19 条二款", [("", "19", "二款")]),
        ("—", []),
        ("未规定，推定会审", []),
        ("", []),
    ],
)
def test_words_are_read_as_people_mean_them(words: str, cited: list[tuple[str, str, str]]) -> None:
    assert read(words) == cited


def test_a_citation_is_written_out_again() -> None:
    assert [each.words for each in citations_of("农村集体经济组织法 17 条(三)")] == ["农村集体经济组织法第十七条(三)"]
    assert [each.words for each in citations_of("手册 IV")] == ["手册IV"]


def test_one_place_cited_twice_is_one_citation() -> None:
    assert len(citations_of("演示办法第十条；演示办法第十条")) == 1


def test_a_range_of_hundreds_is_its_two_ends() -> None:
    assert [each.key for each in citations_of("办法第一至九百条")] == ["1", "900"]


def cited_words() -> list[str]:
    """Every clause and basis of every pack that ships."""
    words: dict[str, None] = {}
    for pack in shipped_shelf().all():
        rules = pack.eligibility.rules if pack.eligibility else ()
        tables = pack.rates.values()
        rows = (
            row for t in tables for row in (t.rows.values() if isinstance(t, RateTable) else (b.row for b in t.bands))
        )
        said = (*(item.clause for item in pack.items), *(rule.basis for rule in rules), *(row.clause for row in rows))
        words |= dict.fromkeys(said)
    return [each for each in words if each not in {"", "—"} and not each.startswith("未规定")]


#: What names a page of a form and no place in it; nobody could tell which.
WHOLE = {"结算单产权调换房价款"}


def test_every_citation_of_every_pack_names_a_place() -> None:
    words = cited_words()
    assert len(words) > 40
    found = {each: citations_of(each) for each in words}
    assert {each for each, cited in found.items() if not all(one.key for one in cited)} <= WHOLE
    assert all(found.values())


@pytest.mark.parametrize(
    "words", [f"手册 {mark}" for mark in ("I", "II", "III", "IV", "V", "VI", "IX", "X", "XI", "XIV")]
)
def test_roman_sections_are_numbers(words: str) -> None:
    (citation,) = citations_of(words)
    numbers = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "IX": 9, "X": 10, "XI": 11, "XIV": 14}
    assert citation.key == f"节{numbers[words.split()[1]]}"


def test_a_section_is_the_same_in_every_writing() -> None:
    assert section_key("四") == section_key("IV") == section_key("Ⅳ") == "节4"
    assert section_key("甲") == ""


def test_what_holds_a_place_is_asked_for_where_the_place_itself_is_not_kept() -> None:
    assert [wider_key(key) for key in ("节5.1", "附件2/3", "17", "17.1", "")] == ["节5", "附件2", "", "", ""]


def test_a_name_is_the_same_with_marks_and_brackets_and_in_full() -> None:
    assert name_key("《中华人民共和国土地管理法》（2019年修正）") == name_key("土地管理法")
    assert name_keys("演示办法（合成）", ["演示", ""]) == {"演示办法", "演示"}
    assert name_key("土地管理法") != name_key("土地管理法实施条例")


def test_citations_are_values() -> None:
    assert citations_of("演示办法第十条") == (Citation("演示办法", "10", "第十条"),)
