from __future__ import annotations

import pytest
from tests.unit.policy.small_pack import small

from antu.policy import BadFacts, read_facts
from antu.policy.documents import read_documents

GOOD = b'{"subject": {"id": "S1", "signed_on": "2023-03-10"}, "project": {"notice_on": "2023-03-01"}}'


def rules(content: bytes) -> list[tuple[object, object, str]]:
    """Table, column and rule of every problem of the first subject."""
    with pytest.raises(BadFacts) as caught:
        read_facts(small(), read_documents(content)[0][0])
    return [(each.where["table"], each.where["column"], each.rule) for each in caught.value.problems]


def test_one_subject_and_an_array_are_told_apart() -> None:
    assert read_documents(GOOD)[1] is False
    assert read_documents(b"[" + GOOD + b"," + GOOD + b"]")[1] is True
    assert read_documents(b"[]") == ([], True)
    assert read_documents(b"\xef\xbb\xbf" + GOOD)[0]


@pytest.mark.parametrize("number", [b"1.0", b"1e2", b"NaN", b"Infinity", b"-Infinity", b"1" * 5000])
def test_a_number_that_is_no_exact_integer_is_refused_at_its_place(number: bytes) -> None:
    houses = b', "houses": [{"id": "H1", "structure": "brick", "area_m2": ' + number + b"}]}"
    assert rules(GOOD[:-1] + houses) == [("houses", "area_m2", "F-FLOAT")]


def test_a_key_written_twice_is_refused_at_its_place() -> None:
    houses = b', "houses": [{"id": "H1", "id": "H1", "structure": "brick", "area_m2": "1"}]}'
    assert rules(GOOD[:-1] + houses) == [("houses", "id", "F-KEY-TWICE")]
    assert rules(GOOD[:-1] + b', "people": [], "people": []}') == [("people", None, "F-KEY-TWICE")]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"x", b"{", b'{"a": 1,}', b"'a'", GOOD + GOOD, "户".encode("gbk"), b"[" * 100_000,
        b'{"subject": {"id": "\\ud83d"}}', b'{"\\ud83d": 1}',
    ],
)  # fmt: skip
def test_what_is_no_json_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(BadFacts) as caught:
        read_documents(content)
    assert [problem.rule for problem in caught.value.problems] == ["F-JSON"]
    assert set(caught.value.problems[0].where) == {"subject", "table", "row", "column"}


@pytest.mark.parametrize("content", [b"1", b'"x"', b"null", b"[1]", b"[[]]"])
def test_what_holds_no_subject_is_refused(content: bytes) -> None:
    with pytest.raises(BadFacts, match="F-SHAPE"):
        read_documents(content)
