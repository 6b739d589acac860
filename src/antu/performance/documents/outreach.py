"""Of part three: publicity and training."""

from __future__ import annotations

from collections.abc import Iterator

from antu.kernel.calendar import month_day
from antu.outreach.models import Channel, TrainingSession
from antu.performance.documents.material import ReportMaterial
from antu.performance.documents.mention import told
from antu.performance.domain.phrases import in_brackets, listed, marked, titled
from antu.performance.models import MilestoneKind
from antu.platform.documents.official import Block, Heading, Paragraph


def outreach_part(material: ReportMaterial) -> Iterator[Block]:
    """4.宣传和培训."""
    yield Heading("4.政策宣传和业务培训", 3)
    yield Paragraph(_publicity(material))
    yield Paragraph(_training(material))
    yield from told(material.milestones_of(MilestoneKind.OUTREACH))


def _publicity(material: ReportMaterial) -> str:
    if not material.outreach:
        return "本年度无宣传记录。"
    used = {item.channel for item in material.outreach}
    channels = listed(str(channel.label) for channel in Channel if channel in used and channel is not Channel.OTHER)
    through = f"通过{channels}等渠道" if channels else ""
    return (
        f"本年度{through}发布征地拆迁宣传{material.said('outreach.items')}，"
        f"触达人数{material.printed('outreach.reach')}。"
    )


def _training(material: ReportMaterial) -> str:
    if not material.training:
        return "本年度无培训记录。"
    said = f"本年度举办政策学习和业务培训{material.said('training.sessions')}"
    first, *others = (_facts(session) for session in material.training)
    if first[0] and others and all(facts == first for facts in others):
        return f"{said}：{listed(map(_named, material.training))}{in_brackets('均为' + first[0], *first[1:])}。"
    return f"{said}：{'；'.join(_named(each) + in_brackets(*_facts(each)) for each in material.training)}。"


def _named(session: TrainingSession) -> str:
    return marked(f"{month_day(session.on)}“{session.subject}”", is_sample=session.is_sample)


def _facts(session: TrainingSession) -> tuple[str, ...]:
    """What is recorded of a session beside its day and subject, its form first."""
    return (
        session.form,
        f"{listed(session.participants)}参加" if session.participants else "",
        f"{session.attendance}人" if session.attendance is not None else "",
        _materials(session),
    )


def _materials(session: TrainingSession) -> str:
    if not session.materials:
        return ""
    copies = f"{session.copies}份" if session.copies is not None else ""
    return f"印发{titled(session.materials)}{copies}"
