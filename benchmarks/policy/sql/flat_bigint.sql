-- The flat policy by hand, in whole fen: lengths in hundredths, crops in thousandths of a mu, rates in fen.
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
        CASE s.structure
            WHEN 'frame' THEN 118365 WHEN 'brick_concrete' THEN 97835 WHEN 'brick_wood' THEN 75785
            WHEN 'earth_wood' THEN 51625 ELSE 25815 END AS house_rate,
        CASE s.decoration WHEN 'd1' THEN 29875 WHEN 'd2' THEN 19745 WHEN 'd3' THEN 11815 ELSE 0 END AS decoration_rate,
        CASE s.mode WHEN 'cash' THEN 1 ELSE 2 END AS times,
        CASE s.mode WHEN 'cash' THEN 6 ELSE 18 END AS months,
        datediff('day', p.sign_start_on, s.signed_on) + 1 AS sign_day,
        coalesce(s.vacated_on <= p.vacate_by_on, FALSE) AS vacated_in_time
    FROM subject AS s JOIN project AS p USING (_project)
), items AS (
    SELECT
        _subject,
        (area_m2 * house_rate + 50) // 100 AS house,
        (temporary_m2 * house_rate * 45 + 5000) // 10000 AS temporary,
        (decoration_m2 * decoration_rate + 50) // 100 AS decoration,
        (yard_m2 * 6455 + 50) // 100 AS yard,
        wells * 151250 AS wells,
        bamboo * 1835 AS bamboo,
        (crop_mu * 181275 + 500) // 1000 AS crops,
        graves * 260500 AS graves,
        CASE WHEN people > 0 THEN greatest(40550 * people, 60660) * times ELSE 0 END AS moving,
        CASE WHEN people > 0 THEN greatest(35225 * people, 60330) * months ELSE 0 END AS transition,
        (least(area_m2, 6000 * people)
            * CASE WHEN sign_day <= 10 THEN 20125 WHEN sign_day <= 20 THEN 10075 WHEN sign_day <= 30 THEN 5035 ELSE 0 END
            + 50) // 100 AS sign_reward,
        CASE WHEN vacated_in_time THEN 2000000 ELSE 0 END AS vacate_reward
    FROM read
)
SELECT
    *,
    house + temporary + decoration + yard + wells + bamboo + crops + graves + moving + transition + sign_reward + vacate_reward
        AS payable
FROM items
