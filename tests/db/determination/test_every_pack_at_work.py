"""A register under every shipped pack is imported, computed, printed and comes back unchanged by the same code."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from tests.db.registry import SHELF, bring_in, bring_in_book, household, standing, told
from tests.unit.register.packs_at_work import BOOKS

from antu.compensation.commands import COMMANDS
from antu.compensation.documents.batch import Paper, print_batch
from antu.compensation.models import Determination
from antu.compensation.selectors import estimate
from antu.households.models import ExtraRow, Household
from antu.households.services import export_register
from antu.platform.actor import SYSTEM
from antu.projects.models import Project

pytestmark = pytest.mark.django_db
PACKS = [pack.id for pack in SHELF.all()]
AT = datetime(2024, 1, 31, 1, 30, tzinfo=UTC)

PAYABLE = {
    # renewal, confirmed 87.51 + 4.98 × 0.5 + 0 = 90 ㎡, block C with a storage room in B: the page's own case FZ-PUB
    # without the deduction for public housing
    "F-1": "1758498.42",
    # late, public housing, 60 ㎡ of A: 956520 + 159600 + moving 1000 + 60 × 15 × 6 − 60 × 15942 × 0.2
    "F-2": "931216.00",
    # hamlet, 2 + 1 people (the wife of 36 months with a certificate, the grandson born after the plan's day; the
    # father-in-law lives there a day too short) and the certificate's one more: four people, 160 ㎡ of 190.65 ㎡
    # 164707.86 + 63103.70 + 1845.00 − 288000 − 5 × 2600 − 0.5 × 21000
    "H-1": "-81843.44",
}


@pytest.fixture(params=PACKS)
def pack_id(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    outcome = bring_in_book(BOOKS[request.param](), tmp_path)
    assert (outcome.errors, outcome.warnings) == ((), ())
    return str(request.param)


def test_whoever_is_signed_is_determined_under_the_pack_of_the_project(pack_id: str) -> None:
    signed = [str(row["户编号"]) for row in BOOKS[pack_id]()["户"] if row.get("签约日")]
    assert signed
    for code in signed:
        found = standing(code)
        assert found.computation["pack"]["id"] == pack_id
        assert found.lines.exists()


@pytest.mark.parametrize("book", ["fuzhou-renewal-2023", "hangzhou-collective-2014"])
def test_what_is_owed_is_what_a_pocket_calculator_says(book: str, tmp_path: Path) -> None:
    bring_in_book(BOOKS[book](), tmp_path)
    found = {each.household.code: str(each.payable) for each in Determination.objects.filter(is_standing=True)}
    assert found == {code: PAYABLE[code] for code in found}
    assert found


def test_whoever_is_not_signed_has_an_estimate(pack_id: str) -> None:
    unsigned = [str(row["户编号"]) for row in BOOKS[pack_id]()["户"] if not row.get("签约日")]
    assert unsigned
    for code in unsigned:
        computation = estimate(household(code), date(2023, 12, 31))
        assert computation.estimate
        assert computation.pack.id == pack_id


def test_it_is_shown_on_the_command_line(pack_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    show = next(each for each in COMMANDS if each.name == "register show")
    code = Project.objects.get().code
    show.run(Namespace(project=code, signed_on=date(2023, 12, 31), json=True, as_login=None))
    shown = json.loads(capsys.readouterr().out)
    assert {each["code"] for each in shown["households"]} == set(Household.objects.values_list("code", flat=True))
    show.run(Namespace(project=code, signed_on=None, json=False, as_login=None))
    assert capsys.readouterr().out.startswith(f"【{SHELF.get(pack_id).notice}】\n")


@pytest.mark.usefixtures("pack_id")
def test_the_register_comes_back_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "导出.xlsx"
    export_register(SYSTEM, Project.objects.get(), path, shelf=SHELF)
    again = bring_in(path)
    assert (again.errors, again.warnings) == ((), ())
    assert told(again)[:2] == (0, 0)


@pytest.mark.parametrize("paper", list(Paper))
def test_every_paper_says_what_the_pack_is(pack_id: str, paper: Paper) -> None:
    keys = list(Household.objects.order_by("code").values_list("pk", flat=True))
    batch = print_batch(SYSTEM, paper, keys, AT)
    assert batch.left_out == ()
    pages = ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(batch.pdf)).pages]
    notice = "".join(SHELF.get(pack_id).notice.split())
    assert len(pages) >= len(keys)
    assert all(notice in page for page in pages)


def test_the_pack_s_own_columns_and_tables_are_kept_beside_the_register(tmp_path: Path) -> None:
    bring_in_book(BOOKS["hangzhou-collective-2014"](), tmp_path)
    project = Project.objects.get()
    assert project.population_cutoff_on == date(2021, 3, 10)
    assert project.extra["resettlement_on"] == "2023-03-10"
    father = household("H-1").people.get(no="P4")
    assert (father.relation, father.hukou) == ("parent_in_law", "elsewhere")
    assert father.extra["resided_since_on"] == "2019-03-11"
    assert sorted(ExtraRow.objects.values_list("no", "extra__area_m2")) == [("T1", "89.5"), ("T2", "76")]
