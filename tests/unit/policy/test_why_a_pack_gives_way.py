"""Why a pack does not hold, and why of two that hold one gives way: by reach, day, withdrawal and version, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from antu.policy import Pack, shipped_shelf
from antu.policy.choosing import Notice, gives_way, misfits
from antu.policy.pack import Jurisdiction
from antu.policy.shelf import Withdrawn

PACK = replace(shipped_shelf().get("hunan-demo-2023"), valid_from=date(2023, 1, 1), valid_to=date(2023, 12, 31))
CODE = PACK.jurisdiction.code
HELD = Notice(PACK.regime, CODE, date(2023, 6, 1))


def other(**changes: object) -> Pack:
    return replace(PACK, version="2", **changes)  # type: ignore[arg-type]


def test_a_pack_that_holds_has_no_reason_against_it() -> None:
    assert misfits(PACK, HELD, None) == ()
    assert misfits(PACK, HELD, Withdrawn(date(2023, 6, 2), "有误")) == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"regime": "state"}, "只用于集体土地"),
        ({"place": "110101"}, f"只用于{PACK.jurisdiction.label}（{CODE}）"),
        ({"on": date(2022, 12, 31)}, "公告日 2022-12-31 在施行日 2023-01-01 以前，不在有效期内"),
        ({"on": date(2024, 1, 1), "word": "今天"}, "今天 2024-01-01 在废止日 2023-12-31 以后，不在有效期内"),
    ],
)
def test_what_does_not_fit_is_said(changes: dict[str, object], words: str) -> None:
    assert misfits(PACK, replace(HELD, **changes), None) == (words,)  # type: ignore[arg-type]


def test_a_withdrawn_one_says_since_when_and_why() -> None:
    assert misfits(PACK, HELD, Withdrawn(HELD.on, "单价有误")) == ("2023-06-01 起停用：单价有误",)


def test_all_reasons_are_told_together() -> None:
    assert len(misfits(PACK, Notice("state", "110101", date(2020, 1, 1)), Withdrawn(date(2019, 1, 1), "旧"))) == 4


@pytest.mark.parametrize(
    ("to", "words"),
    [
        (other(jurisdiction=Jurisdiction(f"{CODE}01", "某区")), "适用地区较远"),
        (other(valid_from=date(2023, 3, 1)), "施行较早：2023-01-01 起"),
        (other(), "版本较旧：hunan-demo-2023@2 同日起施行"),
        (other(id="another"), "地区和施行日都与 another@2 相同"),
    ],
)
def test_one_of_two_that_hold_says_why_it_gives_way(to: Pack, words: str) -> None:
    assert gives_way(PACK, to).startswith(words)
