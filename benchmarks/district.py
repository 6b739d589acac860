"""A district of 100 projects and 100,000 households, made from a fixed seed: 合成, nobody's names or numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Final

from django.db import transaction
from django.utils import timezone

from antu.compensation.models import Determination
from antu.households.models import Household, HouseholdEvent, HouseholdEventKind, Person
from antu.projects.models import Project
from antu.regulations.selectors import pack_shelf
from benchmarks.names import GIVEN, SURNAMES

PACK: Final = pack_shelf().get("hunan-demo-2023")
PROJECTS: Final = 100
HOUSEHOLDS_EACH: Final = 1_000
TOWNS: Final = tuple(f"第{number}街道（合成）" for number in range(1, 13))
OFFICERS: Final = tuple(f"干部{number:02d}" for number in range(40))
BATCH: Final = 5_000
SIGNED_OF_FIVE: Final = 3


def have_district() -> None:
    """Make the district unless it is there."""
    if Household.objects.filter(project__code__startswith="HC").count() == PROJECTS * HOUSEHOLDS_EACH:
        return
    random = Random(20260101)
    with transaction.atomic():
        projects = Project.objects.bulk_create(_projects())
        households = _households(random, projects)
        while batch := list(islice(households, BATCH)):
            _enter(random, Household.objects.bulk_create(batch))
    _analyse()


def _analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("vacuum analyse")


def _projects() -> list[Project]:
    return [
        Project(
            name=f"合成项目{number:03d}",
            code=f"HC{number:03d}",
            land="collective",
            owner=f"合成业主{number % 7}",
            towns=[TOWNS[number % len(TOWNS)]],
            pack_id=PACK.id,
            notice_on=date(2023, 1, 10) + timedelta(days=number),
            is_sample=True,
        )
        for number in range(PROJECTS)
    ]


def _households(random: Random, projects: list[Project]) -> Iterator[Household]:
    for project in projects:
        for number in range(HOUSEHOLDS_EACH):
            yield Household(
                project=project,
                code=f"{project.code}-{number:04d}",
                head_name=person_name(random),
                id_number=identity_number(random),
                phone=f"139{random.randrange(10**8):08d}",
                town=project.towns[0],
                village=f"合成村{random.randrange(20):02d}",
                group=f"{random.randrange(1, 13)}组",
                officer=random.choice(OFFICERS),
                is_sample=True,
            )


def _enter(random: Random, households: list[Household]) -> None:
    """Two people each; three of five have signed, of whom half have vacated."""
    people, events, determinations = [], [], []
    for household in households:
        for no, name in (("P1", household.head_name), ("P2", person_name(random))):
            people.append(Person(household=household, no=no, name=name, id_number=identity_number(random)))
        if random.randrange(5) < SIGNED_OF_FIVE:
            day = date(2023, 3, 1) + timedelta(days=random.randrange(200))
            events.append(HouseholdEvent(household=household, kind=HouseholdEventKind.SIGNED, on=day))
            determinations.append(_determination(random, household, day))
            if random.randrange(2):
                vacated = day + timedelta(days=40)
                events.append(HouseholdEvent(household=household, kind=HouseholdEventKind.VACATED, on=vacated))
    Person.objects.bulk_create(people)
    HouseholdEvent.objects.bulk_create(events)
    Determination.objects.bulk_create(determinations)


def _determination(random: Random, household: Household, day: date) -> Determination:
    made = Determination(
        household=household,
        version=1,
        reason="合成",
        signed_on=day,
        pack_id=PACK.id,
        pack_version=PACK.version,
        pack_sha256=PACK.sha256,
        pack_status=PACK.status,
        facts={},
        computation={},
        payable_fen=random.randrange(20_000_000, 90_000_000),
        determined_at=timezone.now(),
        determined_by="合成",
    )
    made.seal()
    return made


def person_name(random: Random) -> str:
    """A surname with one or two further characters."""
    return random.choice(SURNAMES) + "".join(random.choice(GIVEN) for _ in range(random.choice((1, 2, 2))))


def identity_number(random: Random) -> str:
    """Eighteen characters of the right form, whose check digit is not looked at: it can be nobody's."""
    born = f"{random.randrange(1950, 2015)}0{random.randrange(1, 10)}{random.randrange(10, 29)}"
    return f"430204{born}{random.randrange(10_000):04d}"
