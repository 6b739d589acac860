"""Attaching files to a row, and withdrawing one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction

from antu.kernel.errors import BadInput, Problem
from antu.platform import journal
from antu.platform.actor import Actor, require
from antu.platform.attachments.content import FILE_BYTES_MAX, FILES_AT_ONCE_MAX, clean_name, media_type_of
from antu.platform.attachments.holders import FileHolder, holder_of
from antu.platform.attachments.pictures import smaller_pictures
from antu.platform.attachments.store import keep_content, keep_private, picture_path
from antu.platform.models import Attachment, AttachmentKind, require_seen
from antu.platform.wording import joined

ATTACHED, WITHDRAWN = "上传文件", "作废文件"
FILE_ACTIONS: Final = (ATTACHED, WITHDRAWN)
"""The journal's words about files: entries of a row that leave what is registered of it as it was."""
REASON_LENGTH_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it arrived: its name, which proves nothing, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Shelving:
    """What is said of the files: their kind (empty: by their content), what of the row they show, a note."""

    kind: str = ""
    about: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AttachedFiles:
    """What became of files: kept, already there, and refused with a reason each."""

    kept: tuple[Attachment, ...]
    known: tuple[str, ...]
    refused: tuple[Problem, ...]


def attach_files(actor: Actor, row: models.Model, files: Sequence[SentFile], shelving: Shelving) -> AttachedFiles:
    """Keep the files with the row: those that can be, each once; one journal entry, about the row.

    Raises Forbidden, or BadInput before any is looked at: ``U-VOIDED``, ``U-NONE``, ``U-MANY``, ``U-KIND``,
    ``U-ABOUT``.
    """
    holder = _require_holder(actor, row)
    require_standing(row)
    _check(holder, row, files, shelving)
    refused: list[Problem] = []
    looked_at = [each for file in files if (each := _looked_at(file, refused))]
    with transaction.atomic():
        require_seen(actor, row)
        require_standing(_held(row))
        known = {each.sha256 for each in attachments_of(row).filter(is_voided=False)}
        new = {each.sha256: each for each in looked_at if each.sha256 not in known}
        kept = [_filed(actor, row, each, shelving) for each in new.values()]
        if kept:
            kinds = dict.fromkeys(each.get_kind_display() for each in kept)
            names = {kind: joined(each.name for each in kept if each.get_kind_display() == kind) for kind in kinds}
            change = {kind: [None, of_kind] for kind, of_kind in names.items()}
            journal.record(actor, ATTACHED, row, change, source=shelving.about)
    already = tuple(each.name for each in looked_at if each.sha256 in known)
    return AttachedFiles(tuple(kept), already, tuple(refused))


def void_attachment(actor: Actor, attachment: Attachment, reason: str) -> None:
    """Withdraw a file: it stays on disk and in its row's list of withdrawn ones. Raises Forbidden or BadInput."""
    row = attachment.holding_row()
    _require_holder(actor, row)
    given = reason.strip()
    if not given or len(given) > REASON_LENGTH_MAX:
        raise BadInput(Problem("U-REASON", f"请写明作废原因，最多 {REASON_LENGTH_MAX} 个字", {"column": "reason"}))
    with transaction.atomic():
        require_seen(actor, row)
        changed = Attachment.objects.standing().filter(pk=attachment.pk)
        if changed.update(is_voided=True, void_reason=given):
            journal.record(
                actor, WITHDRAWN, row, {attachment.name: [attachment.get_kind_display(), None]}, source=given
            )


def require_standing(row: models.Model) -> None:
    """Let pass a row that is not withdrawn, which takes files; raises BadInput (``U-VOIDED``)."""
    if getattr(row, "is_voided", False):
        what = f"「{row}」已经作废，不再收文件；登记有误的，请先恢复登记，或到现行的记录里上传"
        raise BadInput(Problem("U-VOIDED", what))


def attachments_of(row: models.Model) -> models.QuerySet[Attachment]:
    """All files of the row, withdrawn ones too, in the order they came; for who has been shown the row."""
    return Attachment.objects.filter(object_kind=row._meta.label_lower, object_id=row.pk).order_by("pk")


@dataclass(frozen=True, slots=True)
class _LookedAt:
    sha256: str
    name: str
    media_type: str
    size: int
    is_image: bool


def _require_holder(actor: Actor, row: models.Model) -> FileHolder:
    holder = cast(FileHolder, holder_of(row._meta.label))
    require(actor, holder.edit)
    require_seen(actor, row)
    return holder


def _check(holder: FileHolder, row: models.Model, files: Sequence[SentFile], shelving: Shelving) -> None:
    if not files:
        raise BadInput(Problem("U-NONE", "还没有选择文件；请选择，或在手机上拍照", {"column": "files"}))
    if len(files) > FILES_AT_ONCE_MAX:
        what = f"一次选了 {len(files)} 个文件，最多 {FILES_AT_ONCE_MAX} 个；请分几次上传"
        raise BadInput(Problem("U-MANY", what, {"column": "files"}))
    if shelving.kind and shelving.kind not in AttachmentKind.values:
        raise BadInput(Problem("U-KIND", f"没有「{shelving.kind}」这种类别；请重新选择", {"column": "kind"}))
    if shelving.about and shelving.about not in holder.parts(row):
        what = f"「{shelving.about}」已经不在登记里；请重新选择关联对象"
        raise BadInput(Problem("U-ABOUT", what, {"column": "about"}))


def _looked_at(file: SentFile, refused: list[Problem]) -> _LookedAt | None:
    """The file on disk, with its pictures; None when it was refused."""
    try:
        media_type = media_type_of(file.name, file.content)
        pictures = smaller_pictures(file.name, file.content) if media_type.is_image else {}
    except BadInput as error:
        refused.extend(Problem(each.rule, each.message, {"column": "files"}) for each in error.problems)
        return None
    sha256 = keep_content(file.content)
    for size, picture in pictures.items():
        keep_private(picture_path(sha256, size), picture)
    name = clean_name(file.name, media_type)
    return _LookedAt(sha256, name, media_type.name, len(file.content), media_type.is_image)


def _held(row: models.Model) -> models.Model:
    """The row as it is now, held: two uploads of one file to it go one after the other."""
    model: Any = type(row)
    held: models.Model = model.objects.select_for_update().get(pk=row.pk)
    return held


def _filed(actor: Actor, row: models.Model, file: _LookedAt, shelving: Shelving) -> Attachment:
    by_content = AttachmentKind.PHOTO if file.is_image else AttachmentKind.SCAN
    return Attachment.objects.create(
        object_kind=row._meta.label_lower,
        object_id=row.pk,
        kind=shelving.kind or by_content,
        about=shelving.about,
        note=shelving.note.strip()[:200],
        name=file.name,
        sha256=file.sha256,
        media_type=file.media_type,
        size=file.size,
        by_login=actor.login,
        by_name=actor.name,
        is_sample=bool(getattr(row, "is_sample", False)),
    )


def sent_files(files: Iterable[UploadedFile[Any]]) -> list[SentFile]:
    """The files of a form; what is larger than allowed is read no further."""
    return [SentFile(str(file.name), file.read(FILE_BYTES_MAX + 1)) for file in files]
