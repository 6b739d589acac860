"""Drawings: uploaded and checked, tried on a sandbox case, published by a second person, never changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from antu.kernel.errors import BadInput, Forbidden, Problem
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.procedure_kinds import procedure_kind
from antu.procedures.access import require_keeping
from antu.procedures.domain.checking import check_drawing
from antu.procedures.domain.drawing import Drawing
from antu.procedures.domain.reading import read_drawing, undrawn
from antu.procedures.models import ProcedureDrawing
from antu.procedures.selectors.drawings import kind_of, known_to, post_codes, published
from antu.regulations.models import IssuedRule

NOTE_MAX = 300


@transaction.atomic
def upload_drawing(
    actor: Actor, content: bytes, note: str, rule: IssuedRule | None = None, *, key: str = ""
) -> ProcedureDrawing:
    """Keep the next version of a procedure's drawing, if it can run. Raises Forbidden or BadInput (``B-DRAWING``).

    ``key`` is the procedure whose page it was uploaded on: a drawing of another one is refused there.
    """
    require_keeping(actor)
    drawing = checked_drawing(content)
    if key and drawing.key != key:
        kind = procedure_kind(key)
        title = kind.title if kind else key
        raise BadInput(Problem("B-DRAWING", f"这张图的编号是「{drawing.key}」，不是「{title}」（{key}）的流程图"))
    if not note.strip() or len(note.strip()) > NOTE_MAX:
        raise BadInput(Problem("B-DRAWING", f"请写明改了什么、为什么，不超过 {NOTE_MAX} 个字", {"column": "note"}))
    made = _kept(actor, drawing, content, note.strip(), rule)
    journal.record(actor, "上传流程图", made, {"note": ["", made.note], "sha256": ["", made.sha256]})
    return made


def checked_drawing(content: bytes) -> Drawing:
    """A drawing that can run here. Raises BadInput with every fault."""
    drawing = read_drawing(content)
    check_drawing(drawing, known_to(kind_of(drawing.key)))
    if problems := undrawn(content, drawing):
        raise BadInput(problems)
    return drawing


def _kept(actor: Actor, drawing: Drawing, content: bytes, note: str, rule: IssuedRule | None) -> ProcedureDrawing:
    own = ProcedureDrawing.objects.select_for_update().filter(key=drawing.key)
    digest = hashlib.sha256(content).hexdigest()
    if same := own.filter(sha256=digest, withdrawn_at=None).first():
        raise BadInput(Problem("B-DRAWING", f"这张图与{same}一字不差，没有再存"))
    number = (own.aggregate(last=Max("number"))["last"] or 0) + 1
    return ProcedureDrawing.objects.create(
        key=drawing.key,
        number=number,
        name=drawing.name,
        xml=content.decode(),
        sha256=digest,
        posts=post_codes(drawing),
        note=note,
        rule=rule,
        uploaded_by_login=actor.login,
        uploaded_by_name=actor.name,
    )


@transaction.atomic
def publish_drawing(actor: Actor, drawing: ProcedureDrawing) -> ProcedureDrawing:
    """Let new cases run by it; running ones keep theirs. Raises Forbidden or BadInput (``B-PUBLISH``).

    It must have been tried to an end on a sandbox case, and who publishes is not who uploaded it.
    """
    require_keeping(actor)
    held = ProcedureDrawing.objects.select_for_update(of=("self",)).get(pk=drawing.pk)
    if held.published_at or held.withdrawn_at:
        raise BadInput(Problem("B-PUBLISH", f"{held}已经{'发布' if held.published_at else '撤回'}"))
    if held.uploaded_by_login == actor.login:
        raise Forbidden(Problem("B-PUBLISH", f"{held}是您上传的，须由另一位有“维护流程”权限的人发布"))
    if not held.cases.filter(is_sandbox=True, ended_at__isnull=False).exclude(outcome="withdrawn").exists():
        raise BadInput(Problem("B-PUBLISH", f"{held}还没有试办到结束；请先在流程图页“试办”，走完一遍再发布"))
    newer = published(held.key)
    if newer and newer.number > held.number:
        raise BadInput(Problem("B-PUBLISH", f"{newer}已经发布，比它旧的版本不能再发布；请把图重新上传为新版"))
    check_drawing(read_drawing(held.xml.encode()), known_to(kind_of(held.key)))
    held.published_at, held.published_by_login, held.published_by_name = timezone.now(), actor.login, actor.name
    held.save(update_fields=("published_at", "published_by_login", "published_by_name"))
    journal.record(actor, "发布流程图", held, {"published_at": ["", held.published_at.isoformat()]})
    return held


@transaction.atomic
def withdraw_drawing(actor: Actor, drawing: ProcedureDrawing) -> None:
    """Take back a drawing that was never published; it stays to be read. Raises Forbidden or BadInput."""
    require_keeping(actor)
    held = ProcedureDrawing.objects.select_for_update(of=("self",)).get(pk=drawing.pk)
    if held.published_at or held.withdrawn_at:
        what = "已经发布，不能撤回；请上传并发布新版" if held.published_at else "已经撤回"
        raise BadInput(Problem("B-PUBLISH", f"{held}{what}"))
    held.withdrawn_at = timezone.now()
    held.save(update_fields=("withdrawn_at",))
    journal.record(actor, "撤回流程图", held)


@transaction.atomic
def install_drawings(actor: Actor, folder: Path) -> list[ProcedureDrawing]:
    """Publish the drawings that come with the software, where a procedure has none yet. Raises BadInput."""
    require_keeping(actor)
    made = []
    for file in sorted(folder.glob("*.bpmn")):
        content = file.read_bytes()
        drawing = checked_drawing(content)
        if ProcedureDrawing.objects.filter(key=drawing.key).exists():
            continue
        kept = _kept(actor, drawing, content, "随软件提供的示例流程，可按本区规程修改后发布新版", None)
        kept.published_at, kept.published_by_login, kept.published_by_name = timezone.now(), actor.login, actor.name
        kept.save(update_fields=("published_at", "published_by_login", "published_by_name"))
        journal.record(actor, "装入示例流程图", kept, {"sha256": ["", kept.sha256]})
        made.append(kept)
    return made
