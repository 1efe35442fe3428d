-- what is missing: Does the load agree with what was published, and what did it refuse?
--
-- Watch out: a dump is compared with published totals only if it was loaded as a release (`cables load
-- --release`). Part of a release differs everywhere, and that is no error. Every dump's own account must agree:
-- messages = cables + duplicates + quarantined.
--
-- Columns:
--   compared: name of the release, 'account of a dump', or 'refused' for what lies in quarantine
--   grain: what was counted: total, year, post, tag, classification_label; messages; reason
--   key: the year, post, tag or label; the dump; the reason
--   expected: the published count, or the messages seen; null for what was refused
--   found: what is loaded, accounted for or refused
--   difference: found less expected
--   agrees: whether that is within the tolerance of the published count
--   source: who published it
-- Parameters:
--   disagreeing_only (BOOLEAN, false): leave out what agrees
with compared as (
    select
        source_release as compared, grain, key, expected, found, difference, agrees, citation as source
    from release_totals
    union all
    select
        'account of a dump', 'messages', dump_id, messages, cables + duplicates + quarantined,
        cables + duplicates + quarantined - messages, cables + duplicates + quarantined = messages, null
    from load_dumps
    union all
    select 'refused', 'reason', reason, null, count(*), null, null, null
    from load_quarantine
    group by reason
)
from compared
where agrees is not true or not coalesce(getvariable('disagreeing_only'), false)
order by agrees nulls last, compared, grain, abs(difference) desc, key;
