-- secrecy: What goes with a classification: which features of a cable could a model predict it from?
--
-- Watch out: only cables whose text is there, bears their own number and has a known level. Captions that state
-- a control (SENSITIVE, NOFORN) and all that stands in the text because of the level are left out, since a model
-- would find the answer in them. Cables of one post and time are alike: hold out whole posts or years.
--
-- Columns:
--   cable_id: number of the cable
--   class_level: what is to be predicted: 0 U, 1 FOUO or LOU, 2 C, 3 S, 4 TS
--   post: post that sent it
--   year: year of the number
--   weekday: day of the week it was sent, 1 for Monday; null without a date
--   word_count: words of all paragraphs
--   paragraphs: paragraphs of the text
--   precedence_action: precedence for action addressees
--   action_addressees: addressees on TO lines
--   info_addressees: addressees on INFO lines
--   collective_addressees: of both, lists kept by the relay
--   references: items of its REF line
--   captions: captions that state no control
--   tags: its TAGS, names of persons left out
-- Parameters:
--   year (INTEGER, all): year of the number
with texts as (
    select *
    from cables
    where text_status = 'text'
        and body_matches_id
        and class_level is not null
        and (getvariable('year') is null or year = getvariable('year'))
),
addressed as (
    select
        cable_id,
        count(*) filter (role = 'action') as action_addressees,
        count(*) filter (role = 'info') as info_addressees,
        count(*) filter (role in ('action', 'info') and is_collective) as collective_addressees
    from recipients
    group by cable_id
),
tagged as (
    select cable_id, list_sort(list_distinct(list(tag))) as tags from tags where kind <> 'person' group by cable_id
),
referring as (
    select cable_id, count(*) as items from refs group by cable_id
),
controls as (
    select list(caption) as captions from dim_captions where class = 'control'
)
select
    cable_id,
    class_level,
    post,
    year,
    isodow(date) as weekday,
    word_count,
    paragraph_count as paragraphs,
    precedence_action,
    coalesce(action_addressees, 0) as action_addressees,
    coalesce(info_addressees, 0) as info_addressees,
    coalesce(collective_addressees, 0) as collective_addressees,
    coalesce(items, 0) as references,
    list_filter(texts.captions, lambda caption: not list_contains(controls.captions, caption)) as captions,
    coalesce(tags, []) as tags
from texts
cross join controls
left join addressed using (cable_id)
left join tagged using (cable_id)
left join referring using (cable_id)
order by cable_id;
