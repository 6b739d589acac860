"""The text of a rule is cut into its clauses, and not a word of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antu.kernel.counting import number_of, numeral
from antu.regulations.domain.clauses import clauses_of, joined_text, kept_text, misnumbered, paragraphs_of

TEXT = """示例区征地工作规程

第一章　总则
第一条　为了规范工作，制定本规程。
第二条　本规程所称项目，包括：
（一）集体土地项目；
第三条第二款所列的项目；
第二章　分工
第三条中心统筹，镇街实施。
第三条之一 会审由法规股组织。
附则
第四条本规程自印发之日起施行。
"""

WRITTEN = st.text(st.sampled_from("第一二三十百条之章 　\n。，（）A1中心\r\t\u200b\x00\ufeff"), max_size=120)


def labels(text: str) -> list[str]:
    return [each.label for each in clauses_of(text) if each.label]


def test_each_article_is_a_clause_with_its_paragraphs_and_headings_stand_apart() -> None:
    parts = clauses_of(TEXT)
    assert [each.label or each.text for each in parts] == [
        "示例区征地工作规程",
        "第一章 总则",
        "第一条",
        "第二条",
        "第二章 分工",
        "第三条",
        "第三条之一",
        "附则",
        "第四条",
    ]
    assert parts[3].paragraphs == ("第二条 本规程所称项目，包括：", "（一）集体土地项目；", "第三条第二款所列的项目；")
    assert [each.is_heading for each in parts].count(True) == 3
    assert parts[5].body == "中心统筹，镇街实施。"
    assert (parts[6].number, parts[6].branch) == (3, 1)


@given(WRITTEN | st.text(max_size=60))
def test_joining_the_clauses_gives_the_text_back(text: str) -> None:
    assert joined_text(clauses_of(text)) == kept_text(text)


@given(WRITTEN | st.text(max_size=60))
def test_a_kept_text_is_kept_as_it_is(text: str) -> None:
    kept = kept_text(text)
    assert kept_text(kept) == kept
    assert "\x00" not in kept


@given(st.lists(st.integers(1, 9999), min_size=1, max_size=6))
def test_an_article_set_apart_by_a_space_is_found_whatever_its_number(numbers: list[int]) -> None:
    text = "\n".join(f"第{numeral(number)}条　内容{number}。" for number in numbers)
    assert [each.number for each in clauses_of(text)] == numbers


@given(st.integers(1, 40))
def test_articles_without_a_space_are_found_in_their_order(count: int) -> None:
    text = "\n".join(f"第{numeral(number)}条内容。" for number in range(1, count + 1))
    assert len(labels(text)) == count


@pytest.mark.parametrize(
    "line", ["第二条第一款规定的情形；", "第二条规定的期限内", "第二条、第三条所列", "第五条内容。", "依照第二条办理。"]
)
def test_a_paragraph_that_only_names_an_article_begins_none(line: str) -> None:
    assert labels(f"第一条 开头。\n{line}") == ["第一条"]


def test_an_article_that_is_left_out_or_comes_twice_is_told() -> None:
    assert list(misnumbered(clauses_of("第一条 甲。\n第三条 乙。\n第三条 丙。"))) == [
        "第一条之后是第三条",
        "第三条之后是第三条",
    ]
    assert list(misnumbered(clauses_of("第二条 甲。"))) == ["第一个条文是第二条"]


def test_an_annex_counts_from_one_again() -> None:
    text = "第一条 甲。\n第二条 乙。\n附件：细则\n第一条 丙。\n第二条 丁。"
    assert labels(text) == ["第一条", "第二条", "第一条", "第二条"]
    assert not list(misnumbered(clauses_of(text)))


@given(st.integers(1, 9999))
def test_a_number_in_numerals_is_read_as_it_is_written(number: int) -> None:
    assert number_of(numeral(number)) == number
    assert number_of(str(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十二", 12),
        ("一百零二", 102),
        ("一〇二", 102),
        ("１２", 12),
        ("两百", 200),
        ("十十", None),
        ("条", None),
        ("", None),
    ],
)
def test_numbers_as_offices_write_them(text: str, number: int | None) -> None:
    assert number_of(text) == number


def test_paragraphs_have_no_empty_lines_and_single_spaces() -> None:
    assert paragraphs_of("　甲　　乙 \r\n\r\n\t丙\x00\n") == ["甲 乙", "丙"]
