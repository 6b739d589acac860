"""The demo district's year 2023, written out sheet by sheet."""

from demo.year_2023.organisations import ORGANISATIONS, STAFF
from demo.year_2023.outreach import OUTREACH, TRAINING
from demo.year_2023.plan import KEY_PROJECTS, TASKS, VERSIONS
from demo.year_2023.progress import EVENTS, REMAINING, STATE_TASKS
from demo.year_2023.projects import PROJECTS
from demo.year_2023.unit import BUDGET, EXPENDITURE, MILESTONES, PROBLEMS, RULES

SHEETS = (
    ORGANISATIONS,
    STAFF,
    VERSIONS,
    TASKS,
    PROJECTS,
    KEY_PROJECTS,
    EVENTS,
    REMAINING,
    STATE_TASKS,
    BUDGET,
    EXPENDITURE,
    OUTREACH,
    TRAINING,
    RULES,
    PROBLEMS,
    MILESTONES,
)
