-- topics: Which cables share TAGS, references and words of the subject with a given one?
--
-- Watch out: not a search by meaning. A feature is a TAG, a cable that is cited (each cable counts as citing
-- itself, so what cites the given cable shares one), or a word of the subject of four letters or more. Rare
-- features weigh more: by the logarithm of all cables to those that have it. Nothing of the text is compared.
--
-- Columns:
--   cable_id: number of the similar cable
--   date: its best date
--   post: post that sent it
--   subject: its subject
--   score: weight of the shared features to that of all features of the given cable, 0 to 1
--   shared_tags: TAGS that both bear
--   shared_references: cables that both cite, or of which one cites the other
--   shared_words: words that both subjects have
-- Parameters:
--   cable_id (CABLE, '08PARIS1600'): number of the given cable
--   most (INTEGER, 20): most cables that are shown
with asked_id as (select coalesce(getvariable('cable_id'), '08PARIS1600') as cable_id),
asked_tags as (select distinct tag from tags semi join asked_id using (cable_id)),
asked_references as (
    select ref_cable_id from refs semi join asked_id using (cable_id) where ref_cable_id is not null
    union
    select cable_id from cables semi join asked_id using (cable_id)
),
asked_words as (
    select distinct unnest(regexp_extract_all(upper(subject), '[\p{L}\d]{4,}')) as word
    from cables
    semi join asked_id using (cable_id)
),
-- a subject is only taken apart where one of the words stands somewhere in it
words as (
    select cable_id, unnest(regexp_extract_all(upper(subject), '[\p{L}\d]{4,}')) as word
    from cables
    where exists (from asked_words where contains(upper(subject), word))
),
-- of every cable what the one asked for has too
features as (
    select distinct cable_id, 'tag' as kind, tag as feature from tags semi join asked_tags using (tag)
    union
    select cable_id, 'reference', ref_cable_id from refs semi join asked_references using (ref_cable_id)
    union
    select cable_id, 'reference', cable_id from cables where cable_id in (from asked_references)
    union
    select cable_id, 'word', word from words semi join asked_words using (word)
),
weights as (
    select kind, feature, ln((select count(*) from cables) / count(distinct features.cable_id)) as weight
    from features
    group by all
),
shared as (
    select
        cable_id,
        sum(weight) as weight,
        list_sort(list(feature) filter (kind = 'tag')) as shared_tags,
        list_sort(list(feature) filter (kind = 'reference')) as shared_references,
        list_sort(list(feature) filter (kind = 'word')) as shared_words
    from features
    join weights using (kind, feature)
    where cable_id not in (from asked_id)
    group by cable_id
)
select
    cable_id,
    date,
    post,
    subject,
    round(shared.weight / (select sum(weight) from weights), 3) as score,
    coalesce(shared_tags, []) as shared_tags,
    coalesce(shared_references, []) as shared_references,
    coalesce(shared_words, []) as shared_words
from shared
join cables using (cable_id)
order by score desc, cable_id
limit coalesce(getvariable('most'), 20);
