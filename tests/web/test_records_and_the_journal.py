from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.people import browser_of
from tests.web.village import Village

from antu.organisations.models import StaffCount
from antu.platform.contributions import collected
from antu.platform.models import JournalEntry
from antu.platform.records import RecordKind
from antu.projects.models import ProjectEvent

pytestmark = pytest.mark.usefixtures("village")


def reader() -> Client:
    return browser_of("register.view", "report.view", "settlement.view")


def test_every_listed_table_has_a_page_for_its_rows() -> None:
    browser = reader()
    rows = [kind.model._default_manager.first() for kind in collected(RecordKind)]  # noqa: SLF001 - Django's documented API
    opened = [row for row in rows if row is not None]
    assert len(opened) >= 20
    for row in opened:
        page = browser.get(reverse("record", args=[row._meta.label, row.pk]), follow=True)
        assert page.status_code == 200, row
        assert "日志" in page.content.decode()


@pytest.mark.parametrize("label", ["organisations.User", "platform.JournalEntry", "sessions.Session", "no.Such"])
def test_a_table_that_no_room_lists_is_nobodys_to_browse(label: str) -> None:
    assert reader().get(f"/records/{label}/1/").status_code == 404


def test_a_record_leads_to_its_parent_and_to_its_children(village: Village) -> None:
    event = ProjectEvent.objects.filter(project=village.remaining).latest("on")
    page = reader().get(reverse("record", args=["projects.ProjectEvent", event.pk])).content.decode()
    assert f'href="/projects/{village.remaining.pk}/"' in page
    organisation = StaffCount.objects.latest("pk").organisation
    page = reader().get(reverse("record", args=["organisations.Organisation", organisation.pk])).content.decode()
    assert "/records/organisations.StaffCount/" in page


def test_a_person_is_masked_even_for_posts_that_see_numbers(village: Village) -> None:
    person = village.signed.people.latest("pk")
    page = browser_of("register.view", "personal.view").get(reverse("record", args=["households.Person", person.pk]))
    assert person.id_number not in page.content.decode()
    assert person.id_number[-4:] in page.content.decode()


def test_a_withdrawn_row_says_so(village: Village) -> None:
    event = ProjectEvent.objects.filter(project=village.remaining).latest("on")
    ProjectEvent.objects.filter(pk=event.pk).update(is_voided=True)
    page = reader().get(reverse("record", args=["projects.ProjectEvent", event.pk])).content.decode()
    assert "作废</span>" in page


def test_the_journal_tells_a_change_in_the_words_of_the_register(village: Village) -> None:
    page = reader().get(reverse("journal") + "?object=JX-001").content.decode()
    assert "导入台账：新增" in page
    assert "与户主关系 户主" in page
    assert village.signed.phone not in page
    assert village.signed.id_number not in page


def test_the_journal_narrows_by_kind_object_and_person() -> None:
    browser = reader()
    assert "户 JX-001" in browser.get(reverse("journal") + "?kind=households.household&object=JX-001").content.decode()
    assert "没有符合条件的记录" in browser.get(reverse("journal") + "?actor=没有这个人").content.decode()


def test_every_entry_of_the_journal_can_be_reached() -> None:
    page = reader().get(reverse("journal")).content.decode()
    assert f"共 {JournalEntry.objects.count()} 条" in page
