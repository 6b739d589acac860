"""Unsigned subjects that another pack would price differently: a newer version, or one of another reach or day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from antu.compensation.models import Determination
from antu.compensation.selectors.batches import PackBatch
from antu.compensation.selectors.estimates import PackChoice, assumed_signing_day, choose_pack
from antu.households.models import Household
from antu.households.selectors import facts_of, whole_households
from antu.kernel.errors import AntuError, BadInput
from antu.kernel.money import Money
from antu.organisations.selectors import reporting_centre
from antu.platform.progress import Tell, untold
from antu.policy import Facts, Pack, PackShelf, read_facts
from antu.policy.choosing import Notice, gives_way, misfits
from antu.policy.computation import PAYABLE
from antu.policy.pack import REGIMES
from antu.policy.shelf import Withdrawn
from antu.projects.models import Project

if TYPE_CHECKING:
    from antu.policy.batch import Engine, SubjectAmounts

AT_A_TIME: Final = 200


@dataclass(frozen=True, slots=True)
class OtherPack:
    """A pack that may come to hold for a project, and why."""

    pack: Pack
    why: str


@dataclass(frozen=True, slots=True)
class Pending:
    """An unsigned subject with both amounts; None where that pack refuses its facts, ``reason`` then says why."""

    household: Household
    signed_on: date
    pack: str
    other_pack: str
    payable: Money | None
    other: Money | None
    reason: str


@dataclass(frozen=True, slots=True)
class _Concerned:
    """A project with its pack, others that may come to hold, and the keys of those who are unsigned."""

    project: Project
    own: Pack
    others: Sequence[OtherPack]
    keys: Sequence[int]


def pending_pricings(shelf: PackShelf, engine: Engine, today: date, tell: Tell = untold) -> Iterator[Pending]:
    """Every unsigned subject whose amount another pack would change, project by project.

    What is signed is not asked about: it stays with the pack version that it signed under.
    """
    batches: dict[str, PackBatch] = {}
    concerned = list(_concerned(shelf, today))
    done, total = 0, sum(len(each.keys) for each in concerned)
    for each in concerned:
        for pack in (each.own, *(other.pack for other in each.others)):
            if pack.name not in batches:
                batches[pack.name] = PackBatch(pack, engine)
        for start in range(0, len(each.keys), AT_A_TIME):
            tell(done, total)
            some = each.keys[start : start + AT_A_TIME]
            done += len(some)
            yield from _of_some(each, some, batches, assumed_signing_day(each.project, today))


def _concerned(shelf: PackShelf, today: date) -> Iterator[_Concerned]:
    for project in Project.objects.standing().order_by("pk"):
        try:
            choice = choose_pack(project, shelf)
            others = other_packs(project, choice, shelf, today)
        except AntuError:
            continue  # nothing selects a pack: the project's page says so
        if others:
            signed = Determination.objects.filter(is_standing=True, household__project=project).values("household")
            unsigned = Household.objects.standing().filter(project=project).exclude(pk__in=signed).order_by("code")
            yield _Concerned(project, choice.pack, others, list(unsigned.values_list("pk", flat=True)))


def other_packs(project: Project, choice: PackChoice, shelf: PackShelf, today: date) -> list[OtherPack]:
    """Other packs than the project's own that a version, its reach or the day would select."""
    own, gone = choice.pack, shelf.withdrawn()
    found: dict[str, OtherPack] = {}
    newest = shelf.get(own.id)
    if newest.name != own.name:
        reason = _why_not_yet(project, newest, gone.get(newest.name))
        why = f"同一办法已有较新版本 {newest.name}（{newest.valid_from} 起施行）；{reason}"
        found[newest.name] = OtherPack(newest, why)
    if before := _version_before(own, shelf, project.notice_on):
        why = f"{own.name} 发布后适用于本项目，发布前按 {before.name}；已经告知的测算要更新"
        found[before.name] = OtherPack(before, why)
    district = reporting_centre().district_code
    days = (("公告日", project.notice_on), ("今天", today))
    for word, day in days if project.land and district else ():
        if day is None:
            continue
        notice = Notice(project.land, district, day, word)
        try:
            pack, _ = shelf.choose(project.land, district, day)
        except BadInput:
            continue  # nothing else holds on that day
        if pack.name != own.name:
            found.setdefault(pack.name, OtherPack(pack, _why_instead(own, pack, notice, gone.get(own.name))))
    return list(found.values())


def _why_not_yet(project: Project, newest: Pack, gone: Withdrawn | None) -> str:
    """Why a project does not have the newest version of its pack."""
    if "@" in project.pack_id or project.notice_on is None:
        return f"项目写明用 {project.pack_id}，所以没有取它"
    notice = Notice(newest.regime, newest.jurisdiction.code, project.notice_on)
    return f"{'；'.join(misfits(newest, notice, gone))}，所以没有取它"


def _why_instead(own: Pack, pack: Pack, notice: Notice, gone: Withdrawn | None) -> str:
    """Why the project's pack would give way to another by the rules of selection."""
    against = "；".join(misfits(own, notice, gone)) or gives_way(own, pack)
    asked = f"{REGIMES.get(notice.regime, notice.regime)}、{notice.place}、{notice.word} {notice.on}"
    return f"按土地性质、地区和{notice.word}选择（{asked}）会是《{pack.title}》{pack.name}，{own.name} 让位：{against}"


def _version_before(own: Pack, shelf: PackShelf, notice_on: date | None) -> Pack | None:
    """The version that held on the day of the notice before this one was published."""
    names = [each.name for each in shelf.folders() if each.id == own.id]
    earlier = (shelf.get(name) for name in reversed(names[: names.index(own.name)]))
    return next((pack for pack in earlier if notice_on is None or pack.holds_on(notice_on)), None)


def _of_some(
    concerned: _Concerned, keys: Sequence[int], batches: Mapping[str, PackBatch], day: date
) -> Iterator[Pending]:
    own = concerned.own
    some = list(whole_households(concerned.project, pks=keys))
    names = [own.name, *(each.pack.name for each in concerned.others)]
    priced = {name: _priced(batches[name], some, day) for name in names}
    for place, household in enumerate(some):
        now, said = priced[own.name][place]
        for each in concerned.others:
            other, refused = priced[each.pack.name][place]
            if now != other:
                words = [
                    each.why,
                    f"现行办法算不出：{said}" if said else "",
                    f"另一办法算不出：{refused}" if refused else "",
                ]
                reason = "；".join(filter(None, words))
                yield Pending(household, day, own.name, each.pack.name, now, other, reason)


def _priced(batch: PackBatch, households: Sequence[Household], day: date) -> list[tuple[Money | None, str]]:
    """What each would be owed if it signed on the day, or why the pack refuses it."""
    read = [_read(batch.pack, household, day) for household in households]
    amounts = batch.completed([each for each in read if isinstance(each, Facts)])
    return [(None, each) if isinstance(each, str) else _payable(next(amounts)) for each in read]


def _payable(found: SubjectAmounts | BadInput) -> tuple[Money | None, str]:
    return (None, _words(found)) if isinstance(found, BadInput) else (Money(found.totals[PAYABLE]), "")


def _read(pack: Pack, household: Household, day: date) -> Facts | str:
    try:
        return read_facts(pack, facts_of(household, pack), signed_on=day)
    except BadInput as refused:
        return _words(refused)


def _words(refused: BadInput) -> str:
    return "；".join(problem.message for problem in refused.problems)
