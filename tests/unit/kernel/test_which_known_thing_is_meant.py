"""A project is found by number; where one side has none, by name or former name; contradictions are told."""

from __future__ import annotations

import pytest

from antu.kernel.naming import Contradiction, KnownNames, Naming


def known(**namings: Naming) -> KnownNames[str]:
    """Projects known by keys."""
    return KnownNames(namings.items())


def test_the_number_finds_a_project_whatever_it_is_called() -> None:
    assert known(a=Naming("甲", "SL-1")).meant_by(Naming("乙", "SL-1")) == "a"


def test_the_name_finds_a_project_where_one_side_has_no_number() -> None:
    assert known(a=Naming("甲", "SL-1")).meant_by(Naming("甲")) == "a"
    assert known(a=Naming("甲")).meant_by(Naming("甲", "SL-1")) == "a"


def test_a_former_name_finds_a_project_from_either_side() -> None:
    assert known(a=Naming("甲", "", "旧甲、老甲")).meant_by(Naming("老甲")) == "a"
    assert known(a=Naming("旧甲")).meant_by(Naming("甲", "", "旧甲")) == "a"


def test_two_projects_that_grew_out_of_one_name_are_not_confused() -> None:
    both = known(a=Naming("甲一期", "", "甲"), b=Naming("甲二期", "", "甲"))
    assert both.meant_by(Naming("甲二期", "", "甲")) == "b"
    assert both.meant_by(Naming("甲三期", "", "甲")) is None


def test_one_name_with_two_numbers_and_two_projects_in_one_row_are_contradictions() -> None:
    pair = known(a=Naming("甲", "SL-1"), b=Naming("乙", "SL-2"))
    for naming in (Naming("甲", "SL-3"), Naming("甲", "SL-2")):
        with pytest.raises(Contradiction):
            pair.meant_by(naming)


def test_a_former_name_that_two_projects_share_means_neither() -> None:
    both = known(a=Naming("甲一期", "", "甲"), b=Naming("甲二期", "", "甲"))
    assert both.meant_by(Naming("甲")) is None


def test_spaces_and_full_width_signs_make_no_other_name() -> None:
    assert known(a=Naming("港区(一期)")).meant_by(Naming("港区 （一期）")) == "a"


def test_after_a_new_name_the_old_one_means_it_no_longer() -> None:
    renamed = known(a=Naming("甲", "SL-1"))
    renamed.note("a", Naming("乙", "SL-1"))
    assert renamed.meant_by(Naming("甲")) is None
    assert renamed.meant_by(Naming("乙")) == "a"


def test_a_row_without_name_and_number_means_nothing() -> None:
    assert known(a=Naming("", "")).meant_by(Naming("", "")) is None
