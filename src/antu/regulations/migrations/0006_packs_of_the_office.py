"""Packs of the office: a published version is kept as it is by the database itself."""

from django.db import migrations, models

FORBID = """
CREATE FUNCTION published_pack_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_on IS NOT NULL AND (TG_OP = 'DELETE' OR to_jsonb(NEW) IS DISTINCT FROM to_jsonb(OLD)) THEN
        RAISE EXCEPTION 'a published pack version cannot be changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER published_pack_version_stays BEFORE UPDATE OR DELETE ON regulations_packversion
    FOR EACH ROW EXECUTE FUNCTION published_pack_version_stays();
"""
ALLOW = """
DROP TRIGGER published_pack_version_stays ON regulations_packversion;
DROP FUNCTION published_pack_version_stays();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("regulations", "0005_rules_have_versions"),
    ]

    operations = [
        migrations.CreateModel(
            name="PackVersion",
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
                ("pack_id", models.CharField(max_length=80, verbose_name="编号")),
                ("version", models.CharField(max_length=20, verbose_name="版本")),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="名称")),
                ("files", models.JSONField(default=dict, verbose_name="文件")),
                ("sha256", models.CharField(max_length=64, verbose_name="内容 SHA-256")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="施行日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="失效日期")),
                ("based_on", models.CharField(blank=True, max_length=110, verbose_name="起草自")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="起草原因")),
                ("drafted_by", models.CharField(blank=True, max_length=100, verbose_name="起草人")),
                ("proof", models.JSONField(blank=True, default=dict, verbose_name="双引擎校验")),
                ("document_no", models.CharField(blank=True, max_length=100, verbose_name="文号")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="发布日期")),
                ("published_by", models.CharField(blank=True, max_length=100, verbose_name="发布人")),
                ("void_reason", models.CharField(blank=True, max_length=200, verbose_name="撤销原因")),
            ],
            options={
                "verbose_name": "补偿办法版本",
                "verbose_name_plural": "补偿办法版本",
                "ordering": ("pack_id", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_voided", False)),
                        fields=("pack_id", "version"),
                        name="pack_version_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_on__isnull", True),
                            models.Q(("is_voided", False), ("valid_from__isnull", False)),
                            _connector="OR",
                        ),
                        name="published_pack_version_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PackWithdrawal",
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
                ("pack_id", models.CharField(max_length=80, verbose_name="编号")),
                ("version", models.CharField(max_length=20, verbose_name="版本")),
                ("on", models.DateField(verbose_name="停用日期")),
                ("reason", models.CharField(max_length=200, verbose_name="停用原因")),
                ("withdrawn_by", models.CharField(max_length=100, verbose_name="停用人")),
            ],
            options={
                "verbose_name": "补偿办法停用",
                "verbose_name_plural": "补偿办法停用",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_voided", False)),
                        fields=("pack_id", "version"),
                        name="pack_withdrawn_once",
                    )
                ],
            },
        ),
        migrations.RunSQL(FORBID, ALLOW),
    ]
