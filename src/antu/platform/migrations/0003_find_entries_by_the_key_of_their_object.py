"""Entries are found by the primary key of their object.

The database itself derives it from the object's key as the journal keeps it: no entry is changed.
"""

from django.db import migrations, models
from django.db.models.functions import Cast


class Migration(migrations.Migration):
    dependencies = [("platform", "0002_journal_is_append_only")]
    operations = [
        migrations.RemoveIndex("journalentry", "journal_object"),
        migrations.AddField(
            "journalentry",
            "object_id",
            models.GeneratedField(
                expression=Cast(
                    models.Func(models.F("object_key"), models.Value("^[0-9]+"), function="substring"),
                    models.BigIntegerField(),
                ),
                output_field=models.BigIntegerField(null=True),
                db_persist=True,
                verbose_name="对象主键",
            ),
        ),
        migrations.AddIndex("journalentry", models.Index(fields=["object_kind", "object_id"], name="journal_object")),
    ]
