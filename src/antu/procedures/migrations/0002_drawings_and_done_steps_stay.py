"""A drawing is kept as it was uploaded, and a step that was done keeps who did it: the database itself refuses."""

from django.db import migrations

FORBID = """
CREATE FUNCTION drawing_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.key, NEW.number, NEW.name, NEW.xml, NEW.sha256, NEW.posts, NEW.note)
        IS DISTINCT FROM (OLD.key, OLD.number, OLD.name, OLD.xml, OLD.sha256, OLD.posts, OLD.note)
        OR (OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at) THEN
        RAISE EXCEPTION 'a drawing cannot be changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER drawing_stays BEFORE UPDATE OR DELETE ON procedures_proceduredrawing
    FOR EACH ROW EXECUTE FUNCTION drawing_stays();

CREATE FUNCTION done_step_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE free text[] := ARRAY['superseded_at'];
BEGIN
    IF OLD.closed_at IS NOT NULL AND (TG_OP = 'DELETE' OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free) THEN
        RAISE EXCEPTION 'a step that was done cannot be changed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER done_step_stays BEFORE UPDATE OR DELETE ON procedures_casestep
    FOR EACH ROW EXECUTE FUNCTION done_step_stays();
"""
ALLOW = """
DROP TRIGGER drawing_stays ON procedures_proceduredrawing;
DROP FUNCTION drawing_stays();
DROP TRIGGER done_step_stays ON procedures_casestep;
DROP FUNCTION done_step_stays();
"""


class Migration(migrations.Migration):
    """Two triggers."""

    dependencies = [("procedures", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
