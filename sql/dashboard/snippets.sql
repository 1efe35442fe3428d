-- snippets: of each of the cables $cables, the first paragraph in which a word stands, else its first with text.
select
    cable_id,
    arg_min(text, (
        not list_bool_or([contains(lower(text), word) for word in $words::varchar[]] || [false]), ordinal
    )) as text
from paragraphs
where list_contains($cables::varchar[], cable_id) and text is not null
group by cable_id;
