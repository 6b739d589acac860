"""Both packs over the register: what explain says of each household, added; and nothing else is written."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from tests.db.registry import SAMPLES, STATE_OWNED, bring_in, shelf_with

from antu.compensation.selectors import estimate
from antu.households.models import Household
from antu.households.selectors import facts_of
from antu.kernel.errors import BadInput, Forbidden
from antu.kernel.money import Money
from antu.platform.actor import SYSTEM, Actor, Reach
from antu.platform.models import JournalEntry
from antu.policy import Pack, PackError, compute, read_facts
from antu.projects.models import Project
from antu.regulations.selectors import pack_shelf
from antu.simulation.commands import COMMANDS
from antu.simulation.domain.amending import Amendment, amended_pack, rate_cells, read_amendments
from antu.simulation.domain.asking import Asked, Scope, ScopeKind
from antu.simulation.models import SimulatedSubject, Simulation
from antu.simulation.selectors import counted_subjects, refused_subjects, simulations_seen
from antu.simulation.services import simulate, void_simulation
from antu.simulation.tables.results import result_tables

pytestmark = pytest.mark.django_db

NAME = "hunan-demo-2023@1"
PACK = pack_shelf().get(NAME)
DAY = date(2023, 6, 15)


def dearer(**values: str) -> tuple[Amendment, ...]:
    """Rates amended: by the end of a cell's name."""
    wanted = values or {"框架 一等": "1360.00", "砖混 二等": "900.00"}
    named = [
        (str(row), cell.name, value)
        for row, (word, value) in enumerate(wanted.items())
        for cell in rate_cells(PACK)
        if cell.name.endswith(word)
    ]
    return tuple(read_amendments(PACK, named))


def asked(scope: Scope = Scope(), amendments: tuple[Amendment, ...] | None = None) -> Asked:  # noqa: B008 - a value
    return Asked(NAME, NAME, DAY, dearer() if amendments is None else amendments, scope)


@pytest.fixture
def register() -> None:
    bring_in(SAMPLES / "canglonglu-1-clean.xlsx")


def by_explain(pack: Pack, household: Household) -> Money:
    if household.signed_on is None:
        return estimate(household, DAY, pack).payable
    return compute(pack, read_facts(pack, facts_of(household, pack))).payable


@pytest.mark.usefixtures("register")
def test_every_household_comes_to_what_explain_says_and_the_sums_are_theirs() -> None:
    made = simulate(SYSTEM, asked()).simulation
    draft = amended_pack(PACK, dearer())
    rows = {row.household_id: row for row in counted_subjects(made)}
    assert len(rows) == Household.objects.count()
    for household in Household.objects.all():
        row = rows[household.pk]
        assert row.pack_fen == by_explain(draft, household).fen, household
        assert row.against_fen == by_explain(PACK, household).fen, household
    changes = [row.change_fen or 0 for row in rows.values()]
    assert made.difference == Money(sum(changes))
    assert made.result["gain"]["households"] == sum(each > 0 for each in changes) > 0
    assert made.result["lose"]["households"] == sum(each < 0 for each in changes) > 0
    assert made.result["same"]["households"] == sum(each == 0 for each in changes)
    assert (made.pack_sha256, made.against_sha256) == (draft.sha256, PACK.sha256)


@pytest.mark.usefixtures("register")
def test_a_simulation_touches_no_record() -> None:
    own = {Simulation, SimulatedSubject}
    models: list[Any] = [each for each in apps.get_models() if each not in {*own, JournalEntry}]
    before = {each: list(each.objects.order_by("pk").values()) for each in models}
    entries = list(JournalEntry.objects.order_by("pk").values_list("pk", flat=True))
    simulate(SYSTEM, asked())
    assert {each: list(each.objects.order_by("pk").values()) for each in models} == before
    (entry,) = JournalEntry.objects.exclude(pk__in=entries)
    assert (entry.action, entry.object_kind) == ("政策测算", "simulation.simulation")


@pytest.mark.usefixtures("register")
def test_the_largest_changes_have_both_sheets_and_no_other_has() -> None:
    made = simulate(SYSTEM, asked()).simulation
    largest = made.result["largest"]
    with_sheets = {row.household_id: row for row in made.subjects.exclude(sheets={})}
    assert {each["key"] for each in largest} == {*with_sheets}
    assert 0 < len(largest) <= 20
    for each in largest:
        sheets = with_sheets[each["key"]].sheets
        assert [sheets[side]["totals"]["payable"] for side in ("pack", "against")] == [each["pack"], each["against"]]


@pytest.mark.usefixtures("register")
def test_what_a_pack_refuses_is_listed_with_every_reason_and_counted_on_neither_side() -> None:
    bring_in(STATE_OWNED)
    made = simulate(SYSTEM, asked())
    refused = list(refused_subjects(made.simulation))
    state_owned = Household.objects.filter(project__name__contains="国有")
    assert {row.household_id for row in refused} == set(state_owned.values_list("pk", flat=True))
    assert all(row.problems and row.pack_fen is None and row.against_fen is None for row in refused)
    assert made.simulation.result["refused_households"] == len(refused)
    assert made.simulation.result["households"] == Household.objects.count() - len(refused)
    assert {each["side"] for each in made.refused} == {"pack", "against"}
    assert all(each["table"] and each["message"] for each in made.refused)


