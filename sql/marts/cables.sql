-- cables: the current version of every cable, as a list of cables shows it.
--
-- The lists of a cable are made in memory, so that this is asked piece by piece (sql/pieces/date.sql): of the cables
-- from the variable piece_from on and before piece_before, those without a date last; of all where neither is set.
with piece as materialized (
    select cable_id
    from cables
    where (getvariable('piece_before') is null or date < getvariable('piece_before')::date)
        and (
            getvariable('piece_from') is null
            or date >= getvariable('piece_from')::date
            or (date is null and getvariable('piece_before') is null)
        )
),
marked as (
    select cable_id, message_id, max(mark_level) as highest_mark_level, count(reason) as protected_count
    from (from paragraphs semi join piece using (cable_id))
    left join withheld_paragraphs using (cable_id, message_id, ordinal)
    group by all
),
tagged as (
    select cable_id, list(shown order by position) filter (shown is not null) as tags, bool_or(is_name) as has_name
    from (
        select
            cable_id, tag, unless_source(tag, source_words) as shown, names_source(tag, source_words) as is_name,
            min(position) as position
        from (from tags semi join piece using (cable_id)) left join source_names using (cable_id)
        group by all
    )
    group by cable_id
),
addressed as (
    select cable_id, list(addressee order by position) as addressees, sum(lines) as recipient_count
    from (
        select cable_id, coalesce(post, address) as addressee, min(position) as position, count(*) as lines
        from recipients semi join piece using (cable_id)
        group by all
    )
    group by cable_id
),
citing as (
    select cable_id, count(*) as reference_count from refs semi join piece using (cable_id) group by cable_id
),
cited as (
    select ref_cable_id as cable_id, count(distinct cable_id) as cited_by
    from refs
    where kind = 'cable' and ref_cable_id in (from piece)
    group by ref_cable_id
),
versions as (
    select cable_id, count(*) as version_count from fact_cables semi join piece using (cable_id) group by cable_id
)
select
    cable_id, date, sent_at, coalesce(year(date), cables.year)::integer as year,
    coalesce(cables.post, 'unknown') as post, country, iso2, region,
    coalesce(cables.classification, 'unknown') as classification, class_level, is_noforn, precedence_action,
    captions, unless_source(subject, source_words) as subject, coalesce(tags, []) as tags,
    coalesce(addressees, []) as addressees, class_reasons, issues, text_status, paragraph_count, word_count,
    coalesce(protected_count, 0) as protected_count, highest_mark_level,
    case
        when highest_mark_level < class_level then 'over'
        when highest_mark_level > class_level then 'under'
        when highest_mark_level = class_level then 'equal'
    end as marking,
    coalesce(recipient_count, 0) as recipient_count, coalesce(reference_count, 0) as reference_count,
    coalesce(cited_by, 0) as cited_by, version_count,
    has_summary, has_comment, has_minimize, is_redacted, has_protect_phrase, body_matches_id, carrier, dump_id,
    names_source(subject, source_words) or coalesce(has_name, false) as is_protected
from cables
join versions using (cable_id)
left join dim_posts on dim_posts.post = cables.post
left join marked using (cable_id, message_id)
left join tagged using (cable_id)
left join addressed using (cable_id)
left join citing using (cable_id)
left join cited using (cable_id)
left join source_names using (cable_id);
