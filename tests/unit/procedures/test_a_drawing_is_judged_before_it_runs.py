"""What a drawing may hold, and every fault that keeps it from running, told with its place and its name."""

from __future__ import annotations

import pytest
from tests.drawings import arrows, bpmn, branch, lanes, shipped, step

from antu.kernel.errors import BadInput
from antu.policy.schema import ColumnType, FactColumn
from antu.procedures.domain.checking import Known, check_drawing, remarks_on
from antu.procedures.domain.reading import BYTES_MAX, read_drawing

AMOUNT = FactColumn("amount", "金额", "金额", ColumnType.DECIMAL, required=True, digits=12, decimals=2)
NUMBER = FactColumn("document_no", "文号", "文号", ColumnType.TEXT, required=True)
KNOWN = Known(("经办", "审核", "主任"), (AMOUNT,), (NUMBER,), ("approved", "refused"), {"approved": ("document_no",)})

LANES = lanes(经办="ask", 审核="check", 主任="sign")
NODES = (
    '<startEvent id="s"/><endEvent id="yes" antu:outcome="approved"/><endEvent id="no" antu:outcome="refused"/>'
    '<exclusiveGateway id="g" default="g_no"/>'
)
STEPS = step("ask", 'antu:act="handle" antu:asks="document_no"') + step("check") + step("sign")
FLOWS = arrows("s>ask", "ask>check", "check>g", "g>no", "sign>yes") + branch("g", "sign", 'decision == "agree"')
SOUND = LANES + NODES + STEPS + FLOWS


def faults(body: str) -> list[str]:
    with pytest.raises(BadInput) as refused:
        check_drawing(read_drawing(bpmn(body)), KNOWN)
    return [problem.message for problem in refused.value.problems]


def test_a_sound_drawing_passes() -> None:
    drawing = read_drawing(bpmn(SOUND))
    check_drawing(drawing, KNOWN)
    assert drawing.before("check") == {"ask"}
    assert drawing.before("sign") == {"check"}
    assert drawing.first_steps == {"ask"}
    assert remarks_on(drawing) == []


@pytest.mark.parametrize(
    "element",
    [
        '<scriptTask id="x" name="打开文件"><script>open("/etc/passwd")</script></scriptTask>',
        '<serviceTask id="x" name="打开文件"/>',
        '<callActivity id="x" name="打开文件"/>',
        '<subProcess id="x" name="打开文件"/>',
        '<businessRuleTask id="x" name="打开文件"/>',
        '<boundaryEvent id="x" name="打开文件" attachedToRef="ask"/>',
        '<intermediateThrowEvent id="x" name="打开文件"/>',
        '<inclusiveGateway id="x" name="打开文件"/>',
        '<dataObject id="x" name="打开文件"/>',
    ],
)
def test_an_element_outside_the_list_is_refused_by_its_name(element: str) -> None:
    said = "".join(faults(SOUND + element))
    assert "打开文件" in said
    assert element[1:].split(maxsplit=1)[0] in said


def test_extensions_of_other_programs_are_refused_wherever_they_hang() -> None:
    extended = SOUND.replace(step("check"), '<userTask id="check" name="check"><extensionElements/></userTask>')
    assert "extensionElements" in faults(extended)[0]
    foreign = SOUND + '<x:run xmlns:x="urn:other">open("/etc/passwd")</x:run>'
    assert "run" in faults(foreign)[0]


def test_a_condition_is_the_languages_own_and_nothing_of_python() -> None:
    said = faults(SOUND.replace('decision == "agree"', '__import__("os").getpid() > 0'))
    assert len(said) == 1
    assert "g_sign" in said[0]
    assert "条件写法有误" in said[0]


@pytest.mark.parametrize(
    ("condition", "told"),
    [("amuont &gt; 3", "amuont"), ("amount", "条件"), ('decision == "maybe"', "maybe"), ("amount == 1 / 0", "0")],
)
def test_a_condition_over_unknown_facts_or_of_the_wrong_type_is_refused(condition: str, told: str) -> None:
    assert told in "".join(faults(SOUND.replace('decision == "agree"', condition)))


def test_unknown_posts_facts_outcomes_and_steps_without_a_lane_are_told_together() -> None:
    body = SOUND.replace('name="审核"', 'name="院长"').replace("document_no", "number").replace("approved", "done")
    said = "\n".join(faults(body.replace("<flowNodeRef>sign</flowNodeRef>", "")))
    for word in ("岗位「院长」没有登记", "「number」不认识", "结果「done」不认识", "「sign」不在任何泳道里"):
        assert word in said


def test_dead_ends_and_unreachable_steps_are_told_by_name() -> None:
    assert faults(SOUND.replace(arrows("sign>yes"), "")) == [
        "第 1 行：「yes」走不到：从开始没有连线通向它",
        "第 1 行：「sign」是死路：从它走不到任何结束",
    ]


def test_a_choice_without_a_way_for_everything_else_is_refused() -> None:
    assert "没有默认连线" in faults(SOUND.replace(' default="g_no"', ""))[0]


def test_a_step_with_two_arrows_out_must_show_its_gateway() -> None:
    assert "分支请用网关" in faults(SOUND + arrows("ask>sign"))[0]


FORK = '<parallelGateway id="f"/><parallelGateway id="j"/>'


def parallel(*joins: str, nodes: str = FORK) -> str:
    drawn = '<startEvent id="s"/><endEvent id="no" antu:outcome="refused"/>'
    return LANES + drawn + STEPS + nodes + arrows("s>ask", "ask>f", "f>check", "f>sign", *joins)


