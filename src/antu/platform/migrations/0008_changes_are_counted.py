"""How many transactions have changed records, so that an answer about them can be given again until one does.

Each adds a row, and nobody waits for another. The rows are added together now and then, which changes neither their
sum nor their latest moment. Which tables hold records is said in ``remembering.py``.
"""

from django.db import migrations

COUNT = """
CREATE TABLE platform_change (
    transactions bigint NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
INSERT INTO platform_change DEFAULT VALUES;
CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('antu.change_noted_in', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
        INSERT INTO platform_change DEFAULT VALUES;
        PERFORM set_config('antu.change_noted_in', pg_current_xact_id()::text, true);
    END IF;
    RETURN NULL;
END $$;
"""
FORGET = "DROP FUNCTION note_change() CASCADE; DROP TABLE platform_change;"


class Migration(migrations.Migration):
    dependencies = [("platform", "0007_files_are_found")]
    operations = [migrations.RunSQL(COUNT, FORGET)]
