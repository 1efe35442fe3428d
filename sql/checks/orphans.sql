-- fact_cables: every row that belongs to a version has its version here; a duplicate may be a part of one.
with children as (
    select 'fact_recipients' as table_name, cable_id, message_id from fact_recipients
    union all
    select 'fact_tags', cable_id, message_id from fact_tags
    union all
    select 'fact_paragraphs', cable_id, message_id from fact_paragraphs
    union all
    select 'fact_references', cable_id, message_id from fact_references
    union all
    select 'fact_routing', cable_id, message_id from fact_routing
    union all
    select 'fact_distribution', cable_id, message_id from fact_distribution
    union all
    select 'load_issues', cable_id, message_id from load_issues
),
orphans as (
    from children anti join cables.main.fact_cables using (cable_id, message_id)
    union all
    select 'load_duplicates', cable_id, message_id
    from load_duplicates
    anti join (select cable_id, unnest(parts) as message_id from fact_cables) using (cable_id, message_id)
)
select table_name, cable_id, message_id, count(*) as rows
from orphans
group by all
order by all;
