"""Drawings: which is in force, and one ready to be walked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.db.models import QuerySet

from antu.kernel.errors import BadInput, Problem
from antu.organisations.models import Post
from antu.platform.procedure_kinds import ProcedureKind, procedure_kind
from antu.procedures.domain.checking import Known, conditions_of
from antu.procedures.domain.drawing import Drawing
from antu.procedures.domain.engine import Runner
from antu.procedures.domain.reading import read_drawing
from antu.procedures.models import ProcedureDrawing
from antu.regulations.models import IssuedRule

#: An office has a dozen procedures with a few versions each.
_KEPT_MAX: Final = 256


@dataclass(frozen=True, slots=True)
class Runnable:
    """A drawing of a known procedure, and what walks it."""

    drawing: Drawing
    runner: Runner


def kind_of(key: str) -> ProcedureKind:
    """The procedure of this key. Raises BadInput (``B-DRAWING``) where no room offers it, naming those there are."""
    kind = procedure_kind(key)
    if kind is None:
        raise BadInput(
            Problem("B-DRAWING", f"没有编号为「{key}」的流程；流程图的编号（process 的 id）要是系统里有的流程")
        )
    return kind


def known_to(kind: ProcedureKind) -> Known:
    """What a drawing of this procedure may name."""
    posts = {name for pair in Post.objects.values_list("name", "code") for name in pair}
    needs = {code: outcome.needs for code, outcome in kind.outcomes.items()}
    deciding = tuple(code for code, outcome in kind.outcomes.items() if outcome.bring_about)
    return Known(sorted(posts), kind.facts, kind.asked, tuple(kind.outcomes), needs, deciding)


def post_codes(drawing: Drawing) -> dict[str, str]:
    """The codes of the posts that a drawing names, by the names in it."""
    codes = {code: code for code in Post.objects.values_list("code", flat=True)}
    codes |= dict(Post.objects.values_list("name", "code"))
    return {name: codes[name] for name in drawing.posts()}


@lru_cache(maxsize=_KEPT_MAX)
def _runnable(key: str, sha256: str, xml: str) -> Runnable:  # noqa: ARG001 - the hash stands for the text
    drawing = read_drawing(xml.encode())
    kind = kind_of(key)
    columns = Known((), kind.facts, kind.asked, (), {}).columns
    return Runnable(drawing, Runner(drawing, conditions_of(drawing, columns)))


def runnable(drawing: ProcedureDrawing) -> Runnable:
    """The drawing, read once a process: no version of it ever changes."""
    return _runnable(drawing.key, drawing.sha256, drawing.xml)


def drawings() -> QuerySet[ProcedureDrawing]:
    """All drawings, each procedure's latest first; without their text."""
    return ProcedureDrawing.objects.defer("xml").order_by("key", "-number")


def published(key: str) -> ProcedureDrawing | None:
    """The drawing by which new cases of this procedure run: the version last published."""
    return in_force().filter(key=key).first()


def in_force() -> QuerySet[ProcedureDrawing]:
    """The published version of each procedure that new cases run by."""
    known = ProcedureDrawing.objects.filter(published_at__isnull=False, withdrawn_at=None)
    return known.order_by("key", "-number").distinct("key")


def is_published(key: str) -> bool:
    """Whether this procedure is run here at all."""
    return published(key) is not None


def sample_of(key: str) -> bytes | None:
    """The drawing of a known procedure that comes with the software."""
    file = settings.ANTU_CHECKOUT / "procedures" / f"{kind_of(key).key}.bpmn"
    return file.read_bytes() if file.exists() else None


def branch_words(drawing: ProcedureDrawing) -> dict[str, str]:
    """The conditions of a drawing's arrows in words, by the arrow."""
    return {key: condition.words for key, condition in runnable(drawing).runner.conditions.items()}


def known_rules() -> QuerySet[IssuedRule]:
    """The issued rules that a drawing may implement, the latest first."""
    return IssuedRule.objects.standing().order_by("-issued_on", "name")
