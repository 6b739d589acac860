"""Parts of the package as trees: read without entities, changed in place, in the order that Excel asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from lxml import etree

from antu.platform.workbook.package import Attributes

Element: TypeAlias = Any
"""An element of lxml, which carries no types."""

TRANSITIONAL: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_NO_CHARACTER: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def tree(xml: bytes) -> Element:
    """The root of a part; entities stay unread and nothing is fetched."""
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def written(root: Element) -> bytes:
    """The part as bytes."""
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))


def name(element: Element) -> str:
    """The element's name without its namespace; empty for a comment or an instruction."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def children(parent: Element, wanted: str) -> list[Element]:
    """The children of this name."""
    return [child for child in parent if name(child) == wanted]


def child(parent: Element, wanted: str) -> Element:
    """The first child of this name, None where there is none."""
    return next(iter(children(parent, wanted)), None)


def needed(parent: Element, wanted: str) -> Element:
    """The same where every workbook has one; KeyError where this one has not."""
    found = child(parent, wanted)
    if found is None:
        raise KeyError(wanted)
    return found


def descendants(root: Element, wanted: str) -> Iterator[Element]:
    """All elements of this name below."""
    return (element for element in root.iter() if name(element) == wanted)


def new(parent: Element, wanted: str, attributes: Attributes | None = None, text: str | None = None) -> Element:
    """An element in the parent's namespace, not yet placed."""
    element = etree.Element(f"{{{etree.QName(parent).namespace}}}{wanted}", dict(attributes or {}), nsmap=parent.nsmap)
    element.text = None if text is None else spoken(text)
    return element


def added(parent: Element, wanted: str, attributes: Attributes | None = None, text: str | None = None) -> Element:
    """The same as the parent's last child."""
    element = new(parent, wanted, attributes, text)
    parent.append(element)
    return element


def placed(parent: Element, element: Element, order: tuple[str, ...], *, before: bool = False) -> Element:
    """The element among the parent's children where its name stands in the order; ``before`` those of its own name."""
    own = order.index(name(element))
    later = order[own:] if before else order[own + 1 :]
    following = next((each for each in parent if name(each) in later), None)
    if following is None:
        parent.append(element)
    else:
        following.addprevious(element)
    return element


def spoken(text: str) -> str:
    """The text without what XML cannot hold."""
    return _NO_CHARACTER.sub("", text)


def link_attribute(root: Element) -> str:
    """The name of the attribute that holds a relation's id in a part of the workbook."""
    is_strict = str(etree.QName(root).namespace).startswith("http://purl.oclc.org/")
    return f"{{{STRICT if is_strict else TRANSITIONAL}}}id"
