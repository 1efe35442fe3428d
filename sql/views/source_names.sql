-- source_names: cables that name a source to protect, in any version, and the words by which it is found again.
--
-- A name is found again by any of its words of three letters or more, in capitals or not, with accents or
-- without; a name of shorter words only by any of them.

create or replace macro words_of(said) as string_split_regex(lower(strip_accents(said)), '[^\p{L}]+');

-- whether a text names a source of its cable; false where the cable names none
create or replace macro names_source(said, source_words) as case
    when source_words is null or said is null then false
    else list_has_any(words_of(said), source_words)
end;

-- a text for a mart: null where it names a source, unless the variable include_protected is true
create or replace macro unless_source(said, source_words) as case
    when getvariable('include_protected') is distinct from true and names_source(said, source_words) then null
    else said
end;

-- the same of a list of texts
create or replace macro all_unless_source(said, source_words) as case
    when getvariable('include_protected') is distinct from true
        and names_source(array_to_string(said, ' '), source_words) then null
    else said
end;

create or replace view source_names as
with named as (select distinct cable_id, unnest(names) as name from protected_paragraphs),
worded as (
    select
        cable_id, name, list_filter(words_of(name), lambda word: word <> '') as all_words,
        list_filter(all_words, lambda word: length(word) > 2 and not regexp_full_match(word, no_name())) as long_words
    from named
)
select
    cable_id,
    list(name order by name) as names,
    list_sort(list_distinct(flatten(list(case when len(long_words) > 0 then long_words else all_words end))))
        as source_words
from worded
group by cable_id;
