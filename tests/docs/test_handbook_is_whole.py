"""The handbook can be read through from its first page, and explains every code that a message may carry."""

import re

from pages import HANDBOOK, SOURCE, links, local_target, tables

_CODE = re.compile(r'"([RW]-[A-Z]+(?:-[A-Z]+)*)"')


def test_every_page_is_reached_from_the_index() -> None:
    reached, waiting = set(), [HANDBOOK / "README.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        targets = {local_target(page, link) for link in links(page)}
        waiting += [target for target in targets if target and target.parent == HANDBOOK and target not in reached]
    assert reached == set(HANDBOOK.glob("*.md"))


def codes_in_source() -> set[str]:
    return {code for file in SOURCE.rglob("*.py") for code in _CODE.findall(file.read_text(encoding="utf-8"))}


def explained() -> list[list[str]]:
    return [row for row in tables((HANDBOOK / "rules.md").read_text(encoding="utf-8")) if row[0].startswith("`")]


def test_every_code_that_a_message_may_carry_is_explained_and_no_other() -> None:
    codes = [row[0].strip("`") for row in explained()]
    assert len(codes) == len(set(codes))
    assert set(codes) == codes_in_source()


def test_every_code_has_a_cause_and_a_way_out() -> None:
    for row in explained():
        assert len(row) == 3, row
        assert all(row), row
