"""Reads of simulations: those that were made, and their subjects."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from antu.households.models import Household
from antu.platform.actor import Actor
from antu.projects.models import Project
from antu.simulation.models import SimulatedSubject, Simulation


def simulations_seen(actor: Actor) -> QuerySet[Simulation]:
    """All standing simulations for who sees all of the district; otherwise one's own, of what one saw."""
    standing = Simulation.objects.standing().order_by("-pk")
    return standing if actor.reach.everything else standing.filter(by_login=actor.login)


def all_subjects(simulation: Simulation) -> QuerySet[SimulatedSubject]:
    """Every subject, in the order in which they were computed."""
    return simulation.subjects.order_by("pk")


def counted_subjects(simulation: Simulation) -> QuerySet[SimulatedSubject]:
    """The subjects with both amounts, in the order in which they were computed."""
    return simulation.subjects.filter(change_fen__isnull=False).order_by("pk")


def refused_subjects(simulation: Simulation) -> QuerySet[SimulatedSubject]:
    """The subjects that a pack refuses, with their reasons."""
    return simulation.subjects.filter(change_fen=None).order_by("pk")


def projects_with_registers(actor: Actor) -> QuerySet[Project]:
    """The projects that have households which the actor sees."""
    seen = Household.objects.standing().seen_by(actor).values("project")
    return Project.objects.standing().filter(pk__in=seen).order_by("name")


def planned_projects(actor: Actor) -> QuerySet[Any]:
    """The standing projects that the actor sees and that have no household yet."""
    none = Count("households", filter=Q(households__is_voided=False))
    seen = Project.objects.standing().seen_by(actor).annotate(registered=none)
    return seen.filter(registered=0).order_by("name")
