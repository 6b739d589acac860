-- One table a statement, about fourteen rows a subject; every hundredth subject is a collective.
-- `s` is the subject's number, `k` a row's own; roll(key, salt, n) is 0 … n − 1. Days lie on the bounds of the rules again and again.

-- table: subject
SELECT
    s AS _subject,
    s // 500 AS _project,
    'H' || s AS id,
    CASE WHEN is_collective(s) THEN 'collective' ELSE 'household' END AS kind,
    mode,
    signed_on,
    CASE roll(s, 'vacates', 8)
        WHEN 0 THEN NULL
        WHEN 1 THEN vacate_by_on(s // 500)
        WHEN 2 THEN vacate_by_on(s // 500) + 1
        ELSE signed_on + roll(s, 'vacated_on', 120)
    END AS vacated_on,
    mode = 'cash' AND roll(s, 'claims', 2) = 0 AS purchase_subsidy_claimed
FROM (
    SELECT
        s,
        ['cash', 'flat'][roll(s, 'mode', 2) + 1] AS mode,
        sign_start_on(s // 500) + CASE WHEN roll(s, 'on a bound', 8) = 0
            THEN [0, 9, 10, 19, 20, 29, 30, 31][roll(s, 'bound', 8) + 1] ELSE roll(s, 'day', 45) END AS signed_on
    FROM range(past()) AS subjects(s)
);

-- table: project
SELECT
    p AS _project,
    'collective' AS land,
    ['I', 'II', 'III'][roll(p, 'zone', 3) + 1] AS zone,
    notice_on(p) AS notice_on,
    population_cutoff_on(p) AS population_cutoff_on,
    sign_start_on(p) AS sign_start_on,
    vacate_by_on(p) AS vacate_by_on
FROM range((past() + 499) // 500) AS projects(p);

-- table: members
SELECT
    s AS _subject,
    s // 500 AS _project,
    n AS _row,
    'M' || n AS id,
    relation,
    hukou,
    hukou_moved_in_on,
    CASE WHEN hukou_moved_in_on IS NULL THEN 'none'
        ELSE ['birth', 'marriage', 'adoption', 'returned', 'policy', 'other'][roll(k, 'reason', 6) + 1] END AS move_in_reason,
    roll(k, 'had local', 3) = 0 AS had_local_hukou,
    born_on,
    CASE WHEN relation IN ('spouse', 'child_in_law') AND roll(k, 'married', 8) > 0
        THEN CASE WHEN roll(k, 'married on a bound', 4) = 0
            THEN CAST(cutoff - INTERVAL 24 MONTH AS DATE) + roll(k, 'wedding', 3) - 1
            ELSE cutoff - roll(k, 'long ago', 2500) + 100 END END AS married_on,
    CASE roll(k, 'died', 32)
        WHEN 0 THEN greatest(born_on, cutoff + roll(k, 'death', 3) - 1)
        WHEN 1 THEN greatest(born_on, cutoff - roll(k, 'dead long', 900))
    END AS died_on,
    roll(k, 'student', 16) = 0 AS is_student,
    roll(k, 'soldier', 64) = 0 AS is_soldier,
    roll(k, 'officer', 64) = 0 AS is_career_officer,
    roll(k, 'prisoner', 128) = 0 AS is_prisoner,
    roll(k, 'civil servant', 48) = 0 AS is_civil_servant,
    roll(k, 'elsewhere a member', 48) = 0 AS has_other_collective_membership,
    roll(k, 'resettled', 48) = 0 AS already_resettled,
    roll(k, 'married out', 16) = 0 AS married_out,
    roll(k, 'contract land', 4) > 0 AS has_contract_land,
    roll(k, 'resides', 4) > 0 AS resides_here,
    roll(k, 'only child', 8) = 0 AS only_child_certificate,
    ['none', 'none', 'include', 'exclude'][roll(k, 'panel', 4) + 1] AS review_decision
FROM (
    SELECT
        *,
        CASE roll(k, 'moves', 6)
            WHEN 0 THEN greatest(born_on, cutoff + roll(k, 'to cutoff', 3) - 1)
            WHEN 1 THEN greatest(born_on, notice_on(s // 500) + roll(k, 'to notice', 3) - 1)
            WHEN 2 THEN greatest(born_on, cutoff - roll(k, 'moved', 4000))
        END AS hukou_moved_in_on
    FROM (
        SELECT
            s,
            n,
            s * 32 + n AS k,
            population_cutoff_on(s // 500) AS cutoff,
            CASE n WHEN 0 THEN 'head' WHEN 1 THEN 'spouse' ELSE
                ['child', 'child_in_law', 'parent', 'grandchild', 'sibling', 'other'][roll(s * 32 + n, 'relation', 6) + 1]
            END AS relation,
            ['local_collective', 'local_collective', 'local_collective', 'local_nonfarm', 'elsewhere'][
                roll(s * 32 + n, 'hukou', 5) + 1] AS hukou,
            population_cutoff_on(s // 500) + CASE WHEN roll(s * 32 + n, 'newborn', 24) = 0
                THEN roll(s * 32 + n, 'birth', 3) - 1 ELSE -300 - roll(s * 32 + n, 'age', 29000) END AS born_on
        FROM (
            SELECT s, unnest(range(1 + roll(s, 'members', 7))) AS n
            FROM range(past()) AS subjects(s) WHERE NOT is_collective(s)
        )
    )
);

-- table: buildings
SELECT
    s AS _subject,
    s // 500 AS _project,
    n AS _row,
    'B' || n AS id,
    ['frame', 'brick_concrete', 'brick_wood', 'earth_wood', 'simple'][roll(k, 'structure', 5) + 1] AS structure,
    ['g1', 'g2', 'g3'][roll(k, 'grade', 3) + 1] AS grade,
    CAST(CASE WHEN roll(k, 'area on a bound', 8) = 0 THEN 60 * roll(k, 'caps', 6) ELSE roll(k, 'area', 2500000) / 10000.0 END
        AS DECIMAL(12, 4)) AS area_m2,
    ['legal', 'legal', 'legal', 'legal', 'unlicensed', 'illegal', 'temporary_valid', 'temporary_expired'][
        roll(k, 'legality', 8) + 1] AS legality,
    notice_on(s // 500) + CASE WHEN roll(k, 'built on a bound', 8) = 0
        THEN roll(k, 'built', 3) - 1 ELSE -1 - roll(k, 'built long ago', 12000) END AS built_on
FROM (
    SELECT *, s * 32 + n AS k FROM (
        SELECT s, unnest(range(1 + roll(s, 'buildings', 3))) AS n
        FROM range(past()) AS subjects(s) WHERE NOT is_collective(s)
    )
);

-- table: decorations
SELECT
    s AS _subject,
    s // 500 AS _project,
    n AS _row,
    'D' || n AS id,
    ['d1', 'd2', 'd3', 'd0'][roll(k, 'decoration grade', 4) + 1] AS grade,
    CAST(roll(k, 'decoration', 1500000) / 10000.0 AS DECIMAL(12, 4)) AS area_m2
FROM (
    SELECT *, s * 32 + n AS k FROM (
        SELECT s, unnest(range(1 + roll(s, 'decorations', 2))) AS n
        FROM range(past()) AS subjects(s) WHERE NOT is_collective(s)
    )
);

-- table: fixtures
SELECT
    s AS _subject,
    s // 500 AS _project,
    n AS _row,
    'F' || n AS id,
    [
        'cement_yard', 'drilled_well', 'enclosure_wall', 'dug_well', 'gate', 'cellar', 'septic_tank', 'biogas_pit',
        'water_tank', 'pig_pen', 'poultry_shed', 'outdoor_toilet', 'retaining_wall', 'stone_slope', 'drain', 'brick_path',
        'concrete_road', 'water_pipe', 'water_meter', 'electric_meter', 'three_phase_power', 'aircon', 'solar_heater',
        'broadband', 'cable_tv', 'steel_shed', 'greenhouse', 'wood_stove'
    ][roll(k, 'fixture', 28) + 1] AS kind,
    CAST(roll(k, 'fixture quantity', 500000) / 10000.0 AS DECIMAL(12, 4)) AS quantity,
    roll(k, 'fixture before', 16) > 0 AS before_notice
FROM (
    SELECT *, s * 32 + n AS k FROM (
        SELECT s, unnest(range(roll(s, 'fixtures', 7))) AS n FROM range(past()) AS subjects(s)
    )
);

-- table: crops
SELECT
    s AS _subject,
    s // 500 AS _project,
    n AS _row,
    'C' || n AS id,
    [
        'rice_single', 'rice_double', 'vegetable', 'corn', 'rapeseed', 'sweet_potato', 'watermelon', 'fish_pond', 'lotus',
        'nursery', 'tea', 'citrus_bearing', 'citrus_young', 'peach_bearing', 'camphor_small', 'camphor_large', 'moso_bamboo'
    ][roll(k, 'crop', 17) + 1] AS kind,
    CAST(roll(k, 'crop quantity', 200000) / 10000.0 AS DECIMAL(12, 4)) AS quantity,
    roll(k, 'crop before', 16) > 0 AS before_notice
FROM (
    SELECT *, s * 32 + n AS k FROM (
        SELECT s, unnest(range(roll(s, 'crops', 4))) AS n FROM range(past()) AS subjects(s)
    )
);

-- table: graves
SELECT
    s AS _subject,
    s // 500 AS _project,
    n AS _row,
    'G' || n AS id,
    ['earth', 'cement', 'earth_double', 'cement_double', 'urn', 'unclaimed'][roll(k, 'grave', 6) + 1] AS kind,
    CAST(roll(k, 'graves', 4) AS DECIMAL(12, 0)) AS count
FROM (
    SELECT *, s * 32 + n AS k FROM (
        SELECT s, unnest(range(roll(s, 'graves', 3))) AS n FROM range(past()) AS subjects(s)
    )
);

-- table: parcels
SELECT
    s AS _subject,
    s // 500 AS _project,
    n AS _row,
    'P' || n AS id,
    [
        '0101', '0102', '0103', '0201', '0202', '0301', '0302', '0305', '0404', '0702', '1006', '1104', '1107', '1202', '1206'
    ][roll(k, 'land class', 15) + 1] AS land_class,
    CAST(roll(k, 'parcel', 500000000) / 10000.0 AS DECIMAL(12, 4)) AS area_m2
FROM (
    SELECT *, s * 32 + n AS k FROM (
        SELECT s, unnest(range(1 + roll(s, 'parcels', 8))) AS n
        FROM range(past()) AS subjects(s) WHERE is_collective(s)
    )
);
