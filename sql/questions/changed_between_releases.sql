-- what is missing: What changed from one release of a cable to the next?
--
-- Watch out: versions follow one another by date of release, then by order of loading; an unknown date of
-- release counts as the oldest. That a text differs may be the carrier's doing: `cables diff` shows what
-- differs. A version whose text bears another cable's number was never this cable.
--
-- Columns:
--   cable_id: number of the cable
--   older: version before, from 1
--   newer: version after it
--   older_carrier: form in which the older came
--   newer_carrier: form in which the newer came
--   older_release: the carrier's date of release of the older
--   newer_release: the carrier's date of release of the newer
--   older_words: words of the older
--   newer_words: words of the newer
--   changes: unredacted, redacted, withdrawn, restored, reclassified, wrong body corrected, subject
--     differs, text differs; none where only the carrier's fields or the rest of the heading differ
--   newer_is_current: the newer is the version that stands for the cable
-- Parameters:
--   change (unredacted|redacted|withdrawn|restored|reclassified|wrong body corrected|subject differs|text differs,
--     all): only pairs with this change
with several as not materialized ( -- else DuckDB reads all texts, not only those of these cables
    select cable_id from fact_cables where version > 1
),
texts as (
    select cable_id, message_id, list(text order by ordinal) as text
    from fact_paragraphs
    semi join several using (cable_id)
    group by all
),
versions as materialized (
    select
        cable_id, version, carrier, released_on, word_count, is_redacted, text_status, classification, body_matches_id,
        subject, is_current, text
    from fact_cables
    semi join several using (cable_id)
    left join texts using (cable_id, message_id)
),
pairs as (
    select older.*, newer
    from versions as older
    join versions as newer on newer.cable_id = older.cable_id and newer.version = older.version + 1
),
compared as (
    select
        cable_id,
        version as older,
        newer.version as newer,
        carrier as older_carrier,
        newer.carrier as newer_carrier,
        released_on as older_release,
        newer.released_on as newer_release,
        word_count as older_words,
        newer.word_count as newer_words,
        list_filter(
            [
                if(is_redacted and not newer.is_redacted, 'unredacted', null),
                if(newer.is_redacted and not is_redacted, 'redacted', null),
                if(text_status in ('text', 'partial') and newer.text_status in ('lost', 'withheld'), 'withdrawn', null),
                if(text_status in ('lost', 'withheld') and newer.text_status in ('text', 'partial'), 'restored', null),
                if(classification is distinct from newer.classification, 'reclassified', null),
                if(body_matches_id is false and newer.body_matches_id, 'wrong body corrected', null),
                if(subject <> newer.subject, 'subject differs', null),
                if("text" <> newer."text", 'text differs', null)
            ],
            lambda change: change is not null
        ) as changes,
        newer.is_current as newer_is_current
    from pairs
)
from compared
where getvariable('change') is null or list_contains(changes, getvariable('change'))
order by cable_id, older;
