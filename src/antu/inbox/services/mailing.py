"""The daily summary by e-mail: once a working day, to whoever gave an address and has something waiting."""

from __future__ import annotations

import logging
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.core.mail import send_mail
from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone

from antu.inbox.documents.summary import summary_subject, summary_text
from antu.inbox.models import DailyMail
from antu.inbox.selectors import seats_of, waits_for
from antu.kernel.calendar import working_days_on_file
from antu.organisations.models import User

#: Offices begin at this hour.
FROM_HOUR: Final = 8
log = logging.getLogger(__name__)


def send_due_mail(now: datetime | None = None) -> int:
    """Send today's summaries that were not sent yet; how many. One that cannot be sent is tried in the next round."""
    moment = timezone.localtime(now)
    today = moment.date()
    if moment.hour < FROM_HOUR or not working_days_on_file().is_working_day(today):
        return 0
    due = DailyMail.objects.exclude(address="").filter(~Q(sent_on=today) | Q(sent_on=None))
    return sum(_send(key, today) for key in due.values_list("pk", flat=True))


def _send(key: int, today: date) -> bool:
    try:
        with transaction.atomic():
            mail = DailyMail.objects.select_for_update(skip_locked=True).filter(pk=key).exclude(sent_on=today).first()
            person = mail and User.objects.filter(username=mail.login, is_active=True).first()
            if mail is None or person is None:
                return False
            mail.sent_on = today
            mail.save(update_fields=("sent_on",))
            waiting = list(waits_for(mail.login, seats_of(mail.login, today)))
            if not waiting:
                return False
            text = summary_text(str(person), waiting, today, settings.ANTU_URL)
            send_mail(summary_subject(waiting, today), text, settings.DEFAULT_FROM_EMAIL, [mail.address])
    except DatabaseError:
        raise
    except Exception:  # whatever is wrong with one letter keeps none from the others
        log.exception("daily mail of %s", key)
        return False
    return True
