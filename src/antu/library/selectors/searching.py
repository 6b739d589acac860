"""The library's own search: titles, clauses, explanations and questions, with the words that were found marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final

from django.db.models import Q, QuerySet

from antu.library.domain.marking import Piece, Term, marked, window
from antu.library.models import ClauseExplanation, LegalClause, LegalText
from antu.library.selectors.questions import questions_seen
from antu.library.selectors.texts import in_force_on
from antu.platform.actor import Actor
from antu.platform.links import record_url
from antu.platform.search.asking import asked
from antu.platform.search.readings import is_chinese, text_readings

SHOWN: Final = 30
#: So many rows are looked at for those that say it in these very characters.
_LOOKED_AT: Final = 300


@dataclass(frozen=True, slots=True)
class LibraryHit:
    """One found row: what it is called, what it says around the found words, where it is."""

    title: Sequence[Piece]
    note: str
    said: Sequence[Piece]
    url: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class LibraryGroup:
    """What was found of one kind; ``count`` of all, more than are shown."""

    key: str
    label: str
    hits: Sequence[LibraryHit]
    count: int


@dataclass(frozen=True, slots=True)
class LibraryQuestion:
    """What is looked for: as typed, in texts of a level, in force on a day (None: any)."""

    typed: str
    level: str = ""
    day: date | None = None

    @property
    def texts(self) -> Q:
        """Which texts are looked in."""
        wanted = Q(is_voided=False)
        wanted &= Q(level=self.level) if self.level else Q()
        return wanted & (in_force_on(self.day) if self.day else Q())


def search_library(actor: Actor, question: LibraryQuestion) -> list[LibraryGroup]:
    """What the library has of the words, kind by kind; rows in these very characters first, then what sounds so."""
    terms = _terms(question.typed)
    if not terms:
        return []
    texts = LegalText.objects.seen_by(actor).filter(question.texts)
    clauses = LegalClause.objects.standing().filter(text__in=texts).select_related("text")
    explained = ClauseExplanation.objects.standing().filter(clause__text__in=texts).select_related("clause__text")
    looks: Iterable[tuple[str, str, QuerySet[Any], Callable[[Any], tuple[str, str, str, str]]]] = (
        ("texts", "法规文本", texts, lambda row: (str(row), f"{row.title} {row.aliases}", _note(row), record_url(row))),
        ("clauses", "条文", clauses, lambda row: (str(row), row.content, row.heading, record_url(row))),
        (
            "explanations",
            "政策解释",
            explained,
            lambda row: (str(row), row.content, f"{row.written_by} {row.written_on}", record_url(row.clause)),
        ),
        ("questions", "政策问答", _questions(actor, question), _of_question),
    )
    found = (_group(key, label, _with_all(rows, terms), told, terms) for key, label, rows, told in looks)
    return [group for group in found if group.hits]


def _terms(typed: str) -> list[Term]:
    """What must all be found: Chinese words set apart by spaces; pinyin is one word however it is spaced."""
    words = typed.split() if is_chinese(typed) else [typed]
    return [Term(each, _syllables(each)) for each in dict.fromkeys(words) if asked(each).query]


def _with_all(rows: QuerySet[Any], terms: Sequence[Term]) -> QuerySet[Any]:
    for each in terms:
        rows = rows.filter(search_keys__finds=asked(each.typed).query)
    return rows


def _questions(actor: Actor, question: LibraryQuestion) -> QuerySet[Any]:
    """All questions; with a level or a day those that rest on such a text."""
    rows = questions_seen(actor)
    if not (question.level or question.day):
        return rows
    texts = LegalText.objects.filter(question.texts)
    return rows.filter(bases__is_voided=False, bases__clause__text__in=texts).distinct()


def _note(text: LegalText) -> str:
    return " · ".join(part for part in (text.get_level_display(), text.document_no, text.issuing_body) if part)


def _of_question(row: Any) -> tuple[str, str, str, str]:
    return row.question, row.answer, row.get_audience_display(), record_url(row)


def _group(
    key: str, label: str, rows: QuerySet[Any], told: Callable[[Any], tuple[str, str, str, str]], terms: Sequence[Term]
) -> LibraryGroup:
    looked_at = list(rows.order_by("pk")[:_LOOKED_AT])
    hits = []
    for row in looked_at:
        title, said, note, url = told(row)
        worths = [
            _worth(marked(said, [each], _sounds), each.typed) + 2 * _worth(marked(title, [each], _sounds), each.typed)
            for each in terms
        ]
        if all(worths):
            pieces, in_title = marked(said, terms, _sounds), marked(title, terms, _sounds)
            hits.append((-sum(worths), row.pk, LibraryHit(in_title, note, window(pieces), url, row.is_sample)))
    ordered = [hit for *_, hit in sorted(hits, key=lambda each: each[:2])]
    return LibraryGroup(key, label, list(islice(ordered, SHOWN)), len(ordered))


def _worth(pieces: Sequence[Piece], typed: str) -> int:
    """Two for the very characters, one for what only sounds so."""
    found = [piece.text for piece in pieces if piece.is_found]
    return 0 if not found else 2 if any(typed.lower() in each.lower() for each in found) else 1


def _syllables(typed: str) -> tuple[str, ...]:
    return text_readings(typed)[0] if is_chinese(typed) else ()


def _sounds(text: str) -> Iterator[tuple[int, str]]:
    """The pinyin of each Chinese character of a text with its place."""
    run = [(at, sign) for at, sign in enumerate(text) if is_chinese(sign)]
    reading = text_readings("".join(sign for _, sign in run))[0]
    if len(reading) == len(run):
        yield from ((at, syllable) for (at, _), syllable in zip(run, reading, strict=True))
