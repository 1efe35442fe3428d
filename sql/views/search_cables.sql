-- search_cables(words): cables whose subject or paragraphs hold the words, best first; current versions only.
--
--     from search_cables('"six-point cease-fire" georgia OR tbilisi -humanitarian') limit 20;
--     select cable_id, score, snippet from search_cables('toast') where post = 'PARIS' and date >= date '2008-08-01';
--
-- All words must be there (AND may be written); words between double quotes stand next to each other, in one paragraph;
-- OR binds two words more closely than what stands beside them; - or NOT before a word leaves out cables that hold it.
-- OR, AND and NOT are in capitals. Case, accents and what stands between words (hyphens, ends of lines) do not matter:
-- cease-fire finds "cease fire", but not "ceasefire", and fog does not find "foggy". What is no search raises an error
-- that says why.
--
-- Ranking is BM25 (k1 = 1.2, b = 0.75) over whole cables: a word counts the more, the fewer cables hold it, and each
-- further time it is there adds less; long cables need more. A word in the subject counts as three in the text.
-- Among words joined by OR each that is there counts.
--
-- snippet is a piece of the paragraph with most of the words. Paragraphs that ask to protect a source are found but
-- not shown unless search_cables(words, include_protected := true): then the snippet is of another paragraph, or null,
-- and withheld says that such paragraphs were found. The subject is shown. This is no promise of safety: a source may
-- be named where nothing asks for protection.
--
-- Every text is looked at, unless among says which cables are (a list of their numbers): how rare a word is, and so the
-- score, is then counted over these. `cables search` asks the index which they are, and has the snippets made here.
-- the words of a search: parts of each, whether it must not be there, and which of them OR joins (any_of)
create or replace macro search_terms(words) as table
with tokens as (
    select unnest(tokens) as token, generate_subscripts(tokens, 1) as place
    from (
        select
            case
                when (length(words) - length(replace(words, '"', ''))) % 2 = 1
                    then error('the search has a " that is not closed (close it, or leave it out): ' || words)
                when regexp_matches(regexp_replace(words, '"[^"]*"', '', 'g'), '[()]')
                    then error('the search has parentheses, which are not read, as OR binds closest: ' || words)
                else regexp_extract_all(words, '-?"[^"]*"|[^\s"]+')
            end as tokens
    )
),
placed as (
    select
        place,
        token,
        token in ('AND', 'OR', 'NOT') as is_operator,
        lag(token) over (order by place) as before,
        lead(token) over (order by place) as behind
    from tokens
),
terms as (
    select
        place,
        starts_with(token, '-') or coalesce(before = 'NOT', false) as is_excluded,
        count(*) filter (coalesce(before <> 'OR', true)) over (order by place) as any_of,
        regexp_extract_all(strip_accents(lower(token)), '[\pL\pN]+') as parts
    from placed
    where not is_operator
)
select
    place,
    is_excluded,
    any_of,
    parts,
    list_reduce(parts, lambda a, b: if(length(b) > length(a), b, a)) as longest,
    -- as it stands in a text of which all else is blanks, two between words
    ' ' || array_to_string(parts, '  ') || ' ' as phrase
from terms
where len(parts) > 0
    and (
        select case
            when count(*) filter (
                is_operator and (
                    coalesce(behind in ('AND', 'OR'), true)
                    or (token = 'NOT' and behind = 'NOT')
                    or (token <> 'NOT' and before is null)
                    or (token = 'OR' and (behind = 'NOT' or starts_with(behind, '-')))
                )
            ) > 0 then error('AND, OR and NOT go before words and between them, and OR not before NOT: ' || words)
            else true
        end
        from placed
    );

