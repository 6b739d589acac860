"""The handbook can be read through from its first page, and explains every code that a message may carry."""

import ast
import re

from tests.docs.pages import HANDBOOK, SOURCE, links, local_target, tables

_CODE = re.compile(r"[A-Z]-[A-Z]+(?:-[A-Z]+)*")


def test_every_page_is_reached_from_the_index() -> None:
    reached, waiting = set(), [HANDBOOK / "README.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        targets = {local_target(page, link) for link in links(page)}
        waiting += [target for target in targets if target and target.parent == HANDBOOK and target not in reached]
    assert reached == set(HANDBOOK.glob("*.md"))


def codes_in_source() -> set[str]:
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in SOURCE.rglob("*.py"))
    texts = (node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and _CODE.fullmatch(text)}


def explained() -> list[list[str]]:
    return tables((HANDBOOK / "rules.md").read_text(encoding="utf-8"))


def test_every_code_that_a_message_may_carry_is_explained_and_no_other() -> None:
    codes = [row[0].strip("`") for row in explained()]
    assert len(codes) == len(set(codes))
    assert set(codes) == codes_in_source()


def test_every_code_has_a_cause_and_a_way_out() -> None:
    for row in explained():
        assert len(row) == 3, row
        assert all(row), row
