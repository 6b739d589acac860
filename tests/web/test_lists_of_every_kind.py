"""Whatever list it is: what leaves as a workbook is what the page shows, in the order and columns of its address."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from html import unescape
from io import BytesIO
from typing import Any, Final
from urllib.parse import quote

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from tests.web.case_rows import (
    assignment,
    case,
    estimate_draft,
    learned,
    legal_text,
    proof_finding,
    public_question,
    simulated,
)
from tests.web.people import browser_of
from tests.web.village import Village

from antu.households.models import Household
from antu.kernel.money import Money
from antu.planning.models import PlanVersion
from antu.platform.actor import PERMISSIONS, SYSTEM
from antu.settlement.domain.hand_amount import HandAmount
from antu.settlement.services import enter_receipt, void_entry


def one_learned(village: Village) -> list[Any]:
    """The list of learned names has one."""
    learned(village)
    return []


def one_estimate(village: Village) -> list[Any]:
    """The list of estimates has one."""
    estimate_draft(village)
    return []


def one_simulated(village: Village) -> list[Any]:
    """The list of simulations has one."""
    simulated(village)
    return []


def one_finding(village: Village) -> list[Any]:
    """The lists of proofs have one."""
    proof_finding(village)
    return []


def one_case(village: Village) -> list[Any]:
    """The list of cases has one."""
    case(village)
    return []


def one_assigned(village: Village) -> list[Any]:
    """The lists of dispatch have one."""
    assignment(village)
    return []


def one_legal_text(village: Village) -> list[Any]:
    """The list of texts has one."""
    legal_text(village)
    return []


def one_question(village: Village) -> list[Any]:
    """The list of questions has one."""
    public_question(village)
    return []


LISTS: Final[Mapping[str, Callable[[Village], list[Any]]]] = {
    "projects": lambda _: [],
    "board": lambda _: [],
    "key-projects": lambda _: [],
    "remaining": lambda _: [],
    "clearing": lambda _: [],
    "clearing-cadres": lambda _: [],
    "project-clearing": lambda village: [village.remaining.pk],
    "meetings": one_assigned,
    "assignments": one_assigned,
    "dispatch-board": one_assigned,
    "cases": one_case,
    "plans": lambda _: [],
    "estimates": one_estimate,
    "proof": one_finding,
    "proof-pending": one_finding,
    "simulations": one_simulated,
    "plan": lambda _: [PlanVersion.objects.get(label="调整1").pk],
    "households": lambda _: [],
    "project-households": lambda village: [village.tutorial.pk],
    "journal": lambda _: [],
    "learned-names": one_learned,
    "rules": lambda _: [],
    "library-texts": one_legal_text,
    "library-citations": lambda _: [],
    "library-questions": one_question,
    "packs": lambda _: [],
    "problems": lambda _: [],
    "reports": lambda _: [],
    "figure": lambda _: [2023, "done.collective.area"],
}
"""By the name of their address."""
FEW: Final = {"journal": "kind=households.household&size=500"}
"""What leaves a page of rows of a list that has more."""

_ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r'<td class="([^"]*)"[^>]*>(.*?)</td>', re.DOTALL)
_HEAD_LINES = 12


def shown(page: str) -> list[list[str]]:
    """The texts of the rows of a list, without marks and boxes; charts above it have tables of their own."""
    page = page[max(page.find('<div id="rows">'), 0) :]
    body = page[page.index("<tbody>") : page.index("</tbody>")]
    return [[_text(html) for css, html in _CELL.findall(row) if css != "pick"] for row in _ROW.findall(body)]


def _text(html: str) -> str:
    if "<details>" in html:
        return "；".join(unescape(line) for line in re.findall(r"<li>(.*?)</li>", html))
    is_text = html.startswith(("<a", "<span title"))
    without_marks = re.sub(r'(?<=>)<span class="chip.*?</span>', "", html) if is_text else html
    words = re.sub(r'</span><span class="chip', '</span>、<span class="chip', without_marks)
    noted = re.sub(r'<span class="cell-note">(.*?)</span>', r"（\1）", words)
    text = unescape(re.sub(r"<[^>]+>", "", noted)).strip()
    return re.sub(r"^(\d{4}-\d\d-\d\d)（.*）$", r"\1", text)  # a day leaves as a day, without what is said of it


def read_back(answer: Any) -> tuple[list[str], list[list[Any]]]:
    """The header and the rows of the workbook, without the lines above, marks and totals."""
    content = b"".join(answer.streaming_content)
    (sheet,) = openpyxl.load_workbook(BytesIO(content)).worksheets
    lines = [list(row) for row in sheet.iter_rows(values_only=True)]
    head = next(number for number, line in enumerate(lines) if line[-1] == "标记")
    return [str(cell) for cell in lines[head][:-1]], [line[:-1] for line in lines[head + 1 :]]


def as_text(value: Any) -> str:
    """A cell of the workbook as the page would write it, without separators."""
    if hasattr(value, "date"):
        return str(value.date())
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value or "") if value != 0 else "0"


def plain(text: str) -> str:
    """A text of the page without separators, plus sign and trailing zeros of a number."""
    number = text.replace(",", "").removeprefix("+")
    if re.fullmatch(r"-?\d+\.\d+", number):
        return number.rstrip("0").rstrip(".")
    return number if re.fullmatch(r"-?\d+", number) else text


@pytest.fixture
def browser(village: Village) -> Client:  # noqa: ARG001 - the lists are of the village
    return browser_of(*PERMISSIONS)


def address(name: str, village: Village) -> str:
    return reverse(name, args=LISTS[name](village))


def few(name: str) -> str:
    return FEW.get(name, "size=500")


def body_of(browser: Client, url: str) -> str:
    return browser.get(url).content.decode()


@pytest.mark.parametrize("name", LISTS)
def test_the_workbook_is_what_the_page_shows(name: str, browser: Client, village: Village) -> None:
    url = address(name, village)
    rows = shown(body_of(browser, f"{url}?{few(name)}"))
    header, lines = read_back(browser.get(f"{url}?{few(name)}&export=xlsx"))
    assert rows
    assert [[as_text(cell) for cell in line] for line in lines[: len(rows)]] == [
        [plain(cell) for cell in row] for row in rows
    ]
    assert len(lines) - len(rows) <= 1  # the totals
    assert len(header) == len(rows[0])


@pytest.mark.parametrize("name", LISTS)
def test_each_header_that_sorts_sorts_up_and_down(name: str, browser: Client, village: Village) -> None:
    url = address(name, village)
    page = body_of(browser, f"{url}?{few(name)}")
    links = re.findall(r'<a class="sort" href="([^"]+)"', page)
    assert links or name == "reports"
    for link in links:
        up = body_of(browser, unescape(link))
        assert up.count('aria-sort="ascending"') == 1
        assert sorted(shown(up)) == sorted(shown(page))
        key = re.search(r"sort=([\w-]+)", link)[1]  # type: ignore[index]
        down = body_of(browser, f"{url}?{few(name)}&sort=-{key}")
        assert down.count('aria-sort="descending"') == 1
        workbook = read_back(browser.get(f"{url}?{few(name)}&sort=-{key}&export=xlsx"))[1]
        assert [as_text(line[0]) for line in workbook[: len(shown(down))]] == [plain(row[0]) for row in shown(down)]


@pytest.mark.parametrize("name", LISTS)
def test_only_the_columns_of_the_address_are_shown_and_leave(name: str, browser: Client, village: Village) -> None:
    url = address(name, village)
    keys = re.findall(r'name="cols" value="([^"]+)"', body_of(browser, url))
    first, *others = keys
    for query in (f"?cols={first}", f"?cols={','.join(keys)}", "?" + "&".join(f"cols={key}" for key in keys)):
        wanted = 1 if query == f"?cols={first}" else 1 + len(others)
        assert {len(row) for row in shown(body_of(browser, url + query))} == {wanted}
        assert len(read_back(browser.get(f"{url}{query}&export=xlsx"))[0]) == wanted


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_printed(name: str, browser: Client, village: Village) -> None:
    answer = browser.get(f"{address(name, village)}?print=pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("name", ["projects", "board", "remaining", "households", "project-households", "journal"])
def test_a_filter_that_lets_nothing_through_says_so_and_leads_back(
    name: str, browser: Client, village: Village
) -> None:
    url = address(name, village)
    query = "?object=无此对象" if name == "journal" else "?q=无此名称"
    page = body_of(browser, url + query)
    assert "没有符合条件的记录" in page
    assert f'href="{url}">清空筛选' in page


def test_a_post_without_a_button_of_the_list_is_refused(browser: Client, village: Village) -> None:
    assert browser.post(address("households", village), {"row": [village.signed.pk]}).status_code == 405
    assert browser.post(address("households", village), {"action": "nothing"}).status_code == 405


def test_two_lists_of_one_page_have_an_address_each(browser: Client, village: Village) -> None:
    for number, fen in (("收-1", 12_345), ("收-2", 500)):
        entered = HandAmount(on=village.day, amount=Money(fen), document_no=number, note="")
        enter_receipt(SYSTEM, village.tutorial, entered)
    url = reverse("settlement", args=[village.tutorial.pk])
    page = body_of(browser, f"{url}?receipts-sort=amount")
    assert page.count('aria-sort="ascending"') == 1
    assert [row[1] for row in shown(page)] == ["5.00", "123.45"]
    _, lines = read_back(browser.get(f"{url}?receipts-sort=amount&receipts-export=xlsx"))
    assert [line[1] for line in lines] == [5, 123.45, 128.45]
    assert browser.get(f"{url}?payments-print=pdf")["Content-Type"] == "application/pdf"


def test_entries_of_money_are_filtered_by_words_days_and_whether_they_stand(browser: Client, village: Village) -> None:
    url = reverse("settlement", args=[village.tutorial.pk])
    assert "receipts-q" not in body_of(browser, url), "nothing to filter yet"
    days = {"收-1": date(2023, 3, 1), "收-2": date(2023, 5, 1), "收-3": date(2023, 7, 1)}
    for number, day in days.items():
        entry = enter_receipt(SYSTEM, village.tutorial, HandAmount(day, Money(100), number))
    void_entry(SYSTEM, entry, reason="登记错了")

    def found(query: str) -> list[str]:
        return [row[2] for row in shown(body_of(browser, f"{url}?{query}"))]

    assert sorted(found("receipts-q=收")) == sorted(days)
    assert found("receipts-q=收-2") == ["收-2"]
    assert found("receipts-from=2023-04-01&receipts-to=2023-06-01") == ["收-2"]
    assert found("receipts-stands=no") == ["收-3"]
    assert set(found("receipts-stands=yes&payments-q=没有")) == {"收-1", "收-2"}
    assert "没有符合条件的记录" in body_of(browser, f"{url}?payments-q=没有")


@pytest.mark.parametrize("written", ["2023.5.1", "2023/05/01", "2023年5月1日", "２０２３-05-01", "20230501"])
def test_a_day_may_be_written_as_people_write_it(written: str, browser: Client) -> None:
    whole = shown(body_of(browser, "/households/?size=500"))
    by_day = shown(body_of(browser, f"/households/?size=500&signed_from={quote(written)}"))
    assert by_day == shown(body_of(browser, "/households/?size=500&signed_from=2023-05-01"))
    assert 0 < len(by_day) < len(whole)


@pytest.mark.parametrize("query", ["signed_from=%E6%98%A8%E5%A4%A9", "signed_to=2023-02-30", "town=nowhere", "state=x"])
def test_what_a_filter_does_not_know_lets_nothing_through_and_is_said(query: str, browser: Client) -> None:
    page = body_of(browser, f"/households/?{query}")
    assert "共 0 户" in page
    assert 'class="chip"' in page
    assert ("看不懂这个日期" in page) == query.startswith("signed")
    _, lines = read_back(browser.get(f"/households/?{query}&export=xlsx"))
    assert [line[0] for line in lines] == ["合计"]


def test_a_number_that_looks_like_a_day_leaves_as_it_is_written(browser: Client, village: Village) -> None:
    rows = village.remaining.households.order_by("code")[:2]
    for row, number in zip(rows, ("2023-01-05", "2023-01-57"), strict=True):
        Household.objects.filter(pk=row.pk).update(agreement_no=number)
    _, lines = read_back(browser.get("/households/?q=DSJ2&cols=code,agreement,signed&sort=code&export=xlsx"))
    assert [line[2] for line in lines[:2]] == ["2023-01-05", "2023-01-57"]
    assert isinstance(lines[0][1], datetime)


@pytest.mark.parametrize("path", ["/search/?q=%E5%BC%A0%00", "/search/suggestions/?q=%00", "/households/?q=%00"])
def test_a_zero_character_is_refused_in_words(path: str, browser: Client) -> None:
    answer = browser.get(path)
    assert answer.status_code == 400
    assert "没有办成" in answer.content.decode()
