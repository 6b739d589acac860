"""A pack goes into service: proved by two engines, published by another person, copied to the shelf, withdrawn."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from antu.kernel.errors import BadInput, Problem
from antu.platform import journal
from antu.platform.actor import Actor
from antu.platform.voiding import void_row
from antu.platform.whole_file import whole_file
from antu.policy.load import PACK
from antu.policy.shelf import WITHDRAWN
from antu.regulations.access import require_packs
from antu.regulations.domain.pack_checking import check_pack, misfits, rivals
from antu.regulations.domain.pack_files import files_kept
from antu.regulations.domain.publishing import NUMBER_MAX
from antu.regulations.models import PackVersion, PackWithdrawal
from antu.regulations.selectors import pack_shelf
from antu.regulations.selectors.packs import (
    PROVED,
    pack_writers,
    proof_holds,
    proof_words,
    published_beside,
    withdrawals,
)
from antu.regulations.services.packs import JOURNALED, checked_reason, held_draft

PUBLISHED: Final = "发布补偿办法"
PROOF_JOB: Final = "pack-proof"
"""The kind of job that proves a draft."""


@transaction.atomic
def keep_proof(actor: Actor, row: PackVersion, proof: Mapping[str, Any]) -> PackVersion:
    """Keep what the run of generated households came to, with the hash that it is about.

    A run about other files than the draft's is kept and does not count. Raises Forbidden, or BadInput
    (``R-PACK-STATE``).
    """
    require_packs(actor)
    held = held_draft(row)
    held.proof = dict(proof)
    held.save(update_fields=("proof",))
    journal.record(actor, PROVED, held, {"结论": ["", proof_words(held)]})
    return held


def problems_of_issue(row: PackVersion) -> list[Problem]:
    """All that speaks against publishing a draft as it is: faults, cases, other versions, no proof of these files."""
    check = check_pack(files_kept(row.files))
    if check.pack is None or check.problems:
        return list(check.problems)
    problems = [
        Problem("P-CASE", f"算例 {each.case.id} 不符：{each.differences[0].message}", each.differences[0].where)
        for each in check.failed
    ]
    problems += misfits(check.pack, published_beside(row.pack_id))
    if not proof_holds(row):
        problems.append(Problem("R-PACK-PROOF", f"{proof_words(row)}；双引擎校验通过以后才能发布"))
    return problems


@transaction.atomic
def publish_pack(
    actor: Actor, row: PackVersion, document_no: str, on: date | None, *, today: date | None = None
) -> PackVersion:
    """Publish a draft; from then on the database refuses any change of it, and it may compute.

    It holds from the day that its ``pack.yaml`` names. Raises Forbidden, or BadInput: ``R-PACK-OWN`` for who wrote at
    the draft, ``R-PACK-STATE``, ``R-PACK-DAY`` for the day of publication, else all of :func:`problems_of_issue`.
    """
    require_packs(actor)
    held = held_draft(row)
    if actor.login in pack_writers(held):
        what = f"{held}是{actor.name}起草或修改过的，不能由本人发布；请由另一位有“编制补偿办法”权限的同志核对后发布"
        raise BadInput(Problem("R-PACK-OWN", what))
    problems = [*_wrong_day(document_no.strip(), on, today), *problems_of_issue(held)]
    if problems:
        raise BadInput(problems)
    was = journal.snapshot(held, JOURNALED)
    held.document_no, held.published_on, held.published_by = document_no.strip(), on, actor.name
    held.save()
    change = journal.difference(was, journal.snapshot(held, JOURNALED))
    journal.record(actor, PUBLISHED, held, change, source=held.document_no)
    transaction.on_commit(lambda: copy_to_shelf(held))
    return held


@transaction.atomic
def withdraw_pack(actor: Actor, name: str, on: date | None, reason: str) -> PackWithdrawal:
    """From a day on, a published version is chosen no more; it stays on the shelf for what it computed.

    Raises Forbidden, or BadInput: ``P-UNKNOWN-PACK``, ``R-PACK-STATE`` when it is withdrawn already, ``R-PACK-DAY``,
    ``R-REQUIRED``.
    """
    require_packs(actor)
    pack, given = pack_shelf().get(name), checked_reason(reason)
    if on is None:
        raise BadInput(Problem("R-PACK-DAY", "请填写停用日期，如 2024-01-01", {"column": "on"}))
    if pack.name in withdrawals():
        raise BadInput(Problem("R-PACK-STATE", f"《{pack.title}》{pack.name} 已经停用"))
    row = PackWithdrawal.objects.create(
        pack_id=pack.id, version=pack.version, on=on, reason=given, withdrawn_by=actor.name
    )
    journal.record(actor, "停用补偿办法", row, journal.difference({}, journal.snapshot(row)))
    transaction.on_commit(write_withdrawals)
    return row


@transaction.atomic
def reinstate_pack(actor: Actor, name: str, reason: str) -> None:
    """Take back the withdrawal of a version: it is chosen again as if it had never been withdrawn.

    Raises Forbidden, or BadInput: ``P-UNKNOWN-PACK``, ``R-PACK-STATE`` when it is not withdrawn, ``P-VALIDITY`` when
    another version was published for its days since, ``R-REQUIRED``.
    """
    require_packs(actor)
    pack, given = pack_shelf().get(name), checked_reason(reason)
    standing = PackWithdrawal.objects.select_for_update().standing()
    row = standing.filter(pack_id=pack.id, version=pack.version).first()
    if row is None:
        raise BadInput(Problem("R-PACK-STATE", f"《{pack.title}》{pack.name} 没有停用"))
    if against := rivals(pack, published_beside(pack.id)):
        named = "、".join(each.name for each in against)
        what = f"停用以后发布的 {named} 与它的有效期重叠；请先停用 {named}，或另发布一个版本"
        raise BadInput(Problem("P-VALIDITY", what))
    void_row(actor, row, "恢复补偿办法", given)
    transaction.on_commit(write_withdrawals)


def restore_packs() -> None:
    """Put on the shelf what the database has and the disk lacks: after a disk was lost, or another machine joined."""
    for row in PackVersion.objects.standing().filter(published_on__isnull=False).defer("files"):
        if not (_folder(row) / PACK).is_file():
            copy_to_shelf(PackVersion.objects.get(pk=row.pk))
    write_withdrawals()


def copy_to_shelf(row: PackVersion) -> None:
    """Write a published version under ``ANTU_HOME/policies``; ``pack.yaml`` last, so that half a folder is none."""
    files = files_kept(row.files)
    for name in sorted(files, key=lambda name: name == PACK):
        with whole_file(_folder(row) / name) as coming:
            coming.write_bytes(files[name])


def write_withdrawals() -> None:
    """Write beside the packs which of them are withdrawn: the shelf is read without a database."""
    kept = {name: {"on": each.on.isoformat(), "reason": each.reason} for name, each in sorted(withdrawals().items())}
    path = _home() / WITHDRAWN
    if kept or path.is_file():
        with whole_file(path) as coming:
            coming.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")


def _home() -> Path:
    return Path(settings.ANTU_HOME) / "policies"


def _folder(row: PackVersion) -> Path:
    return _home() / row.pack_id / row.version


def _wrong_day(document_no: str, on: date | None, today: date | None) -> list[Problem]:
    problems = []
    if len(document_no) > NUMBER_MAX:
        problems.append(Problem("R-RANGE", f"文号最多 {NUMBER_MAX} 个字；请缩短", {"column": "document_no"}))
    if on is None:
        problems.append(Problem("R-PACK-DAY", "请填写发布日期，如 2023-05-08", {"column": "on"}))
    elif today and on > today:
        problems.append(Problem("R-PACK-DAY", f"发布日期 {on} 还没有到；请照文件填写", {"column": "on"}))
    return problems
