"""The procedure by which a drafted version of a pack is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils import timezone

from antu.kernel.errors import BadInput, Problem
from antu.platform.actor import Actor
from antu.platform.display import Cell, Column, Kind, Row, Table
from antu.platform.procedure_kinds import Ending, Outcome, ProcedureKind
from antu.policy.pack import REGIMES, STATUSES, Pack
from antu.policy.schema import Choice, ColumnType, FactColumn, Value
from antu.regulations.contributions.issuing import DAY, ISSUED, NUMBER, issue_of
from antu.regulations.domain.pack_checking import check_pack
from antu.regulations.domain.pack_comparing import changes_of, counted_words
from antu.regulations.domain.pack_files import files_kept
from antu.regulations.domain.publishing import PACK_ISSUE
from antu.regulations.models import PackVersion
from antu.regulations.selectors import pack_shelf
from antu.regulations.selectors.packs import draft_packs, loaded_pack, pack_writers, proof_words
from antu.regulations.services.pack_publishing import problems_of_issue, publish_pack


def _facts(row: PackVersion) -> Mapping[str, Value]:
    pack = loaded_pack(row)
    known = {each.id for each in pack_shelf().folders()}
    return {"status": pack.status, "regime": pack.regime, "is_first": row.pack_id not in known}


def _problems(_actor: Actor, row: PackVersion) -> Iterable[Problem]:
    if not row.is_draft:
        yield Problem("R-PACK-STATE", f"{row}不是草稿；要改，请起草新版本")
        return
    yield from problems_of_issue(row)


def _content(row: PackVersion) -> Table:
    """What is published: its validity, its cases, its proof, and what it changes."""
    check = check_pack(files_kept(row.files))
    told = [("有效期", f"{row.valid_from} 至 {row.valid_to or '未定'}"), ("起草原因", row.reason)]
    told += [("算例", f"{len(check.verdicts)} 个，{len(check.failed)} 个不通过"), ("双引擎校验", proof_words(row))]
    if row.based_on and check.pack:
        told.append((f"与 {row.based_on} 相比", _changed(row, check.pack)))
    rows = [Row((Cell(label), Cell(text))) for label, text in told]
    return Table((Column("项"), Column("内容", kind=Kind.LONG)), rows)


def _changed(row: PackVersion, pack: Pack) -> str:
    """What it changes of the version that it was drafted from, a draft or one of the shelf."""
    drafted = PackVersion.objects.standing().filter(published_on=None)
    base = next((each for each in drafted if each.name == row.based_on), None)
    try:
        return counted_words(changes_of(loaded_pack(base) if base else pack_shelf().get(row.based_on), pack))
    except BadInput:
        return "起草自的版本已经没有了"


def _publish(actor: Actor, row: PackVersion, ending: Ending) -> None:
    publish_pack(actor, row, *issue_of(ending), today=timezone.localdate())


def _choices(words: Mapping[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(code, label) for code, label in words.items())


PACK_PROCEDURES: tuple[object, ...] = (
    ProcedureKind(
        PACK_ISSUE,
        "补偿办法发布",
        PackVersion,
        "pack.edit",
        {
            "approved": Outcome("发布施行", _publish, is_apart=True, needs=(NUMBER, DAY), lends=("pack.edit",)),
            "refused": Outcome("不予发布，仍是草稿"),
        },
        draft_packs,
        facts=(
            FactColumn("status", "标准性质", "标准性质", ColumnType.CHOICE, required=True, choices=_choices(STATUSES)),
            FactColumn("regime", "土地性质", "土地性质", ColumnType.CHOICE, required=True, choices=_choices(REGIMES)),
            FactColumn("is_first", "是第一版", "是第一版", ColumnType.BOOLEAN, required=True),
        ),
        facts_of=_facts,
        asked=ISSUED,
        problems_of=_problems,
        authors_of=pack_writers,
        version_of=lambda row: str(row.sha256),
        content_of=_content,
        places=("pack-version",),
    ),
)
