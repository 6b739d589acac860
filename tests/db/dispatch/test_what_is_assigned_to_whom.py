from __future__ import annotations

import pytest
from tests.db.dispatch.cast import BAILU, OFFICE, QINGHE, TODAY, Cast, happens, item, meetings_of

from antu.dispatch.domain.course import Deed
from antu.dispatch.models import Assignment
from antu.dispatch.selectors import chased
from antu.dispatch.services import (
    assign_from_above,
    assign_from_meeting,
    correct_assignment,
    correct_meeting,
    enter_meeting,
    void_assignment,
    void_meeting,
)
from antu.kernel.errors import BadInput, Forbidden
from antu.organisations.models import Organisation
from antu.platform.actor import Actor
from antu.platform.models import JournalEntry
from antu.platform.versions import version_of
from antu.projects.models import Project


def problems(error: pytest.ExceptionInfo[BadInput]) -> set[tuple[object, object, str]]:
    return {(each.where.get("row"), each.where.get("column"), each.rule) for each in error.value.problems}


def seen(actor: Actor) -> list[str]:
    return sorted(row.lead.name for row in Assignment.objects.seen_by(actor))


def test_one_decision_for_each_sub_district_is_an_assignment_of_each_in_one_deed(cast: Cast) -> None:
    made = cast.assign("各镇街")
    assert sorted(each.lead.name for each in made) == sorted([QINGHE, BAILU])
    assert JournalEntry.objects.filter(action="登记交办事项").count() == 2
    assert len({each.pk for each in made}) == 2
    twice = cast.assign(f"{BAILU}、各镇街，{BAILU}")
    assert len(twice) == 2, "who is named twice has it once"


def test_a_sub_district_that_was_dissolved_has_nothing_to_do(cast: Cast) -> None:
    Organisation.objects.filter(name=BAILU).update(dissolved_on="2023-01-01")
    assert [each.lead.name for each in cast.assign("各镇街")] == [QINGHE]


def test_each_organisation_sees_its_own_and_where_it_helps(cast: Cast) -> None:
    cast.assign("各镇街")
    assert seen(cast.qinghe) == seen(cast.qinghe_office) == [QINGHE]
    assert seen(cast.bailu) == [BAILU]
    assert seen(cast.finance) == seen(cast.director) == sorted([QINGHE, BAILU])
    cast.assign(OFFICE, partners=QINGHE)
    assert seen(cast.qinghe) == sorted([QINGHE, OFFICE])
    assert seen(Actor("x", "无单位", frozenset({"register.view"}))) == []


def test_a_meeting_is_seen_by_who_was_there_and_who_has_to_do_something(cast: Cast) -> None:
    assert meetings_of(cast.qinghe) == []
    made = cast.one(QINGHE)
    assert meetings_of(cast.qinghe) == [cast.meeting]
    assert meetings_of(cast.bailu) == []
    void_assignment(cast.general, made, "登记错了")
    assert meetings_of(cast.qinghe) == []
    texts = {"held_on": "2023-06-12", "title": "第三次", "present": f"{BAILU}、 {QINGHE}"}
    other = enter_meeting(cast.general, texts, TODAY)
    assert meetings_of(cast.bailu) == [other]


def test_only_who_assigns_for_the_district_enters_meetings_and_assignments(cast: Cast) -> None:
    town_that_may = Actor("t", "镇", frozenset({"dispatch.edit", "register.view"}), cast.qinghe.reach)
    for actor in (cast.qinghe, cast.finance, town_that_may):
        with pytest.raises(Forbidden):
            enter_meeting(actor, {"held_on": "2023-06-12", "title": "自己的会"}, TODAY)
        with pytest.raises(Forbidden):
            assign_from_meeting(actor, cast.meeting, [item()])
    assert not Assignment.objects.exists()


def test_every_problem_of_every_row_is_told_at_once_and_nothing_is_kept(cast: Cast) -> None:
    rows = [
        item("n1", what="", leads="没有的街道", due_on="2023-06-04"),
        item("n2", due_on="2023-06-04", project="没有的项目"),
        item("n3", leads="各镇街", owner="qinghe", importance="天大"),
        item("n4", partners=f"{QINGHE}、无名局", owner="没有这个人"),
    ]
    with pytest.raises(BadInput) as error:
        assign_from_meeting(cast.general, cast.meeting, rows)
    assert problems(error) == {
        ("n1", "what", "R-REQUIRED"),
        ("n1", "leads", "M-LEAD"),
        ("n1", "due_on", "R-DATE-ORDER"),
        ("n2", "due_on", "R-DATE-ORDER"),
        ("n2", "project", "P-UNKNOWN"),
        ("n3", "owner", "M-OWNER"),
        ("n3", "importance", "R-CHOICE"),
        ("n4", "partners", "M-LEAD"),
        ("n4", "owner", "M-OWNER"),
    }
    assert not Assignment.objects.exists()
    with pytest.raises(BadInput, match="M-NONE"):
        assign_from_meeting(cast.general, cast.meeting, [])


