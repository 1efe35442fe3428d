-- serial_coverage: one row per post and year: how many cables it numbered, as far as the serials tell, and the share here.
--
-- A post counts its cables from 1 each year. If those that are loaded are a fair sample of k of the N it sent, with
-- highest serial m, then m * (1 + 1/k) - 1 is the estimate of N that is right on average and varies least, and N lies
-- between m and m / 0.05^(1/k) in at least 95 of 100 cases: N above that means that all k fall below N * 0.05^(1/k),
-- whose chance is below 0.05. It is the shortest interval of its kind.
--
-- A serial that was misread or belongs to another year would ruin m. The highest serials are left out where all of
-- this holds; up to one in twenty of the serials of a post and year, or a single one, from three serials on:
--   - the gap below them is one that the others rule out: with the highest at m, the chance that all k - 1 others stay
--     below a gap that begins at x is (x / m)^(k - 1), and over all gaps looked at it is below one in a thousand;
--   - their dates do not speak for them: a serial on the n-th day of the year that is not more than three times ahead
--     of the middle pace of the post (serial / day of the year) is kept, for a release may just lack the months between.
--
-- A serial that others cite with its year existed too. Where the highest of them, held to the same rule, is above m,
-- it raises lower bound and estimate to itself; the upper bound stays that of the sample, and is null where the cited
-- serial lies above it, which shows that the sample was no fair one. References without a year are not used: the
-- highest of many is where the wrong years gather.
--
-- What to watch out for: a release that ends within the year tells of the cables up to then. One that was picked by
-- topic or classification is no fair sample, though serials, given out in order, hardly know of topics. With k of 1
-- or 2 the interval is wide, as it must be. Where no cable is loaded, only low is known.
delete from serial_coverage;

insert into serial_coverage by name
with numbered as (
    select post, year, serial, date, cable_id, message_id from fact_cables where is_current
),
cited as (
    select
        regexp_extract(ref_cable_id, '^\d\d([A-Z]+)', 1) as post,
        if(left(ref_cable_id, 2)::integer >= 66, 1900, 2000) + left(ref_cable_id, 2)::integer as year,
        ref_cable_id,
        citing.date
    from fact_references
    join numbered as citing using (cable_id, message_id)
    where kind = 'cable' and not year_inferred and resolution <> 'resolved'
),
known as (
    select post, year, serial, date, true as is_present
    from numbered
    where post is not null and year is not null and serial is not null
    union all
    -- the cable was sent on the day it was first cited, or before
    select post, year, substr(ref_cable_id, 3 + length(post))::integer as serial,
        min(date) filter (year(date) = year) as date, false as is_present
    from cited
    semi join dim_posts using (post)
    group by all
),
paced as (
    select
        *,
        case
            when year(date) = year then serial / dayofyear(date)
            -- dated or cited in another year: a day of this year that it cannot have come after
            when not is_present then serial / 366
        end as pace
    from known
),
whole as (
    select
        post,
        year,
        count(*) filter (is_present) as k,
        median(pace) filter (is_present) as middle_pace,
        count(*) as n,
        max(serial) as highest,
        quantile_disc(serial, [0.5, 0.9]) as upper_serials
    from paced
    group by post, year
),
-- of the highest serials only: one in twenty may be left out, and the one below it tells the gap
ranked as (
    select
        post, year, serial, pace, n, highest, middle_pace,
        row_number() over downwards as place,
        lead(serial) over downwards as below
    from paced
    join whole using (post, year)
    where serial >= upper_serials[if(n < 40, 1, 2)]
    window downwards as (partition by post, year order by serial desc)
),
-- beyond the lowest gap of this kind all serials are left out
wild as (
    select post, year, min(serial) as lowest_wild
    from ranked
    where n >= 3
        and place <= greatest(1, n // 20)
        and pow(below / highest, n - 1) * greatest(1, n // 20) < 0.001
        and coalesce(pace > 3 * middle_pace, true)
    group by post, year
),
counted as (
    select
        post,
        year,
        count(*) filter (is_present) as serials_present,
        max(serial) filter (is_present) as highest_present,
        max(serial) filter (is_present and not is_left_out) as robust_highest,
        count(*) filter (is_present and is_left_out) as left_out,
        count(*) filter (not is_present) as serials_cited,
        max(serial) filter (not is_present and not is_left_out) as highest_cited,
        count(*) filter (is_present and not is_left_out) as k
    from (
        select paced.*, coalesce(serial >= lowest_wild, false) as is_left_out
        from paced left join wild using (post, year)
    )
    group by post, year
)
select
    post, year, serials_present, highest_present, robust_highest, left_out, serials_cited, highest_cited,
    case when k > 0 then greatest(robust_highest * (1 + 1 / k) - 1, highest_cited) end as estimate,
    greatest(robust_highest, highest_cited) as low,
    case when floor(robust_highest * pow(0.05, -1 / k)) >= coalesce(highest_cited, 0)
        then floor(robust_highest * pow(0.05, -1 / k))::bigint end as high,
    k / estimate as share_present
from counted;
