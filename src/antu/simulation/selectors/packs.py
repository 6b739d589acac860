"""The packs that a simulation may compare: the one place where it asks for them."""

from __future__ import annotations

from antu.kernel.errors import BadInput, Problem
from antu.policy import Pack
from antu.policy.pack import STATUSES
from antu.regulations.selectors import pack_shelf
from antu.simulation.domain.amending import Amendment, amended_pack


def offered_packs() -> list[tuple[str, str]]:
    """Every pack and version that can be simulated, by name and label; the newest of each first."""
    packs = reversed(pack_shelf().all())
    named = [(pack.name, f"《{pack.title}》{pack.name}（{STATUSES[pack.status]}）") for pack in packs]
    return sorted(named, key=lambda each: each[0].partition("@")[0])


def simulated_pack(name: str, amendments: tuple[Amendment, ...] = ()) -> Pack:
    """The pack of this name, with these rates changed.

    Raises BadInput for an unknown one, PackError with every problem where the changed rates make no sound pack.
    """
    return amended_pack(pack_shelf().get(name), amendments)


def different_packs(pack: str, against: str, amendments: tuple[Amendment, ...] = ()) -> tuple[Pack, Pack]:
    """Both packs of a simulation, the amended one first. Raises as above, and BadInput (``S-SAME``) for twice one."""
    both = simulated_pack(pack, amendments), simulated_pack(against)
    if both[0].sha256 == both[1].sha256:
        what = f"两边都是 {both[0].name}，标准也没有改动，没有可以比较的；请另选办法，或改动标准"
        raise BadInput(Problem("S-SAME", what, {"column": "against"}))
    return both
