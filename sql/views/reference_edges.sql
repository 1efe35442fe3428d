-- reference_edges: one row per reference of a current version to a cable, with how sure it is which cable is meant.
--
-- confidence is one of these, by rule:
--   exact                 the reference gives the year, and that cable is loaded
--   year_inferred         the year was left out, which means the citing cable's own; that cable is loaded
--   ambiguous             the year was left out, and only the year before has that number loaded, or the cable of
--                         the citing cable's year was sent later while that of the year before is loaded too; or
--                         there was no year to take
--   contradicted          the cable is loaded but was sent later than the one that cites it: number or date is wrong
--   absent                the reference gives the year; that cable is not loaded
--   absent_year_inferred  the year was left out; neither that cable nor that of the year before is loaded
--   absent_unknown_post   not loaded, and its post is not in dim_posts: it may be no cable at all
--
-- A cable that cites another twice has two rows, of which one is_counted: the one that gives the year, else the first.
create or replace view reference_edges as
with cited as (
    select
        cable_id,
        position,
        label,
        raw,
        ref_cable_id,
        year_inferred,
        resolution,
        note,
        citing.date as citing_date,
        citing.class_level as citing_class_level,
        citing.post as citing_post,
        left(ref_cable_id, 2)::integer as two_digits,
        rtrim(substr(ref_cable_id, 3), '0123456789') as cited_post,
        case
            when year_inferred
                then lpad(((left(ref_cable_id, 2)::integer + 99) % 100)::varchar, 2, '0') || substr(ref_cable_id, 3)
        end as year_before
    from fact_references
    join cables as citing using (cable_id, message_id)
    where kind = 'cable'
),
dated as (
    select
        cited.* exclude (ref_cable_id, year_before),
        cited.ref_cable_id as cited_cable_id,
        if(two_digits >= 66, 1900, 2000) + two_digits as cited_year,
        substr(ref_cable_id, 3 + length(cited_post))::integer as cited_serial,
        earlier.cable_id as or_cable_id,
        target.date as cited_date,
        target.cable_id is not null as is_present,
        cited_post in (select post from dim_posts) as post_is_known
    from cited
    left join cables as target on target.cable_id = cited.ref_cable_id
    left join cables as earlier on earlier.cable_id = cited.year_before
)
select
    cable_id, position, label, raw, cited_cable_id, cited_year, cited_post, cited_serial, year_inferred, or_cable_id,
    resolution,
    case
        when cited_cable_id is null then 'ambiguous'
        when is_present and coalesce(cited_date > citing_date, false)
            then if(or_cable_id is null, 'contradicted', 'ambiguous')
        when is_present then if(year_inferred, 'year_inferred', 'exact')
        when or_cable_id is not null then 'ambiguous'
        when not post_is_known then 'absent_unknown_post'
        else if(year_inferred, 'absent_year_inferred', 'absent')
    end as confidence,
    citing_date, cited_date, date_diff('day', cited_date, citing_date) as lag_days, citing_class_level, citing_post,
    note,
    cited_cable_id is not null
        and row_number() over (partition by cable_id, cited_cable_id order by year_inferred, position) = 1 as is_counted
from dated;
