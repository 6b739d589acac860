-- The flat policy by hand, in DECIMAL as most would write it: yuan, square metres, mu, each item rounded to the fen.
WITH read AS (
    SELECT
        s._subject,
        s.area_m2,
        s.temporary_m2,
        s.decoration_m2,
        s.yard_m2,
        s.wells,
        s.bamboo,
        s.crop_mu,
        s.graves,
        s.people,
        CAST(CASE s.structure
            WHEN 'frame' THEN 1183.65 WHEN 'brick_concrete' THEN 978.35 WHEN 'brick_wood' THEN 757.85
            WHEN 'earth_wood' THEN 516.25 ELSE 258.15 END AS DECIMAL(6, 2)) AS house_rate,
        CAST(CASE s.decoration WHEN 'd1' THEN 298.75 WHEN 'd2' THEN 197.45 WHEN 'd3' THEN 118.15 ELSE 0 END
            AS DECIMAL(5, 2)) AS decoration_rate,
        CASE s.mode WHEN 'cash' THEN 1 ELSE 2 END AS times,
        CASE s.mode WHEN 'cash' THEN 6 ELSE 18 END AS months,
        datediff('day', p.sign_start_on, s.signed_on) + 1 AS sign_day,
        coalesce(s.vacated_on <= p.vacate_by_on, FALSE) AS vacated_in_time
    FROM subject AS s JOIN project AS p USING (_project)
), items AS (
    SELECT
        _subject,
        round(area_m2 * house_rate, 2) AS house,
        round(temporary_m2 * house_rate * 0.45, 2) AS temporary,
        round(decoration_m2 * decoration_rate, 2) AS decoration,
        round(yard_m2 * 64.55, 2) AS yard,
        wells * 1512.50 AS wells,
        bamboo * 18.35 AS bamboo,
        round(crop_mu * 1812.75, 2) AS crops,
        graves * 2605.00 AS graves,
        CASE WHEN people > 0 THEN greatest(405.50 * people, 606.60) * times ELSE 0 END AS moving,
        CASE WHEN people > 0 THEN greatest(352.25 * people, 603.30) * months ELSE 0 END AS transition,
        round(least(area_m2, 60 * people)
            * CAST(CASE WHEN sign_day <= 10 THEN 201.25 WHEN sign_day <= 20 THEN 100.75 WHEN sign_day <= 30 THEN 50.35 ELSE 0 END
                AS DECIMAL(5, 2)), 2) AS sign_reward,
        CASE WHEN vacated_in_time THEN 20000.00 ELSE 0 END AS vacate_reward
    FROM read
)
SELECT
    *,
    CAST(house + temporary + decoration + yard + wells + bamboo + crops + graves + moving + transition + sign_reward
        + vacate_reward AS DECIMAL(18, 2)) AS payable
FROM items
