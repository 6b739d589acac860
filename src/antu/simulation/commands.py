"""``simulate PACK --against PACK``: what a draft would cost, whom it helps and whom it hurts."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from antu.platform.commands import Command, print_json

if TYPE_CHECKING:
    from antu.policy import Pack

_SAID_MAX = 20


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("pack", metavar="办法", help="拟用的办法：ID 或 ID@版本")
    parser.add_argument("--against", required=True, metavar="办法", help="对照的办法：ID 或 ID@版本")
    parser.add_argument("--register", type=Path, metavar="文件", help="户册 Parquet 文件；不写就是数据库里的台账")
    parser.add_argument("--project", metavar="项目", help="只算一个项目：编号或完整名称")
    parser.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb", help="批量计算的引擎")
    parser.add_argument("--signed-on", type=_day, metavar="日期", help="未签约的户按哪一天签约；不写为今天")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"「{text}」不是日期；请写成 2023-12-31 的样子") from error


def _simulate(arguments: Namespace) -> int:
    from django.utils.timezone import localdate  # noqa: PLC0415 - Django is set up when this runs

    from antu.organisations.selectors import acting  # noqa: PLC0415
    from antu.simulation.access import require_simulating  # noqa: PLC0415

    actor = acting(arguments.as_login)
    require_simulating(actor)
    arguments.signed_on = arguments.signed_on or localdate()
    answer = _of_file(arguments) if arguments.register else _of_register(arguments)
    if arguments.json:
        print_json(answer)
    else:
        print("\n".join(_lines(answer)))
    return 1 if answer["refused"] else 0


def _of_file(arguments: Namespace) -> dict[str, Any]:
    from antu.compensation.selectors.batches import engine_named  # noqa: PLC0415
    from antu.organisations.selectors import acting  # noqa: PLC0415
    from antu.simulation.selectors.computing import Computing  # noqa: PLC0415
    from antu.simulation.selectors.packs import different_packs  # noqa: PLC0415
    from antu.simulation.selectors.register_files import FileSources  # noqa: PLC0415

    pack, against = different_packs(acting(arguments.as_login), arguments.pack, arguments.against)
    sources = FileSources(arguments.register, (pack, against), arguments.signed_on)
    with engine_named(arguments.engine) as engine:
        computing = Computing(pack, against, engine)
        refused = [
            {"subject": each.source.who.subject, "project": each.source.who.project, **reason.as_json()}
            for each in computing.subjects(sources, _tell)
            for reason in each.refusals
        ]
    tables = computing.comparison.as_json() | {"refused_households": computing.refused, "unfit": computing.unfit}
    known = {"towns_known": sources.has_towns, "not_read": sources.not_read()}
    return _told(arguments, (pack, against), tables, refused) | known


def _of_register(arguments: Namespace) -> dict[str, Any]:
    from antu.organisations.selectors import acting  # noqa: PLC0415
    from antu.projects.selectors import find_project  # noqa: PLC0415
    from antu.simulation.domain.asking import Asked, Scope, ScopeKind  # noqa: PLC0415
    from antu.simulation.selectors.packs import different_packs  # noqa: PLC0415
    from antu.simulation.services import simulate  # noqa: PLC0415

    actor, scope = acting(arguments.as_login), Scope()
    if arguments.project:
        scope = Scope(ScopeKind.PROJECT, find_project(actor, arguments.project).pk)
    asked = Asked(arguments.pack, arguments.against, arguments.signed_on, scope=scope)
    made = simulate(actor, asked, tell=_tell, engine=arguments.engine)
    pack, against = different_packs(acting(arguments.as_login), arguments.pack, arguments.against)
    kept = made.simulation
    known = {"simulation": kept.pk, "scope": kept.scope_words}
    return _told(arguments, (pack, against), kept.result | {"unfit": kept.unfit}, made.refused) | known


def _told(
    arguments: Namespace, packs: tuple[Pack, Pack], tables: Mapping[str, Any], refused: list[dict[str, Any]]
) -> dict[str, Any]:
    pack, against = packs
    largest = [{name: value for name, value in each.items() if name != "key"} for each in tables["largest"]]
    rest = {name: value for name, value in tables.items() if name not in {"largest", "refused_by"}}
    head = {"pack": pack.ref.as_json(), "against": against.ref.as_json(), "signed_on": arguments.signed_on.isoformat()}
    return {**head, "refused": refused, **rest, "largest": largest, "engine": arguments.engine}


def _tell(done: int, total: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r测算 {done} / {total} 户{'' if done < total else chr(10)}")


def _lines(answer: Mapping[str, Any]) -> Iterable[str]:
    names = [f"{answer[side]['id']}@{answer[side]['version']}" for side in ("pack", "against")]
    totals = answer["totals"]
    yield f"拟用 {names[0]}：{totals['pack']} 元"
    yield f"对照 {names[1]}：{totals['against']} 元"
    separate = answer["separate"]["difference"]
    yield f"增减 {totals['difference']} 元，{answer['households']} 户（应付合计；单列增减 {separate} 元）"
    for side, word in (("gain", "增加"), ("lose", "减少"), ("same", "不变")):
        yield f"{word} {answer[side]['households']} 户，{answer[side]['amount']} 元"
    for item in answer["items"]:
        if item["difference"] != "0.00":
            yield f"  {item['label']}（{item['code']}）{item['difference']} 元"
    for each in answer["towns"]:
        yield f"  {each['town'] or '镇街不详'}：{each['households']} 户，{each['difference']} 元"
    for each in answer["quarters"]:
        yield f"  {each['quarter'] or '不详'}：{each['pack']} 元，比对照 {each['difference']} 元"
    for unfit in answer["unfit"]:
        yield f"{unfit['pack']} 的 {unfit['code']} 由逐户计算：{unfit['why']}"
    if answer["refused"]:
        yield f"没有计入 {answer['refused_households']} 户，原因 {len(answer['refused'])} 条，两边都不算："
        for each in answer["refused"][:_SAID_MAX]:
            yield f"  {each['project']} {each['subject']}：{each['message']}（{each['pack']}，{each['rule']}）"
        if len(answer["refused"]) > _SAID_MAX:
            yield "  其余见 --json"


COMMANDS = (Command("simulate", "政策测算：拟用办法与对照办法在台账上逐户比较", _simulate, _arguments),)
