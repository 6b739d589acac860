"""Where packs lie: folders ``<id>/<version>`` whose files are read when a pack is asked for."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from antu.kernel.errors import BadInput, Problem
from antu.policy.faults import listed, nearest
from antu.policy.load import BYTES_MAX, FILES_MAX, content_sha256, load_pack
from antu.policy.load import PACK as PACK_FILE
from antu.policy.pack import REGIMES, Pack

_SHIPPED = Path(__file__).resolve().parents[3] / "policies"
_NUMBER = re.compile(r"(\d+)")
WITHDRAWN = "withdrawn.json"
"""Beside the packs: versions that are no longer chosen, by name, each with the day ``on`` and the ``reason``."""


@dataclass(frozen=True, slots=True)
class PackFolder:
    """One version of one pack on the shelf, not loaded yet."""

    id: str
    version: str
    path: Path

    @property
    def name(self) -> str:
        """``ID@VERSION``."""
        return f"{self.id}@{self.version}"

    @property
    def newness(self) -> tuple[tuple[int, str], ...]:
        """What orders versions: numbers by value, so that 10 is newer than 9."""
        return newness(self.version)

    def load(self) -> Pack:
        """The pack; PackError with every problem, or BadInput when it calls itself otherwise than its folder."""
        pack = load_pack(read_folder(self.path))
        if (pack.id, pack.version) != (self.id, self.version):
            told = f"{self.path} 里的办法自称 {pack.name}；请改 id 和 version，或把文件夹改为 {pack.id}/{pack.version}"
            key = "version" if pack.id == self.id else "id"
            raise BadInput(Problem("P-NAME", told, {"file": PACK_FILE, "line": None, "key": key}))
        return pack


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A version that is no longer chosen: not for notices of the day ``on`` and later."""

    on: date
    reason: str


def newness(version: str) -> tuple[tuple[int, str], ...]:
    """What orders versions: numbers by value, so that 10 is newer than 9."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in _NUMBER.split(version) if part)


class PackShelf:
    """The packs of some folders. Where two folders hold the same version, its bytes must be the same."""

    def __init__(self, *folders: Path) -> None:
        self._folders = folders
        self._loaded: dict[str, Pack] = {}

    def folders(self) -> tuple[PackFolder, ...]:
        """Every version on the shelf, by id, oldest first; nothing is loaded."""
        found: dict[str, PackFolder] = {}
        for folder in self._folders:
            for each in _versions(folder):
                twin = found.setdefault(each.name, each)
                if twin is not each and content_sha256(read_folder(twin.path)) != content_sha256(
                    read_folder(each.path)
                ):
                    raise BadInput(
                        Problem(
                            "P-IMMUTABLE",
                            f"{each.name} 在 {twin.path} 和 {each.path} 内容不同；发布过的办法不能改，请另立版本",
                        )
                    )
        return tuple(sorted(found.values(), key=lambda each: (each.id, each.newness)))

    def all(self) -> tuple[Pack, ...]:
        """Every pack, by id, oldest version first."""
        return tuple(self._load(folder) for folder in self.folders())

    def get(self, name: str) -> Pack:
        """The pack ``ID`` (its newest version) or ``ID@VERSION``; BadInput naming the known packs."""
        return self._load(self.find(name))

    def in_force(self, name: str, on: date | None) -> Pack:
        """The version of ``ID`` that a day selects: the newest in force on it, else the newest of all.

        ``ID@VERSION`` is that version whatever the day. BadInput naming the known packs.
        """
        newest = self.get(name)
        if on is None or "@" in name:
            return newest
        gone = self.withdrawn()
        versions = (self._load(folder) for folder in self.folders() if folder.id == newest.id)
        return ([newest] + [pack for pack in versions if pack.holds_on(on) and _is_chosen(gone, pack, on)])[-1]

    def find(self, name: str) -> PackFolder:
        """The folder that ``ID`` or ``ID@VERSION`` means; BadInput naming the known packs."""
        pack_id, _, version = name.partition("@")
        folders = self.folders()
        fitting = [each for each in folders if each.id == pack_id and version in {"", each.version}]
        if not fitting:
            known = [each.name for each in folders]
            hint = nearest(name, [*known, *(each.id for each in folders)])
            raise BadInput(Problem("P-UNKNOWN-PACK", f"没有补偿办法「{name}」；现有 {listed(known) or '（无）'}{hint}"))
        return fitting[-1]

    def choose(self, regime: str, jurisdiction: str, on: date) -> tuple[Pack, str]:
        """The pack for a regime (``collective``, ``state``), an administrative code and the day of the notice, and why.

        The nearest jurisdiction wins, then the latest in force, then the newest version; one that is withdrawn on that
        day is named and not chosen. BadInput when none holds.
        """
        asked = f"{REGIMES.get(regime, regime)}、{jurisdiction}、公告日 {on}"
        gone = self.withdrawn()
        fitting, passed = list[Pack](), list[str]()
        for pack in self.all():
            if pack.regime == regime and jurisdiction.startswith(pack.jurisdiction.code) and pack.holds_on(on):
                if _is_chosen(gone, pack, on):
                    fitting.append(pack)
                else:
                    passed.append(f"{pack.name}（{gone[pack.name].on} 起停用：{gone[pack.name].reason}）")
        if not fitting:
            known = listed(f"{pack.name}（{_reach(pack)}）" for pack in self.all())
            stopped = f"；其中停用的有 {listed(passed)}" if passed else ""
            raise BadInput(Problem("P-NO-PACK", f"没有适用的补偿办法：{asked}；现有 {known}{stopped}"))
        chosen = max(reversed(fitting), key=lambda pack: (len(pack.jurisdiction.code), pack.valid_from))  # newest first
        rivals = [pack.name for pack in fitting if pack.name != chosen.name]
        beside = f"；同样适用的还有 {listed(rivals)}，取地区最近、施行最晚、版本最新者" if rivals else ""
        beside += f"；已停用而不选的有 {listed(passed)}" if passed else ""
        return chosen, f"{asked}：适用《{chosen.title}》{chosen.name}（{_reach(chosen)}）{beside}"

    def withdrawn(self) -> Mapping[str, Withdrawn]:
        """Versions that are no longer chosen, by ``ID@VERSION``; they can still be named."""
        found: dict[str, Withdrawn] = {}
        for folder in self._folders:
            path = folder / WITHDRAWN
            kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
            found |= {name: Withdrawn(date.fromisoformat(each["on"]), each["reason"]) for name, each in kept.items()}
        return found

    def _load(self, folder: PackFolder) -> Pack:
        if folder.name not in self._loaded:
            self._loaded[folder.name] = folder.load()
        return self._loaded[folder.name]


def shipped_shelf() -> PackShelf:
    """The packs of this checkout and the copies that publishing leaves under ``ANTU_HOME/policies``."""
    return PackShelf(_SHIPPED, Path(os.environ.get("ANTU_HOME") or _SHIPPED.parent / ".antu") / "policies")


def pack_named(name: str) -> Pack:
    """The pack of ``ID``, ``ID@VERSION``, or of a folder, which has a slash in its name. Raises BadInput, PackError."""
    return folder_at(name).load() if "/" in name else shipped_shelf().get(name)


def folder_at(name: str) -> PackFolder:
    """The folder of a pack's version as typed. Raises BadInput (``P-UNKNOWN-PACK``) where it holds none."""
    path = Path(name).resolve()
    if not (path / PACK_FILE).is_file():
        raise BadInput(Problem("P-UNKNOWN-PACK", f"文件夹 {name} 里没有 {PACK_FILE}；办法应在 <编号>/<版本>/ 下"))
    return PackFolder(path.parent.name, path.name, path)


