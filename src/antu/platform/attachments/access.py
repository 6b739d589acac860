"""Who opens a file: whoever may open the row that it belongs to.

A 证件 shows whole numbers, and asks for that too; so does a withdrawn file, which may be anybody's.
"""

from __future__ import annotations

from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404

from antu.platform.actor import Actor
from antu.platform.attachments.content import MEDIA_TYPES
from antu.platform.attachments.holders import FileHolder, holder_of
from antu.platform.models import Attachment, AttachmentKind
from antu.platform.pages import NotPermitted
from antu.platform.records import record_kind

WHOLE_NUMBERS = "personal.view"


def is_guarded(attachment: Attachment) -> bool:
    """Whether its content is only for posts that see whole numbers."""
    return attachment.is_voided or attachment.kind == AttachmentKind.IDENTITY


def may_open(actor: Actor, attachment: Attachment) -> bool:
    """Whether the content is shown to this post, which already sees that there is such a file."""
    return not is_guarded(attachment) or actor.may(WHOLE_NUMBERS)


def has_picture(actor: Actor, attachment: Attachment) -> bool:
    """Whether pages show its picture to this post: of a withdrawn file nobody's do."""
    return MEDIA_TYPES[attachment.media_type].is_image and may_open(actor, attachment) and not attachment.is_voided


def attachment_for(actor: Actor, pk: int, *, content: bool = False) -> Attachment:
    """The file, if the actor sees its row; with ``content`` also if its content is for this post."""
    found = get_object_or_404(Attachment.objects.seen_by(actor), pk=pk)
    kind = record_kind(found.object_kind)
    if kind is None:
        raise Http404(found.object_kind)
    if not kind.may_be_opened_by(actor):
        raise NotPermitted(kind.permissions)
    if content and not may_open(actor, found):
        raise NotPermitted((WHOLE_NUMBERS,))
    return found


def row_to_attach_to(actor: Actor, label: str, pk: int) -> tuple[FileHolder, models.Model]:
    """The row to which the actor may add files, with its holder."""
    holder, kind = holder_of(label), record_kind(label)
    if holder is None or kind is None:
        raise Http404(label)
    if not actor.may(holder.edit):
        raise NotPermitted((holder.edit,))
    row: models.Model = get_object_or_404(kind.rows_seen_by(actor), pk=pk)
    return holder, row
