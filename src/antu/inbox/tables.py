"""To-dos as pages list them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from antu.inbox.models import Delegation, Todo, Watch
from antu.inbox.selectors import MatterState, states_of, todo_kind
from antu.platform.confirming import Confirmation
from antu.platform.display import HOME, Cell, Chip, Column, Crumb, Fact, Head, Kind, Row, Table, Tone
from antu.platform.due import due_cell
from antu.platform.entry import EntryForm
from antu.platform.listing import Empty, ListColumn, Listing, by
from antu.platform.wording import UNKNOWN, day_text, moment_text

_HOME: Final = (Column("待办", kind=Kind.LONG), Column("对象", kind=Kind.LONG), Column("期限"))


def url_of(row: Any) -> str:
    """Where a to-do or a watched matter is."""
    kind = todo_kind(row.kind)
    return kind.url_of(row.object_id) if kind else ""


def todo_table(todos: Iterable[Todo], today: date) -> Table:
    """A few to-dos in a panel."""
    rows = [Row((Cell(each.title, url_of(each)), Cell(each.about), due_cell(each.due_on, today))) for each in todos]
    return Table(_HOME, rows)


def waiting_listing(today: date, principals: Mapping[str, str]) -> Listing:
    """What waits for oneself; ``principals`` are names of those one stands in for, by post and organisation."""

    def on_behalf(todo: Todo) -> Cell:
        return Cell(principals.get(todo.post.code if todo.post else todo.login, ""))

    columns = [
        ListColumn("title", Column("待办", kind=Kind.LONG), lambda each: Cell(each.title, url_of(each)), by("title")),
        ListColumn("about", Column("对象", kind=Kind.LONG), lambda each: Cell(each.about), by("about")),
        ListColumn("due", Column("期限", is_day=True), lambda each: due_cell(each.due_on, today), by("due_on")),
        ListColumn("since", Column("送达", kind=Kind.MINOR), _moment("opened_at"), by("opened_at")),
        ListColumn("bulk", Column("批量", kind=Kind.MINOR), lambda each: Cell("可" if each.is_bulk else "")),
    ]
    if principals:
        columns.append(ListColumn("for", Column("代谁办"), on_behalf))
    return Listing(
        "todo",
        "待办",
        tuple(columns),
        Empty("没有等您办理的事。"),
        counter="件",
        read=lambda rows, _columns: rows.select_related("post") if hasattr(rows, "select_related") else rows,
        url_of=url_of,
        takes_additions=False,
    )


def done_listing() -> Listing:
    """What one did."""
    return Listing(
        "todo-done",
        "我办过的",
        (
            ListColumn(
                "title", Column("待办", kind=Kind.LONG), lambda each: Cell(each.title, url_of(each)), by("title")
            ),
            ListColumn("about", Column("对象", kind=Kind.LONG), lambda each: Cell(each.about), by("about")),
            ListColumn("outcome", Column("结果"), lambda each: Cell(each.outcome), by("outcome")),
            ListColumn("closed", Column("办理时间", is_day=True), _moment("closed_at"), by("closed_at")),
            ListColumn("due", Column("期限", kind=Kind.MINOR), _in_time),
        ),
        Empty("您还没有办过什么。"),
        counter="件",
        url_of=url_of,
        is_picked=False,
        takes_additions=False,
    )


def _in_time(todo: Todo) -> Cell:
    if todo.due_on is None or todo.closed_at is None:
        return Cell(UNKNOWN, title="没有时限")
    is_late = timezone.localtime(todo.closed_at).date() > todo.due_on
    return Cell(day_text(todo.due_on), chips=(Chip("逾期办理", Tone.STOPPED),) if is_late else ())


def watched_listing() -> Listing:
    """What one follows, and how it stands."""
    return Listing(
        "todo-watched",
        "我关注的",
        (
            ListColumn("about", Column("事项", kind=Kind.LONG), lambda each: Cell(each.state[0], url_of(each.watch))),
            ListColumn("state", Column("现在", kind=Kind.LONG), lambda each: Cell(chips=(each.state[1],))),
            ListColumn("since", Column("关注时间", kind=Kind.MINOR), lambda each: Cell(moment_text(each.watch.since))),
        ),
        Empty("您没有关注什么。在办件的页面上按“关注”，就能在这里看到它走到哪里。"),
        counter="件",
        key_of=lambda each: each.watch.pk,
        url_of=lambda each: url_of(each.watch),
        is_picked=False,
        takes_additions=False,
        is_saved=False,
    )


@dataclass(frozen=True, slots=True)
class Watched:
    """A watched matter with how it stands."""

    watch: Watch
    state: MatterState


def watched_rows(watches: Sequence[Watch]) -> list[Watched]:
    """The watched matters with how they stand now."""
    states = states_of(watches)
    return [Watched(each, states[each.kind, each.object_id]) for each in watches]


def delegation_table(delegations: Iterable[Delegation], login: str, today: date) -> Table:
    """Who stands in for oneself, and for whom one stands in."""
    columns = (
        Column("授权人"),
        Column("代办人"),
        Column("自"),
        Column("至"),
        Column("原因"),
        Column("状态"),
        Column(""),
    )
    return Table(columns, [_delegation_row(each, login, today) for each in delegations], "没有授权。")


def _delegation_row(each: Delegation, login: str, today: date) -> Row:
    if each.ended_at:
        chip = Chip("已收回")
    elif each.until_on < today:
        chip = Chip("已到期")
    else:
        chip = Chip("生效中", Tone.GOING) if each.from_on <= today else Chip("未开始")
    may_end = each.principal.username == login and each.ended_at is None and each.until_on >= today
    return Row(
        (
            Cell(str(each.principal)),
            Cell(str(each.deputy)),
            Cell(day_text(each.from_on)),
            Cell(day_text(each.until_on)),
            Cell(each.reason),
            Cell(chips=(chip,)),
            Cell("收回", reverse("delegation-end", args=[each.pk])) if may_end else Cell(),
        )
    )


def ending_of(delegation: Delegation) -> Confirmation:
    """The question before a delegation is taken back."""
    back = reverse("todo-settings")
    head = Head("收回授权", (HOME, Crumb("待办", reverse("todo")), Crumb("授权和提醒", back), Crumb("收回")))
    facts = (Fact("授权", Cell(str(delegation))), Fact("原因", Cell(delegation.reason)))
    form = EntryForm(submit_label="收回授权", cancel_url=back, key="confirm")
    return Confirmation(head, facts, ("代办人从现在起看不到也不能办您的待办；已经办的不变。",), form)


def _moment(name: str) -> Callable[[Any], Cell]:
    return lambda each: Cell(moment_text(getattr(each, name)))


def matching(found: QuerySet[Todo], text: str) -> QuerySet[Todo]:
    """Rows whose words hold the text."""
    return found.filter(Q(about__icontains=text) | Q(title__icontains=text)) if text else found
