"""Reads of packs as pages show them: those that ship, those of the office, drafts; what became of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from antu.kernel.errors import BadInput, Problem
from antu.platform.actor import Actor
from antu.platform.models import JournalEntry
from antu.platform.versions import entries_since
from antu.platform.wording import joined, moment_text
from antu.policy import Pack
from antu.policy.load import PACK
from antu.policy.shelf import newness, read_folder
from antu.regulations.domain.pack_checking import PackCheck, check_pack, misfits
from antu.regulations.domain.pack_files import files_kept
from antu.regulations.domain.pack_head import read_identity
from antu.regulations.models import PackVersion, PackWithdrawal
from antu.regulations.selectors import pack_shelf

DRAFTED: Final = "起草补偿办法"
REDRAFTED: Final = "修改补偿办法草稿"
PROVED: Final = "双引擎校验"


@dataclass(frozen=True, slots=True)
class KnownVersion:
    """One version of a pack, wherever it is kept; ``row`` is the office's record of it, None for one that ships."""

    pack_id: str
    version: str
    row: PackVersion | None
    withdrawal: PackWithdrawal | None

    @property
    def name(self) -> str:
        """``ID@VERSION``."""
        return f"{self.pack_id}@{self.version}"

    @property
    def is_draft(self) -> bool:
        """Whether it is not published yet."""
        return self.row is not None and self.row.is_draft


@dataclass(frozen=True, slots=True)
class ShownPack(KnownVersion):
    """A version with its files."""

    files: Mapping[str, bytes]

    @property
    def check(self) -> PackCheck:
        """What reading it finds."""
        return check_pack(self.files)

    @property
    def title(self) -> str:
        """Its title, or its id where the title cannot be read."""
        pack = self.check.pack
        return pack.title if pack else (self.row.title if self.row else "") or self.pack_id


@dataclass(frozen=True, slots=True)
class ListedPack(KnownVersion):
    """A line of the list: what is known of a version without reading its files again."""

    title: str
    status: str
    regime: str
    place: str
    valid_from: date | None
    valid_to: date | None


def listed_packs(actor: Actor) -> list[ListedPack]:
    """Every version that the actor sees, by pack, the newest first."""
    known = PackVersion.objects.standing().seen_by(actor).annotate(head=KeyTextTransform(PACK, "files"))
    rows = {row.name: row for row in known.defer("files")}
    gone = withdrawals()
    listed = [_of_pack(pack, rows.pop(pack.name, None), gone.get(pack.name)) for pack in pack_shelf().all()]
    listed += [_of_row(row) for row in rows.values()]
    listed.sort(key=lambda each: newness(each.version), reverse=True)
    return sorted(listed, key=lambda each: each.pack_id)


def _of_pack(pack: Pack, row: PackVersion | None, withdrawal: PackWithdrawal | None) -> ListedPack:
    told = (pack.title, pack.status, pack.regime, pack.jurisdiction.label, pack.valid_from, pack.valid_to)
    return ListedPack(pack.id, pack.version, row, withdrawal, *told)


def _of_row(row: PackVersion) -> ListedPack:
    head = read_identity(files_kept({PACK: getattr(row, "head", None) or ""}))
    told = (row.title or row.pack_id, head.status, head.regime, head.place, row.valid_from, row.valid_to)
    return ListedPack(row.pack_id, row.version, row, None, *told)


def withdrawals() -> dict[str, PackWithdrawal]:
    """The withdrawals that stand, by ``ID@VERSION``."""
    return {each.name: each for each in PackWithdrawal.objects.standing()}


def shown_pack(actor: Actor, pack_id: str, version: str) -> ShownPack | None:
    """The version of this name that the actor sees; None where there is none."""
    row = PackVersion.objects.standing().seen_by(actor).filter(pack_id=pack_id, version=version).first()
    if row:
        return of_row(row)
    try:
        folder = pack_shelf().find(f"{pack_id}@{version}")
    except BadInput:
        return None
    if not version or folder.version != version:
        return None
    return ShownPack(pack_id, version, None, _withdrawal(folder.name), read_folder(folder.path))


