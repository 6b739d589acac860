"""Parts of a telephone are found by lexemes of their own."""

from typing import Any

from django.db import migrations

import antu.platform.fields
from antu.platform.search.filling import fill


def fill_again(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 - Django's signature
    fill(apps.get_model("households", "household"))


class Migration(migrations.Migration):
    dependencies = [("households", "0004_rows_are_found")]

    operations = [
        migrations.AlterField(
            model_name="household",
            name="search_keys",
            field=antu.platform.fields.SearchField(
                numbers=("code", "agreement_no"), people=("head_name",), phones=("phone",), sealed=("id_number",)
            ),
        ),
        migrations.RunPython(fill_again, migrations.RunPython.noop),
    ]
