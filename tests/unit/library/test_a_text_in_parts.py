"""A text as the library keeps it: articles, annexes and sections, each under its headings; what a correction does."""

from __future__ import annotations

from antu.library.domain.carrying import Hanging, Move, carried
from antu.library.domain.parts import Part, counted, doubled, parts_of, uncut
from antu.regulations.domain.clauses import clauses_of

TEXT = """示例办法
第一章 总则
第一节 目的
第一条 为了示例，制定本办法。
第二节 范围
第二条 本办法适用于示例。
（一）房屋；
第二章 补偿
第三条 按附件补偿。
第三条之一 另有规定的，从其规定。
附件一 房屋标准
砖混每平方米 980 元。
砖木每平方米 760 元。
附件二：程序
第一条 先公告。
第二条 后签约。"""


def parts(text: str = TEXT) -> tuple[Part, ...]:
    return parts_of(clauses_of(text))


def test_articles_stand_under_their_headings_and_annexes_are_clauses_too() -> None:
    assert [(each.label, each.key, each.path) for each in parts()] == [
        ("", "", ()),
        ("第一条", "1", ("第一章 总则", "第一节 目的")),
        ("第二条", "2", ("第一章 总则", "第二节 范围")),
        ("第三条", "3", ("第二章 补偿",)),
        ("第三条之一", "3.1", ("第二章 补偿",)),
        ("附件一", "附件1", ()),
        ("附件二", "附件2", ()),
        ("第一条", "附件2/1", ("附件二",)),
        ("第二条", "附件2/2", ("附件二",)),
    ]


def test_no_word_is_lost() -> None:
    kept = "".join(f"{'' if each.label.startswith('附件') else each.label}{each.content}" for each in parts())
    paths = [heading for each in parts() for heading in each.path]
    for word in ("示例办法", "（一）房屋；", "砖混每平方米 980 元。", "砖木每平方米 760 元。", "先公告。", "房屋标准"):
        assert word in kept
    assert "第二章 补偿" in paths


def test_paragraphs_of_an_annex_are_one_clause() -> None:
    annex = next(each for each in parts() if each.key == "附件1")
    assert annex.content == "房屋标准\n砖混每平方米 980 元。\n砖木每平方米 760 元。"


def test_a_text_without_articles_is_cut_at_its_sections() -> None:
    manual = parts("示例手册\nI 总则\n说明。\nIV 补偿\n按面积。\n再按人。")
    assert [(each.label, each.key, each.content) for each in manual] == [
        ("", "", "示例手册"),
        ("I", "节1", "总则\n说明。"),
        ("IV", "节4", "补偿\n按面积。\n再按人。"),
    ]
    assert [each.key for each in parts("一、房屋\n二、装修")] == ["节1", "节2"]


def test_a_text_without_any_number_is_one_part() -> None:
    (only,) = parts("只有一段话。\n又一段。")
    assert (only.label, only.content) == ("", "只有一段话。\n又一段。")


def test_articles_and_annexes_are_counted() -> None:
    assert counted(parts()) == (6, 2, 1)


def test_a_number_that_comes_twice_is_told() -> None:
    assert doubled(parts("第一条 甲。\n第二条 乙。\n第二条 丙。")) == ("第二条",)
    assert doubled(parts()) == ()


def test_a_correction_says_what_is_kept_changed_and_lost() -> None:
    before = [Part("第一条", "1", (), "甲"), Part("第二条", "2", (), "乙"), Part("第三条", "3", (), "丙")]
    after = [Part("第一条", "1", (), "甲改"), Part("第二条", "2", (), "丙"), Part("第三条", "3", (), "丁")]
    moves = [Move(0, 0, is_reworded=True), Move(1, None), Move(2, 1, is_renumbered=True), Move(None, 2)]
    told = carried(moves, before, after, [Hanging(1, 0, 2), Hanging(1, 1), Hanging()])
    assert told.sentences == (
        "新增：第三条",
        "只变条号，解释、链接和问答照旧：第三条→第二条",
        "文字有改动，解释、链接和问答带过来，请核对：第一条（1 条解释、2 个问答）",
        "删去，挂在上面的随之失效：第二条（1 条解释、1 个链接）",
    )
    assert not told.is_nothing
    assert carried([Move(0, 0)], before[:1], after[:1], [Hanging()]).is_nothing


def test_an_article_that_is_not_the_next_and_lost_its_space_is_told() -> None:
    found = parts("第一条 甲。\n第二条 乙。\n第四条本办法自印发之日起施行。\n第一条规定的除外。")
    assert uncut(found) == ("第四条",)
    assert uncut(parts("第一条 甲。\n第二条 乙。")) == ()
