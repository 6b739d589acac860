from __future__ import annotations

from datetime import date

from tests.db.dispatch.cast import BAILU, DUE, OFFICE, QINGHE, TODAY, Cast, happens

from antu.dispatch.domain.course import Deed
from antu.dispatch.models import Assignment
from antu.dispatch.services import correct_assignment, void_assignment, void_event
from antu.inbox.models import Todo
from antu.inbox.selectors import seats_of, states_of, todo_kind, waits_for
from antu.platform.actor import Actor
from antu.platform.versions import version_of


def waiting(actor: Actor) -> list[tuple[str, int]]:
    found = waits_for(actor.login, seats_of(actor.login, TODAY))
    return [(each.title, each.object_id) for each in found]


def due(row: Assignment) -> date | None:
    return Todo.objects.open().get(object_id=row.pk).due_on


def test_it_waits_for_the_organisation_then_for_who_assigned_then_for_nobody(cast: Cast) -> None:
    row = cast.one(QINGHE)
    assert waiting(cast.qinghe) == [("办理交办事项", row.pk)]
    assert waiting(cast.bailu) == waiting(cast.general) == []
    happens(cast.qinghe, row, Deed.PROGRESS, "2023-06-08")
    assert Todo.objects.count() == 1, "progress hands nothing on"
    happens(cast.qinghe, row, Deed.DONE)
    assert waiting(cast.qinghe) == []
    assert waiting(cast.general) == [("确认办结或退回", row.pk)]
    happens(cast.general, row, Deed.SENT_BACK)
    assert waiting(cast.qinghe) == [("退回重办", row.pk)]
    happens(cast.qinghe, row, Deed.DONE, "2023-06-12")
    happens(cast.director, row, Deed.CONFIRMED, "2023-06-12")
    assert not Todo.objects.open().exists()
    closed = [(each.outcome, each.closed_by_login) for each in Todo.objects.order_by("id")]
    assert closed == [("报告完成", "qinghe"), ("退回重办", "general"), ("报告完成", "qinghe"), ("确认办结", "director")]


def test_it_waits_for_the_person_who_is_named(cast: Cast) -> None:
    row = cast.one(QINGHE, owner="qinghe")
    assert waiting(cast.qinghe) == [("办理交办事项", row.pk)]
    assert Todo.objects.get().login == "qinghe"
    correct_assignment(cast.general, row.pk, {"what": "完成入户"}, version_of(row))
    assert Todo.objects.open().get().organisation == row.lead
    assert Todo.objects.count() == 2


def test_its_day_follows_a_postponement_and_what_takes_it_back(cast: Cast) -> None:
    row = cast.one(QINGHE)
    assert due(row) == DUE
    moved = happens(cast.general, row, Deed.POSTPONED, due_on="2023-07-31", agreed_by="示例主任")
    assert due(row) == date(2023, 7, 31)
    void_event(cast.general, moved, "填错了")
    assert due(row) == DUE
    assert Todo.objects.count() == 1


def test_what_is_cancelled_or_withdrawn_waits_for_nobody(cast: Cast) -> None:
    for row, end in ((cast.one(QINGHE), "cancel"), (cast.one(BAILU), "void")):
        if end == "cancel":
            happens(cast.general, row, Deed.CANCELLED)
        else:
            void_assignment(cast.general, row, "登记错了")
        assert not Todo.objects.open().filter(object_id=row.pk).exists()
    assert {each.closed_by_login for each in Todo.objects.all()} == {""}


def test_ones_own_report_waits_for_the_others_who_assign(cast: Cast) -> None:
    row = cast.one(OFFICE)
    assert waiting(cast.general) == [("办理交办事项", row.pk)]
    happens(cast.general, row, Deed.DONE)
    assert waiting(cast.general) == []
    assert waiting(cast.director) == [("确认办结或退回", row.pk)]


def test_a_report_taken_back_waits_for_the_organisation_again(cast: Cast) -> None:
    row = cast.one(QINGHE)
    done = happens(cast.qinghe, row, Deed.DONE)
    void_event(cast.qinghe, done, "报早了")
    assert waiting(cast.qinghe) == [("办理交办事项", row.pk)]
    assert waiting(cast.general) == []


def test_the_inbox_says_how_each_stands_and_leads_to_it(cast: Cast) -> None:
    row = cast.one(QINGHE)
    happens(cast.qinghe, row, Deed.PROGRESS)
    (words, chip) = states_of(Todo.objects.open())["assignment", row.pk]
    kind = todo_kind("assignment")
    assert words == "进展"
    assert chip.text in {"逾期", "进行中", "临期"}
    assert kind is not None
    assert kind.url_of(row.pk) == f"/assignments/{row.pk}/"
