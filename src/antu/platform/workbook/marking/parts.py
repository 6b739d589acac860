"""The parts of a package on their way into a copy: taken as they are, changed, or added."""

from __future__ import annotations

import posixpath
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from antu.platform.workbook.marking.xml import STRICT, TRANSITIONAL, Element, added, children, new, tree, written

TYPES: Final = "[Content_Types].xml"
_RELATIONS: Final = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


class Parts:
    """The parts of an open package by name; what was changed is kept until :meth:`write`."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._stored = {info.filename: info for info in archive.infolist()}
        self._by_name = {each.lower().replace("\\", "/"): each for each in self._stored}
        self._changed: dict[str, tuple[bytes | memoryview, ...]] = {}
        self._trees: dict[str, Element] = {}
        self._as_it_came: dict[str, bytes] = {}

    def stored(self, part: str) -> str | None:
        """The name under which the part lies in the package, in whatever case; None where it doesn't."""
        return self._by_name.get(part.lower())

    def unused(self, pattern: str) -> str:
        """The first name of a pattern such as ``xl/comments{}.xml`` that no part has."""
        number = 1
        while self.stored(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def read(self, part: str) -> bytes:
        """The part's bytes as they came."""
        return self._archive.read(self._stored[part])

    def latest(self, part: str) -> bytes:
        """The part's bytes as they are by now."""
        return b"".join(self._changed[part]) if part in self._changed else self.read(part)

    def put(self, part: str, *pieces: bytes | memoryview) -> None:
        """What the part holds from now on."""
        self._by_name.setdefault(part.lower(), part)
        self._changed[part] = pieces

    def tree(self, part: str) -> Element:
        """The part's tree, to be changed: it is written in the end."""
        if part not in self._trees:
            root = self._trees[part] = tree(self.read(part))
            self._as_it_came[part] = written(root)
        return self._trees[part]

    def put_tree(self, part: str, root: Element) -> None:
        """A new part as a tree."""
        self._by_name.setdefault(part.lower(), part)
        self._trees[part] = root

    def related(self, source: str, kind: str) -> Iterator[tuple[str, str]]:
        """The id and part of each relation of a kind (``comments``) of a part; only of parts that are there."""
        held = self.stored(_relations_of(source))
        for each in self.tree(held) if held else ():
            target = posixpath.join("/", posixpath.dirname(source), each.get("Target", "").replace("\\", "/"))
            part = self.stored(posixpath.normpath(target)[1:])
            if each.get("Type", "").endswith(f"/{kind}") and part is not None:
                yield each.get("Id", ""), part

    def relate(self, source: str, kind: str, part: str) -> str:
        """Relate one part to another; the relation's id."""
        relations = _relations_of(source)
        held = self.stored(relations)
        if held is None:
            self.put_tree(relations, tree(_RELATIONS))
        root = self.tree(held or relations)
        taken = {each.get("Id") for each in root}
        own = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        is_strict = any(each.get("Type", "").startswith(STRICT) for each in root)
        target = posixpath.relpath(part, posixpath.dirname(source) or ".")
        kind = f"{STRICT if is_strict else TRANSITIONAL}/{kind}"
        added(root, "Relationship", {"Id": own, "Type": kind, "Target": target})
        return own

    def declare(self, part: str, content_type: str) -> None:
        """Say what kind of content a new part has."""
        if not any(each.get("PartName", "").lower() == f"/{part}".lower() for each in self.tree(TYPES)):
            added(self.tree(TYPES), "Override", {"PartName": f"/{part}", "ContentType": content_type})

    def declare_extension(self, extension: str, content_type: str) -> None:
        """The same for all parts that end so."""
        types = self.tree(TYPES)
        if not any(each.get("Extension", "").lower() == extension for each in children(types, "Default")):
            types.insert(0, new(types, "Default", {"Extension": extension, "ContentType": content_type}))

    def forget_relations(self, part: str) -> None:
        """Leave the part without relations."""
        if held := self.stored(_relations_of(part)):
            for each in list(self.tree(held)):
                self.tree(held).remove(each)

    def write(self, target: Path) -> None:
        """Write the package with its changes; what was not changed comes over piece by piece."""
        contents = {**self._changed, **dict(self._grown())}
        with ZipFile(target, "w", ZIP_DEFLATED) as copy:
            for part, info in self._stored.items():
                own = ZipInfo(part, info.date_time)
                own.compress_type = info.compress_type
                with copy.open(own, "w", force_zip64=info.file_size >= 2**31) as stream:
                    if part in contents:
                        for piece in contents.pop(part):
                            stream.write(piece)
                    else:
                        with self._archive.open(info) as original:
                            shutil.copyfileobj(original, stream, 2**20)
            for part, pieces in contents.items():
                own = ZipInfo(part)
                own.compress_type = ZIP_DEFLATED
                copy.writestr(own, b"".join(pieces))

    def _grown(self) -> Iterator[tuple[str, tuple[bytes]]]:
        """The trees that are new or no longer as they came."""
        for part, root in self._trees.items():
            xml = written(root)
            if xml != self._as_it_came.get(part):
                yield part, (xml,)


def _relations_of(part: str) -> str:
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def relation_of(parts: Parts, source: str, kind: str) -> str | None:
    """The first part that is related so."""
    return next((part for _, part in parts.related(source, kind)), None)
