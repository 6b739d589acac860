from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from antu.projects.domain.event_order import contradictions, left_alone

WORDS = {
    "started": "启动",
    "partly_done": "部分完成",
    "done": "完成",
    "paused": "暂停",
    "resumed": "恢复",
    "cost_counted": "成本统计完成",
    "settled": "结算协议签订",
    "archived": "归档",
    "cancelled": "取消",
}


@dataclass
class Event:
    kind: str
    on: date


def events(*told: str) -> list[Event]:
    """``paused 3-1``: in 2023."""
    return [Event(kind, date(2023, *map(int, day.split("-")))) for kind, day in (each.split() for each in told)]


@pytest.mark.parametrize(
    ("standing", "new"),
    [
        ([], "resumed 3-1"),
        (["paused 4-1"], "resumed 3-1"),
        (["paused 2-1"], "paused 3-1"),
        (["paused 3-1"], "paused 2-1"),
        (["paused 2-1", "resumed 3-1"], "resumed 4-1"),
        (["done 2-1"], "done 3-1"),
        (["done 3-1"], "done 2-1"),
        (["done 2-1"], "paused 3-1"),
        (["done 2-1"], "cancelled 3-1"),
        (["cancelled 2-1"], "partly_done 3-1"),
        (["partly_done 3-1"], "cancelled 2-1"),
        (["archived 2-1"], "settled 3-1"),
        (["settled 3-1"], "archived 2-1"),
        (["started 3-1"], "partly_done 2-1"),
        (["started 3-1"], "started 4-1"),
        (["settled 3-1"], "settled 3-1"),
    ],
)
def test_what_contradicts_another_event_is_told(standing: list[str], new: str) -> None:
    assert contradictions(events(*standing), events(new)[0], WORDS)


@pytest.mark.parametrize(
    ("standing", "new"),
    [
        ([], "started 1-5"),
        (["paused 2-1"], "resumed 3-1"),
        (["paused 2-1"], "resumed 2-1"),
        (["paused 2-1", "resumed 3-1"], "paused 4-1"),
        (["paused 5-1"], "done 6-1"),
        (["started 1-5", "partly_done 2-1"], "partly_done 3-1"),
        (["cancelled 2-1"], "settled 3-1"),
        (["done 2-1"], "cost_counted 3-1"),
        (["cost_counted 3-1", "done 2-1", "settled 4-1"], "archived 5-1"),
        (["settled 3-1"], "settled 4-1"),
    ],
)
def test_what_follows_in_order_stands(standing: list[str], new: str) -> None:
    assert contradictions(events(*standing), events(new)[0], WORDS) == []


def test_a_pause_is_not_withdrawn_while_its_resumption_stands() -> None:
    standing = events("paused 2-1", "resumed 3-1")
    assert "没有「暂停」" in left_alone(standing, standing[0], WORDS)[0]
    assert left_alone(standing, standing[1], WORDS) == []


def test_what_was_in_disorder_before_can_be_withdrawn() -> None:
    standing = events("resumed 2-1", "resumed 3-1")
    assert left_alone(standing, standing[0], WORDS) == []
