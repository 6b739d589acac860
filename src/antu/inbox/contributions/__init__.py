"""What the inbox offers to shared pages, and what is done of it again and again."""

from antu.inbox.contributions.bulk import BULK
from antu.inbox.contributions.panels import PANELS
from antu.inbox.contributions.rounds import ROUNDS

CONTRIBUTIONS: tuple[object, ...] = (*PANELS, *BULK, *ROUNDS)
