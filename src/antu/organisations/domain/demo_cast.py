"""The demo's posts and people as its files give them: ``posts.csv`` and ``accounts.csv``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DemoPost:
    """A post and the permissions of its holder."""

    code: str
    name: str
    permissions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An invented person who signs in; ``post`` is a post's code, ``organisation`` a name."""

    login: str
    password: str
    name: str
    post: str
    organisation: str


def read_posts(folder: Path) -> list[DemoPost]:
    """The posts of ``posts.csv``: 代码, 名称, 权限 (several by spaces)."""
    return [DemoPost(row["代码"], row["名称"], tuple(row["权限"].split())) for row in _rows(folder / "posts.csv")]


def read_accounts(folder: Path) -> list[DemoAccount]:
    """The people of ``accounts.csv``: 登录名, 密码, 姓名, 岗位, 单位."""
    columns = ("登录名", "密码", "姓名", "岗位", "单位")
    return [DemoAccount(*(row[column] for column in columns)) for row in _rows(folder / "accounts.csv")]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
