-- hunan-demo-2023 by hand, in whole fen: areas and quantities in ten-thousandths, rates in fen, joined from the annexes.
WITH decided AS (
    SELECT
        m._subject,
        m.only_child_certificate,
        CASE WHEN ruled = 'review' AND m.review_decision <> 'none' THEN m.review_decision ELSE ruled END AS decision
    FROM (
        SELECT
            m._subject,
            m.only_child_certificate,
            m.review_decision,
            CASE
                WHEN m.died_on <= p.population_cutoff_on THEN 'exclude'
                WHEN m.died_on > p.population_cutoff_on THEN 'review'
                WHEN m.born_on > p.population_cutoff_on THEN 'exclude'
                WHEN m.has_other_collective_membership OR m.already_resettled OR m.is_civil_servant THEN 'exclude'
                WHEN m.is_career_officer THEN 'review'
                WHEN (m.is_student OR m.is_soldier OR m.is_prisoner)
                    AND (m.had_local_hukou OR (m.hukou = 'local_collective' AND m.move_in_reason = 'none')) THEN 'include'
                WHEN m.hukou = 'local_collective' THEN CASE
                    WHEN m.hukou_moved_in_on BETWEEN p.notice_on AND p.population_cutoff_on
                        AND m.move_in_reason IN ('birth', 'marriage', 'adoption', 'returned', 'policy') THEN 'include'
                    WHEN m.hukou_moved_in_on >= p.notice_on THEN 'exclude'
                    WHEN m.married_out OR m.has_contract_land OR m.resides_here THEN 'include'
                    ELSE 'review' END
                WHEN m.relation IN ('spouse', 'child_in_law') THEN CASE
                    WHEN m.hukou = 'local_nonfarm' THEN 'review'
                    WHEN 12 * (year(p.population_cutoff_on) - year(m.married_on))
                        + month(p.population_cutoff_on) - month(m.married_on)
                        - CASE WHEN day(p.population_cutoff_on) < day(m.married_on) THEN 1 ELSE 0 END >= 24 THEN 'include'
                    WHEN m.married_on <= p.population_cutoff_on THEN 'review'
                    ELSE 'exclude' END
                ELSE 'exclude' END AS ruled
        FROM members AS m JOIN project AS p USING (_project)
    ) AS m
), people AS (
    SELECT
        _subject,
        count(*) FILTER (WHERE decision = 'include')
            + CASE WHEN bool_or(decision = 'include' AND only_child_certificate) THEN 1 ELSE 0 END AS population,
        bool_or(decision = 'review') AS draft
    FROM decided GROUP BY _subject
), houses AS (
    SELECT
        b._subject,
        CAST(sum(CASE WHEN b.legality = 'legal' THEN (b.area_m2 * r.fen + 5000) // 10000 END) AS BIGINT) AS house,
        CAST(sum(CASE WHEN b.legality = 'temporary_valid' THEN (b.area_m2 * r.fen + 10000) // 20000 END) AS BIGINT) AS temporary_building,
        CAST(sum(CASE WHEN b.legality = 'legal' THEN b.area_m2 END) AS BIGINT) AS legal_area
    FROM buildings AS b JOIN project AS p USING (_project) JOIN house_rate AS r USING (structure, grade)
    WHERE b.built_on < p.notice_on AND b.legality IN ('legal', 'temporary_valid')
    GROUP BY b._subject
), decorated AS (
    SELECT d._subject, CAST(sum((d.area_m2 * r.fen + 5000) // 10000) AS BIGINT) AS fen
    FROM decorations AS d JOIN decoration_rate AS r USING (grade) GROUP BY d._subject
), fixed AS (
    SELECT f._subject, CAST(sum((f.quantity * r.fen + 5000) // 10000) AS BIGINT) AS fen
    FROM fixtures AS f JOIN fixture_rate AS r USING (kind) WHERE f.before_notice GROUP BY f._subject
), grown AS (
    SELECT c._subject, CAST(sum((c.quantity * r.fen + 5000) // 10000) AS BIGINT) AS fen
    FROM crops AS c JOIN crop_rate AS r USING (kind) WHERE c.before_notice GROUP BY c._subject
), buried AS (
    SELECT g._subject, CAST(sum(g.count * r.fen) AS BIGINT) AS fen
    FROM graves AS g JOIN grave_rate AS r USING (kind) GROUP BY g._subject
), land AS (
    SELECT
        _subject,
        CAST(sum(mu) AS BIGINT) AS mu,
        CAST(sum(zone_total) AS BIGINT) AS zone_total,
        CAST(sum((zone_total * 40 + 50) // 100) AS BIGINT) AS land_fee
    FROM (
        SELECT t._subject, t.mu, (t.mu * z.fen * f.fen + 500000) // 1000000 AS zone_total
        FROM (SELECT _subject, _project, land_class, (area_m2 * 3 + 1000) // 2000 AS mu FROM parcels) AS t
        JOIN project AS p USING (_project) JOIN zone_price AS z USING (zone) JOIN land_class_factor AS f USING (land_class)
    ) AS t GROUP BY _subject
), items AS (
    SELECT
        s._subject,
        coalesce(h.house, 0) AS house,
        coalesce(h.temporary_building, 0) AS temporary_building,
        coalesce(d.fen, 0) AS decoration,
        CASE WHEN s.kind = 'household' THEN coalesce(x.fen, 0) ELSE 0 END AS fixture,
        CASE WHEN s.kind = 'household' THEN coalesce(c.fen, 0) ELSE 0 END AS crop_owner,
        CASE WHEN s.kind = 'household' THEN coalesce(g.fen, 0) ELSE 0 END AS grave_owner,
        CASE WHEN n.population > 0
            THEN greatest(40000 * n.population, 60000) * CASE s.mode WHEN 'cash' THEN 1 ELSE 2 END ELSE 0 END AS moving,
        CASE WHEN n.population > 0
            THEN greatest(35000 * n.population, 60000) * CASE s.mode WHEN 'cash' THEN 6 ELSE 18 END ELSE 0 END AS transition,
        CASE WHEN s.kind = 'household' THEN
            (least(coalesce(h.legal_area, 0), 600000 * coalesce(n.population, 0)) * CASE
                WHEN datediff('day', p.sign_start_on, s.signed_on) < 10 THEN 20000
                WHEN datediff('day', p.sign_start_on, s.signed_on) < 20 THEN 10000
                WHEN datediff('day', p.sign_start_on, s.signed_on) < 30 THEN 5000
                ELSE 0 END + 5000) // 10000 ELSE 0 END AS sign_reward,
        CASE WHEN s.kind = 'household' AND s.vacated_on <= p.vacate_by_on THEN 2000000 ELSE 0 END AS vacate_reward,
        CASE WHEN s.kind = 'household' AND s.mode = 'cash' AND s.purchase_subsidy_claimed
            THEN 6000000 * coalesce(n.population, 0) ELSE 0 END AS purchase_subsidy,
        coalesce(l.land_fee, 0) AS land_fee,
        coalesce(l.zone_total - l.land_fee, 0) AS resettlement_subsidy,
        CASE WHEN s.kind = 'collective' THEN coalesce(c.fen, 0) ELSE 0 END AS crop,
        CASE WHEN s.kind = 'collective' THEN coalesce(x.fen, 0) ELSE 0 END AS fixture_collective,
        CASE WHEN s.kind = 'collective' THEN coalesce(g.fen, 0) ELSE 0 END AS grave,
        CASE WHEN s.kind = 'collective' THEN (coalesce(l.mu, 0) * 2000000 + 5000) // 10000 ELSE 0 END AS social_security,
        coalesce(n.draft, FALSE) AS draft
    FROM subject AS s
    JOIN project AS p USING (_project)
    LEFT JOIN people AS n USING (_subject)
    LEFT JOIN houses AS h USING (_subject)
    LEFT JOIN decorated AS d USING (_subject)
    LEFT JOIN fixed AS x USING (_subject)
    LEFT JOIN grown AS c USING (_subject)
    LEFT JOIN buried AS g USING (_subject)
    LEFT JOIN land AS l USING (_subject)
)
SELECT
    *,
    house + temporary_building + decoration + fixture + crop_owner + grave_owner + moving + transition + sign_reward
        + vacate_reward + purchase_subsidy + land_fee + resettlement_subsidy + crop + fixture_collective + grave AS payable
FROM items
