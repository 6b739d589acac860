"""Two people at one household: one saves, the other is told who came between, and nothing is written twice or lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection
from tests.db.register.by_hand import CLERK, OCCASION, OTHER, opened, own, row, save, typed_over
from tests.db.registry import bring_in_book, entries, household, versions
from tests.unit.register.village import village

from antu.households.models import Household
from antu.households.selectors.editing import next_code, register_layout_of, shown_texts
from antu.households.services import ChangedMeanwhile, Edit, TypedRefused, enter_household
from antu.kernel.errors import AntuError

pytestmark = pytest.mark.django_db(transaction=True)

CLERKS = 4


def attempt(page: Edit, barrier: Barrier) -> str:
    """Save at the same moment as the others; what came of it."""
    try:
        barrier.wait()
        save(page, "H-1", CLERK)
    except ChangedMeanwhile as changed:
        return changed.entries[0].actor_name
    else:
        return "saved"
    finally:
        connection.close()


def test_of_several_who_save_at_once_one_is_heard_and_the_others_are_told_by_whom(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    page = opened("H-1")
    pages = [typed_over(page, row("building", "F1", area_m2=f"20{place}.25"), reason="复核") for place in range(CLERKS)]
    barrier = Barrier(CLERKS)
    with ThreadPoolExecutor(CLERKS) as pool:
        came = sorted(pool.map(lambda each: attempt(each, barrier), pages))
    assert came == sorted(["saved", *["经办人"] * (CLERKS - 1)])
    assert [each.version for each in versions("H-1")] == [1, 2]
    assert len(entries("H-1")) == 2


def test_an_import_between_opening_and_saving_is_told_with_its_file(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    page = typed_over(opened("H-2"), own(note="复核"))
    book = village()
    book["户"][1]["联系电话"] = "19900001007"
    bring_in_book(book, tmp_path, "更正.xlsx")
    with pytest.raises(ChangedMeanwhile, match="导入台账：更正") as changed:
        save(page, "H-2", OTHER)
    assert [each.source for each in changed.value.entries] == ["更正.xlsx"]
    assert household("H-2").note == ""


def test_an_import_that_changes_nothing_disturbs_nobody(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    page = typed_over(opened("H-2"), own(note="复核"))
    bring_in_book(village(), tmp_path)
    assert save(page, "H-2").is_changed


def test_an_import_and_an_edit_at_once_make_one_version_after_the_other(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    page = typed_over(opened("H-1"), row("building", "F1", area_m2="199"), reason="复核")
    book = village()
    book["附属物"][0]["数量"] = 3
    barrier = Barrier(2)

    def bring_in() -> str:
        try:
            barrier.wait()
            bring_in_book(book, tmp_path, "更正.xlsx")
            return "imported"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        imported, edited = pool.submit(bring_in), pool.submit(attempt, page, barrier)
        assert imported.result() == "imported"
        assert edited.result() in {"saved", "系统(命令行)"}
    made = versions("H-1")
    assert [each.is_standing for each in made] == [False] * (len(made) - 1) + [True]


def test_two_who_enter_a_household_under_one_number_make_one(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    project = household("H-1").project
    code = next_code(project)
    page = shown_texts(CLERK, household("J-1"), register_layout_of(project, OCCASION.shelf))
    typed = own(household=code, head_name="新的一组", uscc="", account_no="", account_name="")(page)
    barrier = Barrier(2)

    def enter() -> str:
        try:
            barrier.wait()
            enter_household(CLERK, project.pk, typed, occasion=OCCASION)
        except TypedRefused as refused:
            return refused.problems[0].rule
        except AntuError as error:
            return type(error).__name__
        else:
            return "entered"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        came = sorted(each.result() for each in [pool.submit(enter) for _ in range(2)])
    assert came == ["R-DUPLICATE", "entered"]
    assert Household.objects.filter(code=code).count() == 1
