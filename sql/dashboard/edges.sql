-- edges: who writes to whom: cables by post, addressee and role ($role: action or info; null for both).
-- A cable that addresses one for action and for information counts for both. Whole months without TAGS are counted
-- in a mart; what is finer, cable by cable.
with whole as (
    select $tags is null and ($from_date is null or day($from_date::date) = 1)
        and ($to_date is null or last_day($to_date::date) = $to_date::date) as is_counted
),
counted as (
    select post, addressee, sum(cables)::bigint as cables, coalesce(sum(cables) filter (class_level >= 3), 0)::bigint as secret
    from addressee_edges
    where (select is_counted from whole) and role in ('action', 'info') and ($role is null or role = $role)
        and ($from_date is null or month >= $from_date::date) and ($to_date is null or month <= $to_date::date)
        and ($posts is null or list_contains($posts::varchar[], post))
        and ($levels is null or list_contains($levels::varchar[], level_name(class_level)))
    group by post, addressee
),
lines as (
    select distinct cables.post as post, coalesce(recipients.post, address) as addressee, role, cable_id, class_level
    from recipients join selected($from_date, $to_date, $posts, $levels, $tags) as cables using (cable_id)
    where not (select is_counted from whole) and role in ('action', 'info') and ($role is null or role = $role)
        and date is not null
)
select post, addressee, cables, secret from counted where addressee is not null
union all
select post, addressee, count(*) as cables, count(*) filter (class_level >= 3) as secret
from lines
where addressee is not null
group by post, addressee
order by cables desc, post, addressee;
