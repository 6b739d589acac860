"""Projects are found by their owner and towns in any spelling of them."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

from antu.kernel.text import comparable
from antu.platform.fields import ComparableField, ComparableListField


def fill_forms(apps: Any, _schema_editor: object) -> None:
    for project in apps.get_model("projects", "Project").objects.all():
        project.owner_form = comparable(project.owner)
        project.town_forms = [comparable(town) for town in project.towns]
        project.save(update_fields=("owner_form", "town_forms"))


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial")]
    operations = [
        migrations.AddField("project", "owner_form", ComparableField(max_length=400, of="owner")),
        migrations.AddField(
            "project", "town_forms", ComparableListField(models.CharField(max_length=200), of="towns", size=None)
        ),
        migrations.RunPython(fill_forms, migrations.RunPython.noop),
        migrations.AddIndex("project", GinIndex(fields=["town_forms"], name="project_towns")),
    ]
