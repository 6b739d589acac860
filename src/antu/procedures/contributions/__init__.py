"""What procedures offer to shared pages, the inbox, the search and the rounds."""

from antu.procedures.contributions.desk import DESK
from antu.procedures.contributions.found import FOUND
from antu.procedures.contributions.heads import HEADS
from antu.procedures.contributions.panels import PANELS
from antu.procedures.contributions.records import RECORDS
from antu.procedures.contributions.rounds import ROUNDS
from antu.procedures.contributions.todos import TODOS

CONTRIBUTIONS: tuple[object, ...] = (*DESK, *RECORDS, *FOUND, *HEADS, *TODOS, *ROUNDS, *PANELS)
