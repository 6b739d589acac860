"""What dispatch offers to shared pages."""

from antu.dispatch.contributions.bulk import BULK
from antu.dispatch.contributions.found import FOUND
from antu.dispatch.contributions.panels import PANELS
from antu.dispatch.contributions.records import RECORDS
from antu.dispatch.contributions.waiting import WAITING

CONTRIBUTIONS: tuple[object, ...] = (*PANELS, *RECORDS, *FOUND, *WAITING, *BULK)
