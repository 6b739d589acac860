"""The packs that a simulation may compare: the one place where it asks for them."""

from __future__ import annotations

from antu.kernel.errors import BadInput, Problem
from antu.platform.actor import Actor
from antu.policy import Pack
from antu.policy.pack import STATUSES
from antu.regulations.selectors import pack_shelf
from antu.regulations.selectors.packs import draft_packs, loaded_pack
from antu.simulation.domain.amending import Amendment, amended_pack


def offered_packs(actor: Actor) -> list[tuple[str, str]]:
    """Every pack and version that the actor may simulate, by name and label; drafts and the newest of each first."""
    drafts = [(row.name, f"{row.label}第 {row.version} 版（草稿）") for row in draft_packs(actor).reverse()]
    packs = reversed(pack_shelf().all())
    named = [(pack.name, f"《{pack.title}》第 {pack.version} 版（{STATUSES[pack.status]}）") for pack in packs]
    return sorted([*drafts, *named], key=lambda each: each[0].partition("@")[0])


def simulated_pack(actor: Actor, name: str) -> Pack:
    """The pack of this name, of drafts only those that the actor sees.

    Raises BadInput for one that is unknown, PackError for one that is not sound.
    """
    pack_id, _, version = name.partition("@")
    draft = draft_packs(actor).filter(pack_id=pack_id, version=version).first()
    return loaded_pack(draft) if draft else pack_shelf().get(name)


def different_packs(actor: Actor, pack: str, against: str, amendments: tuple[Amendment, ...] = ()) -> tuple[Pack, Pack]:
    """Both packs of a simulation, the first with these rates.

    Raises as above, PackError with every problem where the changed rates make no sound pack, and BadInput (``Y-SAME``)
    for twice the same one.
    """
    both = amended_pack(simulated_pack(actor, pack), amendments), simulated_pack(actor, against)
    if both[0].sha256 == both[1].sha256:
        what = f"两边都是 {both[0].name}，标准也没有改动，没有可以比较的；请另选办法，或改动标准"
        raise BadInput(Problem("Y-SAME", what, {"column": "against"}))
    return both
