"""Editing a household on its page: judged as an import, journalled, and determined anew when it has signed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.db.register.by_hand import CLERK, edited, fields, new_row, opened, own, row, save, typed_over, without_row
from tests.db.registry import bring_in_book, entries, household, standing, versions
from tests.unit.register.village import LI, WANG, id_number, village

from antu.households.models import Building, Fixture, Person
from antu.households.services import TypedRefused
from antu.kernel.errors import Forbidden
from antu.platform.actor import Reach

pytestmark = pytest.mark.django_db

REASON = "测绘成果复核"


@pytest.fixture(scope="module", autouse=True)
def registered(kept_for_the_file: None, tmp_path_factory: pytest.TempPathFactory) -> None:  # noqa: ARG001
    bring_in_book(village(), tmp_path_factory.mktemp("register"))


def test_saving_what_is_recorded_changes_nothing() -> None:
    for code, reason in (("H-1", REASON), ("H-2", ""), ("J-1", REASON)):
        assert not edited(code, reason=reason).is_changed
        assert len(entries(code)) == 1
    assert len(versions("H-1")) == 1


def test_a_changed_cell_is_recorded_with_one_journal_entry_that_shows_the_difference() -> None:
    assert edited("H-2", own(phone="0731-29999999"), row("building", "F1", area_m2="110.5")).is_changed
    entry = entries("H-2")[-1]
    assert (entry.action, entry.source, entry.actor_login) == ("页面更正", "页面更正", "jingban")
    assert entry.change == {"phone": ["073128888888", "073129999999"], "房屋 F1 认定面积": ["100.00", "110.50"]}
    assert str(Building.objects.get(household__code="H-2").area_m2) == "110.50"


def test_a_signed_household_gets_a_superseding_determination_with_the_clerk_s_reason() -> None:
    before = standing("H-1")
    edited("H-1", row("building", "F1", area_m2="201.25"), reason=REASON)
    after = standing("H-1")
    assert (after.version, after.supersedes) == (2, before)
    assert f"页面更正：{REASON}" in after.reason
    assert after.payable < before.payable
    assert after.facts["buildings"][0]["area_m2"] == "201.25"


def test_a_signed_household_is_not_changed_without_a_reason() -> None:
    with pytest.raises(TypedRefused) as refused:
        edited("H-1", own(phone="19900001007"), reason="  ")
    assert "更正原因" in str(refused.value)
    assert household("H-1").phone == "19900001006"


def test_a_change_that_no_fact_depends_on_makes_no_new_determination() -> None:
    edited("H-1", own(phone="19900001007"), reason="电话变更")
    assert [each.version for each in versions("H-1")] == [1]


def test_a_withdrawn_row_is_voided_and_counts_nowhere() -> None:
    before = standing("H-1")
    edited("H-1", without_row("fixture", "S1"), reason="重复登记")
    gone = Fixture.objects.get(household__code="H-1", no="S1")
    assert gone.is_voided
    assert [each["id"] for each in standing("H-1").facts["fixtures"]] == ["S2"]
    assert standing("H-1").payable < before.payable
    assert entries("H-1")[-1].change == {"附属物 S1 作废": [False, True]}


def test_a_new_row_is_numbered_after_all_that_ever_were() -> None:
    edited("H-1", without_row("fixture", "S2"), reason=REASON)
    edited("H-1", new_row("fixture", kind="gate", quantity="1"), reason=REASON)
    rows = dict(Fixture.objects.filter(household__code="H-1").values_list("no", "is_voided"))
    assert rows == {"S1": False, "S2": True, "S3": False}


def test_a_withdrawn_row_that_is_typed_again_under_its_number_counts_again() -> None:
    edited("H-1", without_row("fixture", "S1"), reason=REASON)
    edited("H-1", new_row("fixture", id="S1", kind="dug_well", quantity="2"), reason=REASON)
    assert not Fixture.objects.get(household__code="H-1", no="S1").is_voided
    assert entries("H-1")[-1].change == {"附属物 S1 作废": [True, False]}


def test_every_problem_of_all_rows_is_told_and_nothing_is_recorded() -> None:
    with pytest.raises(TypedRefused) as refused:
        edited(
            "H-2",
            own(phone="1", signed_on="2023年"),
            row("building", "F1", area_m2="约100"),
            new_row("person", name="孙小妹", id_number=LI, relation="子女", hukou="本村"),
        )
    assert fields(refused.value.problems) == [
        ("户", "签约日", "R-DATE"),
        ("人员", "身份证号", "R-ID-DUPLICATE"),
        ("房屋", "认定面积", "R-NUMBER"),
    ]
    assert household("H-2").phone == "073128888888"
    assert household("H-2").people.count() == 1


def test_sex_and_birthday_left_empty_follow_from_the_identity_number() -> None:
    number = id_number("19950807", "124")
    edited("H-2", new_row("person", name="孙小妹", id_number=number, relation="子女", hukou="本村"))
    person = Person.objects.get(household__code="H-2", no="P2")
    assert (person.sex, str(person.born_on)) == ("female", "1995-08-07")


def test_the_panel_s_decision_is_not_typed_here() -> None:
    edited("H-2", row("person", "P1", review_decision="include"))
    assert household("H-2").people.get().review_decision == "none"
    assert not edited("H-2", row("person", "P1", review_decision="exclude")).is_changed


def test_the_number_of_a_household_and_of_a_recorded_row_stays() -> None:
    edited("H-2", own(household="H-9", note="已复核"), row("building", "F1", id="F7"))
    assert household("H-2").note == "已复核"
    assert [each.no for each in household("H-2").buildings.all()] == ["F1"]


def test_rows_added_to_an_invented_household_are_invented_and_known_rows_keep_their_mark() -> None:
    Building.objects.filter(household__code="H-1").update(is_sample=False)
    edited("H-1", new_row("fixture", kind="gate", quantity="1"), reason=REASON)
    assert Fixture.objects.get(household__code="H-1", no="S3").is_sample
    assert not Building.objects.get(household__code="H-1").is_sample


def test_withdrawing_the_signing_day_ends_the_determination() -> None:
    edited("H-1", own(signed_on="", vacated_on=""), reason="签约撤回")
    assert household("H-1").signed_on is None
    assert not versions("H-1")[0].is_standing


def test_what_a_pack_cannot_compute_is_refused_whole() -> None:
    with pytest.raises(TypedRefused):
        edited("H-1", own(mode="flat", purchase_subsidy_claimed="是"), reason=REASON)
    assert household("H-1").mode == "cash"


def test_only_who_may_edit_and_sees_the_household_saves() -> None:
    page = typed_over(opened("H-2"), own(note="改"))
    with pytest.raises(Forbidden):
        save(page, "H-2", replace(CLERK, permissions=frozenset({"register.import", "register.view"})))
    with pytest.raises(Forbidden):
        save(page, "H-2", replace(CLERK, reach=Reach(town="别的街道")))


def test_a_town_s_clerk_does_not_move_a_household_out_of_sight() -> None:
    clerk = replace(CLERK, reach=Reach(town="青禾街道"))
    with pytest.raises(TypedRefused) as refused:
        edited("H-2", own(town="别的街道"), actor=clerk)
    assert fields(refused.value.problems) == [("户", "镇街", "A-REACH")]
    assert household("H-2").town == "青禾街道"


def test_masked_numbers_left_as_shown_stay_and_are_told_masked() -> None:
    clerk = replace(CLERK, permissions=frozenset({"register.view", "register.edit"}))
    page = opened("H-1", clerk)
    assert WANG not in str(page.typed)
    saved = edited("H-1", own(note="已复核", account_name="王芳"), reason=REASON, actor=clerk)
    assert household("H-1").id_number == LI
    assert household("H-1").people.get(no="P2").id_number == WANG
    assert LI not in str(saved.warnings)
    assert "W-PAYEE" in {each.rule for each in saved.warnings}
