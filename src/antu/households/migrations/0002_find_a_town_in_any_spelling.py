"""Households are found by their town in any spelling of it."""

from typing import Any

from django.db import migrations

from antu.kernel.text import comparable
from antu.platform.fields import ComparableField


def fill_forms(apps: Any, _schema_editor: object) -> None:
    households = apps.get_model("households", "Household").objects
    for town in households.order_by().values_list("town", flat=True).distinct():
        households.filter(town=town).update(town_form=comparable(town))


class Migration(migrations.Migration):
    dependencies = [("households", "0001_initial")]
    operations = [
        migrations.AddField("household", "town_form", ComparableField(max_length=200, of="town")),
        migrations.RunPython(fill_forms, migrations.RunPython.noop),
    ]
