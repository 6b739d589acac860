"""Deadlines as a calendar file. Source: RFC 5545 (iCalendar): lines end in CRLF and have at most 75 octets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from antu.timeline.selectors import KINDS, ProjectDeadline

LINE_OCTETS: Final = 75
_ESCAPES: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


def calendar_file(deadlines: Iterable[ProjectDeadline], now: datetime, base: str) -> bytes:
    """The deadlines as all-day events, each with a reminder the day before; ``base`` begins the pages' addresses.

    An event keeps its identity while its step is the same, so that a calendar moves it and doesn't double it.
    """
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Antu//timeline//ZH", "X-WR-CALNAME:项目期限"]
    for each in deadlines:
        lines += _event(each, stamp, base)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def _event(each: ProjectDeadline, stamp: str, base: str) -> Iterator[str]:
    code, words = each.placed.asked.code, KINDS[each.kind]
    address = f"{base}projects/{each.project.pk}/steps/{code}/"
    yield "BEGIN:VEVENT"
    yield f"UID:{each.project.pk}-{code}-{each.kind}@antu"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{each.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{each.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(f'{each.project.name}：{each.placed.asked.title}{words}')}"
    yield f"DESCRIPTION:{_text(f'依据{each.placed.asked.basis}')}"
    yield f"URL:{address}"
    yield f"STATUS:{'TENTATIVE' if each.end.provisional else 'CONFIRMED'}"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_text(words)}"
    yield "TRIGGER:-P1D"
    yield "END:VALARM"
    yield "END:VEVENT"


def _text(value: str) -> str:
    return value.translate(_ESCAPES)


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, cut between characters; each further one begins with a blank."""
    pieces, piece, octets = list[str](), "", 0
    for character in line:
        width = len(character.encode())
        if octets + width > LINE_OCTETS:
            pieces.append(piece)
            piece, octets = " ", 1
        piece += character
        octets += width
    return "\r\n".join([*pieces, piece])
