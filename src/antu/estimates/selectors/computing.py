"""What a project's registered subjects come to, item by item: the signed as determined, the others estimated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Final

from django.db.models import Prefetch, Q

from antu.compensation.models import Determination, DeterminationLine
from antu.compensation.selectors import choose_pack, estimate_or_refusal, standing_determinations
from antu.estimates.domain.amounts import MEMO, ItemSum, Sample, SubjectLine, item_sums, rounded_quantity
from antu.estimates.domain.asking import SAMPLE, Asked
from antu.estimates.models import EstimatedHousehold, EstimateLine, LineSource
from antu.households.models import Household, SubjectKind
from antu.households.selectors import whole_households
from antu.kernel.money import Money
from antu.platform.progress import Tell
from antu.policy import BadFacts, Line, Pack
from antu.projects.models import Project

#: So many subjects are read at a time.
AT_A_TIME: Final = 100
_KEPT: Final = ("determination", "category", "settlement_column", "code", "label", "quantity", "unit", "amount_fen")

PackKey = tuple[str, str, str]


@dataclass(slots=True)
class Computed:
    """What was computed: every subject with its amount or why it has none, the sums of its lines, which packs."""

    lines: list[SubjectLine] = field(default_factory=list)
    subjects: list[EstimatedHousehold] = field(default_factory=list)
    packs: Counter[PackKey] = field(default_factory=Counter)
    counts: Counter[tuple[str, bool]] = field(default_factory=Counter)


def subject_count(project: Project, asked: Asked) -> int:
    """How many subjects will be computed."""
    return int(_asked_subjects(project, asked).count())


def computed_subjects(project: Project, asked: Asked, tell: Tell) -> Computed:
    """Every subject that is asked for, computed; ``tell`` hears how many of how many are.

    Of a sample the households are those chosen; village collectives are computed whole beside them. Raises BadInput
    (``P-NO-PACK``) where an unsigned subject is asked for and nothing selects the project's pack.
    """
    keys = list(_asked_subjects(project, asked).values_list("pk", flat=True))
    computed, day = Computed(), asked.as_if_signed_on
    assert day  # noqa: S101 - read_ask gives one with every basis that computes
    pack: Pack | None = None
    for done, household in enumerate(_households(project, keys)):
        tell(done, len(keys))
        if household.standing:
            _add_determined(computed, household, household.standing[0])
            continue
        pack = pack or choose_pack(project).pack
        _add_estimated(computed, household, day, pack)
    return computed


def computed_lines(computed: Computed, asked: Asked) -> list[EstimateLine]:
    """The lines of a version, not kept yet: each sum rounded once, with the words of how it came about.

    Households of a sample stand for all; collectives are computed whole.
    """
    sample = None
    households = sum(count for (kind, _), count in computed.counts.items() if kind == SubjectKind.HOUSEHOLD)
    if asked.basis == SAMPLE and asked.household_total:
        sample = Sample(asked.household_total, households)
    return [
        _scaled(each, sample, households) if sample and each.kind == SubjectKind.HOUSEHOLD else _whole(each, computed)
        for each in item_sums(computed.lines)
        if each.amount
    ]


def _asked_subjects(project: Project, asked: Asked) -> Any:
    subjects = Household.objects.standing().filter(project=project)
    if asked.basis == SAMPLE:
        subjects = subjects.filter(Q(pk__in=asked.sample) | Q(kind=SubjectKind.COLLECTIVE))
    return subjects.order_by("code")


def _households(project: Project, keys: Sequence[int]) -> Iterator[Any]:
    lines = Prefetch("lines", DeterminationLine.objects.only(*_KEPT).order_by("position"))
    determined = standing_determinations().defer("facts", "computation").prefetch_related(lines)
    standing = Prefetch("determinations", determined, to_attr="standing")
    for some in _parts(keys):
        yield from whole_households(project, pks=some).prefetch_related(standing)


def _parts(keys: Sequence[int]) -> Iterable[Sequence[int]]:
    return (keys[start : start + AT_A_TIME] for start in range(0, len(keys), AT_A_TIME))


def _add_determined(computed: Computed, household: Household, determination: Determination) -> None:
    lines = _subject_lines(household, determination.lines.all())
    pack = (determination.pack_id, determination.pack_version, determination.pack_status)
    _add(computed, household, lines, pack, is_determined=True)


def _add_estimated(computed: Computed, household: Household, day: date, pack: Pack) -> None:
    answer = estimate_or_refusal(household, day, pack)
    if isinstance(answer, BadFacts):
        said = "；".join(problem.message for problem in answer.problems)
        limit = EstimatedHousehold._meta.get_field("problem").max_length
        computed.subjects.append(EstimatedHousehold(household=household, problem=said[:limit]))
        return
    lines = _subject_lines(household, answer.lines)
    _add(computed, household, lines, (pack.id, pack.version, pack.status), is_determined=False)


def _subject_lines(household: Household, lines: Iterable[DeterminationLine | Line]) -> list[SubjectLine]:
    return [
        SubjectLine(
            kind=household.kind,
            category=line.category,
            column=line.settlement_column,
            code=line.code,
            label=line.label,
            quantity=line.quantity,
            unit=line.unit,
            amount=line.amount,
        )
        for line in lines
    ]


def _add(
    computed: Computed, household: Household, lines: list[SubjectLine], pack: PackKey, *, is_determined: bool
) -> None:
    amount = Money.total(line.amount for line in lines if line.category != MEMO)
    computed.lines += lines
    computed.packs[pack] += 1
    computed.counts[household.kind, is_determined] += 1
    computed.subjects.append(
        EstimatedHousehold(household=household, is_determined=is_determined, amount_fen=amount.fen)
    )


def _whole(item: ItemSum, computed: Computed) -> EstimateLine:
    determined, estimated = (computed.counts[item.kind, is_determined] for is_determined in (True, False))
    named = "户" if item.kind == SubjectKind.HOUSEHOLD else "个集体"
    said = "、".join(f"{word} {count}" for word, count in (("核定", determined), ("测算", estimated)) if count)
    return _line(item, LineSource.REGISTER, item.amount, f"台账 {determined + estimated} {named}相加（{said}）")


def _scaled(item: ItemSum, sample: Sample, households: int) -> EstimateLine:
    amount = sample.scaled(item.amount)
    words = f"样本 {households} 户合计 {item.amount.grouped()} 元 × {sample.whole} ÷ {sample.sample}"
    return _line(item, LineSource.SAMPLE, amount, words, sample.factor)


def _line(item: ItemSum, source: str, amount: Money, words: str, factor: Fraction = Fraction(1)) -> EstimateLine:
    return EstimateLine(
        source=source,
        category=item.category,
        item=item.label,
        code=item.key,
        quantity=rounded_quantity(item.quantity, factor),
        unit=item.unit,
        amount_fen=amount.fen,
        basis_text=words,
    )
