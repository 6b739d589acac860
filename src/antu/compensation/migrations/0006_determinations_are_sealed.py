"""Determinations have digests of what they were when they were made; those there get the digests of what they are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from django.db import connection, migrations, models

from antu.compensation.domain.digests import FACTS, RECORD, SEALED, STANDING, digest_of

DIGESTS: Final = (FACTS, RECORD, STANDING)
BATCH: Final = 1_000
_FILL: Final = """
    UPDATE compensation_determination AS row
    SET facts_sha256 = given.facts, record_sha256 = given.record, standing_sha256 = given.standing
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) AS given (id, facts, record, standing)
    WHERE row.id = given.id
"""


def seal_those_there(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 - Django's signature
    columns = {column for name in DIGESTS for column in SEALED[name]} - set(DIGESTS)
    every = apps.get_model("compensation", "determination").objects.only("pk", *columns).order_by("pk")
    rows = every.iterator(BATCH)
    with connection.cursor() as cursor:
        while some := list(islice(rows, BATCH)):
            cursor.execute(_FILL, list(map(list, zip(*map(_sealed, some), strict=True))))


def _sealed(row: Any) -> Iterator[Any]:
    """Key and digests, each made of those before it."""
    for name in DIGESTS:
        setattr(row, name, digest_of(row, name))
    return iter((row.pk, *(getattr(row, name) for name in DIGESTS)))


def _digest(label: str) -> models.CharField[Any, Any]:
    return models.CharField(label, max_length=64, default="")


class Migration(migrations.Migration):
    dependencies = [("compensation", "0005_proofs")]

    operations = [
        migrations.AlterField("determination", "determined_at", models.DateTimeField("核定时间")),
        migrations.AddField("determination", "facts_sha256", _digest("事实摘要"), preserve_default=False),
        migrations.AddField("determination", "record_sha256", _digest("登记摘要"), preserve_default=False),
        migrations.AddField("determination", "standing_sha256", _digest("状态摘要"), preserve_default=False),
        migrations.RunPython(seal_those_there, migrations.RunPython.noop),
    ]
