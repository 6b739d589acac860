"""Which packs cite a clause, what is not found, questions, the demo's library, what a search finds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from tests.world import DEMO

from antu.kernel.errors import BadInput
from antu.library.models import LegalClause, LegalText, Question
from antu.library.selectors.citing import (
    PlaceKind,
    all_places,
    citing_of_clause,
    clause_finder,
    clauses_named,
    links_of_words,
)
from antu.library.selectors.questions import bases_of, is_published, published_questions, questions_seen
from antu.library.selectors.searching import LibraryGroup, LibraryQuestion, search_library
from antu.library.services import (
    correct_question,
    enter_question,
    link_citation,
    load_demo_library,
    publish_question,
    void_question,
    withdraw_question,
)
from antu.platform.actor import EVERYTHING, SYSTEM, Actor, Reach
from antu.platform.clause_links import citing_cell, clause_links
from antu.platform.links import record_url
from antu.platform.search.finding import find
from antu.regulations.selectors import pack_shelf

pytestmark = pytest.mark.django_db

TODAY = date(2024, 1, 31)
PACK = "hunan-demo-2023@1"
TOWN = Actor("zhen", "示例镇街", frozenset({"register.view"}), Reach(town="示例街道"))


@pytest.fixture
def demo() -> LegalText:
    assert load_demo_library(SYSTEM, DEMO, today=TODAY) > 10
    return LegalText.objects.get()


def clause(label: str) -> LegalClause:
    return LegalClause.objects.standing().get(label=label)


def refusals(deed: Callable[[], object]) -> list[tuple[str, object]]:
    with pytest.raises(BadInput) as refused:
        deed()
    return [(each.rule, each.where.get("column")) for each in refused.value.problems]


def test_the_demo_is_marked_and_loads_once(demo: LegalText) -> None:
    assert load_demo_library(SYSTEM, DEMO, today=TODAY) == 0
    assert demo.is_sample
    assert "合成" in demo.title
    assert all(each.is_sample for each in (*LegalClause.objects.all(), *Question.objects.all()))
    assert all("示例" in each.question for each in Question.objects.all())


def test_every_clause_of_its_own_that_the_demo_pack_cites_is_in_the_demo_text(demo: LegalText) -> None:
    finder = clause_finder()
    cited = [each for each in all_places() if each.pack == PACK and each.citation.name.startswith("演示")]
    assert len(cited) > 20
    assert [each.words for each in cited if finder.found(each).clause is None] == []
    assert demo.clauses.count() == 28


def test_a_clause_knows_the_items_rules_and_rates_that_cite_it(demo: LegalText) -> None:  # noqa: ARG001
    moving = citing_of_clause(clause("第十四条"))
    assert {(each.kind, each.label) for each in moving if each.kind is PlaceKind.ITEM} == {(PlaceKind.ITEM, "搬家费")}
    assert {each.pack for each in moving} == {PACK}
    assert any("每人每次搬家费" in each.label for each in moving)
    rule = next(each for each in citing_of_clause(clause("第十条")) if each.kind is PlaceKind.ELIGIBILITY)
    assert (rule.code, rule.words) == ("E14", "农村集体经济组织法 12 条；演示办法第十条")
    (houses,) = [each for each in citing_of_clause(clause("附件二")) if "房屋补偿标准" in each.label]
    assert houses.label == "房屋补偿标准（15 行）"


def test_a_page_asks_where_the_words_of_a_pack_lead(demo: LegalText) -> None:  # noqa: ARG001
    words = [
        "演示办法第十四、十五条",
        "土地管理法 48 条",
        "—",
        "土地管理法 48 条；演示办法第十三条",
        "演示办法第十四条",
    ]
    pack = pack_shelf().get(PACK)
    links = clause_links(SYSTEM, pack, words)
    assert {each: [link.label for link in found] for each, found in links.items()} == {
        words[0]: ["演示办法第十四条", "演示办法第十五条"],
        words[3]: ["土地管理法第四十八条", "演示办法第十三条"],
        words[4]: ["演示办法第十四条"],
    }
    both = citing_cell(links, words[0])
    assert (both.url, [link.url for link in both.links]) == (
        "",
        [record_url(clause("第十四条")), record_url(clause("第十五条"))],
    )
    assert [link.url for link in citing_cell(links, words[3]).links] == ["", record_url(clause("第十三条"))]
    assert citing_cell(links, words[4]).url == record_url(clause("第十四条"))
    assert (citing_cell(links, words[1]).url, citing_cell(links, words[1]).links) == ("", ())
    assert links_of_words(Actor("x", "x", frozenset(), EVERYTHING), pack, words) == {}


def test_what_is_found_by_no_name_is_linked_by_hand(demo: LegalText) -> None:  # noqa: ARG001
    place = next(each for each in all_places() if each.citation.words == "结算单一")
    assert clause_finder().found(place).text is None
    link_citation(SYSTEM, place.pack_id, place.citation.words, clause("第三条"))
    found = clause_finder().found(place)
    assert (found.clause, found.is_by_hand) == (clause("第三条").pk, True)
    assert place in citing_of_clause(clause("第三条"))


def test_a_text_that_is_kept_but_has_no_such_article_is_told_apart(demo: LegalText) -> None:
    finder = clause_finder()
    found = finder.named("演示办法", "99", TODAY)
    assert (found.text, found.clause) == (demo.pk, None)
    assert finder.named("没有的办法", "1", TODAY).text is None


def test_clauses_are_named_in_words(demo: LegalText) -> None:  # noqa: ARG001
    found, unknown = clauses_named("演示办法第七条、第八条\n附件二；土地管理法 48 条", TODAY)
    assert found == [clause("第七条").pk, clause("第八条").pk, clause("附件二").pk]
    assert unknown == ["土地管理法第四十八条"]


def test_a_question_is_a_draft_until_it_is_published(demo: LegalText) -> None:  # noqa: ARG001
    texts = {
        "question": "什么时候发钱？",
        "answer": "签约以后。\n\n看协议。",
        "audience": "群众",
        "clauses": "演示办法第七条",
    }
    asked = enter_question(SYSTEM, texts, TODAY)
    assert (asked.sort, asked.answer) == (100, "签约以后。\n看协议。")
    assert bases_of([asked])[asked.pk] == [clause("第七条")]
    assert asked not in questions_seen(TOWN)
    publish_question(SYSTEM, asked.pk, date(2024, 1, 5), today=TODAY)
    assert asked in questions_seen(TOWN)
    assert asked in published_questions(TOWN, "public")
    assert asked not in published_questions(TOWN, "cadre")
    assert refusals(lambda: publish_question(SYSTEM, asked.pk, TODAY, today=TODAY)) == [("K-STATE", None)]
    assert refusals(lambda: withdraw_question(SYSTEM, asked.pk, date(2024, 1, 4), today=TODAY)) == [
        ("R-DATE-ORDER", "on")
    ]
    assert refusals(lambda: withdraw_question(SYSTEM, asked.pk, date(2024, 2, 4), today=TODAY)) == [("P-FUTURE", "on")]
    withdraw_question(SYSTEM, asked.pk, date(2024, 1, 5), today=TODAY)
    assert not is_published(asked)
    correct_question(SYSTEM, asked.pk, {**texts, "clauses": "演示办法第八条"}, TODAY)
    assert bases_of([asked])[asked.pk] == [clause("第八条")]
    void_question(SYSTEM, asked.pk, "重复")
    assert refusals(lambda: correct_question(SYSTEM, asked.pk, texts, TODAY)) == [("K-VOIDED", None)]


def test_what_is_wrong_with_a_question_stands_beside_its_fields(demo: LegalText) -> None:  # noqa: ARG001
    texts = {"question": "早签约和晚签约差多少？（示例）", "answer": " ", "audience": "", "clauses": "没有的办法第一条"}
    assert refusals(lambda: enter_question(SYSTEM, texts, TODAY)) == [
        ("R-REQUIRED", "audience"),
        ("R-REQUIRED", "answer"),
        ("R-DUPLICATE", "question"),
        ("K-CLAUSE", "clauses"),
    ]


def groups(typed: str, **asked: object) -> dict[str, LibraryGroup]:
    return {each.key: each for each in search_library(SYSTEM, LibraryQuestion(typed, **asked))}  # type: ignore[arg-type]


def found_words(group: LibraryGroup) -> set[str]:
    return {piece.text for hit in group.hits for piece in (*hit.title, *hit.said) if piece.is_found}


@pytest.mark.parametrize("typed", ["过渡费", "guoduf", "guodufei", "gdf", "国度费"])
def test_words_inside_a_clause_are_found_by_characters_sound_and_initials(demo: LegalText, typed: str) -> None:  # noqa: ARG001
    found = groups(typed)
    assert clause("第十五条").pk in {int(hit.url.strip("/").split("/")[-1]) for hit in found["clauses"].hits}
    assert found_words(found["clauses"]) == {"过渡费"}
    assert "explanations" in found


def test_texts_are_found_by_their_short_names(demo: LegalText) -> None:  # noqa: ARG001
    assert [hit.url for hit in groups("演示办法")["texts"].hits] == [record_url(LegalText.objects.get())]


def test_a_search_keeps_to_a_level_and_a_day(demo: LegalText) -> None:  # noqa: ARG001
    assert groups("过渡费", level="normative", day=TODAY)
    assert not groups("过渡费", level="law")
    assert not groups("过渡费", day=date(2022, 12, 31))
    assert groups("租的房子", day=TODAY)["questions"].count == 1


def test_words_set_apart_by_a_space_must_all_be_found_and_each_is_marked(demo: LegalText) -> None:  # noqa: ARG001
    found = groups("过渡费 安置人口")["clauses"]
    assert [hit.url for hit in found.hits] == [record_url(clause("第十五条"))]
    assert found_words(found) == {"过渡费", "安置人口"}
    assert "clauses" not in groups("过渡费 迁坟")
    assert found_words(groups("guo du fei")["clauses"]) == {"过渡费"}


def test_nothing_is_found_for_nothing(demo: LegalText) -> None:  # noqa: ARG001
    assert groups("") == {}
    assert groups("区块链") == {}


def test_the_one_box_finds_clauses_and_questions(demo: LegalText) -> None:  # noqa: ARG001
    found = {group.kind.label: group for group in find(SYSTEM, "腾地奖", limit=5)}
    assert [hit.title for hit in found["条款"].hits] == ["《演示征地补偿安置办法（合成）》第十九条"]
    assert "政策问答" in {group.kind.label for group in find(TOWN, "banjiafei", limit=5)}
