"""Writes of the library."""

from antu.library.services.demo import load_demo_library
from antu.library.services.explaining import explain_clause, link_citation, void_explanation, void_link
from antu.library.services.questions import (
    correct_question,
    enter_question,
    publish_question,
    void_question,
    withdraw_question,
)
from antu.library.services.texts import (
    NewWords,
    correct_text,
    correct_words,
    enter_text,
    take_rule,
    take_rules,
    void_text,
    words_of,
)

__all__ = (
    "NewWords",
    "correct_question",
    "correct_text",
    "correct_words",
    "enter_question",
    "enter_text",
    "explain_clause",
    "link_citation",
    "load_demo_library",
    "publish_question",
    "take_rule",
    "take_rules",
    "void_explanation",
    "void_link",
    "void_question",
    "void_text",
    "withdraw_question",
    "words_of",
)
