-- Cables that the index found, with their snippets: set variable words = 'fog OR mist'; include_protected = false;
-- found = [{'cable_id': '08PARIS1600', 'score': 7.5}].
select cable_id, found.score, date, post, classification, subject, paragraph, snippet, withheld
from (select unnest(getvariable('found'), recursive := true)) as found
join search_cables(
    getvariable('words'),
    include_protected := getvariable('include_protected'),
    among := list_transform(getvariable('found'), lambda hit: hit.cable_id)
) as shown using (cable_id)
order by found.score desc, cable_id;
