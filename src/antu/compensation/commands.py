"""``register show --project P``: a project's register with what each subject is owed, or would be."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from typing import TYPE_CHECKING

from antu.kernel.errors import BadInput
from antu.platform.commands import Command, print_json

if TYPE_CHECKING:
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


COMMANDS = (Command("register show", "一个项目的台账：应付和测算", _show, _arguments),)
