-- One table a statement. `s` is the subject's number; `past` is their number; roll(key, salt, n) is 0 … n − 1.
-- Every eighth value or so lies on a bound: nobody, a cap, the first and last day of a band, the day of vacating.

-- table: subject
SELECT
    s AS _subject,
    s // 500 AS _project,
    'H' || s AS id,
    ['frame', 'brick_concrete', 'brick_wood', 'earth_wood', 'simple'][roll(s, 'structure', 5) + 1] AS structure,
    area_m2,
    CAST(CASE WHEN roll(s, 'has temporary', 4) = 0 THEN roll(s, 'temporary', 8000) / 100.0 ELSE 0 END AS DECIMAL(8, 2))
        AS temporary_m2,
    ['d1', 'd2', 'd3', 'd0'][roll(s, 'decoration', 4) + 1] AS decoration,
    CAST(roll(s, 'decoration_m2', 20000) / 100.0 AS DECIMAL(8, 2)) AS decoration_m2,
    CAST(roll(s, 'yard_m2', 12000) / 100.0 AS DECIMAL(8, 2)) AS yard_m2,
    CAST(roll(s, 'wells', 3) AS DECIMAL(3, 0)) AS wells,
    CAST(roll(s, 'bamboo', 200) AS DECIMAL(6, 0)) AS bamboo,
    CAST(roll(s, 'crop_mu', 5000) / 1000.0 AS DECIMAL(8, 3)) AS crop_mu,
    CAST(roll(s, 'graves', 4) AS DECIMAL(3, 0)) AS graves,
    people,
    ['cash', 'flat'][roll(s, 'mode', 2) + 1] AS mode,
    signed_on,
    CASE roll(s, 'vacates', 8)
        WHEN 0 THEN NULL
        WHEN 1 THEN vacate_by_on
        WHEN 2 THEN vacate_by_on + 1
        ELSE signed_on + roll(s, 'vacated_on', 120)
    END AS vacated_on
FROM (
    SELECT
        s,
        people,
        CAST(CASE WHEN roll(s, 'at the cap', 8) = 0 THEN 60 * people ELSE roll(s, 'area', 40000) / 100.0 END
            AS DECIMAL(8, 2)) AS area_m2,
        sign_start_on(s // 500) + CASE WHEN roll(s, 'on a bound', 8) = 0
            THEN [0, 9, 10, 19, 20, 29, 30, 31][roll(s, 'bound', 8) + 1] ELSE roll(s, 'day', 45) END AS signed_on,
        vacate_by_on(s // 500) AS vacate_by_on
    FROM (
        SELECT s, CAST(CASE roll(s, 'nobody', 16) WHEN 0 THEN 0 ELSE 1 + roll(s, 'people', 7) END AS DECIMAL(2, 0)) AS people
        FROM range(past()) AS subjects(s)
    )
);

-- table: project
SELECT
    p AS _project,
    notice_on(p) AS notice_on,
    sign_start_on(p) AS sign_start_on,
    vacate_by_on(p) AS vacate_by_on
FROM range((past() + 499) // 500) AS projects(p);