def test_a_pack_that_reads_what_the_register_has_not_names_the_column() -> None:
    bring_in(SAMPLES / "tutorial.xlsx")
    made = simulate(SYSTEM, Asked("wuhan-wuchang-2019@1", NAME, DAY))
    assert made.simulation.result["households"] == 0
    columns = {(each["table"], each["column"]) for each in made.refused if each["pack"] == "wuhan-wuchang-2019@1"}
    assert all(
        column in pack_shelf().get("wuhan-wuchang-2019").facts.tables[table].columns for table, column in columns
    )
    assert columns


@pytest.mark.usefixtures("register")
def test_a_project_alone_and_a_sample_of_it_that_stands_for_more() -> None:
    bring_in(SAMPLES / "tutorial.xlsx")
    project = Project.objects.get(households__code=Household.objects.filter(project__isnull=False).first().code)  # type: ignore[union-attr]
    alone = simulate(SYSTEM, asked(Scope(ScopeKind.PROJECT, project.pk))).simulation
    assert alone.result["households"] == project.households.count()
    families = project.households.exclude(kind="collective").count()
    assert families < alone.result["households"]
    whole = 10 * families
    sample = simulate(SYSTEM, asked(Scope(ScopeKind.SAMPLE, project.pk, None, whole))).simulation
    scaled = sample.scaled
    assert scaled
    assert alone.scaled is None
    assert Money.parse(scaled["totals"]["pack"]).fen == 10 * Money.parse(alone.result["totals"]["pack"]).fen
    assert (scaled["households"], scaled["sample"]) == (whole, families)


@pytest.mark.parametrize(
    ("book", "counted"),
    [("canglonglu-1-clean.xlsx", ("户和集体", "个")), ("tutorial.xlsx", ("户数", "户"))],
)
def test_tables_say_whether_they_count_collectives_among_the_households(book: str, counted: tuple[str, str]) -> None:
    bring_in(SAMPLES / book)
    shown = {each.key: each.table.columns[1] for each in result_tables(simulate(SYSTEM, asked()).simulation)}
    said = {key: (column.label, column.unit) for key, column in shown.items()}
    assert {said[key] for key in ("verdict", "towns", "kinds", "bands")} == {counted}
    assert {said[key] for key in ("areas", "people")} == {("户数", "户")}


@pytest.mark.usefixtures("register")
def test_who_sees_a_part_simulates_that_part_and_sees_only_its_own_runs() -> None:
    household = Household.objects.exclude(town="").first()
    assert household
    town = Actor("town", "镇经办", frozenset({"policy.simulate", "register.view"}), Reach(town=household.town))
    made = simulate(town, asked()).simulation
    assert made.subjects.count() == Household.objects.seen_by(town).count() < Household.objects.count() + 1
    other = simulate(SYSTEM, asked()).simulation
    assert list(simulations_seen(town)) == [made]
    assert set(simulations_seen(SYSTEM)) == {made, other}
    with pytest.raises(Forbidden):
        simulate(Actor("x", "某", frozenset({"register.view"}), SYSTEM.reach), asked())


@pytest.mark.usefixtures("register")
def test_one_pack_against_itself_and_rates_that_make_no_pack_are_refused_before_anybody_is_counted() -> None:
    with pytest.raises(BadInput, match="没有可以比较的"):
        simulate(SYSTEM, asked(amendments=()))
    with pytest.raises(PackError):
        simulate(SYSTEM, asked(amendments=dearer(**{"框架 一等": "很多"})))
    assert not Simulation.objects.exists()


def test_an_empty_register_is_told() -> None:
    with pytest.raises(BadInput, match="没有户"):
        simulate(SYSTEM, asked())


@pytest.mark.usefixtures("register")
def test_a_useless_one_is_voided_with_its_reason() -> None:
    made = simulate(SYSTEM, asked()).simulation
    with pytest.raises(BadInput):
        void_simulation(SYSTEM, made, " ")
    void_simulation(SYSTEM, made, "选错了办法")
    assert not simulations_seen(SYSTEM).exists()


@pytest.mark.usefixtures("register")
def test_the_command_says_it_all_and_exact(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = shelf_with(
        tmp_path, ("hunan-demo-2023", "2", {"rates/house_rate.csv": ("砖混 二等,980.00", "砖混 二等,990.01")})
    )
    monkeypatch.setattr("antu.simulation.selectors.packs.pack_shelf", lambda: shelf)
    (command,) = COMMANDS
    given = Namespace(
        pack="hunan-demo-2023@2", against=NAME, register=None, project=None, engine="duckdb", signed_on=DAY,
        json=True, as_login=None,
    )  # fmt: skip
    assert command.run(given) == 0
    told = json.loads(capsys.readouterr().out)
    assert {
        "pack",
        "against",
        "households",
        "refused",
        "totals",
        "gain",
        "lose",
        "same",
        "items",
        "towns",
        "kinds",
    } <= {*told}
    assert {"bands", "largest", "quarters", "engine", "unfit"} <= {*told}
    changes = Money.total(
        Money.parse(each["difference"]) for each in told["items"] if each["category"] in {"household", "collective"}
    )
    assert str(changes) == told["totals"]["difference"] != "0.00"
    assert [each["town"] for each in told["towns"]]
    given.json = False
    assert command.run(given) == 0
    assert "增减" in capsys.readouterr().out