def test_what_a_superior_asks_is_assigned_by_its_source_and_day(cast: Cast) -> None:
    project = Project.objects.create(name="示范路", code="SF-1", towns=[QINGHE])
    source = {"source": "市重点办", "document_no": "市重〔2023〕3号", "received_on": "2023-06-08"}
    (made,) = assign_from_above(cast.director, source, [item(project="SF-1", owner="qinghe同志")], TODAY)
    assert (made.meeting, made.source, made.given_on.isoformat()) == (None, "市重点办", "2023-06-08")
    assert (made.project, made.owner_login, made.assigned_by_login) == (project, "qinghe", "director")
    with pytest.raises(BadInput) as error:
        assign_from_above(cast.director, {"received_on": "2023-06-21"}, [item()], TODAY)
    assert problems(error) == {(None, "source", "R-REQUIRED"), (None, "received_on", "P-FUTURE")}


def test_a_correction_over_somebody_elses_is_told_and_keeps_nothing(cast: Cast) -> None:
    row = cast.one(QINGHE)
    opened = version_of(row)
    correct_assignment(cast.general, row.pk, {"what": "完成入户并拍照", "owner": "qinghe"}, opened)
    with pytest.raises(BadInput, match="M-CHANGED"):
        correct_assignment(cast.director, row.pk, {"what": "别的"}, opened)
    row.refresh_from_db()
    assert (row.what, row.owner_login, row.lead.name) == ("完成入户并拍照", "qinghe", QINGHE)
    before = version_of(cast.meeting)
    texts = {"held_on": "2023-06-05", "title": "第二次调度会", "minutes": "一\r\n二"}
    assert correct_meeting(cast.general, cast.meeting.pk, texts, before, TODAY).minutes == "一\n二"
    with pytest.raises(BadInput, match="M-CHANGED"):
        correct_meeting(cast.general, cast.meeting.pk, texts, before, TODAY)


def test_a_meeting_moves_no_day_behind_what_came_of_it(cast: Cast) -> None:
    row = cast.one(QINGHE)
    happens(cast.qinghe, row, Deed.PROGRESS, "2023-06-10")
    texts = {"held_on": "2023-06-11", "title": "第二次调度会"}
    with pytest.raises(BadInput, match="R-DATE-ORDER"):
        correct_meeting(cast.general, cast.meeting.pk, texts, version_of(cast.meeting), TODAY)
    with pytest.raises(BadInput, match="P-FUTURE"):
        enter_meeting(cast.general, {"held_on": "2023-06-21", "title": "下次"}, TODAY)
    with pytest.raises(BadInput, match="R-DUPLICATE"):
        enter_meeting(cast.general, {"held_on": "2023.6.5", "title": "第二次调度会"}, TODAY)


def test_a_meeting_is_withdrawn_only_when_nothing_of_it_stands(cast: Cast) -> None:
    row = cast.one(QINGHE)
    with pytest.raises(BadInput, match="M-ASSIGNED"):
        void_meeting(cast.general, cast.meeting, "重复")
    with pytest.raises(BadInput, match="R-REQUIRED"):
        void_assignment(cast.general, row, " ")
    void_assignment(cast.general, row, "登记错了")
    void_meeting(cast.general, cast.meeting, "重复")
    with pytest.raises(BadInput, match="M-VOIDED"):
        assign_from_meeting(cast.general, cast.meeting, [item()])


def test_what_is_near_or_late_is_shown_to_its_organisation_and_to_who_assigned(cast: Cast) -> None:
    late, far = cast.one(QINGHE, due_on="2023-06-16"), cast.one(QINGHE, due_on="2023-12-29")
    near = cast.one(BAILU, due_on="2023-06-21")
    done = cast.one(BAILU, due_on="2023-12-29", what="已做完的")
    happens(cast.bailu, done, Deed.DONE)

    def pks(actor: Actor) -> list[int]:
        return [each.assignment.pk for each in chased(actor, TODAY)]

    assert pks(cast.qinghe) == [late.pk]
    assert pks(cast.bailu) == [near.pk]
    assert pks(cast.director) == pks(cast.general) == [late.pk, near.pk, done.pk]
    assert pks(cast.finance) == [], "who neither assigned nor has to do it is not bothered"
    assert far.pk not in pks(cast.director)
    assert chased(cast.qinghe, TODAY)[0].standing.days_late == 4
