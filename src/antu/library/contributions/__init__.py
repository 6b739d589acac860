"""What the library offers to shared pages."""

from antu.library.contributions.bulk import BULK
from antu.library.contributions.clauses import CLAUSES
from antu.library.contributions.found import FOUND
from antu.library.contributions.jobs import JOBS
from antu.library.contributions.panels import PANELS
from antu.library.contributions.records import RECORDS

CONTRIBUTIONS: tuple[object, ...] = (*BULK, *RECORDS, *FOUND, *CLAUSES, *PANELS, *JOBS)
