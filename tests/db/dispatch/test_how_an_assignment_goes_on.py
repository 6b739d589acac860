from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.db.dispatch.cast import BAILU, DUE, OFFICE, QINGHE, TODAY, Cast, happens, state

from antu.dispatch.domain.course import Deed, State
from antu.dispatch.models import AssignmentEvent
from antu.dispatch.services import enter_event, urge, void_event
from antu.kernel.errors import BadInput, Forbidden
from antu.platform.models import JournalEntry


def test_the_responsible_one_reports_and_who_assigned_confirms(cast: Cast) -> None:
    row = cast.one(QINGHE)
    happens(cast.qinghe, row, Deed.PROGRESS, "2023-06-08")
    assert state(row) is State.GOING
    happens(cast.qinghe, row, Deed.DONE, "2023-06-12", text="交地清单")
    assert state(row) is State.REPORTED
    happens(cast.general, row, Deed.SENT_BACK, "2023-06-13", text="缺照片")
    assert state(row) is State.GOING
    happens(cast.qinghe_office, row, Deed.DONE, "2023-06-14")
    happens(cast.director, row, Deed.CONFIRMED, "2023-06-15")
    assert state(row) is State.CLOSED
    assert state(row, date(2023, 6, 14)) is State.REPORTED, "a past day stays as it was"
    assert JournalEntry.objects.filter(object_kind="dispatch.assignmentevent").count() == 5


def test_nobody_confirms_what_they_reported_done_themselves(cast: Cast) -> None:
    row = cast.one(OFFICE)
    happens(cast.general, row, Deed.DONE)
    with pytest.raises(BadInput, match="M-OWN-REPORT") as error:
        happens(cast.general, row, Deed.CONFIRMED)
    assert "general同志自己报告的" in str(error.value)
    assert state(row) is State.REPORTED
    happens(cast.director, row, Deed.CONFIRMED)
    assert state(row) is State.CLOSED


def test_who_reported_before_it_was_sent_back_may_confirm_the_report_of_another(cast: Cast) -> None:
    row = cast.one(OFFICE)
    happens(cast.general, row, Deed.DONE, "2023-06-08")
    happens(cast.director, row, Deed.SENT_BACK, "2023-06-09")
    happens(cast.director, row, Deed.DONE, "2023-06-10")
    with pytest.raises(BadInput, match="M-OWN-REPORT"):
        happens(cast.director, row, Deed.CONFIRMED)
    happens(cast.general, row, Deed.CONFIRMED)


def test_another_organisation_reports_nothing_and_a_helper_only_progress(cast: Cast) -> None:
    row = cast.one(QINGHE, partners=BAILU)
    happens(cast.bailu, row, Deed.PROGRESS)
    with pytest.raises(Forbidden, match="M-NOT-OURS"):
        happens(cast.bailu, row, Deed.DONE)
    with pytest.raises(Forbidden, match="M-NOT-OURS"):
        happens(cast.finance, row, Deed.PROGRESS)
    alone = cast.one(QINGHE)
    with pytest.raises(Forbidden, match="A-REACH"):
        happens(cast.bailu, alone, Deed.PROGRESS)


@pytest.mark.parametrize("deed", [Deed.CONFIRMED, Deed.SENT_BACK, Deed.POSTPONED, Deed.URGED, Deed.CANCELLED])
def test_the_responsible_one_does_not_decide(deed: Deed, cast: Cast) -> None:
    row = cast.one(QINGHE)
    happens(cast.qinghe, row, Deed.DONE)
    with pytest.raises(Forbidden, match="A-FORBIDDEN"):
        happens(cast.qinghe, row, deed)


def test_a_reminder_is_written_once_a_day(cast: Cast) -> None:
    row = cast.one(QINGHE)
    urge(cast.general, row, TODAY)
    with pytest.raises(BadInput, match="一天只催办一次"):
        urge(cast.director, row, TODAY)
    urge(cast.director, row, date(2023, 6, 21))
    assert [event.by_name for event in row.events.all()] == ["general同志", "director同志"]
    again = AssignmentEvent(assignment=row, on=TODAY, deed=Deed.URGED.value, by_login="x", by_name="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_a_postponement_says_until_when_why_and_who_agreed(cast: Cast) -> None:
    row = cast.one(QINGHE)
    with pytest.raises(BadInput) as error:
        enter_event(cast.general, row, Deed.POSTPONED, {"on": "2023-06-10"}, TODAY)
    assert {each.where["column"] for each in error.value.problems} == {"due_on", "agreed_by", "text"}
    with pytest.raises(BadInput, match=f"新期限应晚于现在的期限 {DUE}") as error:
        happens(cast.general, row, Deed.POSTPONED, due_on=DUE.isoformat(), agreed_by="示例主任")
    assert error.value.problems[0].where == {"column": "due_on"}
    happens(cast.general, row, Deed.POSTPONED, due_on="2023-07-31", agreed_by="示例主任")
    assert state(row, date(2023, 7, 3)) is State.NOT_STARTED
    row.refresh_from_db()
    assert row.due_on == DUE, "the day as it was given stays"


def test_a_day_to_come_and_one_before_it_was_assigned_are_refused(cast: Cast) -> None:
    row = cast.one(QINGHE)
    with pytest.raises(BadInput, match="P-FUTURE"):
        happens(cast.qinghe, row, Deed.PROGRESS, "2023-06-21")
    with pytest.raises(BadInput, match="早于交办日 2023-06-05"):
        happens(cast.qinghe, row, Deed.PROGRESS, "2023-06-04")
    with pytest.raises(BadInput) as error:
        enter_event(cast.qinghe, row, Deed.DONE, {"on": "昨天"}, TODAY)
    assert {each.rule for each in error.value.problems} == {"R-DATE", "R-REQUIRED"}


def test_of_two_who_answer_one_report_the_second_is_told(cast: Cast) -> None:
    row = cast.one(QINGHE)
    happens(cast.qinghe, row, Deed.DONE)
    happens(cast.general, row, Deed.CONFIRMED)
    with pytest.raises(BadInput, match="已经办结"):
        happens(cast.director, row, Deed.SENT_BACK)


def test_a_record_is_taken_back_by_its_writer_unless_a_later_one_rests_on_it(cast: Cast) -> None:
    row = cast.one(QINGHE)
    done = happens(cast.qinghe, row, Deed.DONE)
    back = happens(cast.general, row, Deed.SENT_BACK)
    with pytest.raises(BadInput, match="M-STATE"):
        void_event(cast.qinghe, done, "报早了")
    with pytest.raises(Forbidden):
        void_event(cast.qinghe, back, "不服")
    void_event(cast.general, back, "退错了")
    assert state(row) is State.REPORTED
    void_event(cast.qinghe, done, "报早了")
    assert state(row) is State.NOT_STARTED
    with pytest.raises(BadInput, match="M-VOIDED"):
        void_event(cast.qinghe, done, "再来")


def test_nothing_more_happens_to_what_was_cancelled_or_withdrawn(cast: Cast) -> None:
    row = cast.one(QINGHE)
    happens(cast.general, row, Deed.CANCELLED, text="项目停了")
    assert state(row, date(2024, 1, 1)) is State.CANCELLED
    with pytest.raises(BadInput, match="已经取消"):
        happens(cast.qinghe, row, Deed.PROGRESS, "2023-06-11")
