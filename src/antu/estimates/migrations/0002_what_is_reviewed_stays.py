"""What waits for its review is changed by the review alone, and what was reviewed by nobody: the database sees to it."""

from django.db import migrations

FORBID = """
CREATE FUNCTION reviewed_estimate_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found_by text[] := ARRAY['search_keys'];
    review text[] := found_by || ARRAY['reviewed_by', 'sent_back_on', 'approved_on', 'approved_fen', 'document_no'];
BEGIN
    IF OLD.approved_on IS NOT NULL OR OLD.sent_back_on IS NOT NULL THEN
        IF TG_OP = 'DELETE' OR to_jsonb(NEW) - found_by IS DISTINCT FROM to_jsonb(OLD) - found_by THEN
            RAISE EXCEPTION 'a reviewed estimate is frozen' USING ERRCODE = 'restrict_violation';
        END IF;
    ELSIF OLD.submitted_at IS NOT NULL THEN
        IF TG_OP = 'DELETE' OR to_jsonb(NEW) - review IS DISTINCT FROM to_jsonb(OLD) - review THEN
            RAISE EXCEPTION 'a submitted estimate is frozen but for its review' USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER reviewed_estimate_stays BEFORE UPDATE OR DELETE ON estimates_estimateversion
    FOR EACH ROW EXECUTE FUNCTION reviewed_estimate_stays();

CREATE FUNCTION part_of_submitted_estimate_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) IS NOT DISTINCT FROM to_jsonb(OLD) THEN
        RETURN NEW;
    END IF;
    IF EXISTS (
        SELECT FROM estimates_estimateversion
        WHERE submitted_at IS NOT NULL AND id IN (
            CASE WHEN TG_OP <> 'INSERT' THEN OLD.version_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.version_id END
        )
    ) THEN
        RAISE EXCEPTION 'a part of a submitted estimate is frozen' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER part_of_submitted_estimate_stays BEFORE INSERT OR UPDATE OR DELETE ON estimates_estimateline
    FOR EACH ROW EXECUTE FUNCTION part_of_submitted_estimate_stays();
CREATE TRIGGER part_of_submitted_estimate_stays BEFORE INSERT OR UPDATE OR DELETE ON estimates_estimatedhousehold
    FOR EACH ROW EXECUTE FUNCTION part_of_submitted_estimate_stays();

CREATE FUNCTION opinion_on_reviewed_estimate_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) IS NOT DISTINCT FROM to_jsonb(OLD) THEN
        RETURN NEW;
    END IF;
    IF EXISTS (
        SELECT FROM estimates_estimateversion
        WHERE (approved_on IS NOT NULL OR sent_back_on IS NOT NULL) AND id IN (
            CASE WHEN TG_OP <> 'INSERT' THEN OLD.version_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.version_id END
        )
    ) THEN
        RAISE EXCEPTION 'an opinion on a reviewed estimate is frozen' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER opinion_on_reviewed_estimate_stays BEFORE INSERT OR UPDATE OR DELETE ON estimates_estimateopinion
    FOR EACH ROW EXECUTE FUNCTION opinion_on_reviewed_estimate_stays();
"""
ALLOW = """
DROP TRIGGER reviewed_estimate_stays ON estimates_estimateversion;
DROP FUNCTION reviewed_estimate_stays();
DROP TRIGGER part_of_submitted_estimate_stays ON estimates_estimateline;
DROP TRIGGER part_of_submitted_estimate_stays ON estimates_estimatedhousehold;
DROP FUNCTION part_of_submitted_estimate_stays();
DROP TRIGGER opinion_on_reviewed_estimate_stays ON estimates_estimateopinion;
DROP FUNCTION opinion_on_reviewed_estimate_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("estimates", "0001_initial")]

    operations = [migrations.RunSQL(FORBID, ALLOW)]
