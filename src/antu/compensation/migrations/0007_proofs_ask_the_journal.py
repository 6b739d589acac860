"""Findings know the household itself: a determination may be gone, and the journal alone knows it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("compensation", "0006_determinations_are_sealed"),
        ("households", "0006_enterprises"),
    ]

    operations = [
        migrations.AddField(
            model_name="prooffinding",
            name="household",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proof_findings",
                to="households.household",
                verbose_name="户",
            ),
        ),
        migrations.AddField(
            model_name="prooffinding",
            name="named",
            field=models.CharField(blank=True, max_length=200, verbose_name="日志里的核定"),
        ),
        migrations.AlterField(
            model_name="prooffinding",
            name="determination",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proof_findings",
                to="compensation.determination",
                verbose_name="核定",
            ),
        ),
        migrations.RunSQL(
            "UPDATE compensation_prooffinding AS found SET household_id = determination.household_id "
            "FROM compensation_determination AS determination WHERE determination.id = found.determination_id",
            migrations.RunSQL.noop,
        ),
    ]
