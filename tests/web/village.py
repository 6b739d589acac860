"""What page tests name: the demo's year, three signed households, and eight of which three have not signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.world import demo_district, register_of_demo

from antu.households.models import Household
from antu.projects.models import Project


@dataclass(frozen=True)
class Village:
    """Two projects with registers, among the projects of the year."""

    tutorial: Project
    remaining: Project

    @property
    def day(self) -> date:
        """A day on which everything of the files has happened."""
        return date(2024, 1, 31)

    @property
    def own_words(self) -> list[str]:
        """Names and codes of the two projects and their households: what no other organisation may read."""
        projects = (self.tutorial, self.remaining)
        households = Household.objects.filter(project__in=projects)
        named = [word for household in households for word in (household.code, household.head_name)]
        return [*(project.name for project in projects), *named]

    @property
    def signed(self) -> Household:
        """JX-001, with a determination."""
        return Household.objects.get(project=self.tutorial, code="JX-001")

    @property
    def unsigned(self) -> Household:
        """DSJ2-003, which has not signed."""
        return Household.objects.get(project=self.remaining, code="DSJ2-003")


def load_village() -> Village:
    """Import the files."""
    demo_district()
    for name in ("tutorial", "dashuju-2-remaining"):
        register_of_demo(name)
    return village_found()


def village_found() -> Village:
    """The village that was loaded already."""
    return Village(Project.objects.get(name="教学示例项目"), Project.objects.get(name="大数据二期"))
