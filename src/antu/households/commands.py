"""``register template``, ``register import``, ``register export``: the workbook out, empty; in; and out again."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from antu.households.access import require_export
from antu.kernel.errors import BadInput, Problem
from antu.platform.commands import Command, print_json

if TYPE_CHECKING:
    from antu.platform.exchange import ImportOutcome


def _template_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("pack", metavar="办法", help="补偿办法，如 hunan-demo-2023；或它的文件夹 编号/版本/")
    parser.add_argument("--out", required=True, type=Path, metavar="文件", help="写到哪个 .xlsx 文件；或写进哪个文件夹")


def _write_template(arguments: Namespace) -> int:
    from antu.households.domain.template import write_template  # noqa: PLC0415 - no need of it until it runs
    from antu.policy.shelf import pack_named  # noqa: PLC0415

    pack = pack_named(arguments.pack)
    out = arguments.out / f"空白台账-{pack.title}.xlsx" if arguments.out.is_dir() else arguments.out
    _make_room(out)
    write_template(pack, out)
    if arguments.json:
        print_json({"file": str(out)})
    else:
        print(out)
    return 0


def _make_room(path: Path) -> None:
    """Make the file's folder, and be sure that the file can be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.open("ab").close()
    except OSError as error:
        what = f"写不了「{path}」（{error.strerror}）；请换一个位置或文件名"
        raise BadInput(Problem("C-FILE", what)) from error


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="文件", help="台账工作簿（.xlsx）")
    parser.add_argument("--dry-run", action="store_true", help="只试导入：看会怎样，不写入")
    parser.add_argument("--marked", type=Path, metavar="文件", help="另存一份标出问题的工作簿（.xlsx），在里面改")


def _import(arguments: Namespace) -> int:
    from django.utils.timezone import localdate  # noqa: PLC0415 - Django is set up when this runs

    from antu.households.domain.reading import register_layouts  # noqa: PLC0415
    from antu.households.services import import_register  # noqa: PLC0415
    from antu.organisations.selectors import acting  # noqa: PLC0415
    from antu.platform.exchange import ImportMode  # noqa: PLC0415
    from antu.platform.workbook.marking import require_markable, write_marked  # noqa: PLC0415
    from antu.regulations.selectors import pack_shelf  # noqa: PLC0415

    actor, mode, shelf = acting(arguments.as_login), ImportMode(dry_run=arguments.dry_run), pack_shelf()
    if arguments.marked:
        require_markable(arguments.file, arguments.marked)
        _make_room(arguments.marked)
    outcome = import_register(actor, arguments.file, today=localdate(), shelf=shelf, mode=mode)
    if arguments.json:
        print_json(outcome.as_json())
    else:
        _tell(outcome, is_dry_run=arguments.dry_run)
    if arguments.marked:
        problems = (*outcome.errors, *outcome.warnings)
        write_marked(arguments.file, problems, register_layouts(shelf), arguments.marked)
    return outcome.exit_status


def _tell(outcome: ImportOutcome, *, is_dry_run: bool) -> None:
    for problem in (*outcome.errors, *outcome.warnings):
        sys.stderr.write(f"{problem}\n")
    for name, count in outcome.sheets.items():
        print(f"{name}：{count.rows} 行，导入 {count.accepted} 行，退回 {count.rejected} 行")
    done = "试导入（没有写入）" if is_dry_run else "导入"
    print(f"{done}：新增 {outcome.created} 行，更正 {outcome.updated} 行，未变 {outcome.unchanged} 行")
    if outcome.rejected_households:
        print(f"整户退回：{'、'.join(outcome.rejected_households)}")


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--project", required=True, metavar="项目", help="项目编号或完整名称")
    parser.add_argument("--out", required=True, type=Path, metavar="文件", help="写到哪个 .xlsx 文件")


def _export(arguments: Namespace) -> int:
    from antu.households.services import export_register  # noqa: PLC0415 - Django is set up when this runs
    from antu.organisations.selectors import acting  # noqa: PLC0415
    from antu.projects.selectors import find_project  # noqa: PLC0415
    from antu.regulations.selectors import pack_shelf  # noqa: PLC0415

    actor = acting(arguments.as_login)
    require_export(actor)
    project = find_project(actor, arguments.project)
    _make_room(arguments.out)
    count = export_register(actor, project, arguments.out, shelf=pack_shelf())
    if arguments.json:
        print_json({"file": str(arguments.out), "households": count})
    else:
        print(arguments.out)
    return 0


COMMANDS = (
    Command(
        "register template", "写出某个补偿办法的空台账工作簿", _write_template, _template_arguments, needs_records=False
    ),
    Command("register import", "导入台账工作簿", _import, _import_arguments),
    Command("register export", "导出台账工作簿（证件号、账号完整，可原样再导入）", _export, _export_arguments),
)
