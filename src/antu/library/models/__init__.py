"""Tables of the library."""

from antu.library.models.clauses import ClauseExplanation, LegalClause, LinkedClause
from antu.library.models.questions import Question, QuestionClause, QuestionDeed, QuestionEvent
from antu.library.models.texts import LegalText, TextLevel, TextVersion

__all__ = (
    "ClauseExplanation",
    "LegalClause",
    "LegalText",
    "LinkedClause",
    "Question",
    "QuestionClause",
    "QuestionDeed",
    "QuestionEvent",
    "TextLevel",
    "TextVersion",
)
