"""Writes of drafts of packs: begun from a version or a folder, changed file by file, table by table, or whole."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from antu.kernel.errors import BadInput, Problem
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.procedure_kinds import why_held, why_kept
from antu.platform.voiding import void_row
from antu.policy.load import PACK, content_sha256
from antu.regulations.access import require_packs
from antu.regulations.domain.pack_checking import check_pack
from antu.regulations.domain.pack_files import Files, files_kept, kept_files, with_head
from antu.regulations.domain.pack_head import Head, read_identity
from antu.regulations.domain.pack_rates import changed_rows, rate_sheets
from antu.regulations.models import PackVersion
from antu.regulations.selectors.packs import DRAFTED, REDRAFTED, ShownPack, changed_since, taken_versions
from antu.regulations.services.holidays import REASON_MAX

_ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,79}", re.ASCII)
_VERSION: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}", re.ASCII)
#: The journal keeps the content by its hash and what changed in it in words: the files stand in the row.
JOURNALED: Final = (
    "pack_id",
    "version",
    "title",
    "sha256",
    "valid_from",
    "valid_to",
    "based_on",
    "reason",
    "drafted_by",
    "document_no",
    "published_on",
    "published_by",
)


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What is said of a version that is begun: its number, its validity, and why it is drafted."""

    version: str
    valid_from: date | None
    valid_to: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Editing:
    """How a draft is changed: over what the journal's entry ``seen`` left, and whether faults may stay for now."""

    seen: int
    may_fail: bool = False


@transaction.atomic
def draft_pack(actor: Actor, base: ShownPack, new: NewVersion) -> PackVersion:
    """Draft a new version of a pack from any version of it; only its number and validity are other.

    Raises Forbidden, or BadInput by ``column``: ``R-REQUIRED``, ``P-NAME``, ``P-IMMUTABLE`` for a number that is taken,
    ``P-VALIDITY``.
    """
    require_packs(actor)
    version, reason = new.version.strip(), new.reason.strip()
    problems = list(_wrong_beginning(base.pack_id, version, reason))
    if new.valid_from and new.valid_to and new.valid_to < new.valid_from:
        problems.append(_wrong("P-VALIDITY", f"失效日期 {new.valid_to} 早于施行日期 {new.valid_from}", "valid_to"))
    if problems:
        raise BadInput(problems)
    files = with_head(base.files, version=version, valid_from=new.valid_from, valid_to=new.valid_to)
    row = PackVersion(pack_id=base.pack_id, version=version, based_on=base.name, reason=reason)
    return _keep(actor, DRAFTED, row, files)


@transaction.atomic
def draft_pack_from_folder(actor: Actor, files: Files, reason: str) -> PackVersion:
    """Draft a version from a whole folder, under the id and version that its ``pack.yaml`` names.

    Faults do not keep it out: a draft is where they are mended. Raises Forbidden, or BadInput (``P-NAME``,
    ``P-IMMUTABLE``, ``R-REQUIRED``).
    """
    require_packs(actor)
    head = _identity(files)
    if problems := list(_wrong_beginning(head.id, head.version, reason.strip())):
        raise BadInput(problems)
    return _keep(actor, DRAFTED, PackVersion(pack_id=head.id, version=head.version, reason=reason.strip()), files)


@transaction.atomic
def change_pack_draft(actor: Actor, row: PackVersion, files: Files, editing: Editing) -> PackVersion:
    """Put other files in a draft: some, or all of them.

    Raises Forbidden, or BadInput: ``R-PACK-STATE`` for what is no draft, ``R-PACK-CHANGED`` when somebody wrote in
    between, ``P-NAME`` when they call themselves otherwise; unless they may fail, every fault that was not
    there before.
    """
    require_packs(actor)
    held = held_draft(row, editing.seen)
    head = _identity(files)
    if (head.id, head.version) != (held.pack_id, held.version):
        what = f"文件自称 {head.id}@{head.version}，这份草稿是 {held.name}；编号和版本不能在草稿里改"
        raise BadInput(Problem("P-NAME", what, {"file": PACK, "line": None, "key": "id", "column": "file"}))
    if fresh := () if editing.may_fail else fresh_faults(files_kept(held.files), files):
        raise BadInput(fresh)
    return _keep(actor, REDRAFTED, held, files)


def fresh_faults(before: Files, after: Files) -> tuple[Problem, ...]:
    """The faults of files that their earlier state had not: what was broken may be mended step by step."""
    known = {_fault(each) for each in check_pack(before).problems}
    return tuple(each for each in check_pack(after).problems if _fault(each) not in known)


