"""Importing a register asks for its permission and is entered under the person's name."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.db.registry import SAMPLES, SHELF, TODAY, standing

from antu.households.services import import_register
from antu.kernel.errors import BadInput, Forbidden
from antu.platform.actor import EVERYTHING, Actor
from antu.platform.models import JournalEntry
from antu.projects.models import Project

pytestmark = pytest.mark.django_db

PATH = SAMPLES / "tutorial.xlsx"


def test_without_the_permission_nothing_goes_in() -> None:
    reader = Actor("wang", "王示例", frozenset({"register.view", "register.edit"}))
    with pytest.raises(Forbidden, match="导入台账"):
        import_register(reader, PATH, today=TODAY, shelf=SHELF)
    assert not Project.objects.exists()


def test_with_it_the_journal_and_the_determinations_name_the_person() -> None:
    clerk = Actor("li", "李示例", frozenset({"register.import"}), EVERYTHING)
    import_register(clerk, PATH, today=TODAY, shelf=SHELF)
    assert set(JournalEntry.objects.values_list("actor_login", "actor_name")) == {("li", "李示例")}
    assert standing("JX-001").determined_by == "李示例"


def test_a_file_that_is_no_workbook_is_bad_input(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_text("户编号,户主\n", encoding="utf-8")
    with pytest.raises(BadInput, match="不是"):
        import_register(
            Actor("li", "李示例", frozenset({"register.import"}), EVERYTHING), path, today=TODAY, shelf=SHELF
        )
