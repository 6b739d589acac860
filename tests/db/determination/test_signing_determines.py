"""What is signed is determined in the transaction that recorded it: facts, pack and every line, frozen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.db.registry import SAMPLES, SHELF, bring_in, bring_in_book, standing
from tests.unit.register.village import village

from antu.compensation.models import Determination, DeterminationLine
from antu.compensation.selectors import choose_pack
from antu.kernel.errors import BadInput
from antu.kernel.money import Money
from antu.organisations.models import Organisation, OrganisationKind
from antu.platform.models import JournalEntry
from antu.policy import SETTLEMENT_COLUMNS, compute, read_facts
from antu.projects.models import Project

pytestmark = pytest.mark.django_db

PACK = SHELF.get("hunan-demo-2023")


def test_every_signed_subject_has_one_standing_determination_and_no_other_has_any() -> None:
    bring_in(SAMPLES / "canglonglu-1-clean.xlsx")
    assert Determination.objects.filter(is_standing=True, version=1).count() == 59
    assert Determination.objects.count() == 59


def test_it_names_its_pack_by_version_and_content(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    made = standing("H-1")
    assert (made.pack_id, made.pack_version, made.pack_sha256) == (PACK.id, PACK.version, PACK.sha256)
    assert made.pack_status == "synthetic"
    assert made.signed_on == date(2023, 5, 20)


def test_its_frozen_facts_give_its_computation_again(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    for made in Determination.objects.all():
        again = compute(PACK, read_facts(PACK, made.facts))
        assert again.as_json(full=True) == made.computation
        assert again.payable == made.payable


def test_its_facts_are_the_register_s_with_numbers_as_text(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    facts = standing("H-1").facts
    assert facts["subject"]["id"] == "H-1"
    assert facts["subject"]["vacated_on"] == "2023-06-01"
    assert facts["project"]["zone"] == "I"
    assert [row["area_m2"] for row in facts["buildings"]] == ["203.5"]
    assert [row["quantity"] for row in facts["crops"]] == ["0.8828"]
    assert [row["before_notice"] for row in facts["fixtures"]] == [True, False]


def test_its_lines_add_to_its_totals_and_each_has_its_clause_formula_and_column() -> None:
    bring_in(SAMPLES / "canglonglu-1-clean.xlsx")
    for made in Determination.objects.prefetch_related("lines"):
        sums = {"household": Money(0), "collective": Money(0), "separate": Money(0), "memo": Money(0)}
        for line in made.lines.all():
            sums[line.category] += line.amount
        assert {name: str(amount) for name, amount in sums.items()} == {
            name: made.computation["totals"][name] for name in sums
        }
        assert made.payable == sums["household"] + sums["collective"]
    lines = DeterminationLine.objects.all()
    assert not lines.filter(formula="").exists()
    assert not lines.filter(formula_words="").exists()
    assert not lines.filter(working="").exists()
    assert not lines.filter(clause="").exists()
    assert all(line.settlement_column in SETTLEMENT_COLUMNS[line.category] for line in lines if line.category != "memo")


def test_a_line_says_how_it_came_about(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    line = standing("H-1").lines.get(code="house")
    assert (line.row, line.working, line.rate, str(line.amount)) == ("F1", "203.5 × 980.00", "980.00", "199430.00")
    (rate,) = line.trace["rates"]
    assert (rate["table"], rate["keys"], rate["clause"]) == ("house_rate", ["brick_concrete", "g2"], "演示附件二")


def test_a_member_under_review_makes_a_draft(tmp_path: Path) -> None:
    book = village()
    book["人员"][1] |= {"户籍": "本地非农", "户口迁入日": None, "迁入原因": None}
    bring_in_book(book, tmp_path)
    assert standing("H-1").is_draft
    assert not standing("J-1").is_draft


def test_the_choice_of_the_pack_is_told_in_words(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    reason = standing("H-1").reason
    assert "2023-05-20 签约" in reason
    assert "据台账《台账.xlsx》" in reason
    assert f"按公告日 2023-03-01 取版本 {PACK.name}" in reason
    assert "集体土地" in reason
    assert choose_pack(Project.objects.get()).warning == ""


def test_a_notice_outside_the_pack_s_validity_is_warned_of(tmp_path: Path) -> None:
    book = village()
    book["项目"][0]["预公告发布日"] = date(2022, 12, 1)
    bring_in_book(book, tmp_path)
    assert "2022-12-01 不在" in choose_pack(Project.objects.get()).warning


def test_a_district_outside_the_pack_s_jurisdiction_is_warned_of_in_the_reason(tmp_path: Path) -> None:
    Organisation.objects.create(name="示例外省中心", kind=OrganisationKind.CENTRE, district_code="420106")
    bring_in_book(village(), tmp_path)
    assert "本区（420106）不在" in choose_pack(Project.objects.get()).warning
    assert "本区（420106）不在" in standing("H-1").reason


def test_a_project_that_names_no_pack_gets_the_one_of_its_regime_district_and_notice(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    project = Project.objects.get()
    project.pack_id = ""
    with pytest.raises(BadInput, match="没有写明适用办法"):
        choose_pack(project)
    Organisation.objects.create(name="示例中心", kind=OrganisationKind.CENTRE, district_code="430204")
    choice = choose_pack(project)
    assert choice.pack.id == PACK.id
    assert "集体土地、430204、公告日 2023-03-01" in choice.why


def test_each_determination_has_its_entry_in_the_journal(tmp_path: Path) -> None:
    bring_in_book(village(), tmp_path)
    entries = JournalEntry.objects.filter(object_kind="compensation.determination")
    assert entries.count() == 2
    assert {entry.action for entry in entries} == {"核定"}
    assert {entry.change["payable_fen"][1] for entry in entries} == set(
        Determination.objects.values_list("payable_fen", flat=True)
    )
