"""Names of sheets and columns that an organisation taught: its own, each with one meaning, journalled, forgettable."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from antu.kernel.errors import BadInput, Forbidden
from antu.platform.actor import SYSTEM, Actor, Reach
from antu.platform.learned_names import Lesson, forget_name, learned_names, taught_names, teach_names
from antu.platform.models import JournalEntry, LearnedName

pytestmark = pytest.mark.django_db
CODE = Lesson("户", "户 编码", "code", "户编号")
SHEET = Lesson("", "花名 册", "户", "户")
PHOTO = Lesson("户", "照片", "", "忽略")


def of(reach: Reach, *permissions: str) -> Actor:
    return Actor("zhang", "张三", frozenset(permissions), reach)


TOWN = of(Reach(town="甲镇"), "register.import")


def test_what_is_taught_is_known_to_the_organisation_alone_and_for_its_workbook_alone() -> None:
    teach_names(TOWN, "register", [CODE, SHEET, PHOTO], source="台账.xlsx")
    names = taught_names(TOWN, "register")
    assert names.sheets == {"花名册": "户"}
    assert names.columns == {("户", "户编码"): "code", ("户", "照片"): ""}
    other = of(Reach(town="乙镇"), "register.import")
    for actor, workbook in ((other, "register"), (SYSTEM, "register"), (TOWN, "district"), (of(Reach()), "register")):
        assert not learned_names(actor, workbook)


def test_teaching_again_changes_the_meaning_and_the_journal_tells_each_change_once() -> None:
    teach_names(TOWN, "register", [CODE], source="台账.xlsx")
    teach_names(TOWN, "register", [CODE], source="台账.xlsx")
    teach_names(TOWN, "register", [Lesson("户", "户编码：", "holder", "户主")], source="台账2.xlsx")
    known = learned_names(TOWN).get()
    assert (known.meaning, known.label) == ("holder", "户主")
    newest, first = JournalEntry.objects.all()
    assert newest.change["meaning"] == ["code", "holder"]
    assert newest.change["label"] == ["户编号", "户主"]
    assert first.source == "台账.xlsx"


def test_two_names_for_one_column_are_refused_and_nothing_is_remembered() -> None:
    with pytest.raises(BadInput, match=r"户号码.*户 编码.*请只留一个"):
        teach_names(TOWN, "register", [PHOTO, Lesson("户", "户号码", "code", "户编号"), CODE], source="台账.xlsx")
    assert not LearnedName.objects.exists()
    assert not JournalEntry.objects.exists()


def test_two_ignored_names_are_no_doubles() -> None:
    teach_names(TOWN, "register", [PHOTO, Lesson("户", "录入人", "", "忽略")], source="台账.xlsx")
    assert learned_names(TOWN).count() == 2


def test_who_may_not_import_or_belongs_to_nobody_teaches_and_forgets_nothing() -> None:
    teach_names(TOWN, "register", [CODE], source="台账.xlsx")
    known = learned_names(TOWN).get()
    for actor in (of(TOWN.reach, "register.view"), of(Reach(), "register.import")):
        with pytest.raises(Forbidden):
            teach_names(actor, "register", [PHOTO], source="台账.xlsx")
    for actor in (of(TOWN.reach), of(Reach(town="乙镇"), "register.import"), of(Reach(), "register.import")):
        with pytest.raises(Forbidden):
            forget_name(actor, known)
    assert learned_names(TOWN).get() == known


def test_a_forgotten_name_is_unknown_and_can_be_taught_anew() -> None:
    teach_names(TOWN, "register", [CODE], source="台账.xlsx")
    forget_name(TOWN, learned_names(TOWN).get())
    assert not taught_names(TOWN, "register").columns
    assert JournalEntry.objects.latest("pk").change == {"is_forgotten": [False, True]}
    teach_names(TOWN, "register", [CODE], source="台账.xlsx")
    assert learned_names(TOWN).count() == 1


def test_the_database_keeps_one_meaning_for_a_name() -> None:
    teach_names(TOWN, "register", [CODE], source="台账.xlsx")
    known = learned_names(TOWN).get()
    known.pk = None
    with pytest.raises(IntegrityError, match="learned_name_means_one_thing"):
        known.save(force_insert=True)
