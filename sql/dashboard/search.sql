-- search: cables that hold what is looked for. Where there is an index, $words is the search as it was typed, and found
-- has the keys of the cables that hold it. Else $words is null, and in number, subject or paragraphs all words must
-- stand, up to four ($one to $four; null for none): regular expressions of RE2, capitals and small letters the same.
with chosen as (
    select *
    from selected($from_date, $to_date, $posts, $levels, $tags)
    where $words is null or (md5_number_lower(cable_id) >> 1)::bigint in (select key from found)
),
texts as (
    select
        cable_id,
        bool_or(regexp_matches(text, $one, 'i') or regexp_matches(heading, $one, 'i')) as one,
        bool_or(regexp_matches(text, $two, 'i') or regexp_matches(heading, $two, 'i')) as two,
        bool_or(regexp_matches(text, $three, 'i') or regexp_matches(heading, $three, 'i')) as three,
        bool_or(regexp_matches(text, $four, 'i') or regexp_matches(heading, $four, 'i')) as four
    from paragraphs
    where $one is not null
    group by cable_id
),
titles as (
    select chosen.*, concat_ws(' ', cable_id, subject) as title, one, two, three, four
    from chosen left join texts using (cable_id)
)
select
    cable_id, date, post, level, subject, is_protected, tags, cited_by, version_count, protected_count,
    count(*) over () as found
from titles
where ($one is null or one or regexp_matches(title, $one, 'i'))
    and ($two is null or two or regexp_matches(title, $two, 'i'))
    and ($three is null or three or regexp_matches(title, $three, 'i'))
    and ($four is null or four or regexp_matches(title, $four, 'i'))
order by
    case when $sort = 'most cited' then cited_by end desc nulls last,
    case when $sort = 'oldest first' then date end nulls last,
    case when $sort <> 'oldest first' then date end desc nulls last,
    cable_id
limit $rows offset $skipped;
