"""The demo's files: built from their lists, loaded twice, marked where invented, and signed in to."""

from __future__ import annotations

from pathlib import Path

import pytest
from demo.build_district import build
from python_calamine import CalamineWorkbook
from tests.world import DEMO, demo_district, whole_demo

from antu.kernel.errors import BadInput
from antu.organisations.models import Organisation, Post, User
from antu.organisations.selectors import acting, demo_accounts
from antu.organisations.services import enter_demo_accounts
from antu.performance.selectors import report_figures, report_identities
from antu.platform.actor import LENT, PERMISSIONS, SYSTEM
from antu.platform.contributions import collected
from antu.platform.exchange import DistrictSheet
from antu.platform.models import JournalEntry
from antu.projects.models import Project

#: Names of the published report; nothing else of the demo may look real.
PUBLISHED_PROJECTS = {
    "石峰大桥东匝道",
    "菖塘社区工业地块一",
    "菖塘社区工业地块二",
    "横塘坡路",
    "响田大桥拓宽改造接线工程",
    "铁路综合物流园",
    "中车大道",
    "轨道科技城工业地块五",
    "石油智能装备地块三",
    "天桥路南沿段项目",
    "藏龙路一期",
    "大数据二期",
    "中医药高等专科学校",
    "2022年度第十七批次建设用地（中心城区）",
    "观湖路项目",
    "株洲港铜塘湾港区(一期工程)白祁庙危险品作业区",
}


def cells(path: Path) -> dict[str, object]:
    """All cells of a workbook by sheet."""
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_workbook_is_what_its_lists_say(tmp_path: Path) -> None:
    build(tmp_path / "built.xlsx")
    assert cells(tmp_path / "built.xlsx") == cells(DEMO / "district-2023.xlsx")


@pytest.mark.django_db
def test_the_whole_demo_loads_and_loads_again_without_a_trace() -> None:
    first = whole_demo()
    assert first.accounts_changed == len(demo_accounts()) == 9
    assert {name: outcome.exit_status for name, outcome in first.files.items() if outcome.exit_status} == {
        "xiangtian-bridge-messy.xlsx": 1
    }
    entries = JournalEntry.objects.count()
    again = whole_demo()
    assert again.accounts_changed == 0
    assert all(outcome.created == outcome.updated == 0 for outcome in again.files.values())
    assert JournalEntry.objects.count() == entries


@pytest.fixture(scope="module")
def district(kept_for_the_file: None) -> None:  # noqa: ARG001
    """From the first test that asks for it, to the end of the file."""
    demo_district()


@pytest.mark.django_db
def test_every_row_goes_in_without_a_word_and_every_sheet_is_used() -> None:
    outcome = demo_district()
    assert (outcome.errors, outcome.warnings, outcome.exit_status) == ((), (), 0)
    assert set(outcome.sheets) == {sheet.name for sheet in collected(DistrictSheet)}


@pytest.mark.django_db
@pytest.mark.usefixtures("district")
def test_what_no_published_source_gives_is_marked() -> None:
    assert set(Project.objects.filter(is_sample=False).values_list("name", flat=True)) == PUBLISHED_PROJECTS
    for sheet in collected(DistrictSheet):
        for record in sheet.model.objects.filter(is_sample=False):
            assert "示例" not in str(record), record
    offices = Organisation.objects.exclude(name__endswith="土地事务服务中心")
    assert all(office.is_sample and "示例" in office.name for office in offices)


@pytest.mark.django_db
@pytest.mark.usefixtures("district")
def test_all_identities_of_the_demos_year_hold() -> None:
    assert all(identity.holds for identity in report_identities(report_figures(2023)))


@pytest.mark.django_db
@pytest.mark.usefixtures("district")
def test_registers_of_the_demo_belong_to_projects_of_its_district() -> None:
    before = Project.objects.count()
    whole_demo()
    assert Project.objects.count() == before
    registered = {project.name for project in Project.objects.filter(households__isnull=False)}
    assert registered == {"教学示例项目", "藏龙路一期", "大数据二期", "响田大桥拓宽改造接线工程", "示例国有宿舍区"}


@pytest.mark.django_db
@pytest.mark.usefixtures("district")
def test_demo_people_sign_in_at_posts_with_known_permissions() -> None:
    enter_demo_accounts(SYSTEM, DEMO)
    for account in demo_accounts():
        user = User.objects.get(username=account.login)
        assert user.check_password(account.password)
        assert user.is_demo
        assert str(user.organisation) == account.organisation
        assert str(user.post) == account.post
    allowed = {permission for post in Post.objects.all() for permission in post.permissions}
    assert allowed == PERMISSIONS.keys() - LENT
    assert not acting("shenji").may("register.import")
    assert acting("zhengchai").may("register.import")


@pytest.mark.django_db
@pytest.mark.usefixtures("district")
def test_passwords_of_the_demo_stay_out_of_the_journal() -> None:
    enter_demo_accounts(SYSTEM, DEMO)
    changes = str(list(JournalEntry.objects.filter(action="登记演示账号").values_list("change", flat=True)))
    assert "zhuren" not in changes.replace("示例主任", "")
    assert "argon2" not in changes


@pytest.mark.django_db
@pytest.mark.usefixtures("district")
def test_a_real_account_never_becomes_a_demo_one() -> None:
    User.objects.create_user("zhuren", password="a long real one")
    with pytest.raises(BadInput, match="正式账号"):
        enter_demo_accounts(SYSTEM, DEMO)
    assert User.objects.get(username="zhuren").check_password("a long real one")


@pytest.mark.django_db
@pytest.mark.usefixtures("district")
def test_the_command_line_acts_as_the_system_or_as_whom_it_names() -> None:
    enter_demo_accounts(SYSTEM, DEMO)
    assert acting(None) is SYSTEM
    assert acting("caiwu").name == "示例财务"
    with pytest.raises(BadInput, match="nobody"):
        acting("nobody")


def test_no_demo_password_is_used_twice() -> None:
    lines = (DEMO / "accounts.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len({line.split(",")[1] for line in lines}) == len(lines)
