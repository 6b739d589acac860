from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.web.people import browser_of
from tests.web.village import Village

from antu.kernel.errors import BadInput
from antu.organisations.models import Organisation, OrganisationKind
from antu.platform.actor import SYSTEM
from antu.platform.models import JournalEntry
from antu.regulations.domain.steps import Limit, national_limits
from antu.regulations.models import LocalLimit
from antu.regulations.services import enter_limit, void_limit
from antu.timeline.selectors import course_of
from antu.timeline.services import EnteredStep, enter_step

TYPED = {
    "regime": "collective",
    "step": "pre_notice",
    "starts_from": "",
    "kind": "最短",
    "amount": "15",
    "unit": "工作日",
    "law": "示例市征地公告办法",
    "article": "第三条",
    "jurisdiction": "4302",
    "valid_from": "2022-01-01",
    "valid_to": "",
}
LONGER: Limit = replace(
    national_limits()[0], amount=15, law="示例市征地公告办法", jurisdiction="4302", valid_from=date(2022, 1, 1)
)
TODAY = date(2026, 11, 26)


def in_the_district() -> None:
    Organisation.objects.filter(kind=OrganisationKind.CENTRE).update(district_code="430204")


def test_a_local_limit_is_entered_and_the_stricter_one_binds(village: Village) -> None:
    in_the_district()
    answer = browser_of("register.view", "calendar.edit").post("/limits/new/", TYPED, follow=True)
    assert "示例市征地公告办法" in answer.content.decode()
    enter_step(SYSTEM, village.tutorial, EnteredStep("pre_notice", date(2023, 3, 1)), TODAY)
    earliest, why = course_of(village.tutorial).earliest("survey")
    assert earliest == date(2023, 3, 23)
    assert "至少 15 个工作日（《示例市征地公告办法》第三条）" in why[0]
    assert "至少 10 个工作日（《土地管理法实施条例》第二十六条）" in why[0]
    assert JournalEntry.objects.filter(action="登记地方期限").count() == 1


def test_a_weaker_local_limit_is_kept_and_the_national_one_still_binds(village: Village) -> None:
    in_the_district()
    page = browser_of("register.view", "calendar.edit").post("/limits/new/", {**TYPED, "amount": "5"}, follow=True)
    assert "比《土地管理法实施条例》第二十六条宽" in page.content.decode()
    enter_step(SYSTEM, village.tutorial, EnteredStep("pre_notice", date(2023, 3, 1)), TODAY)
    assert course_of(village.tutorial).earliest("survey")[0] == date(2023, 3, 16)


def test_a_limit_of_another_place_or_time_binds_nothing(village: Village) -> None:
    in_the_district()
    enter_limit(SYSTEM, replace(LONGER, jurisdiction="4401"))
    enter_limit(SYSTEM, replace(LONGER, valid_from=date(2024, 1, 1)))
    enter_limit(SYSTEM, replace(LONGER, valid_from=date(2021, 10, 1), valid_to=date(2022, 12, 31)))
    enter_step(SYSTEM, village.tutorial, EnteredStep("pre_notice", date(2023, 3, 1)), TODAY)
    assert course_of(village.tutorial).earliest("survey")[0] == date(2023, 3, 16)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"amount": "0"}, "期限应为 1 至"),
        ({"amount": "十五"}, "不是正整数"),
        ({"kind": "最长"}, "要从另一个环节起算"),
        ({"starts_from": "survey"}, "从公告本身起算"),
        ({"jurisdiction": "株洲"}, "行政区划代码"),
        ({"valid_from": "2022-02-30"}, "不是日期"),
        ({"valid_to": "2021-01-01"}, "失效日期早于施行日期"),
        ({"step": "nowhere"}, "没有这个环节"),
        ({"law": ""}, "请填写依据文件"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(typed: dict[str, str], told: str, village: Village) -> None:  # noqa: ARG001
    answer = browser_of("calendar.edit").post("/limits/new/", {**TYPED, **typed})
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not LocalLimit.objects.exists()


def test_one_provision_does_not_overlap_itself_in_time(village: Village) -> None:  # noqa: ARG001 - the records are its
    first = enter_limit(SYSTEM, LONGER)
    with pytest.raises(BadInput, match="重叠"):
        enter_limit(SYSTEM, replace(LONGER, amount=20, valid_from=date(2025, 1, 1)))
    with pytest.raises(BadInput, match="原因"):
        void_limit(SYSTEM, first, " ")
    void_limit(SYSTEM, first, "文件废止")
    enter_limit(SYSTEM, replace(LONGER, amount=20, valid_from=date(2025, 1, 1)))
    assert LocalLimit.objects.count() == 2
