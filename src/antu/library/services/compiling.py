"""政策汇编 and the leaflet, written as .docx; a large compilation by a job."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction

from antu.kernel.errors import BadInput
from antu.library.documents.compilation import Answered, Compilation, CompiledText, compiled_paper
from antu.library.documents.leaflet import leaflet_paper
from antu.library.models import LegalClause, LegalText, Question
from antu.library.selectors.questions import bases_of, published_questions
from antu.library.selectors.texts import clauses_of_text, explanations_of
from antu.library.services.columns import wrong
from antu.organisations.selectors import reporting_centre
from antu.platform.actor import Actor
from antu.platform.documents.official_docx import write_official
from antu.platform.jobs.queueing import queue_job
from antu.platform.models import Job
from antu.platform.progress import Tell

COMPILE_JOB: Final = "library.compile"
AT_ONCE_MAX: Final = 400
"""Clauses that are set while one waits; more take a job."""

TITLE_MAX: Final = 60


@dataclass(frozen=True, slots=True)
class CompilationAsked:
    """What a compilation is asked for; ``texts`` are keys."""

    title: str
    texts: tuple[int, ...]
    with_explanations: bool = True
    with_questions: bool = True

    def as_json(self) -> dict[str, Any]:
        """As a job keeps it."""
        return {
            "title": self.title,
            "texts": list(self.texts),
            "explanations": self.with_explanations,
            "questions": self.with_questions,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> CompilationAsked:
        """What a job was asked for."""
        return cls(kept["title"], tuple(kept["texts"]), kept["explanations"], kept["questions"])


def checked(asked: CompilationAsked) -> CompilationAsked:
    """The same, or BadInput with every problem by its field."""
    problems = []
    if not asked.title or len(asked.title) > TITLE_MAX:
        problems.append(wrong("title", "R-REQUIRED", f"请写汇编的名称，最多 {TITLE_MAX} 个字"))
    if not asked.texts:
        problems.append(wrong("texts", "K-NONE", "还没有选文本；请回到法规文本的列表，选几件再点“编成汇编”"))
    if problems:
        raise BadInput(problems)
    return asked


def is_large(asked: CompilationAsked) -> bool:
    """Whether it takes a job."""
    return LegalClause.objects.standing().filter(text__in=asked.texts).count() > AT_ONCE_MAX


def write_compilation(actor: Actor, asked: CompilationAsked, day: date, tell: Tell | None = None) -> bytes:
    """The compilation as a Word document; ``tell`` hears after each text how many of all are done."""
    texts = list(LegalText.objects.standing().seen_by(actor).filter(pk__in=asked.texts).select_related("rule"))
    place = {pk: at for at, pk in enumerate(asked.texts)}
    compiled = []
    for at, text in enumerate(sorted(texts, key=lambda each: place[each.pk]), start=1):
        clauses = clauses_of_text(text)
        explained = explanations_of(clauses) if asked.with_explanations else {}
        compiled.append(CompiledText(text, clauses, explained))
        if tell:
            tell(at, len(texts))
    questions = answered(published_questions(actor)) if asked.with_questions else []
    compilation = Compilation(asked.title, reporting_centre().name, day, compiled, questions)
    return write_official(compiled_paper(compilation, actor.name))


def write_leaflet(actor: Actor, audience: str, day: date) -> bytes:
    """The published questions of an audience (empty: all) as a leaflet."""
    questions = answered(published_questions(actor, audience))
    return write_official(leaflet_paper(questions, reporting_centre().name, actor.name, day))


def answered(questions: Iterable[Question]) -> Sequence[Answered]:
    """The questions with the clauses that their answers rest on."""
    listed = list(questions)
    bases = bases_of(listed)
    return [Answered(each, bases.get(each.pk, [])) for each in listed]


@transaction.atomic
def order_compilation(actor: Actor, asked: CompilationAsked) -> Job:
    """Have a large compilation written by a job."""
    args = asked.as_json()
    once = hashlib.sha256(json.dumps(args, ensure_ascii=False).encode()).hexdigest()[:32]
    return queue_job(actor, COMPILE_JOB, f"编印{asked.title}", args, unique_key=f"{COMPILE_JOB} {once}")
