"""What was said when countersigning stays as it was said."""

from django.db import migrations

FORBID = """
CREATE FUNCTION opinion_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an opinion cannot be changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER opinion_stays BEFORE UPDATE OR DELETE ON procedures_caseopinion
    FOR EACH ROW EXECUTE FUNCTION opinion_stays();
"""
ALLOW = """
DROP TRIGGER opinion_stays ON procedures_caseopinion;
DROP FUNCTION opinion_stays();
"""


class Migration(migrations.Migration):
    """One trigger."""

    dependencies = [("procedures", "0002_drawings_and_done_steps_stay")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
