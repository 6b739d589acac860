"""Drawings for tests: the shipped ones, and small ones written in a few words."""

from __future__ import annotations

from pathlib import Path
from typing import Final

SHIPPED: Final = Path(__file__).resolve().parents[1] / "procedures"
_HEAD: Final = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:antu="urn:antu:procedure" '
    'targetNamespace="t" id="d">'
)


def shipped(key: str) -> bytes:
    """A shipped drawing."""
    return (SHIPPED / f"{key}.bpmn").read_bytes()


def lanes(**posts: str) -> str:
    """Lanes: the post's name, and its nodes with spaces."""
    written = ""
    for number, (post, nodes) in enumerate(posts.items()):
        inside = "".join(f"<flowNodeRef>{node}</flowNodeRef>" for node in nodes.split())
        written += f'<lane id="l{number}" name="{post}">{inside}</lane>'
    return f'<laneSet id="ls">{written}</laneSet>'


def step(key: str, words: str = "") -> str:
    """A step called by its id."""
    return f'<userTask id="{key}" name="{key}" {words}/>'


def arrows(*pairs: str) -> str:
    """Arrows ``a>b``; one is called ``a_b``."""
    written = ""
    for pair in pairs:
        source, target = pair.split(">")
        written += f'<sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}"/>'
    return written


def branch(source: str, target: str, condition: str) -> str:
    """An arrow with a condition."""
    inside = f"<conditionExpression>{condition}</conditionExpression>"
    key = f"{source}_{target}"
    return f'<sequenceFlow id="{key}" sourceRef="{source}" targetRef="{target}">{inside}</sequenceFlow>'


def bpmn(body: str, key: str = "p") -> bytes:
    """A file with one process."""
    return f'{_HEAD}<process id="{key}" name="试" isExecutable="true">{body}</process></definitions>'.encode()


def with_looks(content: bytes) -> bytes:
    """The same with a place on the paper for each node and arrow."""
    from lxml import etree  # noqa: PLC0415 - of this alone

    root = etree.fromstring(content)
    drawn = "".join(
        f'<s:BPMNShape xmlns:s="http://www.omg.org/spec/BPMN/20100524/DI" bpmnElement="{each.get("id")}"/>'
        for each in root.iter()
        if each.get("id")
    )
    return content.replace(b"</definitions>", drawn.encode() + b"</definitions>")
