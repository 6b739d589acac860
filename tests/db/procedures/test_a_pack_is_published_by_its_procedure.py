"""A pack goes from hand to hand along its drawing, and the last one publishes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone
from tests.db.procedures.test_each_procedure_does_its_deed import do
from tests.offices import as_, open_offices
from tests.village_pack import proof_of, village_files

from antu.kernel.errors import BadInput, Forbidden
from antu.platform.versions import version_of
from antu.procedures.services.cases import start_case
from antu.regulations import selectors
from antu.regulations.models import PackVersion
from antu.regulations.services.pack_publishing import keep_proof
from antu.regulations.services.packs import Editing, change_pack_draft, draft_pack_from_folder, withdraw_pack_draft

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.ANTU_HOME = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setenv("ANTU_HOME", str(tmp_path))
    selectors.pack_shelf.cache_clear()
    yield
    selectors.pack_shelf.cache_clear()


@pytest.fixture
def draft() -> PackVersion:
    open_offices()
    row = draft_pack_from_folder(as_("fagui"), village_files(), "新定办法")
    return keep_proof(as_("fagui"), row, proof_of(row.sha256))


def test_it_is_published_by_the_last_hand(
    draft: PackVersion, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    case = start_case(as_("fagui"), "pack-issue", draft, timezone.localdate())
    do(case, "fagui", "zonghe", "zhengchai", "caiwu", "zhuren")
    with pytest.raises(BadInput, match="正在审批"):
        change_pack_draft(as_("fagui"), draft, village_files(), Editing(version_of(draft)))
    with pytest.raises(BadInput):
        withdraw_pack_draft(as_("fagui"), draft, "不要了")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        do(case, "zonghe", document_no="示例〔2026〕3号", issued_on="2026-01-06")
    draft.refresh_from_db()
    assert (draft.document_no, draft.published_on, draft.published_by) == (
        "示例〔2026〕3号",
        date(2026, 1, 6),
        "示例综合",
    )
    assert selectors.pack_shelf().get("hillside-sample@1").sha256 == draft.sha256


def test_what_is_not_proved_is_not_even_handed_in(draft: PackVersion) -> None:
    keep_proof(as_("fagui"), draft, proof_of("0" * 64))
    with pytest.raises(BadInput, match="双引擎校验"):
        start_case(as_("fagui"), "pack-issue", PackVersion.objects.get(pk=draft.pk), timezone.localdate())


def test_who_wrote_it_does_not_decide_it(draft: PackVersion) -> None:
    files = village_files("1", README_md=("全部为示例", "全部是示例"))
    row = change_pack_draft(as_("zonghe"), draft, files, Editing(version_of(draft)))
    keep_proof(as_("fagui"), row, proof_of(row.sha256))
    case = start_case(as_("fagui"), "pack-issue", PackVersion.objects.get(pk=draft.pk), timezone.localdate())
    do(case, "fagui")
    with pytest.raises(Forbidden, match="提出或编写"):
        do(case, "zonghe")
