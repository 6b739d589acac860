"""A version may wait for its approval, and what is frozen is kept as it is by the database itself."""

from django.db import migrations, models

FORBID = """
CREATE FUNCTION frozen_plan_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE free text[] := ARRAY['source_row', 'search_keys'];
BEGIN
    IF OLD.is_frozen AND (TG_OP = 'DELETE' OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free) THEN
        RAISE EXCEPTION 'a frozen plan version cannot be changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER frozen_plan_version_stays BEFORE UPDATE OR DELETE ON planning_planversion
    FOR EACH ROW EXECUTE FUNCTION frozen_plan_version_stays();

CREATE FUNCTION frozen_plan_task_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE free text[] := ARRAY['source_row'];
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - free IS NOT DISTINCT FROM to_jsonb(OLD) - free THEN
        RETURN NEW;
    END IF;
    IF EXISTS (
        SELECT FROM planning_planversion
        WHERE is_frozen AND id IN (
            CASE WHEN TG_OP <> 'INSERT' THEN OLD.version_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.version_id END
        )
    ) THEN
        RAISE EXCEPTION 'a task of a frozen plan version cannot be changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER frozen_plan_task_stays BEFORE INSERT OR UPDATE OR DELETE ON planning_plantask
    FOR EACH ROW EXECUTE FUNCTION frozen_plan_task_stays();
"""
ALLOW = """
DROP TRIGGER frozen_plan_version_stays ON planning_planversion;
DROP FUNCTION frozen_plan_version_stays();
DROP TRIGGER frozen_plan_task_stays ON planning_plantask;
DROP FUNCTION frozen_plan_task_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("planning", "0002_rows_are_found")]

    operations = [
        migrations.AlterField("planversion", "approved_on", models.DateField("批准日期", blank=True, null=True)),
        migrations.AddField("planversion", "is_frozen", models.BooleanField("已定稿", default=False)),
        migrations.RunSQL(FORBID, ALLOW),
    ]
