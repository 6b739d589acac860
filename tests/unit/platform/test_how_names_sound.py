"""Surnames read as surnames, several readings, and what ears mistake."""

from __future__ import annotations

import pytest

from antu.platform.search.keys import name_keys, number_keys
from antu.platform.search.likeness import is_near, wrong_syllables
from antu.platform.search.readings import alike, person_readings, split_pinyin, text_readings


@pytest.mark.parametrize(
    ("name", "sound"),
    [
        ("单小军", "shan xiao jun"),
        ("曾建国", "zeng jian guo"),
        ("解放", "xie fang"),
        ("仇英", "qiu ying"),
        ("区大伟", "ou da wei"),
        ("查良", "zha liang"),
        ("朴槿", "piao jin"),
        ("任远", "ren yuan"),
        ("尉迟恭", "yu chi gong"),
        ("万俟卨", "mo qi xie"),
        ("单于", "chan yu"),
        ("欧阳修", "ou yang xiu"),
        ("翟天", "zhai tian"),
    ],
)
def test_a_surname_is_read_as_a_surname(name: str, sound: str) -> None:
    assert person_readings(name)[0] == tuple(sound.split())


def test_a_surname_in_the_middle_of_a_name_is_an_ordinary_character() -> None:
    assert person_readings("张单")[0] == ("zhang", "dan")


def test_a_character_with_several_readings_is_found_by_each() -> None:
    readings = person_readings("王乐")
    assert ("wang", "le") in readings
    assert ("wang", "yue") in readings


def test_a_name_of_many_ambiguous_characters_has_few_readings() -> None:
    assert len(person_readings("曾行乐重")) <= 4


def test_other_names_are_read_by_words() -> None:
    assert text_readings("重庆路（二期）") == (("chong", "qing", "lu", "er", "qi"),)
    assert text_readings("重点工程A区2号") == (("zhong", "dian", "gong", "cheng", "a", "qu", "2", "hao"),)


@pytest.mark.parametrize(
    ("one", "other"),
    [("zhang", "zang"), ("lin", "ning"), ("shi", "si"), ("chen", "cheng"), ("lan", "nan"), ("lv", "nu")],
)
def test_what_ears_mistake_is_alike(one: str, other: str) -> None:
    assert alike(one) == alike(other)


def test_initials_and_each_part_of_a_name_are_keys() -> None:
    keys = set(name_keys(person_readings("张建国")))
    assert {"ezhangjianguo", "wzanjianuo", "pjianuo", "izjg", "jjg", "dzan jian", "djian guo", "gzan guo"} <= keys


def test_a_number_is_found_whole_by_its_groups_and_from_its_end() -> None:
    assert set(number_keys("SF2023-JX01")) == {
        "xsf2023jx01",
        "nsf2023jx01",
        "n2023jx01",
        "njx01",
        "n01",
        "r10xj3202fs",
    }
    assert "xjx001" in set(number_keys("ＪＸ－００１"))
    assert not set(number_keys("—"))


def test_typed_pinyin_is_split_into_syllables_and_slips_are_passed_over() -> None:
    assert split_pinyin("zhangjianguo") == ("zhang", "jian", "guo")
    assert split_pinyin("zhangxqjianguo")[-2:] == ("jian", "guo")


@pytest.mark.parametrize(
    ("typed", "name", "wrong"),
    [
        ("章健果", "张建国", 0),
        ("张建明", "张建国", 1),
        ("张国", "张建国", 1),
        ("张小建国", "张建国", 1),
        ("李明", "张建国", 2),
        ("龙路一", "藏龙路一期", 0),
    ],
)
def test_likeness_counts_wrong_missing_and_added_syllables(typed: str, name: str, wrong: int) -> None:
    assert wrong_syllables(person_readings(typed), person_readings(name)) == wrong


def test_one_wrong_syllable_is_near_in_a_short_name_and_one_in_three_in_a_long_one() -> None:
    assert is_near(1, [("a", "b", "c")])
    assert not is_near(2, [("a", "b", "c")])
    assert is_near(2, [("a",) * 6])
