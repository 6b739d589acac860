from __future__ import annotations

import json
import re

import pytest
from tests.docs.pages import ROOT, SOURCE

from antu.kernel.money import Money
from antu.library.domain.citations import citations_of
from antu.policy import SETTLEMENT_COLUMNS, compute, load_pack, read_facts
from antu.policy.cases import read_cases, run_case
from antu.policy.register_fields import REGISTER_FIELDS
from antu.policy.typing_functions import SIGNATURES

PAGE = (ROOT / "docs" / "policy-packs.md").read_text(encoding="utf-8")
FILE = re.compile(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", re.DOTALL)


def test_the_pack_of_the_page_loads_and_its_cases_hold() -> None:
    pack = load_pack({name: text.encode() for name, text in FILE.findall(PAGE)})
    cases = read_cases(pack)
    assert len(cases) == 3
    assert [problem for case in cases for problem in run_case(pack, case)] == []


def test_the_household_of_the_page_is_paid_what_the_page_says() -> None:
    pack = load_pack({name: text.encode() for name, text in FILE.findall(PAGE)})
    (written,) = re.findall(r"<!-- facts: household.json -->\n```json\n(.*?)```", PAGE, re.DOTALL)
    paid = compute(pack, read_facts(pack, json.loads(written)))
    amounts = [line.amount for line in paid.lines]
    assert len(amounts) == 3
    for amount in (*amounts, Money.total(amounts)):
        assert amount.grouped() in PAGE


def citing_words() -> list[str]:
    table = PAGE.partition("## 条款怎样写")[2].partition("## YAML")[0]
    return [
        words for line in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for words in re.findall(r"`(.*?)`", line)
    ]


def test_every_way_to_cite_that_the_page_shows_is_read() -> None:
    written = citing_words()
    assert len(written) > 12
    for words in written:
        cited = citations_of(words)
        assert all(each.key for each in cited), words
        assert bool(cited) == (words != "—"), words


def test_every_error_code_of_packs_and_facts_is_explained() -> None:
    paths = (*(SOURCE / "policy").glob("*.py"), SOURCE / "regulations" / "commands.py")
    source = "".join(path.read_text(encoding="utf-8") for path in paths)
    codes = set(re.findall(r'"([PF]-[A-Z][A-Z-]+)"', source))
    explained = set(re.findall(r"`([PF]-[A-Z][A-Z-]+)`", PAGE))
    assert codes == explained


@pytest.mark.parametrize("name", SIGNATURES)
def test_every_function_is_described(name: str) -> None:
    assert f"`{name}(" in PAGE


def test_every_settlement_column_is_listed() -> None:
    for columns in SETTLEMENT_COLUMNS.values():
        assert "、".join(columns) in PAGE


@pytest.mark.parametrize("name", REGISTER_FIELDS)
def test_every_field_of_the_register_is_listed(name: str) -> None:
    (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{name}` ")]
    assert set(re.findall(r"`([a-z0-9_]+)`", row)) == {name, *REGISTER_FIELDS[name]}
