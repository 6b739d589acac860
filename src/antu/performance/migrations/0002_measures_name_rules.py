"""A problem names the rules that were issued because of it, and the day of its effect."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("performance", "0001_initial"),
        ("regulations", "0005_rules_have_versions"),
    ]

    operations = [
        migrations.CreateModel(
            name="MeasureRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "is_sample",
                    models.BooleanField(
                        default=False, help_text="没有公开来源的行，凡出现处都注明", verbose_name="示例"
                    ),
                ),
                ("is_voided", models.BooleanField(default=False, verbose_name="作废")),
                ("source_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="来源行号")),
            ],
            options={
                "verbose_name": "措施印发的制度",
                "verbose_name_plural": "措施印发的制度",
            },
        ),
        migrations.AddField(
            model_name="problemandmeasure",
            name="effect_on",
            field=models.DateField(blank=True, null=True, verbose_name="效果日期"),
        ),
        migrations.AddField(
            model_name="problemandmeasure",
            name="given_by_page",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40), blank=True, default=list, editable=False, size=None
            ),
        ),
        migrations.AddField(
            model_name="problemandmeasure",
            name="void_reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="作废原因"),
        ),
        migrations.AddField(
            model_name="problemandmeasure",
            name="workbook_key",
            field=models.JSONField(blank=True, default=list, editable=False, verbose_name="工作簿里的年度和问题"),
        ),
        migrations.AddField(
            model_name="measurerule",
            name="problem",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rules",
                to="performance.problemandmeasure",
                verbose_name="问题与措施",
            ),
        ),
        migrations.AddField(
            model_name="measurerule",
            name="rule",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="measures",
                to="regulations.issuedrule",
                verbose_name="制度文件",
            ),
        ),
        migrations.AddField(
            model_name="measurerule",
            name="version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="measures",
                to="regulations.ruleversion",
                verbose_name="制度版本",
            ),
        ),
        migrations.AddConstraint(
            model_name="measurerule",
            constraint=models.UniqueConstraint(
                fields=("problem", "rule", "version"), name="measure_rule_once", nulls_distinct=False
            ),
        ),
    ]
