-- snippets: of each of the cables $cables, the first paragraph in which $any is found (null for none), else its first.
select cable_id, arg_min(text, (not coalesce(regexp_matches(text, $any, 'i'), false), ordinal)) as text
from paragraphs
where list_contains($cables::varchar[], cable_id) and text is not null
group by cable_id;
