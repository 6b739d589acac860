"""An estimate in pages: begun on its project, computed, typed, submitted by one, approved or sent back by another."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.db.estimates.cast import DRAFTER, OPINION, REVIEWER, TODAY, submitted
from tests.web.people import browser_of
from tests.web.village import Village

from antu.estimates import services
from antu.estimates.models import EstimateVersion
from antu.estimates.selectors import lines_of, total_of
from antu.estimates.services import begin_estimate, send_back_estimate
from antu.households.models import Household
from antu.kernel.money import Money
from antu.organisations.models import Organisation
from antu.platform.actor import PERMISSIONS
from antu.platform.models import Job
from antu.projects.models import Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafter() -> Client:
    return browser_of("register.view", "project.edit")


@pytest.fixture
def reviewer() -> Client:
    return browser_of("register.view", "estimate.review")


def words(answer: Any) -> str:
    return str(answer.content.decode())


def begun(browser: Client, project: Project) -> EstimateVersion:
    assert browser.post(reverse("estimate-begin", args=[project.pk])).status_code == 302
    return EstimateVersion.objects.latest("pk")


def sent(browser: Client, name: str, version: EstimateVersion, **form: str) -> Any:
    """The form of the page, filled in and sent with what the page showed."""
    path = reverse(name, args=[version.pk])
    shown = browser.get(path).context["form"].version
    return browser.post(path, {"version": shown, **form})


def computed(browser: Client, village: Village) -> EstimateVersion:
    version = begun(browser, village.remaining)
    answer = sent(browser, "estimate-compute", version, basis="whole", as_if_signed_on="2023-12-31")
    assert answer.status_code == 302
    return EstimateVersion.objects.select_related("project").get(pk=version.pk)


def test_the_way_of_an_estimate_from_its_project_to_its_approval(
    village: Village, drafter: Client, reviewer: Client
) -> None:
    version = computed(drafter, village)
    row = {"category": "不可预见费", "amount": "1,000.50", "basis_text": "以上合计的 3%"}
    typed = {f"lines-n1-{name}": text for name, text in row.items()}
    assert sent(drafter, "estimate-edit", version, note="第一稿", **typed).status_code == 302
    total = total_of(lines_of(version))
    page = words(drafter.get(reverse("estimate", args=[version.pk])))
    assert total.grouped() in page
    assert "以上合计的 3%" in page
    assert sent(drafter, "estimate-submit", version).status_code == 302
    cut = Money(-50)
    opinion = {
        "opinions-n1-organisation": "示例财政评审中心",
        "opinions-n1-person": "示例评审",
        "opinions-n1-on": "2024-01-20",
        "opinions-n1-opinion": "不可预见费取整",
        "opinions-n1-line": f"{len(lines_of(version))}. 不可预见费",
        "opinions-n1-adjusted": str(cut),
    }
    said = {"document_no": "示财评〔2024〕1号", "approved_on": "2024-01-25", "amount": str(total + cut)}
    assert sent(reviewer, "estimate-approve", version, **said, **opinion).status_code == 302
    version.refresh_from_db()
    assert (version.approved, version.document_no) == (total + cut, "示财评〔2024〕1号")
    page = words(drafter.get(reverse("estimate", args=[version.pk])))
    assert "不可预见费取整" in page
    assert "1,000.00" in page, "what is left of the line"


def test_the_project_page_says_both_amounts_and_their_difference(village: Village, drafter: Client) -> None:
    Project.objects.filter(pk=village.remaining.pk).update(estimate_fen=15_000)
    version = submitted(village.remaining, ("税费", "100"))
    EstimateVersion.objects.filter(pk=version.pk).update(
        approved_on=TODAY, approved_fen=10_000, document_no="示财评〔2024〕1号"
    )
    page = words(drafter.get(reverse("project", args=[village.remaining.pk])))
    panel = page.partition('id="estimates"')[2].partition("</section>")[0]
    assert [word for word in ("150.00", "100.00", "+50.00", "批准不会改动项目登记") if word not in panel] == []
    village.remaining.refresh_from_db()
    assert village.remaining.estimate_fen == 15_000


def test_every_problem_stands_at_its_row_and_nothing_typed_is_lost(village: Village, drafter: Client) -> None:
    version = begun(drafter, village.remaining)
    typed = {"lines-n1-category": "税费", "lines-n1-amount": "一百", "lines-n2-category": "工作经费"}
    answer = sent(drafter, "estimate-edit", version, note="", **typed)
    assert answer.status_code == 400
    page = words(answer)
    assert 'value="一百"' in page
    assert "第 1 行：金额填的是「一百」" in page
    assert "第 2 行：请填写金额" in page
    assert lines_of(version) == []


def test_a_sample_is_typed_by_code_or_as_it_is_offered(village: Village, drafter: Client) -> None:
    version = begun(drafter, village.remaining)
    first = Household.objects.get(code="DSJ2-003")
    asked = {"basis": "sample", "as_if_signed_on": "2023-12-31", "household_total": "30"}
    sample = {"sample-n1-household": f"{first.code} {first.head_name}", "sample-n2-household": "DSJ2-999"}
    answer = sent(drafter, "estimate-compute", version, **asked, **sample)
    assert answer.status_code == 400
    assert "本项目在册的户里没有「DSJ2-999」" in words(answer)
    sample["sample-n2-household"] = ""
    assert sent(drafter, "estimate-compute", version, **asked, **sample).status_code == 302
    page = words(drafter.get(reverse("estimate", args=[version.pk])))
    assert "× 30 ÷ 1" in page
    assert "代表 30 户" in page
    again = drafter.get(reverse("estimate-compute", args=[version.pk])).context["form"]
    assert [row.fields[0].value for row in again.grids[0].rows] == ["DSJ2-003"]


def test_who_submitted_is_offered_no_review_and_told_why(village: Village) -> None:
    both = browser_of("register.view", "project.edit", "estimate.review")
    version = computed(both, village)
    assert sent(both, "estimate-submit", version).status_code == 302
    assert reverse("estimate-approve", args=[version.pk]) not in words(both.get(reverse("estimate", args=[version.pk])))
    opinion = {"organisation": "示例", "person": "示例", "on": "2024-01-20", "opinion": "退"}
    answer = sent(both, "estimate-send-back", version, **opinion)
    assert answer.status_code == 400
    assert "送审和评审要由两个人办" in words(answer)


def test_sent_back_the_page_says_why_and_offers_the_next_version(village: Village, drafter: Client) -> None:
    version = submitted(village.remaining, ("税费", "100"))
    send_back_estimate(REVIEWER, version, OPINION, today=TODAY)
    page = words(drafter.get(reverse("estimate", args=[version.pk])))
    assert f"退回意见（{OPINION.organisation} {OPINION.person}）" in page
    assert reverse("estimate-begin", args=[village.remaining.pk]) in page
    second = begun(drafter, village.remaining)
    page = words(drafter.get(reverse("estimate", args=[second.pk])))
    assert "与第1版比较" in page


def test_a_register_that_moved_on_since_is_told_before_it_is_submitted(village: Village, drafter: Client) -> None:
    version = computed(drafter, village)
    told = "计算以后，项目或台账又有变动"
    assert told not in words(drafter.get(reverse("estimate", args=[version.pk])))
    EstimateVersion.objects.filter(pk=version.pk).update(computed_at="2023-01-01T00:00:00Z")
    assert told in words(drafter.get(reverse("estimate", args=[version.pk])))
    assert told in words(drafter.get(reverse("estimate-submit", args=[version.pk])))


def test_a_long_register_leads_to_its_job(village: Village, drafter: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services.computing, "FEW_HOUSEHOLDS", 3)
    version = begun(drafter, village.remaining)
    answer = sent(drafter, "estimate-compute", version, basis="whole", as_if_signed_on="2023-12-31")
    assert answer["Location"] == reverse("job", args=[Job.objects.get().pk])
    assert "正在后台计算" in words(drafter.get(reverse("estimate", args=[version.pk])))


def test_the_list_is_narrowed_by_state_basis_words_and_to_the_newest(village: Village, drafter: Client) -> None:
    first = submitted(village.remaining, ("税费", "100"))
    send_back_estimate(REVIEWER, first, OPINION, today=TODAY)
    second = begin_estimate(DRAFTER, village.remaining)

    def listed(query: str) -> set[int]:
        page = words(drafter.get(f"/estimates/?{query}"))
        return {each.pk for each in (first, second) if f'href="{reverse("estimate", args=[each.pk])}"' in page}

    assert listed("") == {first.pk, second.pk}
    assert listed("state=sent_back") == {first.pk}
    assert listed("state=draft") == {second.pk}
    assert listed("newest=yes") == {second.pk}
    assert listed("basis=whole") == set()
    assert listed("q=大数据") == {first.pk, second.pk}
    assert listed("q=没有") == set()


def test_a_town_of_the_project_sees_no_estimate(village: Village) -> None:
    version = submitted(village.remaining, ("税费", "100"))
    browser = browser_of(*PERMISSIONS, of=Organisation.objects.get(name=village.remaining.towns[0]))
    assert browser.get(reverse("estimate", args=[version.pk])).status_code == 404
    assert 'id="estimates"' not in words(browser.get(reverse("project", args=[village.remaining.pk])))
    answer = browser.post(reverse("estimate-begin", args=[village.remaining.pk]))
    assert answer.status_code == 403
    assert "概算按整个项目编制" in words(answer)


def test_an_approved_estimate_is_found_by_its_document(village: Village, drafter: Client) -> None:
    version = submitted(village.remaining, ("税费", "100"))
    row = {"organisation": "示例财政评审中心", "person": "示例评审", "on": "2024-01-20", "opinion": "同意"}
    said = {"document_no": "示财评〔2024〕77号", "approved_on": "2024-01-25", "amount": "100"}
    opinions = {f"opinions-n1-{name}": text for name, text in row.items()}
    assert sent(browser_of("register.view", "estimate.review"), "estimate-approve", version, **said, **opinions)
    page = words(drafter.get("/search/?q=示财评〔2024〕77号"))
    assert "概算批准文件" in page
    assert reverse("estimate", args=[version.pk]) in page


def test_the_printed_table_names_what_it_rests_on(village: Village, drafter: Client) -> None:
    version = computed(drafter, village)
    answer = drafter.get(reverse("estimate-print", args=[version.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
