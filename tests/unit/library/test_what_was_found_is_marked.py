"""The found characters of a text: the same ones, those that are read so, and a window around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from antu.library.domain.marking import AFTER, BEFORE, Piece, Term, marked, window

READ = {"过": "guo", "渡": "du", "费": "fei", "按": "an", "人": "ren", "国": "guo", "度": "du", "发": "fa"}
TEXT = "过渡费按人发，过渡费按月发。"


def sounds(text: str) -> Iterator[tuple[int, str]]:
    return ((at, READ[sign]) for at, sign in enumerate(text) if sign in READ)


def found(text: str, typed: str, syllables: Sequence[str] = ()) -> list[str]:
    return [piece.text for piece in marked(text, [Term(typed, syllables)], sounds) if piece.is_found]


@pytest.mark.parametrize(
    ("typed", "syllables", "words"),
    [
        ("过渡费", ("guo", "du", "fei"), ["过渡费", "过渡费"]),
        ("国度费", ("guo", "du", "fei"), ["过渡费", "过渡费"]),
        ("guodufei", (), ["过渡费", "过渡费"]),
        ("guoduf", (), ["过渡费", "过渡费"]),
        ("gdf", (), ["过渡费", "过渡费"]),
        ("duf", (), ["渡费", "渡费"]),
        ("an ren", (), ["按人"]),
        ("房屋", ("fang", "wu"), []),
        ("xyz", (), []),
        ("", (), []),
    ],
)
def test_characters_sound_and_initials_are_marked(typed: str, syllables: Sequence[str], words: list[str]) -> None:
    assert found(TEXT, typed, syllables) == words


def test_no_sign_is_lost_or_doubled() -> None:
    for typed in ("过渡费", "gdf", "没有"):
        assert "".join(piece.text for piece in marked(TEXT, [Term(typed)], sounds)) == TEXT


def test_the_window_begins_near_what_was_found_and_says_what_is_cut_off() -> None:
    long = "前" * 100 + "过渡费" + "后" * 200
    shown = window(marked(long, [Term("过渡费")], sounds))
    assert shown[0] == Piece("…" + "前" * BEFORE)
    assert shown[1] == Piece("过渡费", is_found=True)
    assert shown[2].text == "后" * (AFTER - 3) + "…"


def test_a_short_text_is_shown_whole_on_one_line() -> None:
    assert "".join(each.text for each in window(marked("甲\n过渡费\n乙", [Term("过渡费")], sounds))) == "甲 过渡费 乙"


def test_several_words_are_marked_each_and_an_overlap_once() -> None:
    pieces = marked("过渡费按安置人口计算", [Term("安置"), Term("过渡费"), Term("渡费按")], sounds)
    assert [piece.text for piece in pieces if piece.is_found] == ["过渡费", "安置"]
    assert "".join(piece.text for piece in pieces) == "过渡费按安置人口计算"
