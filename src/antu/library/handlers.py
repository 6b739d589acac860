"""What this room does when a rule is published."""

from __future__ import annotations

from antu.library.services import take_rule
from antu.platform.events import hears
from antu.regulations.events import RulePublished
from antu.regulations.models import RuleVersion


@hears(RulePublished)
def show_the_published_text(event: RulePublished) -> None:
    """A published rule is in the library at once, in clauses."""
    take_rule(event.actor, RuleVersion.objects.select_related("rule").get(pk=event.version_id))