def is_shipped(name: str) -> bool:
    """Whether ``ID@VERSION`` came with the product."""
    pack_id, _, version = name.partition("@")
    return (_SHIPPED / pack_id / version / "pack.yaml").is_file()


def read_folder(path: Path) -> Mapping[str, bytes]:
    """The files below a pack's folder, by their names relative to it.

    Raises BadInput (``P-FILE``) for a link or anything else that is no file of the folder's own, and for too much.
    """
    found = sorted(file for file in path.rglob("*") if file.is_symlink() or not file.is_dir())
    names = {file.relative_to(path).as_posix(): file for file in found}
    odd = [name for name, file in names.items() if file.is_symlink() or not file.is_file()]
    if odd:
        raise BadInput(_file_problem(name, "是链接或特殊文件，不是文件本身；请放文件本身，或删去") for name in odd)
    size = sum(file.stat().st_size for file in found)
    if len(found) > FILES_MAX or size > BYTES_MAX:
        raise BadInput(_file_problem(".", f"一份办法最多 {FILES_MAX} 个文件、{BYTES_MAX // 2**20} MB；请删去多余的"))
    return {name: file.read_bytes() for name, file in names.items()}


def _file_problem(name: str, message: str) -> Problem:
    return Problem("P-FILE", message, {"file": name, "line": None, "key": None})


def _versions(folder: Path) -> Iterator[PackFolder]:
    if not folder.is_dir():
        return
    for pack in sorted(folder.iterdir()):
        for version in sorted(pack.iterdir()) if pack.is_dir() else ():
            if version.is_dir() and not version.name.startswith("."):
                yield PackFolder(pack.name, version.name, version)


def _is_chosen(gone: Mapping[str, Withdrawn], pack: Pack, on: date) -> bool:
    return pack.name not in gone or on < gone[pack.name].on


def _reach(pack: Pack) -> str:
    until = f"至 {pack.valid_to}" if pack.valid_to else "起"
    return f"{REGIMES[pack.regime]}，{pack.jurisdiction.label}，{pack.valid_from} {until}"
