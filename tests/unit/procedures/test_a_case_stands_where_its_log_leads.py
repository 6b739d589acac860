"""The engine walks a drawing along a log: what is open follows from the steps done, and from nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.drawings import arrows, bpmn, branch, lanes, step

from antu.kernel.errors import BadInput, DoesNotHold
from antu.policy.schema import ColumnType, FactColumn, Value
from antu.procedures.domain.checking import STEP_FACTS, Known, check_drawing, conditions_of
from antu.procedures.domain.drawing import Drawing, NodeKind
from antu.procedures.domain.engine import Done, Runner, Standing
from antu.procedures.domain.reading import read_drawing

AMOUNT = FactColumn("amount", "金额", "金额", ColumnType.DECIMAL, required=True, digits=12, decimals=2)
KNOWN = Known(("经办", "主任"), (AMOUNT,), (), ("approved", "refused"), {})
#: ask, then two at once, then a choice by amount, and a round between sign and again.
BODY = (
    lanes(经办="ask left right again", 主任="sign")
    + '<startEvent id="s"/><parallelGateway id="f"/><parallelGateway id="j"/>'
    + '<exclusiveGateway id="g" default="g_yes"/><exclusiveGateway id="h" default="h_yes"/>'
    + '<endEvent id="yes" antu:outcome="approved"/>'
    + "".join(step(each) for each in ("ask", "left", "right", "sign", "again"))
    + arrows(
        "s>ask", "ask>f", "f>left", "f>right", "left>j", "right>j", "j>g", "g>yes", "sign>h", "h>yes", "again>sign"
    )
    + branch("g", "sign", "amount &gt;= 100000.00")
    + branch("h", "again", 'decision == "refuse"')
)


def runner() -> tuple[Drawing, Runner]:
    drawing = read_drawing(bpmn(BODY))
    check_drawing(drawing, KNOWN)
    return drawing, Runner(drawing, conditions_of(drawing, (*STEP_FACTS, AMOUNT)))


DRAWING, RUNNER = runner()


def facts(amount: str = "0", decision: str = "agree") -> dict[str, Value]:
    return {"amount": Decimal(amount), "decision": decision, "agreed": Decimal(1), "refused": Decimal(0)}


def standing(*steps: str, amount: str = "0", decision: str = "agree") -> Standing:
    return RUNNER.standing(Done(each, facts(amount, decision)) for each in steps)


def test_it_begins_opens_two_at_once_and_joins_them_in_either_order() -> None:
    assert standing() == Standing(("ask",))
    assert standing("ask") == Standing(("left", "right"))
    assert standing("ask", "right") == Standing(("left",))
    assert standing("ask", "right", "left") == standing("ask", "left", "right") == Standing(end="yes")


def test_a_branch_is_taken_to_the_fen() -> None:
    assert standing("ask", "left", "right", amount="99999.99") == Standing(end="yes")
    assert standing("ask", "left", "right", amount="100000.00") == Standing(("sign",))


def test_a_branch_asks_the_facts_of_the_step_before_it_not_of_an_earlier_one() -> None:
    log = [Done("ask", facts("1")), Done("left", facts("1")), Done("right", facts("200000"))]
    assert RUNNER.standing(log) == Standing(("sign",))
    assert RUNNER.standing([log[0], Done("right", facts("200000")), log[1]]) == Standing(end="yes")


def test_a_step_that_is_not_open_is_told_and_not_walked() -> None:
    for wrong in (("left",), ("ask", "ask"), ("ask", "sign"), ("ask", "left", "right", "sign")):
        with pytest.raises(DoesNotHold):
            standing(*wrong)


def test_a_branch_whose_fact_is_missing_names_it() -> None:
    bare = {key: value for key, value in facts().items() if key != "amount"}
    with pytest.raises(BadInput, match="amount"):
        RUNNER.standing([Done("ask", bare), Done("left", bare), Done("right", bare)])


class Tokens:
    """An independent walk of the same drawing, by hand: which steps hold a token."""

    def __init__(self) -> None:
        self.open = {"ask"}
        self.joined: set[str] = set()
        self.ended = False

    def do(self, name: str, amount: Decimal, decision: str) -> None:
        self.open.remove(name)
        if name == "ask":
            self.open = {"left", "right"}
        elif name == "sign":
            self.open, self.ended = ({"again"}, False) if decision == "refuse" else (set(), True)
        elif name == "again":
            self.open = {"sign"}
        elif self.joined:
            self.joined = set()
            self.open, self.ended = ({"sign"}, False) if amount >= Decimal("100000.00") else (set(), True)
        else:
            self.joined = {name}


@given(
    st.lists(
        st.tuples(st.integers(0, 1), st.sampled_from(["0", "99999.99", "100000", "100000.01"]), st.booleans()),
        max_size=25,
    )
)
def test_any_run_stands_where_tokens_moved_by_hand_stand(choices: list[tuple[int, str, bool]]) -> None:
    tokens, log = Tokens(), []
    for pick, amount, refuses in choices:
        if tokens.ended:
            break
        name = sorted(tokens.open)[pick % len(tokens.open)]
        decision = "refuse" if refuses else "agree"
        tokens.do(name, Decimal(amount), decision)
        log.append(Done(name, facts(amount, decision)))
        found = RUNNER.standing(log)
        assert set(found.open) == tokens.open
        assert bool(found.end) == tokens.ended


def test_every_end_of_the_drawing_is_an_end_event() -> None:
    assert {node.id for node in DRAWING.nodes.values() if node.kind is NodeKind.END} == {"yes"}