def test_branches_at_once_that_join_pass() -> None:
    check_drawing(read_drawing(bpmn(parallel("check>j", "sign>j", "j>no"))), KNOWN)


def test_branches_at_once_that_do_not_join_are_refused() -> None:
    nodes = '<parallelGateway id="f"/>'
    assert "会被办两次" in faults(parallel("check>no", "sign>no", nodes=nodes))[0]
    nodes += '<endEvent id="yes" antu:outcome="refused"/>'
    assert "没有办完" in faults(parallel("check>no", "sign>yes", nodes=nodes))[0]


def test_a_join_that_waits_for_a_branch_that_may_not_come_is_refused() -> None:
    nodes = '<exclusiveGateway id="f" default="f_check"/><parallelGateway id="j"/>'
    body = parallel("check>j", "sign>j", "j>no", nodes=nodes)
    assert "停在" in faults(body.replace(arrows("f>sign"), branch("f", "sign", "amount &gt; 3")))[0]


def test_branches_at_once_inside_a_round_are_refused_since_sending_back_needs_no_arrow() -> None:
    nodes = FORK + '<exclusiveGateway id="h" default="h_no"/>'
    body = parallel("check>j", "sign>j", "j>h", "h>no", nodes=nodes) + branch("h", "ask", "amount &gt; 3")
    assert "退回" in faults(body)[0]


def test_an_outcome_that_needs_a_fact_is_reached_only_where_it_was_asked() -> None:
    assert "文号" in faults(SOUND.replace(' antu:asks="document_no"', ""))[0]


def test_gateways_that_turn_round_without_a_step_are_refused() -> None:
    nodes = NODES + '<exclusiveGateway id="h" default="h_g"/>'
    body = LANES + nodes + STEPS + FLOWS.replace(arrows("g>no"), "") + arrows("g>no", "h>g")
    turning = body + branch("g", "h", "amount &gt; 3") + branch("h", "sign", "amount &gt; 9")
    assert "中间没有环节" in faults(turning)[0]


def test_arrows_are_told_apart_by_their_ids() -> None:
    assert "重复" in faults(SOUND.replace('id="sign_yes"', 'id="check_g"'))[0]
    assert "没有写" in faults(SOUND.replace('id="sign_yes"', ""))[0]
    assert "不是从这个网关" in faults(SOUND.replace('default="g_no"', 'default="ask_check"'))[0]


def test_a_branch_asks_only_what_every_way_to_it_has_asked() -> None:
    early = SOUND.replace(' antu:asks="document_no"', "").replace(step("sign"), step("sign", 'antu:asks="document_no"'))
    assert "还没有环节填它" in faults(early.replace('decision == "agree"', 'document_no == "1"'))[0]


def test_a_branch_before_the_first_step_is_refused() -> None:
    body = SOUND.replace(arrows("s>ask"), arrows("s>first", "first>ask")) + branch("first", "no", "amount &gt; 3")
    assert "第一个环节之前" in faults(body + '<exclusiveGateway id="first" default="first_ask"/>')[0]


def test_after_a_join_nobody_asks_what_the_last_step_said() -> None:
    nodes = FORK + '<exclusiveGateway id="h" default="h_no"/><endEvent id="yes" antu:outcome="refused"/>'
    body = parallel("check>j", "sign>j", "j>h", "h>no", nodes=nodes) + branch("h", "yes", 'decision == "agree"')
    assert "哪一支" in faults(body)[0]


def test_what_brings_something_about_needs_a_decision_on_every_way() -> None:
    known = Known(KNOWN.posts, KNOWN.facts, KNOWN.asked, KNOWN.outcomes, KNOWN.needs, ("approved",))
    check_drawing(read_drawing(bpmn(SOUND)), known)
    handled = SOUND.replace(step("check"), step("check", 'antu:act="handle"'))
    handled = handled.replace(step("sign"), step("sign", 'antu:act="handle"'))
    with pytest.raises(BadInput, match="不经过任何审批环节"):
        check_drawing(read_drawing(bpmn(handled)), known)


def test_neighbours_of_one_post_are_pointed_out() -> None:
    drawing = read_drawing(bpmn(SOUND.replace('name="审核"', 'name="经办"')))
    check_drawing(drawing, KNOWN)
    assert "相邻" in remarks_on(drawing)[0]


@pytest.mark.parametrize(
    "words",
    ['antu:limit="0"', 'antu:limit="x"', 'antu:unit="年"', 'antu:act="fly"', 'antu:bulk="1"', 'antu:escalate="主任"',
     'antu:countersign="主任"', 'antu:countersign="主任 审核" antu:quorum="3"', 'antu:script="open()"'],
)  # fmt: skip
def test_what_a_step_says_of_itself_is_read_strictly(words: str) -> None:
    assert faults(SOUND.replace(step("check"), step("check", words)))


NO_DRAWINGS = {
    "zip": b"PK\x03\x04",
    "html": b"<html/>",
    "entity": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + bpmn("&e;"),
    "large": b" " * (BYTES_MAX + 1),
    "empty": b"",
    "gbk": bpmn(SOUND).decode().encode("gbk"),
    "utf-7": b'<?xml version="1.0" encoding="utf-7"?>' + bpmn(SOUND),
}


@pytest.mark.parametrize("content", NO_DRAWINGS.values(), ids=NO_DRAWINGS)
def test_what_is_no_drawing_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(BadInput):
        read_drawing(content)


@pytest.mark.parametrize("key", ["plan-adjustment", "determination-review"])
def test_a_shipped_drawing_says_which_procedure_it_is(key: str) -> None:
    assert read_drawing(shipped(key)).key == key
