-- The cables of table entering from $first to $last, as fields of the search index: folded as search_terms folds words.
--
-- The subject is there three times, since a word in it counts as three in the text. A classification is also there
-- without what stands behind each of its slashes: SECRET finds SECRET//NOFORN. Of cables with something that marts
-- leave out, shown is what is left; of all others that is text. A subject goes with its TAGS, where either names a
-- source.
with chosen as (from entering where cable_id between $first and $last),
texts as (
    select
        cable_id,
        list(folded order by ordinal) as texts,
        list(folded order by ordinal) filter (not is_protected) as shown,
        bool_or(is_protected) as is_guarded
    from (
        select
            cable_id, ordinal, is_protected,
            strip_accents(lower(coalesce(withheld.text, paragraphs.text))) as folded
        from (
            select cable_id, ordinal, is_protected, text
            from marts.paragraphs
            where cable_id between $first and $last
        ) as paragraphs
        semi join chosen using (cable_id)
        left join withheld using (cable_id, ordinal)
    ) as every
    where folded is not null
    group by cable_id
),
tagged as (select cable_id, list(distinct tag) as tags from cables.tags semi join chosen using (cable_id) group by cable_id),
described as (
    select
        cable_id, date, post, string_split(classification, '//') as levels,
        list_filter(list_value(subject, subject, subject), lambda said: said is not null)
            .list_transform(lambda said: strip_accents(lower(said))) as subjects
    from cables.cables semi join chosen using (cable_id)
)
select
    cable_id,
    (md5_number_lower(cable_id) >> 1)::bigint as key,
    strip_accents(lower(cable_id)) as number,
    date - date '1970-01-01' as day,
    post,
    list_transform(range(1, len(levels) + 1), lambda n: array_to_string(levels[:n], '//')) as classification,
    coalesce(tags, []) as tag,
    subjects || coalesce(texts, []) as text,
    coalesce(is_guarded, false) or shown.is_protected as is_guarded,
    case
        when is_guarded or shown.is_protected
            then if(shown.is_protected, [], subjects) || coalesce(texts.shown, [])
        else []
    end as shown
from described
left join texts using (cable_id)
left join tagged using (cable_id)
join (select cable_id, is_protected from marts.cables) as shown using (cable_id);
