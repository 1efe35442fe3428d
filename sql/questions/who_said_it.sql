-- sources: Where does a name or phrase stand: at which posts, in paragraphs of which mark?
--
-- Watch out: that a name stands in a paragraph does not say that its bearer said what stands there. Capitals do
-- not matter, line breaks count as blanks; other spellings are other names. Texts are not shown: `cables show`
-- does, and `protected` says how many paragraphs ask to protect a source.
--
-- Columns:
--   post: post that sent them
--   mark: canonical mark of the paragraphs; null where they have none
--   paragraphs: paragraphs with the phrase
--   protected: of these, how many ask to protect a source
--   cables: cables these stand in
--   first_date: date of the first
--   last_date: date of the last
--   cable_ids: their numbers
-- Parameters:
--   phrase (VARCHAR, 'prime minister'): name or phrase to look for
--   post (POST, all): post as it stands in numbers (TELAVIV)
select
    post,
    mark,
    count(*) as paragraphs,
    count(*) filter (paragraphs.has_protect_phrase) as protected,
    count(distinct cable_id) as cables,
    min(date) as first_date,
    max(date) as last_date,
    list_sort(list(distinct cable_id)) as cable_ids
from paragraphs
join cables using (cable_id, message_id)
where regexp_matches(
        text, replace(regexp_escape(coalesce(getvariable('phrase'), 'prime minister')), '\ ', '\s+'), 'i'
    )
    and (getvariable('post') is null or post = getvariable('post'))
group by post, mark
order by paragraphs desc, post, mark;