def _fault(problem: Problem) -> tuple[object, ...]:
    return problem.where.get("file"), problem.where.get("key"), problem.rule, problem.message


@transaction.atomic
def withdraw_pack_draft(actor: Actor, row: PackVersion, reason: str) -> None:
    """Withdraw a draft; its number is free again. Raises Forbidden, or BadInput (``R-PACK-STATE``, ``R-REQUIRED``)."""
    require_packs(actor)
    held, given = held_draft(row), checked_reason(reason)
    if words := why_kept(held):
        raise BadInput(Problem("R-PACK-STATE", words))
    void_row(actor, held, "撤销补偿办法草稿", given)


def held_draft(row: PackVersion, seen: int | None = None) -> PackVersion:
    """The draft, held. Raises BadInput (``R-PACK-STATE``, ``R-PACK-CHANGED``)."""
    held = PackVersion.objects.select_for_update().get(pk=row.pk)
    if not held.is_draft:
        state = "已经撤销" if held.is_voided else "已经发布，不能再改；要改，请起草新版本"
        raise BadInput(Problem("R-PACK-STATE", f"{held}{state}"))
    if words := why_held(held):
        raise BadInput(Problem("R-PACK-STATE", words))
    others = changed_since(held, seen) if seen is not None else ""
    if others:
        what = f"您打开这一页以后，{held}又被改过：{others}；请另开一页核对现在的草稿，再保存一次就以本页所填为准"
        raise BadInput(Problem("R-PACK-CHANGED", what))
    return held


def checked_reason(reason: str) -> str:
    """The reason of a deed. Raises BadInput (``R-REQUIRED``)."""
    given = reason.strip()
    if not given or len(given) > REASON_MAX:
        raise BadInput(_wrong("R-REQUIRED", f"请写明原因，最多 {REASON_MAX} 个字", "reason"))
    return given


def _wrong_beginning(pack_id: str, version: str, reason: str) -> list[Problem]:
    problems = []
    if not _VERSION.fullmatch(version):
        what = f"版本「{version}」不能用；请用数字或字母，如 2 或 2024.1，最多 20 个字符"
        problems.append(_wrong("P-NAME", what, "version"))
    elif version in taken_versions(pack_id):
        what = f"{pack_id}@{version} 已经有了；发布过的版本不能改，请另取版本号"
        problems.append(_wrong("P-IMMUTABLE", what, "version"))
    if not reason or len(reason) > REASON_MAX:
        problems.append(_wrong("R-REQUIRED", f"请写明起草原因，最多 {REASON_MAX} 个字", "reason"))
    return problems


def _identity(files: Files) -> Head:
    head = read_identity(files)
    if not _ID.fullmatch(head.id) or not head.version:
        what = f'{PACK} 里读不出编号和版本；请写 id: hunan-demo-2023（小写字母、数字、-）和 version: "1"'
        raise BadInput(Problem("P-NAME", what, {"file": PACK, "line": None, "key": "id", "column": "file"}))
    return head


def _keep(actor: Actor, action: str, row: PackVersion, files: Files) -> PackVersion:
    before, files_before = (journal.snapshot(row, JOURNALED), files_kept(row.files)) if row.pk else ({}, {})
    head = read_identity(files)
    row.files, row.sha256 = kept_files(files), content_sha256(files)
    row.title, row.valid_from, row.valid_to = head.title or row.title, head.valid_from, head.valid_to
    row.drafted_by = row.drafted_by or actor.name
    change = journal.difference(before, journal.snapshot(row, JOURNALED))
    if change:
        row.save()
        journal.record(actor, action, row, {**change, **_told(files_before, files)})
    return row


def _told(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> dict[str, list[str]]:
    """What changes in the files: rate tables row by row, of others that they changed."""
    if not before:
        return {"文件": ["", f"{len(after)} 个"]}
    olds, news = ({sheet.file: sheet for sheet in rate_sheets(files)} for files in (before, after))
    told = {}
    for name in sorted({*before, *after}):
        if before.get(name) == after.get(name):
            continue
        rows = changed_rows(olds[name], news[name]) if name in olds and name in news else ""
        whole = "删去" if name not in after else "新增" if name not in before else "有改动"
        told[name] = ["", rows or whole]
    return told


def _wrong(rule: str, message: str, column: str) -> Problem:
    return Problem(rule, message, {"column": column})
