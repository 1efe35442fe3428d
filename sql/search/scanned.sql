-- Cables that hold the words, best first, found by reading every text: set variable words = 'fog OR mist';
-- include_protected = false; hits = 10; post, first_day, last_day, tag, classification = null, or what to keep to.
-- A classification keeps those that go beyond it with a slash: SECRET keeps SECRET//NOFORN.
select *, count(*) over () as found
from search_cables(getvariable('words'), include_protected := getvariable('include_protected'))
where coalesce(post = getvariable('post'), getvariable('post') is null)
    and coalesce(date >= getvariable('first_day')::date, getvariable('first_day') is null)
    and coalesce(date <= getvariable('last_day')::date, getvariable('last_day') is null)
    and (
        getvariable('classification') is null
        or classification = getvariable('classification')
        or starts_with(classification, getvariable('classification') || '//')
    )
    and (getvariable('tag') is null or cable_id in (select cable_id from tags where tag = getvariable('tag')))
order by score desc, cable_id
limit (select getvariable('hits')::bigint);
