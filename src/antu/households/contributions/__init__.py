"""What this room offers to shared imports, reports and pages."""

from antu.households.contributions.bulk import BULK
from antu.households.contributions.charts import CHARTS
from antu.households.contributions.found import FOUND
from antu.households.contributions.jobs import JOBS
from antu.households.contributions.panels import PANELS
from antu.households.contributions.papers import PAPERS
from antu.households.contributions.words import WORDS

CONTRIBUTIONS: tuple[object, ...] = (*FOUND, *PANELS, *CHARTS, *WORDS, *BULK, *JOBS, *PAPERS)
