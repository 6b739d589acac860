"""What may be done with a pack, by where it stands and who looks."""

from __future__ import annotations

from django.urls import reverse

from antu.platform.actor import Actor
from antu.platform.display import Action
from antu.platform.procedure_kinds import is_run
from antu.regulations.domain.publishing import PACK_ISSUE
from antu.regulations.models import PackVersion
from antu.regulations.selectors.packs import ShownPack, proof_holds


def may_write(actor: Actor) -> bool:
    """Whether the actor drafts and publishes packs."""
    return actor.may("pack.edit") and actor.reach.everything


def pack_actions(actor: Actor, shown: ShownPack) -> tuple[Action, ...]:
    """The buttons of a version's page, the next thing to do first."""
    named = [shown.pack_id, shown.version]
    writing = _writing(shown) if may_write(actor) else ()
    trying = (Action("试算", reverse("pack-try", args=named)),) if shown.check.pack else ()
    compare = Action("与另一份比较", f"{reverse('packs-compared')}?new={shown.name}")
    paper = (Action("打印办法", reverse("pack-print", args=named), opens_new=True),) if shown.check.pack else ()
    return (*writing, *trying, compare, *paper, Action("下载文件夹", reverse("pack-folder", args=named)))


def _writing(shown: ShownPack) -> tuple[Action, ...]:
    named = [shown.pack_id, shown.version]
    if shown.is_draft and shown.row:
        return _drafting(shown.row)
    if shown.row and shown.row.is_voided:
        return ()
    begin = Action("起草新版本", reverse("pack-draft", args=named), is_primary=True)
    label, address = ("恢复办法", "pack-reinstate") if shown.withdrawal else ("停用办法", "pack-stop")
    return (begin, Action(label, reverse(address, args=named)))


def _drafting(row: PackVersion) -> tuple[Action, ...]:
    key = [row.pk]
    prove = Action("双引擎校验", reverse("pack-prove", args=key), is_primary=not proof_holds(row))
    publish = Action("发布办法", reverse("pack-publish", args=key), is_primary=proof_holds(row))
    return (
        prove,
        *(() if is_run(PACK_ISSUE) else (publish,)),
        Action("修改文件", reverse("pack-file", args=key)),
        Action("上传整个文件夹", reverse("pack-upload", args=key)),
        Action("撤销草稿", reverse("pack-draft-withdraw", args=key)),
    )


def panel_actions(actor: Actor, shown: ShownPack, panel: str) -> tuple[Action, ...]:
    """What may be done with one part of a version."""
    book = _rates_book(shown, panel)
    row = shown.row
    if row is None or not shown.is_draft or not may_write(actor):
        return book
    if panel.startswith("rate-"):
        return (
            *book,
            Action("修改标准", reverse("pack-rates", args=[row.pk, panel.removeprefix("rate-")])),
            Action("上传标准（Excel）", reverse("pack-rates-upload", args=[row.pk])),
        )
    file = {"items": "items.yaml", "eligibility": "eligibility.yaml", "values": "items.yaml", "wanted": "facts.yaml"}
    file |= {"checks": "pack.yaml", "facts": "pack.yaml", "readme": "README.md"}
    if panel not in file:
        return ()
    return (Action("修改这一部分", f"{reverse('pack-file', args=[row.pk])}?name={file[panel]}"),)


def _rates_book(shown: ShownPack, panel: str) -> tuple[Action, ...]:
    """All tables are one workbook: it stands at the first of them."""
    first = next(iter(shown.check.pack.rates), "") if shown.check.pack else ""
    if not first or panel != f"rate-{first}":
        return ()
    return (Action("下载标准（Excel）", reverse("pack-rates-book", args=[shown.pack_id, shown.version])),)
