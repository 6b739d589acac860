"""Each page of the handbook has a picture that is declared and light, and tells to press only what a page has."""

from __future__ import annotations

import re

import pytest
from tests.docs.labels import is_on_screen, named_by
from tests.docs.pages import HANDBOOK

from antu.site.handbook.shot import IMAGES, picture_file
from antu.site.handbook.shots import SHOTS

PAGES = sorted(HANDBOOK.glob("*.md"))
BYTES_MAX = 150_000
SHOWN = re.compile(r"!\[([^\]]*)\]\(images/([^)]+)\)")
DECLARED = {picture_file(page, picture).name: page for page, pictures in SHOTS.items() for picture in pictures}


def pictures_of(text: str) -> dict[str, str]:
    """File name → what is said of it to those who cannot see it."""
    return {name: said for said, name in SHOWN.findall(text)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_has_a_picture_with_words_for_who_cannot_see_it(page) -> None:  # type: ignore[no-untyped-def]
    shown = pictures_of(page.read_text(encoding="utf-8"))
    assert shown, f"declare one in site/handbook/shots.py, take it with ./run handbook shots {page.stem}, show it"
    assert all(len(said) > 3 for said in shown.values())
    assert all((IMAGES / name).exists() for name in shown)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_pictures_of_a_page_are_the_declared_ones(page) -> None:  # type: ignore[no-untyped-def]
    declared = {name for name, shown_on in DECLARED.items() if shown_on == page.stem}
    assert set(pictures_of(page.read_text(encoding="utf-8"))) == declared


def test_pictures_are_declared_of_pages_that_exist() -> None:
    assert set(SHOTS) <= {page.stem for page in PAGES}
    assert len(DECLARED) == sum(len(pictures) for pictures in SHOTS.values())


def test_no_picture_is_kept_that_nothing_declares() -> None:
    assert {path.name for path in IMAGES.iterdir()} == set(DECLARED)


@pytest.mark.parametrize("name", DECLARED)
def test_a_picture_is_light(name: str) -> None:
    assert (IMAGES / name).stat().st_size <= BYTES_MAX


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_names_no_button_that_is_not_there(page) -> None:  # type: ignore[no-untyped-def]
    labels = named_by(page.read_text(encoding="utf-8"))
    assert [label for label in labels if not is_on_screen(label)] == []


def test_a_button_that_is_gone_would_be_noticed() -> None:
    assert named_by("先点“作废本笔”，再点“盖章发往省厅”；或用“导出全省”按钮。") == [
        "作废本笔",
        "盖章发往省厅",
        "导出全省",
    ]
    assert is_on_screen("作废本笔")
    assert is_on_screen("登记到位资金和已付")
    assert not is_on_screen("盖章发往省厅")
    assert not is_on_screen("导出全省")
