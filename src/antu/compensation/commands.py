"""``register show --project P``: what each subject is owed, or would be. ``prove``: all determinations again."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from antu.compensation.domain.finding_words import column_words, meaning_of, side_words
from antu.kernel.errors import BadInput
from antu.platform.commands import Command, print_json

if TYPE_CHECKING:
    from antu.compensation.models import PendingPricing, ProofFinding, ProofRun
    from antu.compensation.selectors import RegisterOwed, SubjectOwed
    from antu.projects.models import Project


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--project", required=True, metavar="项目", help="项目编号或完整名称")
    parser.add_argument(
        "--signed-on", type=_day, metavar="日期", help="未签约的户按哪一天签约测算，如 2023-12-31；不写为今天"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"「{text}」不是日期；请写成 2023-12-31 的样子") from error


def _show(arguments: Namespace) -> int:
    from django.utils.timezone import localdate  # noqa: PLC0415 - Django is set up when this runs

    from antu.compensation.access import require_view  # noqa: PLC0415
    from antu.compensation.selectors import register_owed  # noqa: PLC0415
    from antu.organisations.selectors import acting  # noqa: PLC0415
    from antu.projects.selectors import find_project  # noqa: PLC0415

    actor = acting(arguments.as_login)
    require_view(actor)
    project = find_project(actor, arguments.project)
    register = register_owed(actor, project, arguments.signed_on or localdate())
    for owed in register.subjects:
        for problem in owed.problems:
            sys.stderr.write(f"{owed.household.code} 不能测算：{problem}\n")
    if arguments.json:
        print_json(_as_json(register))
    else:
        print("\n".join([*_notice(project), *(_line(owed) for owed in register.subjects), *_sums(register)]))
    return 0


def _notice(project: Project) -> list[str]:
    """What the pack says of itself where it is not an official one."""
    from antu.compensation.selectors import choose_pack  # noqa: PLC0415

    try:
        pack = choose_pack(project).pack
    except BadInput:  # a project without a pack has no amounts either
        return []
    return [] if pack.is_official else [f"【{pack.notice}】"]


def _as_json(register: RegisterOwed) -> dict[str, object]:
    from antu.households.models import SubjectKind  # noqa: PLC0415

    return {
        "households": [_subject_json(owed, register.as_if_signed_on) for owed in register.subjects],
        "totals": {
            "payable": str(register.payable()),
            "household": str(register.payable(SubjectKind.HOUSEHOLD)),
            "collective": str(register.payable(SubjectKind.COLLECTIVE)),
            "separate": str(register.separate),
            "signed": len(register.signed),
            "unsigned": len(register.subjects) - len(register.signed),
        },
    }


def _subject_json(owed: SubjectOwed, day: date) -> dict[str, object]:
    derived = owed.derived or {}
    estimate = {"as_if_signed_on": day.isoformat(), "payable": str(owed.estimated)}
    return {
        "code": owed.household.code,
        "kind": owed.household.kind,
        "payable": None if owed.payable is None else str(owed.payable),
        "separate": str(owed.separate),
        "draft": owed.is_draft,
        "estimate": None if owed.estimated is None else estimate,
        "resettlement_population": derived.get("resettlement_population"),
        "legal_area_m2": derived.get("legal_area_m2"),
    }


def _line(owed: SubjectOwed) -> str:
    amount = owed.payable if owed.payable is not None else owed.estimated
    words = "不能测算" if amount is None else f"{amount.grouped()} 元"
    remarks = ["测算"] if owed.payable is None and amount is not None else []
    remarks += ["待会审"] if owed.is_draft else []
    remarks += ["示例"] if owed.household.is_sample else []
    return f"{owed.household}  {words}{'（' + '、'.join(remarks) + '）' if remarks else ''}"


def _sums(register: RegisterOwed) -> list[str]:
    signed, unsigned = len(register.signed), len(register.subjects) - len(register.signed)
    return [
        f"已签约 {signed} 户，应付合计 {register.payable().grouped()} 元，单列社保 {register.separate.grouped()} 元",
        f"未签约 {unsigned} 户，按 {register.as_if_signed_on} 签约测算，不计入合计",
    ]


def _prove(arguments: Namespace) -> int:
    from antu.compensation.services import prove_determinations  # noqa: PLC0415
    from antu.organisations.selectors import acting  # noqa: PLC0415
    from antu.platform.progress import to_nobody  # noqa: PLC0415

    run = prove_determinations(acting(arguments.as_login), told=_tell if sys.stderr.isatty() else to_nobody)
    findings = list(run.findings.select_related("determination", "household__project"))
    pending = list(run.pending.select_related("household__project"))
    if arguments.json:
        print_json(_proof_json(run, findings, pending))
    else:
        print("\n".join(_proof_lines(run, findings, pending)))
    return 1 if findings else 0


def _tell(done: int, total: int | None, note: str) -> None:
    sys.stderr.write(f"\r{note} {done} / {total}")


def _proof_json(
    run: ProofRun, findings: Sequence[ProofFinding], pending: Sequence[PendingPricing]
) -> dict[str, object]:
    return {
        "run": run.pk,
        "determinations": run.determination_count,
        "lines": run.line_count,
        "engines": run.engines,
        "unfit": run.unfit,
        "findings": [_finding_json(each) for each in findings],
        "pending": [_pending_json(each) for each in pending],
        "holds": not findings,
    }


def _finding_json(found: ProofFinding) -> dict[str, object]:
    household = found.household
    return {
        "household": household.code if household else None,
        "project": household.project.name if household else None,
        "version": found.determination.version if found.determination else None,
        "journaled_as": found.named or None,
        "line": found.line_key or None,
        "position": found.position or None,
        "label": found.label,
        "column": found.column,
        "stored": found.stored,
        "explain": found.explain,
        "duckdb": found.batch or None,
        "means": " ".join(meaning_of(found.column, found.explain, found.batch)),
        "traces": {"stored": found.stored_line or None, "explain": found.computed_line or None},
    }


def _pending_json(each: PendingPricing) -> dict[str, object]:
    amounts = {"payable": each.payable, "other_payable": each.other, "difference": each.difference}
    return {
        "household": each.household.code,
        "project": each.household.project.name,
        "signed_on": each.signed_on.isoformat(),
        "pack": each.pack,
        "other_pack": each.other_pack,
        **{name: None if amount is None else str(amount) for name, amount in amounts.items()},
        "reason": each.reason,
    }


def _whose(found: ProofFinding) -> str:
    household, determination = found.household, found.determination
    project = f"{household.project.name} " if household else ""
    if household and determination:
        return f"{project}{household.code} 第 {determination.version} 版"
    return f"{project}{found.named}"


def _proof_lines(run: ProofRun, findings: Sequence[ProofFinding], pending: Sequence[PendingPricing]) -> Iterable[str]:
    for each in findings:
        engine = f"，批量计算 {each.batch}" if each.batch else ""
        line = f"第 {each.position} 行 {each.label}（{each.line_key}）" if each.position else ""
        stored, explain = side_words(each.column)
        yield (
            f"{_whose(each)} {line} {column_words(each.column)}："
            f"{stored} {each.stored or '（空）'}，{explain} {each.explain or '（空）'}{engine}"
        ).replace("  ", " ")
    for pricing in pending:
        now, other = ("—" if each is None else each.grouped() for each in (pricing.payable, pricing.other))
        amounts = f"{pricing.pack} 测算 {now} 元，{pricing.other_pack} {other} 元"
        yield f"未定 {pricing.household}：{amounts}；{pricing.reason}"
    yield f"复算 {run.determination_count} 个核定、{run.line_count} 行明细（逐户计算和批量计算）"
    for unfit in run.unfit:
        yield f"{unfit['pack']} 的 {unfit['code']} 只由逐户计算复算：{unfit['why']}"
    yield f"不符 {len(findings)} 处" if findings else "全部相符"
    yield from dict.fromkeys("".join(meaning_of(each.column, each.explain, each.batch)) for each in findings)


COMMANDS = (
    Command("register show", "一个项目的台账：应付和测算", _show, _arguments),
    Command("prove", "复算全部核定：两个引擎逐行与存储的比较", _prove),
)