create or replace macro search_cables(words, include_protected := false, among := null) as table
with terms as materialized (from search_terms(words)),
texts as (
    select cable_id, 0 as ordinal, 3 as weight, false as has_protect_phrase, subject as text
    from cables
    where subject is not null and (among is null or list_contains(among, cable_id))
    union all
    select cable_id, ordinal, 1, has_protect_phrase, text
    from paragraphs
    where among is null or list_contains(among, cable_id)
),
-- contains is quick and leaves few texts to take apart
candidates as (
    select
        cable_id, ordinal, weight, has_protect_phrase, place, is_excluded, any_of, phrase,
        '  ' || regexp_replace(plain, '[^\pL\pN]+', '  ', 'g') || '  ' as spaced
    from (select *, strip_accents(lower(text)) as plain from texts) as folded
    join terms on contains(plain, longest)
),
-- how often each word stands in each text
found as materialized (
    select
        * exclude (spaced),
        (length(spaced) - length(replace(spaced, phrase, ''))) // length(phrase) as times
    from candidates
    where times > 0
),
in_cables as (
    select
        cable_id, place, any_value(is_excluded) as is_excluded, any_value(any_of) as any_of, sum(weight * times) as tf
    from found
    group by cable_id, place
),
matching as (
    select cable_id
    from in_cables
    group by cable_id
    having not bool_or(is_excluded)
        and count(distinct any_of) = (
            select case
                when count(distinct any_of) filter (not is_excluded) = 0
                    then error('the search holds no word to look for, such as fog or "harbor minister": ' || words)
                else count(distinct any_of) filter (not is_excluded)
            end
            from terms
        )
),
frequency as (
    select place, ln(1 + (n - count(*) + 0.5) / (count(*) + 0.5)) as idf
    from in_cables cross join (select count(*) as n from cables)
    group by place, n
),
scored as (
    select cable_id, sum(idf * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * word_count / mean_words))) as score
    from in_cables
    join matching using (cable_id)
    join frequency using (place)
    join cables using (cable_id)
    cross join (select greatest(avg(word_count), 1) as mean_words from cables)
    group by cable_id
),
in_paragraphs as (
    select
        cable_id, ordinal, has_protect_phrase, arg_min(phrase, place) as phrase, count(*) as terms, sum(times) as times
    from found semi join matching using (cable_id)
    where ordinal > 0
    group by cable_id, ordinal, has_protect_phrase
),
shown as (
    select
        cable_id,
        bool_or(has_protect_phrase) and not include_protected as withheld,
        arg_max({'ordinal': ordinal, 'phrase': phrase}, (terms, times, -ordinal))
            filter (include_protected or not has_protect_phrase) as best
    from in_paragraphs
    group by cable_id
),
placed as (
    select
        shown.cable_id, withheld, best.ordinal as paragraph, text,
        -- folding keeps the number of characters, so what stands at a place of the one does in the other
        ' ' || regexp_replace(strip_accents(lower(text)), '[^\pL\pN]', ' ', 'g') || ' ' as blank,
        greatest(
            1,
            coalesce(
                nullif(instr(blank, replace(best.phrase, '  ', ' ')), 0),
                -- more than one sign between the words of a phrase: where its first word is
                instr(blank, regexp_extract(best.phrase, '^ [^ ]+ '))
            ) - 100
        ) as start
    from shown
    left join (
        select cable_id, ordinal, text from paragraphs where among is null or list_contains(among, cable_id)
    ) as paragraphs on paragraphs.cable_id = shown.cable_id and paragraphs.ordinal = best.ordinal
),
cut as (
    select cable_id, withheld, paragraph, substr(text, start, 260) as piece, start, length(text) as size from placed
)
select
    cables.cable_id, score, date, post, classification, subject, paragraph,
    -- a word that was cut through at either end is left out
    trim(regexp_replace(
        regexp_replace(
            if(start > 1, regexp_replace(piece, '^\S*\s', ''), piece), if(start + 259 < size, '\s\S*$', '^$'), ''
        ), '\s+', ' ', 'g'
    )) as snippet,
    coalesce(withheld, false) as withheld
from scored
join cables using (cable_id)
left join cut using (cable_id)
order by score desc, cables.cable_id;
