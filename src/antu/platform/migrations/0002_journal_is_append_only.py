"""The journal refuses change and deletion in the database itself."""

from django.db import migrations

FORBID = """
CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER journal_is_append_only BEFORE UPDATE OR DELETE ON platform_journalentry
    FOR EACH ROW EXECUTE FUNCTION journal_is_append_only();
"""
ALLOW = """
DROP TRIGGER journal_is_append_only ON platform_journalentry;
DROP FUNCTION journal_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("platform", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
