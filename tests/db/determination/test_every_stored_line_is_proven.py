"""Each stored determination is what its frozen facts and its pack come to; one digit that was changed is found."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.db.registry import SAMPLES, SHELF, bring_in, bring_in_book, shelf_with, standing
from tests.unit.register.village import village

from antu.compensation.commands import COMMANDS
from antu.compensation.models import Determination, DeterminationLine, ProofFinding, ProofRun
from antu.compensation.services import order_proof_of_the_night, prove_determinations
from antu.inbox.models import Todo
from antu.kernel.errors import Forbidden
from antu.kernel.money import Money
from antu.organisations.models import Post
from antu.platform.actor import SYSTEM, Actor, Reach
from antu.platform.models import Job, JournalEntry
from antu.policy import PackShelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(tmp_path: Path) -> Determination:
    """A village with a signed household."""
    bring_in_book(village(), tmp_path)
    return standing("H-1")


def prove(shelf: PackShelf = SHELF) -> ProofRun:
    return prove_determinations(SYSTEM, shelf=shelf)


def found(shelf: PackShelf = SHELF) -> list[ProofFinding]:
    return list(prove(shelf).findings.all())


def change(line: DeterminationLine, **columns: Any) -> None:
    """As somebody would in the database, past every service."""
    DeterminationLine.objects.filter(pk=line.pk).update(**columns)


def test_what_was_determined_holds_on_every_line_of_the_demo() -> None:
    bring_in(SAMPLES / "canglonglu-1-clean.xlsx")
    run = prove()
    assert not list(run.findings.all())
    assert run.determination_count == Determination.objects.count() == 59
    assert run.line_count == DeterminationLine.objects.count()
    assert run.engines == ["explain", "duckdb"]


def test_one_fen_more_in_a_stored_line_is_found_and_named(signed: Determination) -> None:
    line = signed.lines.order_by("position")[1]
    change(line, amount_fen=line.amount_fen + 1)
    (only,) = found()
    assert (only.determination, only.position, only.code, only.row) == (signed, line.position, line.code, line.row)
    assert only.column == "amount"
    right = str(line.amount)
    assert (only.stored, only.explain, only.batch) == (f"{right[:-1]}{int(right[-1]) + 1}", right, right)
    assert only.stored_line["trace"] == only.computed_line["trace"] != {}


@pytest.mark.parametrize(
    "column", ["rate", "quantity", "working", "formula", "formula_words", "clause", "label", "category", "unit"]
)
def test_a_changed_text_of_a_line_is_found(signed: Determination, column: str) -> None:
    line = signed.lines.exclude(rate="").exclude(quantity="").order_by("position")[0]
    change(line, **{column: f"{getattr(line, column)[:-1]}9"})
    (only,) = found()
    assert (only.column, only.stored, only.explain) == (
        column,
        f"{getattr(line, column)[:-1]}9",
        getattr(line, column),
    )


def test_a_digit_inside_the_trace_of_a_line_is_found_at_its_place(signed: Determination) -> None:
    line = next(each for each in signed.lines.all() if each.trace["rates"])
    trace = {**line.trace, "rates": [{**line.trace["rates"][0], "value": "1"}, *line.trace["rates"][1:]]}
    change(line, trace=trace)
    (only,) = found()
    assert (only.column, only.stored) == ("trace.rates[0].value", "1")
    assert only.explain == line.trace["rates"][0]["value"]


def test_a_digit_inside_the_stored_answer_is_found_at_its_place(signed: Determination) -> None:
    answer = signed.computation
    answer["items"][0]["amount"] = "1.00"
    answer["totals"]["household"] = "2.00"
    Determination.objects.filter(pk=signed.pk).update(computation=answer)
    assert {(each.column, each.stored) for each in found()} == {
        ("computation.items[0].amount", "1.00"),
        ("totals.household", "2.00"),
    }


def test_another_total_or_day_or_mark_is_found(signed: Determination) -> None:
    rows = Determination.objects.filter(pk=signed.pk)
    rows.update(payable_fen=signed.payable_fen - 100, signed_on=date(2023, 5, 21), is_draft=not signed.is_draft)
    assert {each.column for each in found()} == {"payable", "signed_on", "is_draft", "record_sha256"}


def test_a_line_too_many_and_one_too_few_are_found(signed: Determination) -> None:
    last = signed.lines.order_by("position").last()
    assert last
    DeterminationLine.objects.filter(pk=last.pk).update(position=last.position + 1)
    assert [(each.column, each.position, each.stored, each.explain) for each in found()] == [
        ("line", last.position, "没有这一行", str(last.amount)),
        ("line", last.position + 1, str(last.amount), "没有这一行"),
    ]


def test_changed_frozen_facts_are_found_by_what_they_come_to(signed: Determination) -> None:
    facts = signed.facts
    facts["buildings"][0]["area_m2"] = "203.6"
    Determination.objects.filter(pk=signed.pk).update(facts=facts)
    assert {"facts_sha256", "amount", "payable"} <= {each.column for each in found()}


@pytest.mark.parametrize("area", ["-1", "9999999999999", 10**15])
def test_frozen_facts_that_cannot_be_read_any_more_are_a_finding(signed: Determination, area: object) -> None:
    facts = signed.facts
    facts["buildings"][0]["area_m2"] = area
    Determination.objects.filter(pk=signed.pk).update(facts=facts)
    seal, unread = found()
    assert (seal.column, unread.column) == ("facts_sha256", "facts")
    assert "面积" in unread.explain


def test_a_pack_with_other_bytes_or_none_is_a_finding(signed: Determination) -> None:
    rows = Determination.objects.filter(pk=signed.pk)
    rows.update(pack_sha256="0" * 64)
    broken = ("record_sha256", signed.record_sha256)
    assert [(each.column, each.stored) for each in found()] == [broken, ("pack_sha256", "0" * 64)]
    rows.update(pack_sha256=signed.pack_sha256, pack_version="77")
    assert [(each.column, each.stored) for each in found()] == [broken, ("pack_version", "hunan-demo-2023@77")]


def test_a_superseded_version_is_proven_like_the_one_that_stands(signed: Determination, tmp_path: Path) -> None:
    book = village()
    book["房屋"][0] |= {"认定面积": 213.5, "测绘面积": 213.5, "登记面积": 213.5}
    bring_in_book(book, tmp_path)
    assert not Determination.objects.get(pk=signed.pk).is_standing
    line = signed.lines.order_by("position")[0]
    change(line, clause="附件九")
    (only,) = found()
    assert (only.determination, only.column) == (signed, "clause")


def test_a_proof_touches_no_determination_and_writes_one_entry(signed: Determination) -> None:
    change(signed.lines.order_by("position")[0], rate="1")
    rows = list(Determination.objects.order_by("pk").values()), list(DeterminationLine.objects.order_by("pk").values())
    before = JournalEntry.objects.count()
    prove()
    assert rows == (
        list(Determination.objects.order_by("pk").values()),
        list(DeterminationLine.objects.order_by("pk").values()),
    )
    assert JournalEntry.objects.count() == before + 1


@pytest.fixture
def prover() -> Post:
    """A post that may prove."""
    return Post.objects.create(code="prover", name="复算", permissions=["register.view", "determination.prove"])


def test_findings_wait_for_who_proves_until_a_proof_finds_none(signed: Determination, prover: Post) -> None:
    line = signed.lines.order_by("position")[0]
    change(line, rate="1")
    prove()
    prove()
    (waiting,) = Todo.objects.open().filter(kind="proof")
    assert (waiting.post, waiting.object_id) == (prover, signed.household.project_id)
    change(line, rate=line.rate)
    prove()
    assert not Todo.objects.open().filter(kind="proof").exists()


def test_only_who_may_and_sees_all_of_the_district_proves() -> None:
    may = frozenset({"determination.prove"})
    prove_determinations(Actor("a", "甲", may, SYSTEM.reach), shelf=SHELF)
    with pytest.raises(Forbidden):
        prove_determinations(Actor("b", "乙", may, Reach(town="青禾街道")), shelf=SHELF)
    with pytest.raises(Forbidden):
        prove_determinations(Actor("c", "丙", frozenset({"register.view"}), SYSTEM.reach), shelf=SHELF)


@pytest.mark.usefixtures("signed")
def test_the_night_queues_one_proof_and_the_day_none() -> None:
    assert order_proof_of_the_night(datetime(2026, 3, 1, 6, 0, tzinfo=UTC)) == 0  # 14:00 here
    night = datetime(2026, 2, 28, 18, 30, tzinfo=UTC)  # 02:30 here
    assert [order_proof_of_the_night(night) for _ in range(3)] == [1, 0, 0]
    assert Job.objects.filter(kind="prove").count() == 1


DEARER = {"rates/house_rate.csv": ("砖混 二等,980.00", "砖混 二等,1980.00")}


def unsigned_village(folder: Path) -> None:
    book = village()
    for row in book["户"]:
        row |= {"签约日": None, "腾地日": None, "状态": None, "协议编号": None}
    assert not bring_in_book(book, folder).errors


def test_an_unsigned_household_that_a_later_version_prices_differently_is_listed_with_the_reason(
    tmp_path: Path,
) -> None:
    unsigned_village(tmp_path)
    later = shelf_with(tmp_path, ("hunan-demo-2023", "2", DEARER))
    file = tmp_path / "policies/hunan-demo-2023/2/pack.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("valid_from: 2023-01-01", "valid_from: 2024-01-01"))
    (pending,) = prove(later).pending.filter(household__code="H-1")
    assert (pending.pack, pending.other_pack) == ("hunan-demo-2023@1", "hunan-demo-2023@2")
    assert pending.difference == Money.parse("203500.00")  # 203.5 ㎡, 1,000 元 more each
    assert "较新版本" in pending.reason
    assert "公告日 2023-03-01 在施行日 2024-01-01 以前，不在有效期内，所以没有取它" in pending.reason


def test_a_version_just_published_tells_what_was_quoted_before(tmp_path: Path) -> None:
    unsigned_village(tmp_path)
    assert not prove().pending.exists()
    (pending,) = prove(shelf_with(tmp_path, ("hunan-demo-2023", "2", DEARER))).pending.filter(household__code="H-1")
    assert (pending.pack, pending.other_pack) == ("hunan-demo-2023@2", "hunan-demo-2023@1")
    assert "发布前按 hunan-demo-2023@1" in pending.reason


def test_a_signed_household_is_not_asked_what_another_pack_would_pay(signed: Determination, tmp_path: Path) -> None:
    run = prove(shelf_with(tmp_path, ("hunan-demo-2023", "2", DEARER)))
    assert signed.household_id not in set(run.pending.values_list("household", flat=True))
    assert not run.findings.exists()


def test_the_command_says_what_differs_with_both_traces_and_ends_with_one(
    signed: Determination, capsys: pytest.CaptureFixture[str]
) -> None:
    command = next(each for each in COMMANDS if each.name == "prove")
    asked = Namespace(json=True, as_login=None)
    assert command.run(asked) == 0
    assert json.loads(capsys.readouterr().out)["holds"] is True
    line = signed.lines.exclude(rate="").order_by("position")[0]
    change(line, rate="1.00")
    assert command.run(asked) == 1
    answer = json.loads(capsys.readouterr().out)
    (only,) = answer["findings"]
    assert (answer["holds"], answer["engines"]) == (False, ["explain", "duckdb"])
    assert (only["household"], only["project"], only["version"], only["position"]) == (
        "H-1",
        "测试项目",
        1,
        line.position,
    )
    assert (only["column"], only["stored"], only["explain"], only["duckdb"]) == ("rate", "1.00", line.rate, None)
    assert only["traces"]["stored"]["trace"] == only["traces"]["explain"]["trace"] == line.trace
    assert command.run(Namespace(json=False, as_login=None)) == 1
    assert "不符 1 处" in capsys.readouterr().out
