"""A rule has versions of its text, and a published version is kept as it is by the database itself."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

FORBID = """
CREATE FUNCTION published_rule_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.issued_on IS NOT NULL AND (TG_OP = 'DELETE' OR to_jsonb(NEW) IS DISTINCT FROM to_jsonb(OLD)) THEN
        RAISE EXCEPTION 'a published rule version cannot be changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER published_rule_version_stays BEFORE UPDATE OR DELETE ON regulations_ruleversion
    FOR EACH ROW EXECUTE FUNCTION published_rule_version_stays();
"""
ALLOW = """
DROP TRIGGER published_rule_version_stays ON regulations_ruleversion;
DROP FUNCTION published_rule_version_stays();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("regulations", "0004_locallimit"),
    ]

    operations = [
        migrations.CreateModel(
            name="RuleVersion",
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
                ("number", models.PositiveSmallIntegerField(verbose_name="版次")),
                ("text", models.TextField(verbose_name="正文")),
                ("sha256", models.CharField(max_length=64, verbose_name="正文 SHA-256")),
                ("document_no", models.CharField(blank=True, max_length=100, verbose_name="文号")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="印发日期")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="施行日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="失效日期")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="修订原因")),
                ("drafted_by", models.CharField(blank=True, max_length=100, verbose_name="起草人")),
                ("published_by", models.CharField(blank=True, max_length=100, verbose_name="发布人")),
                ("void_reason", models.CharField(blank=True, max_length=200, verbose_name="作废原因")),
            ],
            options={
                "verbose_name": "制度版本",
                "verbose_name_plural": "制度版本",
                "ordering": ("rule_id", "number", "id"),
            },
        ),
        migrations.AddField(
            model_name="issuedrule",
            name="abolished_by",
            field=models.CharField(blank=True, max_length=300, verbose_name="废止依据"),
        ),
        migrations.AddField(
            model_name="issuedrule",
            name="abolished_on",
            field=models.DateField(blank=True, null=True, verbose_name="废止日期"),
        ),
        migrations.AddField(
            model_name="issuedrule",
            name="given_by_page",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40), blank=True, default=list, editable=False, size=None
            ),
        ),
        migrations.AddField(
            model_name="issuedrule",
            name="void_reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="作废原因"),
        ),
        migrations.AddField(
            model_name="issuedrule",
            name="workbook_key",
            field=models.JSONField(blank=True, default=list, editable=False, verbose_name="工作簿里的日期和名称"),
        ),
        migrations.AlterField(
            model_name="issuedrule",
            name="issued_on",
            field=models.DateField(blank=True, null=True, verbose_name="日期"),
        ),
        migrations.AddConstraint(
            model_name="issuedrule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_voided", False), ("issued_on__isnull", True)),
                fields=("name",),
                name="rule_drafted_once",
            ),
        ),
        migrations.AddField(
            model_name="ruleversion",
            name="rule",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="regulations.issuedrule",
                verbose_name="制度文件",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_voided", False)), fields=("rule", "number"), name="rule_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("issued_on__isnull", True),
                    models.Q(("is_voided", False), ("valid_from__isnull", False)),
                    _connector="OR",
                ),
                name="published_rule_version_is_whole",
            ),
        ),
        migrations.RunSQL(FORBID, ALLOW),
    ]