def of_row(row: PackVersion) -> ShownPack:
    """A version of the office with its files."""
    return ShownPack(row.pack_id, row.version, row, _withdrawal(row.name), files_kept(row.files))


def _withdrawal(name: str) -> PackWithdrawal | None:
    pack_id, _, version = name.partition("@")
    return PackWithdrawal.objects.standing().filter(pack_id=pack_id, version=version).first()


def draft_packs(actor: Actor) -> QuerySet[PackVersion]:
    """The drafts that the actor sees, without their files."""
    drafts = PackVersion.objects.standing().seen_by(actor).filter(published_on=None)
    return drafts.defer("files").order_by("pack_id", "id")


def loaded_pack(row: PackVersion) -> Pack:
    """The pack of a row, a draft's too. Raises PackError with every fault of its files."""
    check = check_pack(files_kept(row.files))
    if check.pack is None:
        raise BadInput(check.problems)
    return check.pack


def taken_versions(pack_id: str) -> set[str]:
    """The versions of a pack that exist, drafts among them."""
    known = PackVersion.objects.standing().filter(pack_id=pack_id).values_list("version", flat=True)
    return {*known, *(each.version for each in pack_shelf().folders() if each.id == pack_id)}


def next_version(pack_id: str) -> str:
    """The number after the highest one."""
    numbers = [int(version) for version in taken_versions(pack_id) if version.isdigit()]
    return str(max(numbers, default=0) + 1)


def published_beside(pack_id: str) -> list[Pack]:
    """The published versions of a pack, those that are withdrawn left out."""
    gone = withdrawals()
    return [pack for pack in pack_shelf().all() if pack.id == pack_id and pack.name not in gone]


def entries_of_pack(shown: ShownPack) -> QuerySet[JournalEntry]:
    """What the journal says of a version and of its withdrawals, newest first."""
    stops = PackWithdrawal.objects.filter(pack_id=shown.pack_id, version=shown.version)
    about = Q(object_kind=PackWithdrawal._meta.label_lower, object_id__in=stops.values("pk"))
    if shown.row:
        about |= Q(object_kind=PackVersion._meta.label_lower, object_id=shown.row.pk)
    return JournalEntry.objects.filter(about)


def misfits_of(shown: ShownPack) -> tuple[Problem, ...]:
    """What speaks against a draft's validity beside the published versions; nothing of one that cannot be loaded."""
    pack = shown.check.pack if shown.is_draft else None
    return misfits(pack, published_beside(pack.id)) if pack else ()


def pack_writers(row: PackVersion) -> set[str]:
    """Who wrote at the draft: by login."""
    about = JournalEntry.objects.filter(object_kind=row._meta.label_lower, object_id=row.pk)
    return set(about.filter(action__in=(DRAFTED, REDRAFTED)).values_list("actor_login", flat=True))


def changed_since(row: PackVersion, seen: int) -> str:
    """Who wrote to the draft after the journal's entry ``seen``, in words; a proof is no change of it."""
    since = [each for each in entries_since(row, seen) if each.action != PROVED]
    return joined(f"{each.actor_name}（{moment_text(each.at)}，{each.action}）" for each in since) if since else ""


def proof_holds(row: PackVersion) -> bool:
    """Whether the two engines agreed on these very files."""
    return bool(row.proof.get("holds")) and row.proof.get("sha256") == row.sha256


def proof_words(row: PackVersion) -> str:
    """What is known of the proof, in a sentence."""
    proof = row.proof
    if not proof:
        return "还没有做双引擎校验"
    counted = f"随机编的 {proof['households']} 户、{proof['lines']} 行"
    if proof["sha256"] != row.sha256:
        return f"上次校验的是改动以前的内容（{proof['at']}），不算数；请重新校验"
    if not proof["holds"]:
        return f"没有通过：{counted}，逐项计算与批量计算有 {proof['different']} 处不同"
    return f"通过：{counted}，逐项计算与批量计算逐行相符（{proof['at']}）"
