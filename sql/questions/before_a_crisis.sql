-- topics: How did traffic with a set of posts grow before a crisis?
--
-- Watch out: weeks without a cable are there with zeros, from the first week found to the last. Cables without a
-- readable precedence are those that the four columns lack. Words are of cables whose text is there: lost text
-- is no short text. Volume is not tone, and what was not released is not in it. Without options it asks for Iran,
-- as the study of 2021 did, whose cables are of 1978.
--
-- Columns:
--   week: Monday of the week
--   direction: 'from the posts', or 'from Washington' to them (action or information)
--   cables: cables of that week
--   flash: of these, FLASH for action
--   immediate: of these, IMMEDIATE, NIACT included
--   priority: of these, PRIORITY
--   routine: of these, ROUTINE
--   secret: of these, SECRET or above
--   with_text: of these, how many have their text, whole
--   words: words of those
--   words_each: words to with_text
--   serial_share: share of that year's serials that is loaded, of the posts or of Washington as a whole, estimated
--     (see serial_gaps)
-- Parameters:
--   posts (POST[], 'TEHRAN,TABRIZ,SHIRAZ,ISFAHAN'): posts as they stand in numbers, with commas between
--   from_date (DATE, all): first day
--   to_date (DATE, all): last day
with asked as (
    select string_split(coalesce(getvariable('posts'), 'TEHRAN,TABRIZ,SHIRAZ,ISFAHAN'), ',') as posts
),
traffic as (
    select
        date_trunc('week', date)::date as week,
        if(list_contains(posts, post), 'from the posts', 'from Washington') as direction,
        cables.*
    from cables
    cross join asked
    where date is not null
        and (getvariable('from_date') is null or date >= getvariable('from_date'))
        and (getvariable('to_date') is null or date <= getvariable('to_date'))
        and (
            list_contains(posts, post)
            or (
                post = 'STATE'
                and cable_id in (
                    select cable_id from recipients
                    where role in ('action', 'info') and list_contains(posts, recipients.post)
                )
            )
        )
),
weeks as (
    select dim_dates.date as week, direction
    from dim_dates
    cross join unnest(['from the posts', 'from Washington']) as directions(direction)
    where weekday = 'Monday'
        and dim_dates.date between (select min(week) from traffic) and (select max(week) from traffic)
    union
    -- the Monday before the first day of the calendar
    select week, direction from traffic
),
coverage as (
    select
        year,
        if(post = 'STATE', 'from Washington', 'from the posts') as direction,
        sum(serials_present - left_out) / sum(estimate) as serial_share
    from serial_coverage
    cross join asked
    where estimate is not null and (post = 'STATE' or list_contains(posts, post))
    group by all
)
select
    week,
    weeks.direction,
    count(cable_id) as cables,
    count(*) filter (precedence_action = 'FLASH') as flash,
    count(*) filter (precedence_action in ('IMMEDIATE', 'NIACT IMMEDIATE')) as immediate,
    count(*) filter (precedence_action = 'PRIORITY') as priority,
    count(*) filter (precedence_action = 'ROUTINE') as routine,
    count(*) filter (class_level >= 3) as secret,
    count(*) filter (text_status = 'text') as with_text,
    coalesce(sum(word_count) filter (text_status = 'text'), 0)::bigint as words,
    round(words / nullif(with_text, 0), 1) as words_each,
    round(any_value(serial_share), 6) as serial_share
from weeks
left join traffic using (week, direction)
left join coverage on coverage.year = year(week) and coverage.direction = weeks.direction
group by week, weeks.direction
order by week, weeks.direction;
